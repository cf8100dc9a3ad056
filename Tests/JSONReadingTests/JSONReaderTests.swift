import JSONReading
import Testing

private func events(_ text: String, portion: Int = .max) -> (events: [JSONEvent], pointers: [String], error: JSONReadingError?) {
    var rest = Array(text.utf8)[...]
    var reader = JSONReader { buffer in
        let part = rest.prefix(min(buffer.count, portion))
        buffer.copyBytes(from: part)
        rest = rest.dropFirst(part.count)
        return part.count
    }
    var events: [JSONEvent] = []
    var pointers: [String] = []
    do throws(JSONReadingError) {
        while let event = try reader.next() {
            events.append(event)
            pointers.append(reader.pointer)
        }
        return (events, pointers, nil)
    } catch {
        return (events, pointers, error)
    }
}

@Suite("JSON reader")
struct JSONReaderTests {
    @Test("events and pointers, whatever the portions", arguments: [1, 2, 3, 7, 64, 100_000])
    func eventsAndPointers(portion: Int) {
        let text = "\u{FEFF}{\"a/b\":[1.50,{\"~\":null}],\"a/b\":true,\"e\":-0.0e+1,\"t\":\"\\ud83d\\ude02\"}"
        let found = events(text, portion: portion)
        #expect(found.error == nil)
        #expect(
            found.events == [
                .objectStart, .key("a/b"), .arrayStart, .number("1.50"), .objectStart, .key("~"), .null, .objectEnd,
                .arrayEnd, .key("a/b"), .bool(true), .key("e"), .number("-0.0e+1"), .key("t"), .string("😂"), .objectEnd,
            ])
        #expect(
            found.pointers == [
                "", "/a~1b", "/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/~0", "/a~1b/1/~0", "/a~1b/1", "/a~1b", "/a~1b",
                "/a~1b", "/e", "/e", "/t", "/t", "",
            ])
    }

    @Test(
        "half a surrogate pair becomes U+FFFD and loses nothing around it",
        arguments: [
            (#""a\ud83dbc""#, "a\u{FFFD}bc", 1), (#""\ude02x""#, "\u{FFFD}x", 1), (#""\ud83d\ud83d\ude02""#, "\u{FFFD}😂", 1),
            (#""\ud83d\n""#, "\u{FFFD}\n", 1), (#""\\ud83d""#, "\\ud83d", 0), (#""\ud83d""#, "\u{FFFD}", 1),
            (#""\ud83d\u0041""#, "\u{FFFD}A", 1), (#""\u0000""#, "\u{0}", 0), (#""\uD83D\uDE02""#, "😂", 0),
        ])
    func surrogates(written: String, read: String, count: Int) throws {
        for portion in [1, 5, 11, 1000] {
            var rest = Array("[\(written)]".utf8)[...]
            var reader = JSONReader { buffer in
                let part = rest.prefix(min(buffer.count, portion))
                buffer.copyBytes(from: part)
                rest = rest.dropFirst(part.count)
                return part.count
            }
            #expect(try reader.value() == .array([.string(read)]))
            #expect(reader.replacements == count)
        }
    }

    @Test("invalid UTF-8 is read as U+FFFD and counted")
    func invalidUTF8() throws {
        var reader = JSONReader(Array("[\"a".utf8) + [0xC0, 0xAF] + Array("b\",\"ok\"]".utf8))
        let value = try reader.value()
        #expect(value[1]?.string == "ok")
        #expect(value[0]?.string?.hasPrefix("a\u{FFFD}") == true)
        #expect(reader.replacements == 1)
    }

    @Test(
        "what is broken is an error with its place, after everything before it",
        arguments: [
            ("", 0, 0), ("{\"a\":", 5, 2), ("[1,2", 4, 3), ("{\"a\" 1}", 5, 2), ("[1] x", 4, 3), ("\"abc", 4, 0),
            ("{\"a\":\"\\ud83", 11, 2),
        ])
    func broken(text: String, offset: Int64, before: Int) {
        let found = events(text)
        #expect(found.events.count == before)
        guard case .malformed(let reason, let place)? = found.error else {
            Issue.record("no error for \(text)")
            return
        }
        #expect(!reason.isEmpty)
        #expect(abs(place - offset) <= 1)
    }

    @Test("depth beyond 128 is refused, 128 is read")
    func depth() {
        let sound = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(events(sound).error == nil)
        guard case .limit(_, let offset)? = events("[" + sound + "]").error else {
            Issue.record("no limit")
            return
        }
        #expect(abs(offset - 128) <= 1)
    }

    @Test("UTF-16 is refused with the reason")
    func utf16() {
        for bytes: [UInt8] in [[0xFF, 0xFE, 0x7B, 0], [0, 0x7B, 0, 0x7D], [0x7B, 0, 0x7D, 0]] {
            var reader = JSONReader(bytes)
            #expect(
                throws: JSONReadingError.unreadable(
                    reason: "the text is UTF-16 or UTF-32, JSON is read as UTF-8 (RFC 8259 §8.1)")
            ) { try reader.next() }
        }
    }

    @Test("values whole, values passed over, duplicate keys kept")
    func values() throws {
        var reader = JSONReader(Array(#"{"skip":{"deep":[1,2,[3]]},"v":{"k":1,"k":"2"},"last":[]}"#.utf8))
        _ = try reader.next()
        #expect(try reader.next() == .key("skip"))
        try reader.skip()
        #expect(reader.pointer == "/skip")
        #expect(try reader.next() == .key("v"))
        let value = try reader.value()
        #expect(value == .object([.init("k", .number("1")), .init("k", .string("2"))]))
        #expect(value["k"]?.integer == 1)
        #expect(reader.pointer == "/v")
        #expect(try reader.next() == .key("last"))
        #expect(try reader.next() == .arrayStart)
        try reader.skip()
        #expect(try reader.next() == .objectEnd)
        #expect(try reader.next() == nil)
        #expect(try reader.next() == nil)
    }

    @Test("an error of the source is passed on")
    func sourceFails() {
        struct Broken: Error {}
        var reader = JSONReader { _ in throw Broken() }
        #expect(throws: JSONReadingError.unreadable(reason: "Broken()")) { try reader.next() }
    }

    @Test("a long document in small memory: strings and numbers beyond one portion")
    func long() throws {
        let word = String(repeating: "é", count: 100_000)
        var reader = JSONReader(Array("[\"\(word)\",\"\(word)\",12345678901234567890123]".utf8))
        #expect(try reader.value() == .array([.string(word), .string(word), .number("12345678901234567890123")]))
    }
}

@Suite("JSON probe")
struct JSONProbeTests {
    @Test("a head that is cut in the middle still gives its keys")
    func cut() {
        let probe = JSONProbe(head: Array("\u{FEFF} {\"name\":\"x\",\"messages\":[{\"id\":1,\"te".utf8))
        #expect(probe?.root == .object)
        #expect(probe?.has("messages") == true)
        #expect(probe?.has("id", in: "/messages/0") == true)
        #expect(probe?.names() == ["name", "messages"])
    }

    @Test("of long arrays only the first elements, so that later keys are seen")
    func longArrays() {
        let rows = Array(repeating: "{\"a\":1,\"b\":2}", count: 1000).joined(separator: ",")
        let probe = JSONProbe(head: Array("{\"rows\":[\(rows)],\"after\":1}".utf8))
        #expect(probe?.has("after") == true)
        #expect(probe?.keys.count == 18)
    }

    @Test(
        "text that only begins like JSON is none",
        arguments: ["[12/03/2020, 10:00:00] Bob: hi", "{\\rtf1 x}", "[LINE] Chat", "", "  ", "\"text\"", "12"])
    func notJSON(text: String) {
        #expect(JSONProbe(head: Array(text.utf8)) == nil)
    }

    @Test("arrays and JSON lines")
    func others() {
        #expect(JSONProbe(head: Array("[{\"a\":1}]".utf8))?.root == .array)
        #expect(JSONProbe(head: Array("{\"a\":1}\n{\"b\":2}\n".utf8))?.names() == ["a"])
        #expect(JSONProbe(head: Array("{".utf8))?.keys == [])
    }
}
