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

    @Test("annotations that are not shown are said, and that nobody could look for them")
    func annotations() throws {
        #expect(try codes([:]) == [])
        #expect(try codes(["Ink": 2, "Caret": 1]) == ["CF-PDF-ANNOTATIONS"])
        #expect(try codes(nil) == ["CF-PDF-ANNOTATIONS-UNKNOWN"])
    }
}
