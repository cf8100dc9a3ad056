import CaseModel
package import EvidenceIngest

/// PDF files: pages, text layer, saved states, attached files. The tools ran before; see `PDFExaminer`.
package struct PDFReader: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "pdf", family: .files, title: "PDF document",
        origin: "An invoice, a waybill, a contract, a scan.", fileNames: ".pdf", keepsPartialRecords: true,
        coverage: Coverage(
            read: [
                "pages", "text layer", "document information", "number of saved states", "attached files (as parts of their own)",
                "words of notes and marks on the pages",
            ],
            passedOver: [
                "form fields and annotations (shown flattened; those without an appearance are counted)", "scripts and actions (never run)",
            ],
            missing: ["amounts and dates in the words of the page", "text of scanned pages"]))

    package func recognize(_ probe: FileProbe) -> Recognition {
        probe.mediaType == "application/pdf" ? .yes(.certain, basis: "signature %PDF") : .no
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        guard let pdf = source.pdf else { throw IngestError(.pdfNotExamined, ["reason": "it was not looked into"]) }
        switch pdf.state {
        case .sound: break
        case .repaired(let words): sink.report(.pdfRepaired, at: .whole, ["reason": words])
        case .unusable(let words): throw IngestError(.pdfUnusable, at: .whole, ["reason": words])
        case .locked: throw IngestError(.pdfLocked, at: .whole)
        case .notExamined(let words):
            sink.report(.pdfNotExamined, at: .whole, ["reason": words])
            return
        }
        if pdf.revisions > 1 { sink.report(.pdfRevisions, at: .whole, ["count": String(pdf.revisions)]) }
        if pdf.text.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { sink.report(.pdfWithoutText, at: .whole) }
        if pdf.unseenAnnotations == nil { sink.report(.pdfAnnotationsUnknown, at: .whole) }
        let unseen = (pdf.unseenAnnotations ?? [:]).sorted { $0.key < $1.key }
        if !unseen.isEmpty {
            let kinds = unseen.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
            sink.report(.pdfAnnotations, at: .whole, ["count": String(unseen.map(\.value).reduce(0, +)), "kinds": kinds])
        }
        for attachment in pdf.attachments {
            _ = sink.attach(ChildContent(name: attachment.name, declaredType: attachment.mediaType, bytes: attachment.bytes))
        }
        sink.emit(.pdf(facts(pdf)), at: .whole)
    }

    private func facts(_ pdf: PDFContent) -> PDFFacts {
        var facts = PDFFacts(pages: pdf.pages, revisions: pdf.revisions, text: pdf.text)
        facts.title = pdf.information["Title"]
        facts.producer = pdf.information["Producer"]
        facts.created = pdf.information["CreationDate"].map { ISOTime.parse($0) ?? .unknown($0) }
        facts.isEncrypted = pdf.information["Encrypt"] != nil
        for key in ["Author", "Creator", "ModDate", "Subject", "Keywords"] {
            if let text = pdf.information[key] { facts.extra.append(NamedText(key, text)) }
        }
        for comment in pdf.comments.prefix(Self.commentLimit) {
            let head = ["page \(comment.page)", comment.author, comment.time.map(Self.date)].compactMap(\.self)
            let words = comment.words.count > Self.wordLimit ? comment.words.prefix(Self.wordLimit) + "…" : comment.words[...]
            facts.extra.append(NamedText("Comment", head.joined(separator: ", ") + ": " + words))
        }
        if pdf.comments.count > Self.commentLimit {
            facts.extra.append(NamedText("Comment", "\(pdf.comments.count - Self.commentLimit) more are in the original"))
        }
        return facts
    }

    private static let commentLimit = 500
    /// Characters.
    private static let wordLimit = 4_000

    /// `D:20260301120000+01'00'` (ISO 32000-2 §7.9.4) as ISO 8601 writes it; anything else as it stands.
    private static func date(_ written: String) -> String {
        guard written.hasPrefix("D:") else { return written }
        let digits = written.dropFirst(2).prefix { $0.isASCII && $0.isNumber }
        guard [8, 10, 12, 14].contains(digits.count) else { return written }
        let separators = [4: "-", 6: "-", 8: "T", 10: ":", 12: ":"]
        let time = digits.enumerated().map { (separators[$0.offset] ?? "") + String($0.element) }.joined()
        let zone = written.dropFirst(2 + digits.count)
        return time + (zone.hasPrefix("Z") ? "Z" : zone.split(separator: "'").joined(separator: ":"))
    }
}
