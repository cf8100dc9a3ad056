import Foundation
import Testing
import XMLReading

/// Threats X1 to X7: what a hostile document must not achieve.
@Suite struct SecurityTests {
    /// X1, X2: a file that must not be read.
    private func canary() throws -> (path: String, text: String) {
        let folder = FileManager.default.temporaryDirectory
        let url = folder.appendingPathComponent("casefile-canary-\(UUID().uuidString).txt")
        let text = "canary-\(UUID().uuidString)"
        try Data(text.utf8).write(to: url)
        return (url.path, text)
    }

    /// Tells whether a file was opened or read since the watch was set.
    private final class Watch {
        private let number: Int32

        init(_ path: String) throws {
            number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
            try #require(inotify_add_watch(number, path, UInt32(IN_OPEN | IN_ACCESS | IN_CLOSE_NOWRITE)) >= 0)
        }

        deinit { close(number) }

        var hasSeenSomething: Bool {
            var events = [UInt8](repeating: 0, count: 4096)
            return read(number, &events, events.count) > 0
        }
    }

    @Test func externalEntitiesStayOutside() throws {
        let (path, text) = try canary()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let watch = try Watch(path)
        let documents = [
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file://\(path)'>]><a>1&x;2</a>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM '\(path)'>]><a b='&x;'/>",
            "<!DOCTYPE a SYSTEM '\(path)'><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM '\(path)'>%p;]><a>&x;</a>",
            "<!DOCTYPE a PUBLIC '-//X//Y' 'http://127.0.0.1:9/x.dtd'><a/>",
            "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='\(path)' parse='text'/></a>",
            "<?xml-model href='\(path)'?><?oasis-xml-catalog catalog='\(path)'?><?xml-stylesheet href='\(path)' type='text/xsl'?><a/>",
        ]
        for document in documents {
            #expect(!trace(document).contains(text))
            #expect(!watch.hasSeenSomething, "\(document)")
        }
        // The watch is one: what is opened is seen.
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        #expect(watch.hasSeenSomething)
        #expect(trace(documents[0]) == "<a>'1&x;2'</a>")
        #expect(trace(documents[1]).hasSuffix("!malformed:1"))
        #expect(trace(documents[2]) == "<a>'&x;'</a>")
        #expect(trace(documents[3]) == "<a>'&x;'</a>")
        #expect(trace(documents[4]) == "<a></a>")
    }

