import CaseModel

/// What proves each element of the claim, what weakens it, and what speaks against it.
struct ProofRules {
    /// Findings by their effect on an element.
    struct Effects {
        var supporting: Set<String> = []
        /// A proof with one of these is only weak.
        var weakening: Set<String> = []
        /// These leave a gap where nothing else proves the element.
        var leavingGap: Set<String> = []
        var contradicting: Set<String> = []

        var all: Set<String> { supporting.union(weakening).union(leavingGap).union(contradicting) }
    }

    let theCase: Case

    init(_ theCase: Case) { self.theCase = theCase }

    /// Every finding that bears on an element. A test holds the codes against the catalogue.
    static let effects: [Assessment.Element: Effects] = [
        .identity: Effects(weakening: ["CF-F-RESPONDENT-UNMATCHED", "CF-F-CONSIGNEE-DIFFERS"]),
        .contract: Effects(
            weakening: ["CF-F-AMOUNT-ORDER-INVOICE", "CF-F-ORDER-NOT-NAMED", "CF-F-DOCUMENT-OTHER-ORDER"],
            contradicting: ["CF-F-ORDER-NEVER-PAID", "CF-F-ORDER-CANCELLED", "CF-F-ORDER-WITHDRAWN"]),
        .delivery: Effects(
            supporting: ["CF-F-RECEIPT-ADVICE", "CF-F-MESSAGE-RECEIPT", "CF-F-ORDER-CONFIRMED", "CF-F-ORDER-CONFIRMED-BY-TIMEOUT"],
            weakening: [
                "CF-F-CONSIGNEE-DIFFERS", "CF-F-DESTINATION-DIFFERS", "CF-F-DELIVERY-SAFE-DROP", "CF-F-DELIVERY-NO-SIGNATURE",
                "CF-F-SIGNATORY-UNCLEAR", "CF-F-DELIVERY-TWICE", "CF-F-DELIVERY-LATE", "CF-F-DELIVERY-AFTER-DUE",
                "CF-F-PARCEL-OTHER-ORDER", "CF-F-PARCEL-UNNAMED", "CF-F-PARCEL-AFTER-DELIVERY", "CF-F-DELIVERY-PLACE-DIFFERS",
            ],
            leavingGap: ["CF-F-DELIVERY-NO-PARCEL", "CF-F-DELIVERY-NO-REPORT", "CF-F-DELIVERY-UNPROVEN"],
            contradicting: ["CF-F-PARCEL-RETURNED", "CF-F-PARCEL-LOST", "CF-F-PARCEL-CANCELLED"]),
        .conformity: Effects(
            supporting: ["CF-F-RECEIPT-ADVICE", "CF-F-RESPONSE-ACCEPTED", "CF-F-ORDER-CONFIRMED"],
            weakening: ["CF-F-ORDER-FROZEN"],
            contradicting: [
                "CF-F-MESSAGE-COMPLAINT", "CF-F-RESPONSE-REJECTED", "CF-F-RESPONSE-QUERY", "CF-F-ORDER-DISPUTED",
                "CF-F-ORDER-AGAINST-SELLER",
            ]),
        .price: Effects(
            weakening: [
                "CF-F-CURRENCIES-MIXED", "CF-F-DOCUMENT-OTHER-PARTIES", "CF-F-AMOUNT-CONFLICT", "CF-F-AMOUNT-ORDER-INVOICE",
                "CF-F-INVOICE-MISSING", "CF-F-INVOICE-WITHOUT-AMOUNT",
                "CF-F-AMOUNT-WITHOUT-CURRENCY", "CF-F-PRINCIPAL-TOO-HIGH", "CF-F-PRINCIPAL-UNSUPPORTED",
            ]),
        .nonPayment: Effects(
            supporting: ["CF-F-MESSAGE-DEBT", "CF-F-PAYMENT-REDUCES", "CF-F-REFUNDED"],
            weakening: ["CF-F-RESPONSE-PAID", "CF-F-PAYMENT-OTHER-ORDER", "CF-F-PAYMENT-JOINED", "CF-F-ORDER-PAID-OUT"],
            contradicting: ["CF-F-PAYMENT-DEFEATS"]),
        .demand: Effects(),
    ]

    func row(_ element: Assessment.Element) -> Assessment.Row {
        let effects = Self.effects[element] ?? Effects()
        let primary = primary(element)
        let supporting = primary + findings(effects.supporting)
        let opposing = findings(effects.contradicting.union(effects.leavingGap).union(effects.weakening))
        func has(_ codes: Set<String>) -> Bool { theCase.findings.contains { codes.contains($0.code) } }
        let standing: Assessment.Standing
        if has(effects.contradicting) {
            standing = .contradicted
        } else if supporting.isEmpty {
            // No complaint is no proof, but no gap either: silence is what one would see if all was well.
            standing = element == .conformity ? .weak : .missing
        } else if primary.isEmpty && element != .conformity && element != .nonPayment {
            standing = .weak
        } else {
            standing = has(effects.weakening) || has(effects.leavingGap) || isThin(element) ? .weak : .proven
        }
        return Assessment.Row(element: element, standing: standing, supporting: supporting, opposing: opposing)
    }

    /// What proves an element by itself, without a finding about it.
    private func primary(_ element: Assessment.Element) -> [Assessment.Ground] {
        switch element {
        case .identity: respondent.map { [.party($0)] } ?? []
        case .contract: events(.contract)
        case .delivery: delivered ? events(.delivery) : []
        case .conformity: []
        case .price: events(.invoice).isEmpty ? events(.contract).filter(Self.statesAmount) : events(.invoice)
        case .nonPayment: []
        case .demand: events(.demand)
        }
    }

    /// Where what there is would not satisfy a careful reader.
    private func isThin(_ element: Assessment.Element) -> Bool {
        switch element {
        case .identity:
            // A bare chat name is nobody in particular.
            return respondent.map { $0.address.isEmpty && $0.identities.isEmpty } ?? true
        case .contract: return !theCase.timeline.contains { $0.kind == .contract && !$0.text.key.contains("quotation") }
        case .delivery:
            return !theCase.shipments.contains { shipment in
                if case .named = shipment.link { shipment.deliveredAt != nil } else { false }
            } && !theCase.findings.contains { $0.code == "CF-F-RECEIPT-ADVICE" }
        case .price: return !theCase.timeline.contains { $0.kind == .invoice }
        case .conformity, .nonPayment, .demand: return false
        }
    }

    /// The respondent as the evidence knows them; what only the settings say proves nothing.
    private var respondent: CaseParty? { theCase.parties.first { $0.side == .respondent && $0.citations != nil } }

    private static func statesAmount(_ ground: Assessment.Ground) -> Bool {
        guard case .event(let entry) = ground else { return false }
        return entry.text.arguments.contains { if case .money = $0.value { true } else { false } }
    }

    private var delivered: Bool { theCase.timeline.contains { $0.kind == .delivery } }

    private func events(_ kind: TimelineEntry.Kind) -> [Assessment.Ground] {
        theCase.timeline.filter { $0.kind == kind }.map { .event($0) }
    }

    private func findings(_ codes: Set<String>) -> [Assessment.Ground] {
        theCase.findings.filter { codes.contains($0.code) }.map { .finding($0) }
    }
}
