import CaseModel
import Foundation

extension UBLDocumentReader {
    /// More than this many amounts outside the lines are not kept; real documents have a few dozen.
    private static let amountLimit = 1_000

    /// Every amount outside the lines, and the one that is asked to be paid.
    mutating func readAmounts() {
        root.walk { node in
            if Self.isLine(node) || node.name == "Item" { return false }
            guard node.isLeaf, node.name.hasSuffix("Amount"), !node.text.isEmpty else { return !node.isLeaf }
            let isPlain = node.isTopLevel || (node.parentName?.hasSuffix("MonetaryTotal") ?? false)
            let name = isPlain ? node.name : (node.parentName ?? "") + "/" + node.name
            if document.amounts.count < Self.amountLimit, let amount = amount(node, name: name) {
                document.amounts.append(amount)
            }
            return false
        }
        readPayable()
        for total in root.children where total.name.hasSuffix("MonetaryTotal") { checkSums(total) }
    }

    /// Nil, with a diagnostic, for what is no number. An amount without `currencyID` has no currency.
    mutating func amount(_ node: UBLNode, name: String) -> NamedAmount? {
        money(node, field: name).map { NamedAmount(name, $0, locator: node.locator) }
    }

    mutating func money(_ node: UBLNode, field: String) -> Money? {
        let currency = node.attribute("currencyID")
        guard let money = Money(plain: node.text, currency: currency) else {
            report(.amountUnreadable, at: node, ["text": node.text.bounded(80)])
            return nil
        }
        if currency == nil { report(.documentCurrencyMissing, at: node, ["field": field, "text": node.text]) }
        return money
    }

    /// The closing balance of a statement is not an amount asked for: its sign follows the issuer's ledger.
    private mutating func readPayable() {
        guard document.kind != .statement else { return }
        let node: UBLNode?
        if document.kind == .remittanceAdvice {
            node = root.first("TotalPaymentAmount") ?? root.first("TotalCreditAmount")
        } else {
            node = total?.first("PayableAmount")
        }
        guard let node, let found = document.amounts.first(where: { $0.locator == node.locator }) else { return }
        document.payable = found
        if let own = root.value("DocumentCurrencyCode"), let other = found.money.currency, own != other {
            report(.documentCurrencyDiffers, at: node, ["payable": other, "document": own])
        }
    }

    private var total: UBLNode? {
        let names = ["LegalMonetaryTotal", "RequestedMonetaryTotal", "AnticipatedMonetaryTotal", "QuotedMonetaryTotal"]
        return names.lazy.compactMap { root.first($0) }.first
            ?? root.children.first { $0.name.hasSuffix("MonetaryTotal") }
    }

    // MARK: - Recomputation (EN 16931 BR-CO-10, -13, -15, -16)

    /// The document's own figures against each other, to within a rounding of one hundredth per line. Figures that are
    /// not stated are not compared, except allowances, charges, prepayments and roundings, which default to nothing.
    ///
    /// Countries and older profiles define the totals differently; what fits one of the definitions is right. OIOUBL
    /// (F-INV127, F-INV128): `TaxExclusiveAmount` is the tax. DIAN: it is what the tax is taken from, allowances and
    /// charges come off the payable amount, and taxes withheld may come off too. BII and EHF: the rounding is part of
    /// `TaxInclusiveAmount`. XRechnung (BG-DEX-09): `PrepaidPayment` is a claim of a third party that is added.
    private mutating func checkSums(_ total: UBLNode) {
        func stated(_ name: String) -> Decimal? { total.value(name).flatMap(Money.decimal(plain:)) }
        let lines = root.children.filter { Self.isLine($0) }
        let tolerance = Decimal(lines.count + 1) * Decimal(sign: .plus, exponent: -2, significand: 1)
        /// Any of the computed values will do; the first one is told.
        func compare(_ rule: String, _ name: String, _ values: [Decimal]) {
            guard let value = stated(name), let computed = values.first,
                !values.contains(where: { (value - $0).magnitude <= tolerance })
            else { return }
            report(
                .documentSum, at: total.first(name),
                ["rule": rule, "stated": value.description, "computed": computed.description])
        }
        let sum = stated("LineExtensionAmount")
        let adjustment = (stated("ChargeTotalAmount") ?? 0) - (stated("AllowanceTotalAmount") ?? 0)
        let nets = sum.map { [$0 + adjustment, $0] } ?? []
        let taxes = taxTotals(for: total)
        let withheld = amounts("TaxAmount", in: "WithholdingTaxTotal", for: total).reduce(0, +)
        let rounding = stated("PayableRoundingAmount") ?? 0
        compare("sum of the lines", "LineExtensionAmount", lineSum(lines).map { [$0] } ?? [])
        compare("lines less allowances plus charges", "TaxExclusiveAmount", sum.map { [$0 + adjustment] + taxes + taxBases } ?? [])
        if let exclusive = stated("TaxExclusiveAmount") {
            compare("net plus tax", "TaxInclusiveAmount", Self.sums([exclusive] + nets, taxes, [0, rounding], [0, withheld]))
        }
        if let inclusive = stated("TaxInclusiveAmount") {
            let prepaid = stated("PrepaidAmount") ?? 0
            let parts = amounts("PaidAmount", in: "PrepaidPayment", for: total).reduce(0, +)
            // Mostly they are what makes up the amount prepaid.
            let others = parts == prepaid ? 0 : parts
            compare(
                "gross less prepayment plus rounding", "PayableAmount",
                Self.sums([inclusive - prepaid], [rounding, 0], [0, adjustment], [0, -withheld], [0, others]))
        }
    }

