import CaseModel
import Foundation
import SupportForTests
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
            (many("！", 40), ["", many("！", 40), ""]),
            (many("a", 20) + "”" + many("b", 20), ["", many("a", 20) + "”" + many("b", 20), ""]), (many("货！", 30), []),
            (many("货", 5) + many("x", 30) + "。", [many("货", 5), many("x", 30) + "。", ""]),
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

    /// What is counted as two words really is broken, and so is what is counted as one: in a column of no width every line
    /// Typst makes is what it cannot break.
    @Test func typstBreaksWhereWordsAreSaidToEnd() async throws {
        guard let renderer = Rendering.renderer() else { return }
        let folder = try Rendering.folder("long-words")
        let seed: UInt64 = 20_261_128
        var numbers = Seeded(state: seed)
        let (western, eastern) = (Array("aZ7éض-/._,:;)]}&=?%+#@!$'\"~|”’…—").map(String.init), Array("货物。，！（）、《》－Ａか상ー").map(String.init))
        let texts = (0..<600).map { index in
            (0..<Int.random(in: 1...6, using: &numbers)).map { _ in
                let letters = index % 3 < 2 ? western : eastern
                let part = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in letters.randomElement(using: &numbers) ?? "" }
                return Self.many(part.joined(), Int.random(in: 1...20, using: &numbers))
            }.joined(separator: index % 3 == 1 ? " a" : "")
        }
        var writer = JSONWriter()
        writer.object { $0.member("texts", array: { for text in texts { $0.value(text) } }) }
        try Data(LongWords.listed(in: writer.take())).write(to: URL(fileURLWithPath: folder + "/texts.json"))
        try Data(Templates.embedded.files["style.typ"] ?? []).write(to: URL(fileURLWithPath: folder + "/style.typ"))
        let page = """
            #import "style.typ": *
            #let d = json("texts.json")
            #let evidence = evidence-of(d.long)
            #set page(width: 2000pt, height: auto, margin: 5pt)
            #set text(font: serif, size: 9pt, hyphenate: false)
            #for text in d.texts { block(width: 1pt, evidence(text)); pagebreak(weak: true) }
            """
        try Data(page.utf8).write(to: URL(fileURLWithPath: folder + "/texts.typ"))
        _ = try await renderer.typesetter.typeset(
            TypesettingJob(root: folder, input: "texts.typ", output: "texts.pdf", timestamp: 0))
        await renderer.finish()
        let words = try run("/usr/bin/pdftotext", ["-raw", folder + "/texts.pdf", "-"])
        let lines = String(decoding: words.output, as: UTF8.self).split(whereSeparator: \.isNewline)
        #expect(lines.count > 4_000)
        // Marks stay with the character before or behind them, whether or not that one ends a word.
        for line in lines {
            // Without what pdftotext says of the direction of writing.
            let shown = line.unicodeScalars.filter { !(0x202A...0x202E).contains($0.value) }
            #expect(shown.count < LongWords.length + 4, "seed \(seed): \(line)")
        }
    }

    private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
}
