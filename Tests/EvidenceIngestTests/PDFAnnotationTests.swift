import ByteIO
import EvidenceIngest
import Foundation
import Testing

/// What lies on the pages of a PDF and would be lost without a word.
@Suite(.enabled(if: Tool("pdftotext") != nil && Tool("qpdf") != nil, "poppler-utils and qpdf are not installed"))
struct PDFAnnotationTests {
    private func unseen(_ annotations: String, catalog: String = "") async -> [String: Int]? {
        let pdf = samplePDF(pages: ["words"], annotations: annotations, catalog: catalog)
        let content = await PDFExaminer.examine(ByteSource(pdf))
        #expect(content.state == .sound)
        return content.unseenAnnotations
    }

    @Test(arguments: ["FreeText", "Highlight", "Ink", "Text", "Line", "Polygon", "FileAttachment", "Stamp"])
    func notesWithoutAnAppearanceAreCounted(subtype: String) async {
        let one = "<< /Type /Annot /Subtype /\(subtype) /Rect [10 10 200 60] /Contents (paid?) >>"
        #expect(await unseen(one) == [subtype: 1])
        #expect(await unseen(one + one + "<</Subtype/Caret/Rect[1 1 9 9]>>") == [subtype: 2, "Caret": 1])
    }

    /// Object 5 of the sample is the content stream of its page, which can serve as an appearance.
    @Test(arguments: [
        "<< /Subtype /FreeText /Rect [10 10 200 60] /AP << /N 5 0 R >> >>",
        "<< /Subtype /Stamp /Rect [10 10 200 60] /AP << /N << /On 5 0 R >> >> /AS /On >>",
        "<< /Subtype /Link /Rect [10 10 200 60] >>", "<< /Subtype /Popup /Rect [10 10 200 60] >>",
        "<< /Subtype /Highlight /Rect [10 10 200 60] /F 2 >>", "<< /Subtype /Highlight /Rect [10 10 200 60] /F 32 >>",
        "<< /Subtype /Widget /FT /Sig /V << /Type /Sig >> /Rect [0 0 0 0] >>",
        "<< /Subtype /Widget /FT /Tx /Rect [10 10 200 60] >>", "<< /Subtype /Widget /FT /Tx /V () /Rect [10 10 200 60] >>",
    ])
    func whatIsShownOrWasNeverToBeSeenIsNot(annotation: String) async {
        #expect(await unseen(annotation) == [:])
    }

    @Test func aFilledFieldIsCountedUnlessItIsDrawn() async {
        let field = "<< /Subtype /Widget /FT /Tx /T (sum) /V (1240) /Rect [10 10 200 60] >>"
        #expect(await unseen(field) == ["Widget": 1])
        #expect(await unseen(field, catalog: " /AcroForm << /NeedAppearances true /Fields [] >>") == [:])
        let printed = "<< /Subtype /Highlight /Rect [10 10 200 60] /F 36 >>"
        #expect(await unseen(printed) == ["Highlight": 1])
    }

    /// The first is hidden, as programs do it with answers to notes.
    @Test func wordsOfNotesAreRead() async {
        let notes = """
            << /Subtype /Text /Rect [1 1 9 9] /T (Lin) /M (D:20260301120000+08'00') /Contents (paid?\\rno) /F 30 >>
            << /Subtype /Highlight /Rect [1 1 9 9] /Contents <FEFF672A4ED8> >> << /Subtype /Link /Rect [1 1 9 9] /Contents (a link) >>
            << /Subtype /Ink /Rect [1 1 9 9] /Contents ( ) >>
            """
        let pdf = String(decoding: samplePDF(pages: ["one", "two"], annotations: notes), as: UTF8.self)
        let content = await PDFExaminer.examine(ByteSource(Array(pdf.utf8)))
        #expect(content.comments.map(\.page) == [1, 1, 2, 2])
        #expect(
            content.comments.prefix(2) == [
                PDFContent.Comment(page: 1, author: "Lin", time: "D:20260301120000+08'00'", words: "paid?\nno"),
                PDFContent.Comment(page: 1, author: nil, time: nil, words: "未付"),
            ])
    }

    /// The list of objects may be longer than is accepted; the PDF is no worse for it, and that is not taken for "none".
    @Test func whatCannotBeLookedThroughIsUnknown() async {
        let pdf = samplePDF(
            pages: ["words"], attachment: (name: "note.txt", bytes: "attached"),
            annotations: "<< /Subtype /Ink /Rect [1 1 9 9] /InkList [[\(String(repeating: "1 2 ", count: 2000))]] >>")
        let content = await PDFExaminer.examine(ByteSource(pdf), listLimit: 5000)
        #expect(content.state == .sound && content.pages == 1 && content.attachments.map(\.name) == ["note.txt"])
        #expect(content.unseenAnnotations == nil)
        let whole = await PDFExaminer.examine(ByteSource(pdf))
        #expect(whole.unseenAnnotations == ["Ink": 1] && whole.attachments == content.attachments)
    }

    /// In compressed objects only qpdf sees them.
    @Test func compressedObjectsAreLookedInto() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "casefile-annotations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let plain = folder.appending(path: "plain.pdf")
        try Data(samplePDF(pages: ["a", "b"], annotations: "<< /Subtype /Ink /Rect [1 1 9 9] >>")).write(to: plain)
        let qpdf = try #require(Tool("qpdf"))
        guard let input = ToolInput(Array(try Data(contentsOf: plain))) else {
            Issue.record("no input")
            return
        }
        let packed = try await qpdf.run(["--object-streams=generate", "/dev/stdin", "-"], input: input, seconds: 20)
        try #require(packed.exitCode == 0 && Data(packed.bytes).range(of: Data("/Ink".utf8)) == nil)
        let content = await PDFExaminer.examine(ByteSource(packed.bytes))
        #expect(content.state == .sound && content.unseenAnnotations == ["Ink": 2])
    }
}
