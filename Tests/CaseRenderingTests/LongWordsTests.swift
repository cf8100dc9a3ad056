import CaseModel
import Foundation
import Testing

@testable import CaseRendering

@Suite("Long words") struct LongWordsTests {
    @Test(
        "texts with a word of thirty characters or more are listed, whatever its script; Han breaks anywhere",
        arguments: [
            ("", false), ("short words only, however many of them there are in the text", false),
            (String(repeating: "a", count: 29), false), (String(repeating: "a", count: 30), true),
            ("see " + String(repeating: "https://", count: 5), true), (String(repeating: "é", count: 30), true),
            (String(repeating: "é", count: 29), false), (String(repeating: "ض", count: 31), true),
            (String(repeating: "a", count: 29) + "\n" + String(repeating: "b", count: 29), false),
            (String(repeating: "\"", count: 30), true), (String(repeating: "\\", count: 30), true),
            (String(repeating: "货物", count: 30), false), (String(repeating: "\u{4DC0}", count: 30), true),
            (String(repeating: "상자", count: 30), false),
            (String(repeating: "货", count: 5) + String(repeating: "x", count: 30), true),
        ])
    func listed(_ text: String, _ isLong: Bool) throws {
        var writer = JSONWriter()
        writer.object {
            $0.member("one", text)
            $0.member(
                "two",
                array: {
                    $0.value("x"); $0.value(text)
                })
        }
        let bytes = LongWords.listed(in: writer.take())
        let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(json["one"] as? String == text)
        #expect(json["two"] as? [String] == ["x", text])
        #expect((json["long"] as? [String: Bool]) == (isLong ? [text: true] : [:]))
    }

    @Test("an object without members gets the list, too")
    func empty() { #expect(LongWords.listed(in: Array("{}".utf8)) == Array("{\"long\":{}}".utf8)) }

    @Test("the template breaks words of the same length")
    func sameLength() {
        let style = String(decoding: Templates.embedded.files["style.typ"] ?? [], as: UTF8.self)
        #expect(style.contains("{\(LongWords.length),}"))
    }
}
