import CaseModel
import Foundation
import Testing

@testable import CaseRendering

@Suite("Templates and languages") struct TemplateTests {
    @Test("all languages have the same keys, and their places the same names", arguments: [Language.de, .zhHans])
    func keys(_ language: Language) throws {
        let (english, other) = (try Wording(.en), try Wording(language))
        #expect(Set(english.keys).symmetricDifference(other.keys).sorted() == [])
    }

    @Test("what is embedded is what lies in Templates/")
    func embedded() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Templates")
        for name in Templates.embedded.names {
            let file = try Data(contentsOf: root.appendingPathComponent(name))
            #expect(Array(file) == Templates.embedded.files[name], "\(name)")
        }
    }

    @Test("a typesetter that is killed is started again; errors of one document do not end it")
    func worker() async throws {
        guard let renderer = Rendering.renderer() else { return }
        let folder = try Rendering.folder("worker")
        try Data("#panic(\"no\")".utf8).write(to: URL(fileURLWithPath: folder + "/bad.typ"))
        try Data("#set text(font: \"Noto Serif\")\nfine".utf8).write(to: URL(fileURLWithPath: folder + "/good.typ"))
        try Data("#set text(font: \"No Such Font\")\nfine".utf8).write(to: URL(fileURLWithPath: folder + "/warns.typ"))
        let bad = TypesettingJob(root: folder, input: "bad.typ", output: "bad.pdf", timestamp: 0)
        let good = TypesettingJob(root: folder, input: "good.typ", output: "good.pdf", timestamp: 0)
        let warns = TypesettingJob(root: folder, input: "warns.typ", output: "warns.pdf", timestamp: 0)
        await #expect(throws: TypesettingError.self) { try await renderer.typesetter.typeset(bad) }
        await #expect(throws: TypesettingError.self) { try await renderer.typesetter.typeset(warns) }
        #expect(try await renderer.typesetter.typeset(good).fonts == ["NotoSerif-Regular"])
        await renderer.typesetter.finish()
        #expect(try await renderer.typesetter.typeset(good).fonts == ["NotoSerif-Regular"])
        #expect(try await renderer.typesetter.version().hasPrefix("Typst 0."))
        await renderer.typesetter.finish()
    }
}
