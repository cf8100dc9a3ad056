import CaseModel
import Foundation
import Testing

@testable import CaseRendering

@Suite("Report", .serialized) struct ReportTests {
    @Test("tagged PDF/A-3a and PDF/UA-1 with the case attached", arguments: Language.allCases)
    func standards(_ language: Language) async throws {
        guard let made = try await Rendering.shared.made(language) else { return }
        let path = made.documents.report
        #expect(try run("qpdf", ["--check", path]).status == 0)
        let information = String(decoding: try run("pdfinfo", [path]).output, as: UTF8.self)
        #expect(information.contains("Tagged:          yes"))
        let metadata = String(decoding: try run("pdfinfo", ["-meta", path]).output, as: UTF8.self)
        #expect(metadata.contains("<pdfaid:part>3</pdfaid:part>") && metadata.contains("<pdfaid:conformance>A</pdfaid:conformance>"))
        #expect(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"))
        let attached = try run("qpdf", ["--show-attachment=case.json", path]).output
        #expect(Array(attached) == CaseJSON(made.theCase).bytes())
        #expect(made.documents.reportPages > 1)
    }

    @Test("a citation names the page of the bundle on which the message stands")
    func citations() async throws {
        guard let made = try await Rendering.shared.made(.en) else { return }
        let chat = try #require(made.documents.pages["C7.1"])
        let report = try text(made.documents.report).squeezed
        let page = try #require(
            chat.first { number in
                (try? text(made.documents.bundle, page: number).contains("[69]")) == true
            })
        #expect(report.contains("C7.1,message70(p.\(page))"))
    }

    @Test("a list of citations says how many it leaves out", arguments: zip([Language.en, .de, .zhHans], [" more", " weitere", "另有 "]))
    func citationsLeftOut(_ language: Language, _ word: String) throws {
        let sample = try SampleCase(language: language, folder: try Rendering.folder("cited-\(language.rawValue)") + "/originals")
        let citations = (1...7).map { Citation(item: 0, locator: .page($0)) }
        let model = ReportModel(
            sample.theCase, wording: try Wording(language), map: PageMap(), safe: SafeText(FontCoverage(folders: [])),
            createdAt: SampleCase.createdAt)
        func listed(_ count: Int) throws -> [[String: String]] {
            var json = JSONWriter()
            json.object { model.write(Citations(Array(citations.prefix(count))), &$0, most: 4) }
            let root = try JSONSerialization.jsonObject(with: Data(json.take())) as? [String: [[String: String]]]
            return try #require(root?["cites"])
        }
        #expect(try listed(4).count == 4)
        #expect(try listed(4).allSatisfy { $0["exhibit"] == "C1" })
        let seven = try listed(7)
        #expect(seven.count == 5 && seven.last?["exhibit"] == nil)
        let words = try #require(seven.last?["text"])
        #expect(words.contains("3") && words.contains(word))
    }

    @Test("text of the evidence stays data")
    func data() async throws {
        guard let made = try await Rendering.shared.made(.en) else { return }
        let report = try text(made.documents.report).squeezed
        #expect(report.contains("Harrow&Finch<Ltd>#1$x$*b*`c`".squeezed) || made.theCase.parties.isEmpty)
        #expect(report.contains("invoice⟨U+202E⟩fdp.xml"))
    }
}

@Suite("Text made safe") struct SafeTextTests {
    static let safe = SafeText(FontCoverage(folders: Rendering.renderer()?.typesetter.fontFolders ?? []))

    @Test(
        "tokens stand for what cannot be seen",
        arguments: [
            ("a\u{202E}b", "a⟨U+202E⟩b"), ("tab\tend", "tab    end"), ("\u{7}", "⟨U+0007⟩"), ("\u{E000}", "⟨U+E000⟩"),
            ("x\u{200B}y", "x⟨U+200B⟩y"), ("a\u{200D}b", "a⟨U+200D⟩b"), ("one\r\ntwo\rthree", "one\ntwo\nthree"),
            ("شكرا", "\u{2068}شكرا\u{2069}"), ("👨‍👩‍👧", "👨‍👩‍👧"), ("\u{FEFF}a", "⟨U+FEFF⟩a"), ("soft\u{AD}hyphen", "soft⟨U+00AD⟩hyphen"),
        ])
    func tokens(_ text: String, _ shown: String) {
        guard Rendering.renderer() != nil else { return }
        #expect(Array(Self.safe(text).unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test("names show every mark and stay on one line")
    func names() {
        #expect(Self.safe.name("a\u{200E}b\nc") == "a⟨U+200E⟩b c")
    }
}
