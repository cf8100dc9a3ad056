import CaseModel

extension UBLDocumentReader {
    /// What the document and its lines name: other documents, contracts, accounts to pay, payment references.
    mutating func readReferences() {
        root.walk { node in
            if node.isLeaf {
                readLeaf(node)
                return false
            }
            if node.name.hasSuffix("Party") { return false }
            if node.name.hasSuffix("Reference") || node.name.hasSuffix("Contract") { readReference(node) }
            return true
        }
    }

    private mutating func readReference(_ node: UBLNode) {
        if let id = node.first("SalesOrderID") { keep(.order, field: node.name + "/SalesOrderID", id) }
        guard let id = node.first("ID"), !id.text.isEmpty else { return }
        var kind = UBLNames.referenceKind(of: node.name) ?? (node.name.hasSuffix("Contract") ? .contract : nil)
        // The type in words overrules the code: senders put 380 on anything.
        if kind == nil, node.first("DocumentType") == nil {
            kind = UBLNames.referenceKind(ofCode: node.value("DocumentTypeCode"))
        }
        let isInside = node.parentName.map { $0.hasSuffix("Reference") } ?? false
        keep(kind ?? .other, field: isInside ? "\(node.parentName ?? "")/\(node.name)" : node.name, id)
    }

    private mutating func readLeaf(_ leaf: UBLNode) {
        switch (leaf.name, leaf.parentName) {
        case ("SalesOrderID", _) where leaf.isTopLevel: keep(.order, field: leaf.name, leaf)
        case ("CustomerReference", _) where leaf.isTopLevel: keep(.customer, field: leaf.name, leaf)
        case ("ShippingOrderID", _): keep(.other, field: leaf.name, leaf)
        case ("CarrierAssignedID", _): keep(.waybill, field: leaf.name, leaf)
        case ("PaymentID", "PaymentMeans") where leaf.attribute("schemeID")?.hasPrefix("urn:oioubl:id:paymentid") == true:
            // The type of a Danish payment slip (01, 04, 15, 71, 73, 75), the same on all invoices of a kind.
            if !leaf.text.isEmpty { document.extra.append(NamedText(leaf.name, leaf.text)) }
        case ("PaymentID", "PaymentMeans"), ("InstructionID", "PaymentMeans"): keep(.payment, field: leaf.name, leaf)
        case ("ID", "PayeeFinancialAccount"): keep(.account, field: "PayeeFinancialAccount", leaf)
        case ("AccountID", "CreditAccount"): keep(.account, field: "CreditAccount", leaf)
        default: break
        }
    }

    /// Placeholders are noted and not used to join anything; the same number under the same kind is kept once.
    mutating func keep(_ kind: Reference.Kind, field: String, _ node: UBLNode) {
        guard !node.text.isEmpty, !notePlaceholderReference(kind, node) else { return }
        guard knownReferences.insert(kind.rawValue + " " + node.text).inserted else { return }
        document.references.append(Reference(kind, field: field, value: node.text, locator: node.locator))
    }

    /// Short numbers are poor, but real order and invoice numbers are short; words that mean nothing are not kept.
    private mutating func notePlaceholderReference(_ kind: Reference.Kind, _ node: UBLNode) -> Bool {
        guard ParcelNumber.isPlaceholder(node.text) else { return false }
        if node.text.contains(where: { $0.isNumber }) { return false }
        return notePlaceholder(node)
    }
}