    @Test func definitionsAreFlaggedAndNotUsed() throws {
        let document =
            "<!DOCTYPE a [<!ENTITY x 'put in'><!ATTLIST a k CDATA 'default' id ID #IMPLIED>]><a id=' 1 '>&x;</a>"
        var reader = XMLReader(Array(document.utf8))
        guard case .start(_, let attributes)? = try reader.next() else { return #expect(Bool(false)) }
        #expect(attributes.map(\.name.local) == ["id"])
        #expect(try reader.next() == .text("&x;"))
        let hasDoctype = reader.hasDoctype
        #expect(hasDoctype)
        #expect(XMLProbe(head: Array(document.utf8))?.hasDoctype == true)
        #expect(XMLProbe(head: Array("<a/>".utf8))?.hasDoctype == false)
    }

    /// X3.
    @Test(.timeLimit(.minutes(1))) func bombsDoNotGrow() {
        var laughs = "<!DOCTYPE a [<!ENTITY l0 'lol'>"
        for level in 1...9 {
            laughs += "<!ENTITY l\(level) '" + String(repeating: "&l\(level - 1);", count: 10) + "'>"
        }
        #expect(trace(laughs + "]><a>&l9;</a>") == "<a>'&l9;'</a>")
        let quadratic =
            "<!DOCTYPE a [<!ENTITY x '" + String(repeating: "x", count: 50_000) + "'>]><a>"
            + String(repeating: "&x;", count: 20_000) + "</a>"
        #expect(!trace(quadratic).contains("xx"))
        let parameters = "<!DOCTYPE a [<!ENTITY % p '<!ENTITY x \"y\">'>%p;%p;]><a/>"
        #expect(trace(parameters) == "<a></a>")
    }

    /// X4.
    @Test(.timeLimit(.minutes(1))) func limitsHoldBeforeLibxml2Suffers() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(!trace(nested(128)).contains("!"))
        #expect(trace(nested(129)).hasSuffix("!limit:1"))
        #expect(trace(nested(100_000)).hasSuffix("!limit:1"))
        func attributes(_ number: Int) -> String {
            "<a>\n<b " + (0..<number).map { "k\($0)='v'" }.joined(separator: " ") + "/></a>"
        }
        #expect(!trace(attributes(256)).contains("!"))
        #expect(trace(attributes(257)) == "<a>!limit:2")
        #expect(trace(attributes(80_000)) == "<a>!limit:2")
        #expect(
            trace("<!DOCTYPE a [<!ATTLIST a " + (0..<80_000).map { "k\($0) CDATA 'v' " }.joined() + ">]><a/>")
                .hasSuffix("!limit:1"))
        #expect(
            trace("<!DOCTYPE a [" + String(repeating: "<!ENTITY e 'v'>", count: 200_000) + "]><a/>").hasSuffix(
                "!limit:1"))
        let long = String(repeating: "x", count: 11_000_000)
        #expect(trace("<a><b>\(long)</b></a>") == "<a><b>!limit:1")
        #expect(trace("<a><b k='\(long)'/></a>") == "<a>!limit:1")
        #expect(trace("<a><b><![CDATA[\(long)]]></b></a>") == "<a><b>!limit:1")
        #expect(trace("<a><\(long)/></a>") == "<a>!limit:1")
        #expect(trace("<a><!--\(long)\(long)--></a>") == "<a>!limit:1")
    }

    @Test func longValuesWithinTheLimitsAreWhole() throws {
        let picture = String(repeating: "QUJD", count: 2_300_000)
        var reader = XMLReader(
            Array("<a><part data=\"\(picture)\"/><part>\(picture)</part></a>".utf8), limits: .streaming)
        _ = try reader.next()
        guard case .start(_, let attributes)? = try reader.next() else { return #expect(Bool(false)) }
        #expect(attributes.value("data")?.utf8.count == 9_200_000)
        _ = try reader.next()
        _ = try reader.next()
        #expect(try reader.next() == .text(picture))
    }

    @Test func documentLimits() {
        #expect(
            trace("<a k='" + String(repeating: "x", count: 65_537) + "'/>", limits: .document).hasSuffix("!limit:1"))
        #expect(!trace("<a k='" + String(repeating: "x", count: 65_536) + "'/>", limits: .document).contains("!"))
        var few = XMLLimits.document
        few.elements = 3
        #expect(trace("<a><b/><b/></a>", limits: few) == "<a><b></b><b></b></a>")
        #expect(trace("<a><b/><b/><b/></a>", limits: few) == "<a><b></b><b></b>!limit:1")
        few.totalBytes = 10
        #expect(trace("<a>1234567</a>", limits: few).hasSuffix("!limit:1"))
    }

    /// X5: nothing is recovered.
    @Test(arguments: [
        Array("<a><b>1</b>".utf8), Array("<a>1\u{0}2</a>".utf8), Array("<a>".utf8) + [0xC0, 0xAF] + Array("</a>".utf8),
        Array("<a>".utf8) + [0xED, 0xA0, 0x80] + Array("</a>".utf8), Array("<a>é".utf8) + [0xE9] + Array("</a>".utf8),
        Array("<a k='".utf8) + [0xFF] + Array("'/>".utf8),
        Array("<?xml version='1.0' encoding='nonsense-9'?><a/>".utf8),
        Array("<a>".utf8) + [0xE0, 0x80, 0xAF] + Array("</a>".utf8),
        Array("<a k='".utf8) + [0xF4, 0x90, 0x80, 0x80] + Array("'/>".utf8),
        Array("<a><![CDATA[".utf8) + [0xC1, 0xBF] + Array("]]></a>".utf8),
    ])
    func nothingIsRecovered(bytes: [UInt8]) { #expect(trace(bytes).contains("!malformed:1")) }

    /// X7.
    @Test func namesAreNamespaceAndLocalName() throws {
        let document =
            "<i:Invoice xmlns:i='urn:real'><i:ID>1</i:ID><x:ID xmlns:x='urn:other'>2</x:ID><ID>3</ID>"
            + "<b xmlns:i='urn:other'><i:ID>4</i:ID></b><y:ID>5</y:ID></i:Invoice>"
        var reader = XMLReader(Array(document.utf8))
        _ = try reader.next()
        let root = try reader.element()
        #expect(root.children("ID", namespace: "urn:real").map(\.text) == ["1"])
        #expect(root.children.filter { $0.name == XMLName("ID") }.map(\.text) == ["3"])
        #expect(root.child("b")?.child("ID")?.name.namespace == "urn:other")
        #expect(root.child("y:ID")?.text == "5")
    }
}
