import CaseModel
import Foundation
import Testing

@testable import CaseRendering

@Suite("Long words") struct LongWordsTests {
    @Test(
        "texts with a word of thirty characters or more are listed with their pieces; lines break around Han and behind some marks",
        arguments: [
            ("", []), ("short words only, however many of them there are in the text", []),
            (many("a", 29), []), (many("a", 30), ["", many("a", 30), ""]),
            (
                "see " + many("/", 30) + ", " + many("a", 31) + "\n" + many("b", 30),
                ["see ", many("/", 30) + ",", " ", many("a", 31), "\n", many("b", 30), ""]
            ),
            ("see " + many("https://", 5), []), (many("é", 30), ["", many("é", 30), ""]), (many("é", 29), []),
            (many("ض", 31), ["", many("ض", 31), ""]), (many("a", 29) + "\n" + many("b", 29), []),
            (many("\"", 30), ["", many("\"", 30), ""]), (many("\\", 30), ["", many("\\", 30), ""]),
            (many("货物", 30), []), (many("상자", 30), []), (many("かな", 30), []), (many("𠀀", 30), []),
            (many("\u{4DC0}", 30), ["", many("\u{4DC0}", 30), ""]), (many("📦", 30), ["", many("📦", 30), ""]),
            (many("货", 5) + many("x", 30) + "。", [many("货", 5), many("x", 30), "。"]),
            (many("order-", 10), []), (many("1-", 15), ["", many("1-", 15), ""]), (many("--a", 10), ["", many("--a", 10), ""]),
            ("exhibits/0001-order-8191000000005190/order-8191000000005190.json", []),
            ("a-" + many("b", 30), ["a-", many("b", 30), ""]),
        ] as [(String, [String])])
    func listed(_ text: String, _ pieces: [String]) throws {
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
        #expect((json["long"] as? [String: [String]]) == (pieces.isEmpty ? [:] : [text: pieces]))
        #expect(pieces.isEmpty || pieces.joined() == text)
    }

    @Test("an object without members gets the list, too")
    func empty() { #expect(LongWords.listed(in: Array("{}".utf8)) == Array("{\"long\":{}}".utf8)) }

    private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
}
