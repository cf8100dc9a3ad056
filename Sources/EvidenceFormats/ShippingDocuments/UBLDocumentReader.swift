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
    /// Element names and parties kept, without role and place.
    var knownParties: Set<PartyInRole> = []

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
        let code = typeCode
        document.typeCode = code?.text
        document.kind = UBLNames.kind(of: type, code: code?.text, version: code?.attribute("listVersionID"))
        let uuid = root.value("UUID")
        document.number = root.value("ID") ?? uuid
        if let uuid, uuid != document.number { document.extra.append(NamedText("UUID", uuid)) }
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

    private var typeCode: UBLNode? {
        let codes = root.children.filter { $0.isLeaf && $0.name.hasSuffix("TypeCode") && !$0.text.isEmpty }
        return codes.first { $0.name == type + "TypeCode" } ?? codes.first
    }

    private mutating func readIssueTime() {
        guard let date = root.first("IssueDate"), !date.text.isEmpty else {
            report(.documentWithoutDate, at: root)
            return
        }
        document.issued = time(date: date, clock: root.first("IssueTime"))
        if case .local = document.issued?.value { report(.timeWithoutZone, at: root.first("IssueTime")) }
    }

    /// `DueDate` of the document, else of its payment means or terms; of several instalments the last one, for only with
    /// it the whole sum is due. Words alone are only noted.
    private mutating func readDue() {
        let terms = root.all("PaymentTerms")
        let places = [
            [root.first("DueDate")], root.all("PaymentMeans").map { $0.first("PaymentDueDate") },
            terms.map { $0.first("PaymentDueDate") ?? $0.first("InstallmentDueDate") },
        ]
        let dates = places.lazy.map { $0.compactMap { $0 }.filter { !$0.text.isEmpty } }.first { !$0.isEmpty } ?? []
        let days = dates.map { ISOTime.parse($0.text)?.day?.daysSinceEpoch ?? .min }
        if let last = zip(dates, days).max(by: { $0.1 < $1.1 })?.0 {
            document.due = time(date: last, clock: nil)
            let parts = Set(days).count
            if parts > 1 { report(.documentDueInParts, at: last, ["count": String(parts), "date": last.text]) }
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
