package import CaseModel

/// Makes one case of what the readers found: pure, without clock, zone of the machine or any other surroundings.
///
/// The result does not depend on the order of `items`, except for the item indices in it. With no items the case is
/// empty: no exhibits, no statements, no findings.
package enum Assembler {
    /// `items`: in intake order, `items[i].index == i`; withheld ones are not among them. `concludes: false`: without
    /// chronology and findings, for those who only look things up. Throws `CancellationError` alone, between its steps.
    package static func assemble(
        items: [Item], refusals: [Refusal], settings: CaseSettings, concludes: Bool = true
    ) throws -> Case {
        func step<Result>(_ result: Result) throws -> Result {
            try Task.checkCancellation()
            return result
        }
        let gathering = try step(Gathering(items))
        let clock = CaseClock(zone: settings.timeZone)
        var result = Case(settings: settings, items: items, refusals: refusals)
        let merged = try step(RecordMerging(gathering).merged())
        result.documents = merged.documents
        result.orders = merged.orders
        result.payments = merged.payments

        var parties = PartyRegistry(settings: settings)
        let conversations = try step(ConversationAssembly(gathering: gathering, clock: clock).assemble(&parties))
        let scope = try step(CaseScope(gathering: gathering, records: merged, settings: settings))
        let mentions = try step(Mentions(conversations.drafts, numbers: scope.wantedNumbers(gathering)))
        result.shipments = try step(
            ShipmentAssembly(
                gathering: gathering, clock: clock, scope: scope, mentions: mentions, conversations: conversations.drafts
            ).assemble())
        parties.register(merged, result.shipments, gathering: gathering)
        let resolved = try step(parties.resolved())
        result.parties = resolved.parties
        result.conversations = try step(conversations.finished(resolved))
        let context = AnalysisContext(
            gathering: gathering, records: merged, clock: clock, scope: scope, parties: resolved, mentions: mentions,
            overlaps: conversations.overlaps)
        let accounting = try step(Accounting(context))
        result.accounts = accounting.accounts
        result.exhibits = try step(ExhibitList(gathering: gathering, settings: settings, clock: clock).exhibits())
        guard concludes else { return result }
        result.timeline = try Chronology(result, context).entries()
        result.findings = try FindingSearch(result, context, accounting).findings()
        return result
    }
}

/// What the account, the chronology and the findings look things up in.
struct AnalysisContext {
    let gathering: Gathering
    let records: MergedRecords
    let clock: CaseClock
    let scope: CaseScope
    let parties: ResolvedParties
    let mentions: Mentions
    let overlaps: [ExportOverlap]

    /// Whether a document that no number joins to the order names other parties than the case has: another's invoice in the
    /// same folder.
    func isBetweenOthers(_ document: BusinessDocument) -> Bool {
        guard scope.standing(of: document) == .unlinked else { return false }
        func side(_ roles: [PartyInRole.Role]) -> CaseParty.Side? {
            roles.lazy.compactMap { role in
                document.parties.first { $0.role == role }.flatMap { parties.side(of: $0.party) }
            }.first
        }
        return isOther(buyer: side([.buyer, .payer]), seller: side([.seller, .payee]))
    }

    /// Payments are left out only when they name another order or invoice as well: people pay for companies.
    func isBetweenOthers(_ payment: Payment) -> Bool {
        guard scope.standing(of: payment) == .unlinked, payment.references.contains(where: { Identifier($0) != nil }) else { return false }
        return isOther(
            buyer: payment.payer.flatMap { parties.side(of: $0) }, seller: payment.payee.flatMap { parties.side(of: $0) })
    }

    private func isOther(buyer: CaseParty.Side?, seller: CaseParty.Side?) -> Bool {
        let hasOtherBuyer = parties.has(.respondent) && buyer.map { $0 != .respondent } ?? false
        let hasOtherSeller = parties.has(.claimant) && seller.map { $0 != .claimant } ?? false
        return hasOtherBuyer || hasOtherSeller
    }
}
