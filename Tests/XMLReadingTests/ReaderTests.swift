import Testing
import XMLReading

/// Events as one line of text, to compare at a glance: `<a x=1>`, `</a>`, `'text'`, `!reason`.
func trace(_ xml: String, limits: XMLLimits = .streaming) -> String { trace(Array(xml.utf8), limits: limits) }

func trace(_ bytes: [UInt8], limits: XMLLimits = .streaming) -> String {
    var reader = XMLReader(bytes, limits: limits)
    var result: [String] = []
    func name(_ name: XMLName) -> String { (name.namespace.map { "{\($0)}" } ?? "") + name.local }
    do {
        while let event = try reader.next() {
            switch event {
            case .start(let element, let attributes):
                result.append(
                    "<" + ([name(element)] + attributes.map { name($0.name) + "=" + $0.value }).joined(separator: " ")
                        + ">")
            case .end(let element): result.append("</" + name(element) + ">")
            case .text(let text): result.append("'" + text + "'")
            }
        }
    } catch {
        switch error {
        case .malformed(_, let line): result.append("!malformed:\(line)")
        case .limit(_, let line): result.append("!limit:\(line)")
        case .unreadable: result.append("!unreadable")
        }
    }
    return result.joined()
}

@Suite struct ReaderTests {
    @Test(arguments: [
        ("<a/>", "<a></a>"),
        ("<a x='1' y=\"&lt;2&gt;\">t</a>", "<a x=1 y=<2>>'t'</a>"),
        ("<a x='A &amp; B' y='&#38;&#x26;&amp;' z='&amp;#38;&amp;amp;'/>", "<a x=A & B y=&&& z=&#38;&amp;></a>"),
        ("<a>\n  <b> </b>\n  <c>\n</c> <d/> </a>", "<a><b>' '</b><c>'\n'</c><d></d></a>"),
        ("<a>one<!-- not here -->two<![CDATA[<three>]]>&amp;&#x34;</a>", "<a>'onetwo<three>&4'</a>"),
        ("<a>x <b>y</b> z</a>", "<a>'x '<b>'y'</b>' z'</a>"),
        ("<a><![CDATA[]]></a>", "<a></a>"),
        ("<a>\r\n1\r2</a>", "<a>'\n1\n2'</a>"),
        ("\n \t<?xml version='1.0' encoding='utf-8'?><a/>\n", "<a></a>"),
        ("\u{FEFF}<a>é王😀</a>", "<a>'é王😀'</a>"),
        (
            "<p:a xmlns:p='urn:1' p:k='v' k='w'><a xmlns='urn:2'/></p:a>",
            "<{urn:1}a {urn:1}k=v k=w><{urn:2}a></{urn:2}a></{urn:1}a>"
        ),
        (
            "<x:a xmlns:x='urn:1'><x:b xmlns:x='urn:2'/><x:b/></x:a>",
            "<{urn:1}a><{urn:2}b></{urn:2}b><{urn:1}b></{urn:1}b></{urn:1}a>"
        ),
        ("<q:a q:b='1'/>", "<q:a q:b=1></q:a>"),
        ("<?pi x?><!-- c --><a/><!-- d -->", "<a></a>"),
    ])
    func events(xml: String, expected: String) { #expect(trace(xml) == expected) }

    @Test(arguments: [
        "", "   ", "text", "{}", "<a>", "<a></b>", "<a/><b/>", "<a/>tail", "<a b='1' b='2'/>", "<a>&nbsp;</a>",
        "<a b='<'/>",
        "<a>\u{1}</a>", "<a>\0</a>", "<a>&#0;</a>", "<a>&#55357;&#56838;</a>", "<a", "<?xml version='1.0'?>", "<a/>\0",
    ])
    func malformed(xml: String) { #expect(trace(xml).contains("!malformed:1")) }

    @Test func breakIsToldAfterWhatStandsBeforeIt() {
        #expect(trace("<a>\n<b>1</b>\n<c>2</d>\n</a>") == "<a><b>'1'</b><c>!malformed:3")
        var reader = XMLReader(Array("<a><b>1</b><c".utf8))
        for _ in 0..<4 { #expect(throws: Never.self) { try reader.next() } }
        for _ in 0..<3 { #expect(throws: XMLReadingError.self) { try reader.next() } }
    }

    @Test func linesDepthsAndPaths() throws {
        var reader = XMLReader(
            Array(
                """
                <?xml version="1.0"?>
                <order>
                  <line
                     id="1"
                     note="two
                lines"><id>A</id></line>
                  <line><id>B</id><id>C</id></line>
                </order>
                """.utf8))
        var seen: [String] = []
        while let event = try reader.next() {
            if case .end = event { continue }
            seen.append("\(reader.line) \(reader.depth) \(reader.path)")
        }
        #expect(
            seen == [
                "2 1 /order", "3 2 /order/line", "6 3 /order/line/id", "6 3 /order/line/id", "7 2 /order/line[2]",
                "7 3 /order/line[2]/id", "7 3 /order/line[2]/id", "7 3 /order/line[2]/id[2]",
                "7 3 /order/line[2]/id[2]",
            ])
    }

    @Test func positionsAmongManyNames() throws {
        let names = (0..<200).map { "n\($0)" }
        let row = names.map { "<\($0)/>" }.joined()
        var reader = XMLReader(Array("<r><g>\(row)\(row)</g><g>\(row)</g></r>".utf8))
        var last: [String: Int] = [:]
        var group = 0
        while let event = try reader.next() {
            guard case .start(let name, _) = event else { continue }
            if name.local == "g" { (group, last) = (group + 1, [:]) }
            guard name.local.hasPrefix("n") else { continue }
            last[name.local, default: 0] += 1
            #expect(reader.position == last[name.local])
        }
        #expect(group == 2)
    }

    @Test func elementWhole() throws {
        var reader = XMLReader(Array("<r>\n<a k='1'>x<b>1</b>y<b>2</b><c><d>3</d></c></a><e/></r>".utf8))
        _ = try reader.next()
        _ = try reader.next()
        let element = try reader.element()
        #expect(element.name == XMLName("a"))
        #expect(element.text == "xy")
        #expect(element.line == 2)
        #expect(element.attribute("k") == "1")
        #expect(element.children("b").map(\.text) == ["1", "2"])
        #expect(element.children("b").map(\.position) == [1, 2])
        #expect(element.descendant("c", "d")?.text == "3")
        guard case .start(let name, _)? = try reader.next() else { return #expect(Bool(false)) }
        #expect(name.local == "e")
        try reader.skip()
        guard case .end(let root)? = try reader.next() else { return #expect(Bool(false)) }
        #expect(root.local == "r")
        let rest = try reader.next()
        #expect(rest == nil)
    }

    @Test func fastLane() throws {
        var reader = XMLReader(Array("<r><b k='1'>xy</b><a/></r>".utf8))
        reader.use(vocabulary: [XMLName("a"), XMLName("b"), XMLName("b", namespace: "urn:x")])
        #expect(try reader.advance() == .start)
        #expect(reader.name > 2)
        #expect(try reader.advance() == .start)
        #expect(reader.name == 1)
        #expect(reader.attributes.value("k") == "1")
        #expect(try reader.advance() == .text)
        #expect(reader.name == 1)
        #expect(reader.withTextBytes { Array($0) } == Array("xy".utf8))
        #expect(try reader.advance() == .end)
        #expect(try reader.advance() == .start)
        #expect(reader.name == 0)
        #expect(try reader.advance() == .end)
        #expect(try reader.advance() == .end)
        #expect(try reader.advance() == .finished)
        #expect(try reader.advance() == .finished)
    }

    @Test func readErrorsAreTold() {
        struct Broken: Error {}
        var calls = 0
        var reader = XMLReader(limits: .streaming) { buffer in
            calls += 1
            if calls > 3 { throw Broken() }
            let piece = Array(repeating: UInt8(ascii: " "), count: 4000)
            buffer.copyBytes(from: calls == 1 ? Array("<a>".utf8) + piece : piece)
            return calls == 1 ? 4003 : 4000
        }
        #expect(throws: XMLReadingError.self) { while try reader.next() != nil {} }
    }
}