    /// Every sum of one value from each list, that of the first ones first.
    private static func sums(_ lists: [Decimal]...) -> [Decimal] {
        lists.reduce([0]) { sums, values in sums.flatMap { sum in values.map { sum + $0 } } }
    }

    /// Nil unless every line states its amount in the same currency.
    private func lineSum(_ lines: [UBLNode]) -> Decimal? {
        let amounts = lines.compactMap { ($0.first("LineItem") ?? $0).first("LineExtensionAmount") }
        guard !amounts.isEmpty, amounts.count == lines.count, Set(amounts.map { $0.attribute("currencyID") }).count == 1
        else { return nil }
        let values = amounts.compactMap { Money.decimal(plain: $0.text) }
        return values.count == lines.count ? values.reduce(0, +) : nil
    }

    /// Tax in the currency of the total: all of it together, and each statement alone, for it may be repeated in the
    /// currency of the tax authority, which may be the same one. Empty when it is not stated or no number.
    private func taxTotals(for total: UBLNode) -> [Decimal] {
        let values = amounts("TaxAmount", in: "TaxTotal", for: total)
        guard !values.isEmpty else { return [] }
        return [values.reduce(0, +)] + (values.count > 1 ? values : [])
    }

    /// What each tax is taken from, where it is stated.
    private var taxBases: [Decimal] {
        let bases = root.all("TaxTotal").map { tax in
            tax.all("TaxSubtotal").compactMap { $0.value("TaxableAmount").flatMap(Money.decimal(plain:)) }.reduce(0, +)
        }
        return bases.filter { !$0.isZero }
    }

    /// The amounts of one name in all parts of one name, in the currency of the total. Empty when one is no number.
    private func amounts(_ name: String, in part: String, for total: UBLNode) -> [Decimal] {
        let currency = (total.first("TaxInclusiveAmount") ?? total.first("PayableAmount"))?.attribute("currencyID")
        let found = root.all(part).compactMap { $0.first(name) }.filter { $0.attribute("currencyID") == currency }
        let values = found.compactMap { Money.decimal(plain: $0.text) }
        return values.count == found.count ? values : []
    }
}

// MARK: - What the payer says was paid

extension UBLDocumentReader {
    /// A remittance is the payer's word about one movement of money.
    mutating func readPayment() {
        guard let payable = document.payable else { return }
        let date = root.at("PaymentMeans", "PaymentDueDate") ?? root.first("PaymentDate")
        var payment = Payment(
            kind: .payment, money: payable.money, time: date.map { time(date: $0, clock: nil) } ?? document.issued,
            text: "RemittanceAdvice " + (document.number ?? ""))
        payment.payer = document.parties.first { $0.role == .buyer || $0.role == .payer }?.party
        payment.payee = document.parties.first { $0.role == .seller || $0.role == .payee }?.party
        payment.references = document.references
        payment.status = "payer's word"
        records.append((.payment(payment), payable.locator ?? root.locator))
    }
}
