import CaseModel
import EvidenceIngest
import XMLReading

/// Reads one UBL document into one document record, the shipments and events it describes, and its embedded files.
/// The parts of the work stand in the extensions of this type, one file each.
struct UBLDocumentReader {
    let root: UBLNode
    let type: String
    var document: BusinessDocument
    /// Shipments, events and payments, in the order of the document.
    var records: [(record: Record, locator: Locator)] = []
    var diagnostics: [Diagnostic] = []
    var files: [ChildContent] = []
    /// Kind and value of the references kept, so that each is kept once.
    var knownReferences: Set<String> = []

    /// Notes and line texts are kept up to this many characters; the original has all of it.
    static let textLimit = 4_000

    init(_ root: UBLNode) {
        self.root = root
        type = root.name
        document = BusinessDocument(kind: .other, typeName: root.name)
    }

    mutating func read(envelope: XMLElement?) {
        readHeader()
        readTimes()
        readParties(envelope: envelope)
        readReferences()
        readAmounts()
        readLines()
        readResponses()
        readAttachments()
        readSignatures()
        readShipments()
        if document.kind == .remittanceAdvice { readPayment() }
    }

    func deliver(to sink: inout some RecordSink) {
        sink.emit(.document(document), at: root.locator)
        for (record, locator) in records { sink.emit(record, at: locator) }
        for file in files { _ = sink.attach(file) }
        for diagnostic in diagnostics { sink.report(diagnostic) }
    }

    mutating func report(_ kind: DiagnosticKind, at node: UBLNode?, _ arguments: [String: String] = [:]) {
        diagnostics.append(Diagnostic(kind, at: node?.locator, arguments))
    }

    /// True below an element that states one line of the document.
    static func isLine(_ node: UBLNode) -> Bool {
        node.name.hasSuffix("Line") && !node.isLeaf && node.name != "AddressLine"
    }
}

// MARK: - Head of the document

extension UBLDocumentReader {
    mutating func readHeader() {
        document.typeCode = typeCode
        document.kind = UBLNames.kind(of: type, code: document.typeCode)
        document.number = root.value("ID") ?? root.value("UUID")
        if document.number == nil { report(.documentWithoutNumber, at: root) }
        notePlaceholder(root.first("ID"))
        document.profile = root.value("CustomizationID") ?? root.value("ProfileID")
        readIssueTime()
        readDue()
        for child in root.children where child.isLeaf { keepLeaf(child) }
        for terms in root.all("PaymentTerms") { keepNotes(of: terms) }
        for terms in root.all("DeliveryTerms") {
            if let incoterm = terms.value("ID") { document.extra.append(NamedText("DeliveryTerms", incoterm)) }
        }
        for means in root.all("PaymentMeans") {
            if let code = means.value("PaymentMeansCode") { document.extra.append(NamedText("PaymentMeansCode", code)) }
        }
        for delivery in root.all("Delivery") {
            let place = delivery.first("DeliveryAddress") ?? delivery.at("DeliveryLocation", "Address")
            let lines = place.map(UBLDocumentReader.addressLines) ?? []
            if !lines.isEmpty { document.extra.append(NamedText("DeliveryAddress", lines.joined(separator: ", "))) }
        }
    }

    private var typeCode: String? {
        root.value(type + "TypeCode")
            ?? root.children.first { $0.isLeaf && $0.name.hasSuffix("TypeCode") }?.text.nonEmpty
    }

    private mutating func readIssueTime() {
        guard let date = root.first("IssueDate"), !date.text.isEmpty else {
            report(.documentWithoutDate, at: root)
            return
        }
        document.issued = time(date: date, clock: root.first("IssueTime"))
        if case .local = document.issued?.value { report(.timeWithoutZone, at: root.first("IssueTime")) }
    }

    /// `DueDate` of the document, else of its payment means or terms; words alone are only noted.
    private mutating func readDue() {
        let means = root.all("PaymentMeans")
        let terms = root.all("PaymentTerms")
        let node =
            root.first("DueDate") ?? means.lazy.compactMap { $0.first("PaymentDueDate") }.first
            ?? terms.lazy.compactMap { $0.first("PaymentDueDate") ?? $0.first("InstallmentDueDate") }.first
        if let node, !node.text.isEmpty {
            document.due = time(date: node, clock: nil)
        } else if let words = terms.lazy.compactMap({ $0.first("Note") }).first, !words.text.isEmpty {
            report(.documentDueInWords, at: words, ["text": words.text.bounded(200)])
        }
    }

    private static let readElsewhere: Set<String> = [
        "ID", "UUID", "IssueDate", "IssueTime", "DueDate", "CustomizationID", "SalesOrderID", "CustomerReference",
        "CarrierAssignedID", "ShippingOrderID",
    ]

    /// Direct text children of the root that have no place of their own are kept by name.
    private mutating func keepLeaf(_ leaf: UBLNode) {
        let text = leaf.text
        guard !text.isEmpty, !Self.readElsewhere.contains(leaf.name), !leaf.name.hasSuffix("Amount"),
            leaf.name != type + "TypeCode"
        else { return }
        switch leaf.name {
        case "Note", "Description", "CancellationNote", "RejectionNote":
            document.notes.append(text.bounded(Self.textLimit))
        case let name where (name.hasSuffix("Date") || name.hasSuffix("Time")) && ISOTime.parse(text) != nil:
            return
        case let name:
            document.extra.append(NamedText(name, text.bounded(Self.textLimit)))
        }
    }

    private mutating func keepNotes(of terms: UBLNode) {
        for note in terms.all("Note") where !note.text.isEmpty {
            document.notes.append(note.text.bounded(Self.textLimit))
        }
    }

    /// Reports a placeholder in a number or reference; true when there was one.
    @discardableResult
    mutating func notePlaceholder(_ node: UBLNode?) -> Bool {
        guard let node, ParcelNumber.isPlaceholder(node.text) else { return false }
        // One digit is a poor number, but a number.
        if node.text.utf8.count == 1, document.number == node.text { return false }
        let field = node.isTopLevel ? node.name : (node.parentName ?? "") + "/" + node.name
        report(.documentPlaceholder, at: node, ["text": node.text, "field": field])
        return true
    }
}
