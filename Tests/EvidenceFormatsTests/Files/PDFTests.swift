import ByteIO
import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

@Suite("PDF")
struct PDFTests {
    private func codes(_ unseen: [String: Int]?) throws -> [String] {
        let pdf = PDFContent(
            state: .sound, pages: 1, text: ["words"], revisions: 1, information: [:], attachments: [], unseenAnnotations: unseen)
        let source = EvidenceSource(name: "a.pdf", mediaType: "application/pdf", content: ByteSource([UInt8]()), pdf: pdf)
        var sink = CollectingSink()
        try PDFReader().ingest(source, into: &sink)
        #expect(sink.records.count == 1)
        return sink.diagnostics.map(\.kind.code)
    }

    @Test("words of notes, with page, author and time; not without end")
    func comments() throws {
        func extra(_ comments: [PDFContent.Comment]) throws -> [String] {
            let pdf = PDFContent(
                state: .sound, pages: 2, text: ["words"], revisions: 1, information: [:], attachments: [], comments: comments)
            let source = EvidenceSource(name: "a.pdf", mediaType: "application/pdf", content: ByteSource([UInt8]()), pdf: pdf)
            var sink = CollectingSink()
            try PDFReader().ingest(source, into: &sink)
            guard case .pdf(let facts)? = sink.records.first?.record else { return [] }
            return facts.extra.filter { $0.name == "Comment" }.map(\.text)
        }
        let times = ["D:20260301120000+08'00'", "D:20260301120000Z00'00'", "D:20260301", "yesterday"]
        #expect(
            try extra(times.map { PDFContent.Comment(page: 2, author: "Lin", time: $0, words: "paid?") }) == [
                "page 2, Lin, 2026-03-01T12:00:00+08:00: paid?", "page 2, Lin, 2026-03-01T12:00:00Z: paid?",
                "page 2, Lin, 2026-03-01: paid?", "page 2, Lin, yesterday: paid?",
            ])
        let long = PDFContent.Comment(page: 1, author: nil, time: nil, words: String(repeating: "x", count: 5_000))
        let many = try extra(Array(repeating: long, count: 600))
        #expect(many.count == 501 && many[0] == "page 1: " + String(repeating: "x", count: 4_000) + "…")
        #expect(many.last == "100 more are in the original")
    }

    @Test("annotations that are not shown are said, and that nobody could look for them")
    func annotations() throws {
        #expect(try codes([:]) == [])
        #expect(try codes(["Ink": 2, "Caret": 1]) == ["CF-PDF-ANNOTATIONS"])
        #expect(try codes(nil) == ["CF-PDF-ANNOTATIONS-UNKNOWN"])
    }
}
