import CaseModel
package import EvidenceIngest
import XMLReading

/// UBL 2.0–2.5 documents of every type (also the syntax of Peppol and of EN 16931), read by structure: a type nobody
/// named still yields its number, dates, parties, references, amounts and shipments.
package struct UBL: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "ubl", family: .shippingDocuments, title: "UBL document",
        origin: "Accounting, ordering and logistics programs export or receive it; so does every Peppol access point.",
        fileNames: "*.xml", keepsPartialRecords: false,
        coverage: Coverage(
            read: [
                "all document types of UBL 2.0 to 2.5, also inside a StandardBusinessDocument envelope",
                "number, type, dates and times, parties, references, amounts, lines, notes",
                "shipments, consignments, transport events, signatures by hand", "answers to other documents",
                "embedded files (as items of their own); addresses of external ones",
            ],
            passedOver: [
                "extensions", "electronic signatures (their presence is stated, they are not verified)",
                "classification and properties of goods, tax subtotals of lines",
            ],
            missing: ["UBL 1.0"]))

    /// Bytes of one document that are read; an embedded file may take most of it.
    private static let limits: XMLLimits = {
        var limits = XMLLimits.document
        limits.textBytes = 100_000_000
        limits.totalBytes = 268_435_456
        return limits
    }()

    /// Envelopes around a document: SBDH, SOAP bodies, the packages of national networks.
    private static let envelopeDepth = 10

    package func recognize(_ probe: FileProbe) -> Recognition {
        guard let xml = probe.xml else { return .no }
        if let type = UBLNames.documentType(of: xml.root) {
            return .yes(.certain, basis: "root element \(type) in the UBL 2 namespace")
        }
        let inner = xml.elements.lazy.filter { $0.depth <= Self.envelopeDepth }.compactMap { UBLNames.documentType(of: $0.name) }.first
        guard let inner else { return .no }
        let isEnvelope = xml.root.local == "StandardBusinessDocument" && xml.root.namespace == UBLNames.envelope
        return .yes(isEnvelope ? .certain : .likely, basis: "UBL 2 document \(inner) inside \(xml.root.local)")
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        let (root, hasDoctype) = try read(source)
        if hasDoctype { sink.report(.xmlDoctype) }
        let documents = Self.documents(in: UBLNode(root), depth: 1)
        guard !documents.isEmpty else {
            throw IngestError(
                .unknownContent, at: .xml(path: "/" + root.name.local, line: root.line), ["what": root.name.local])
        }
        let envelope = UBLNames.documentType(of: root.name) == nil ? root : nil
        if let envelope {
            sink.report(
                .documentEnvelope, at: .xml(path: "/" + root.name.local, line: root.line), ["name": envelope.name.local]
            )
        }
        for document in documents {
            var reader = UBLDocumentReader(document)
            reader.read(envelope: envelope)
            reader.deliver(to: &sink)
        }
    }

    /// The whole document; the end of the file is read too, so that a break behind the root is noticed.
    private func read(_ source: EvidenceSource) throws(IngestError) -> (root: XMLElement, hasDoctype: Bool) {
        do throws(XMLReadingError) {
            var reader = source.xml(Self.limits)
            while let event = try reader.next() {
                guard case .start = event else { continue }
                let root = try reader.element()
                while try reader.next() != nil {}
                return (root, reader.hasDoctype)
            }
            throw XMLReadingError.malformed(reason: "no root element", line: 1)
        } catch {
            throw IngestError(error)
        }
    }

    /// The outermost UBL documents of a tree, in order.
    private static func documents(in node: UBLNode, depth: Int) -> [UBLNode] {
        if UBLNames.documentType(of: node.element.name) != nil { return [node] }
        guard depth < envelopeDepth else { return [] }
        return node.element.children.flatMap { documents(in: UBLNode($0, in: node), depth: depth + 1) }
    }
}
