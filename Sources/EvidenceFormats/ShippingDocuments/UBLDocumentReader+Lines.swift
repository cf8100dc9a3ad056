import CaseModel

import struct Foundation.Decimal

extension UBLDocumentReader {
    /// The lines of the document, each with its number, text, quantity, amount and further short statements.
    mutating func readLines() {
        for line in root.children where Self.isLine(line) { readLine(line, within: nil) }
    }

    /// Lines inside a line follow it, with the numbers of both.
    private mutating func readLine(_ outer: UBLNode, within number: String?) {
        let node = outer.first("LineItem") ?? outer
        var line = DocumentLine(id: nil, description: nil, quantity: nil, locator: outer.locator)
        let own = node.value("ID")
        line.id = number.map { $0 + "/" + (own ?? "") } ?? own
        line.description = description(of: node)
        let quantities = node.children.filter { $0.isLeaf && $0.name.hasSuffix("Quantity") && !$0.text.isEmpty }
        line.quantity = quantities.first.map(Self.measure)
        let amounts = node.children.filter { $0.isLeaf && $0.name.hasSuffix("Amount") && !$0.text.isEmpty }
        // A line of a statement has a debit and a credit, one of which is nothing.
        let main =
            amounts.first { $0.name == "LineExtensionAmount" }
            ?? amounts.first { Money.decimal(plain: $0.text).map { !$0.isZero } ?? true } ?? amounts.first
        if let main { line.amount = money(main, field: outer.name + "/" + main.name) }
        line.details = details(of: node, outer: outer, besides: [quantities.first, main])
        document.lines.append(line)
        for inner in node.children where Self.isLine(inner) { readLine(inner, within: line.id ?? "") }
    }

    private func description(of line: UBLNode) -> String? {
        let item = line.first("Item")
        let text = item?.value("Name") ?? item?.value("Description") ?? line.value("Description") ?? line.value("Note")
        return text?.bounded(Self.textLimit)
    }

    /// The other texts directly on the line (`ShortQuantity`, `RejectReason`), the price, and the seller's article number.
    private func details(of node: UBLNode, outer: UBLNode, besides read: [UBLNode?]) -> [NamedText] {
        let done = read.compactMap { $0.map { [$0.name, String($0.element.position)] } }
        let own = node.children + (outer === node ? [] : outer.children)
        var found: [NamedText] = []
        for leaf in own
        where leaf.isLeaf && leaf.name != "ID" && leaf.name != "UUID"
            && !done.contains([leaf.name, String(leaf.element.position)])
        {
            let text = Self.measure(leaf).bounded(Self.textLimit)
            if !text.isEmpty { found.append(NamedText(leaf.name, text)) }
        }
        if let price = node.at("Price", "PriceAmount") { found.append(NamedText("PriceAmount", Self.measure(price))) }
        if let item = node.first("Item") {
            for kind in ["SellersItemIdentification", "BuyersItemIdentification", "StandardItemIdentification"] {
                if let id = item.value(kind, "ID") { found.append(NamedText(kind, id)) }
            }
        }
        return found
    }

    /// A number with its unit or currency, as written.
    static func measure(_ node: UBLNode) -> String {
        let unit = node.attribute("unitCode") ?? node.attribute("currencyID")
        return unit.map { node.text + " " + $0 } ?? node.text
    }
}
