import CaseModel

/// Tells documents and payments between others, which lie in the same folder, from those of the case. It is sure or says no:
/// names are written in many ways, and a claim must not lose an invoice to a spelling.
struct Strangers {
    private enum Match { case ours, other, unknown }

    /// A side of the case: the words of all its names, in `case.yaml` and where documents of the order put it.
    private struct Known {
        let side: CaseParty.Side
        var names: Set<String> = []
        var words: Set<String> = []
        /// Documents of the order name this side.
        var isDocumented = false

        mutating func add(_ name: String) {
            names.insert(Names.key(name))
            words.formUnion(Names.words(name))
        }
    }

    private let scope: CaseScope
    private let parties: ResolvedParties
    private var buyer = Known(side: .respondent)
    private var seller = Known(side: .claimant)

    init(_ records: MergedRecords, _ scope: CaseScope, _ parties: ResolvedParties) {
        self.scope = scope
        self.parties = parties
        for party in parties.parties {
            for name in party.names {
                if party.side == .respondent { buyer.add(name) }
                if party.side == .claimant { seller.add(name) }
            }
        }
        for document in records.documents where scope.standing(of: document.value) == .inside && !runsBackwards(document.value) {
            for role in document.value.parties {
                guard let name = role.party.name, parties.side(of: role.party) != .carrier else { continue }
                if Self.buyers.contains(role.role), parties.side(of: role.party) != .claimant {
                    buyer.add(name)
                    buyer.isDocumented = true
                }
                if Self.sellers.contains(role.role), parties.side(of: role.party) != .respondent {
                    seller.add(name)
                    seller.isDocumented = true
                }
            }
        }
    }

    private static let buyers: Set<PartyInRole.Role> = [.buyer, .payer]
    private static let sellers: Set<PartyInRole.Role> = [.seller, .payee]

    /// An invoice to the claimant or of the respondent, whatever it names; and one that no number joins to the order between
    /// parties that are none of the case's. Credits are never left out: that would raise the claim.
    func exchanged(_ document: BusinessDocument) -> Bool {
        guard document.kind == .invoice || document.kind == .debitNote else { return false }
        if runsBackwards(document) { return true }
        guard scope.standing(of: document) == .unlinked else { return false }
        let bought = match(named(document, Self.buyers), buyer), sold = match(named(document, Self.sellers), seller)
        switch (bought, sold) {
        case (.other, .other): return true
        case (.other, .ours): return buyer.isDocumented
        case (.ours, .other): return seller.isDocumented
        default: return false
        }
    }

    /// The claimant buys, or the respondent sells, and not to each other the right way round.
    private func runsBackwards(_ document: BusinessDocument) -> Bool {
        let buyers = named(document, Self.buyers).map { parties.side(of: $0) },
            sellers = named(document, Self.sellers).map { parties.side(of: $0) }
        return buyers.contains(.claimant) && !sellers.contains(.claimant) || sellers.contains(.respondent) && !buyers.contains(.respondent)
    }

    /// A payment that names another order or invoice, by somebody else: without such a number people pay for companies.
    func exchanged(_ payment: Payment) -> Bool {
        guard scope.standing(of: payment) == .unlinked, payment.references.contains(where: { Identifier($0) != nil }) else { return false }
        return match([payment.payer].compactMap { $0 }, buyer) == .other && match([payment.payee].compactMap { $0 }, seller) != .ours
    }

    private func named(_ document: BusinessDocument, _ roles: Set<PartyInRole.Role>) -> [Party] {
        document.parties.filter { roles.contains($0.role) }.map(\.party)
    }

    private func match(_ candidates: [Party], _ known: Known) -> Match {
        guard !known.names.isEmpty, !candidates.isEmpty else { return .unknown }
        var result = Match.unknown
        for party in candidates {
            if parties.side(of: party) == known.side { return .ours }
            guard let name = party.name else { continue }
            let words = Names.words(name)
            if known.names.contains(Names.key(name)) || !words.isDisjoint(with: known.words) { return .ours }
            // Names in different scripts cannot be compared.
            if !words.isEmpty, !known.words.isEmpty { result = .other }
        }
        return result
    }
}
