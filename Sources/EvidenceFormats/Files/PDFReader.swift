import CaseModel
package import EvidenceIngest

/// PDF files: pages, text layer, saved states, attached files. The tools ran before; see `PDFExaminer`.
package struct PDFReader: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "pdf", family: .files, title: "PDF document",
        origin: "An invoice, a waybill, a contract, a scan.", fileNames: ".pdf", keepsPartialRecords: true,
        coverage: Coverage(
            read: ["pages", "text layer", "document information", "number of saved states", "attached files (as parts of their own)"],
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
        return facts
    }
}
