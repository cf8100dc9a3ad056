package import CaseModel

/// Makes one case of what the readers found: pure, without clock, zone of the machine or any other surroundings.
///
/// The result does not depend on the order of `items`, except for the item indices in it. With no items the case is
/// empty: no exhibits, no statements, no findings.
package enum Assembler {
    /// `items`: in intake order, `items[i].index == i`; withheld ones are not among them. `numbering`: SHA-256 of the files that
    /// have numbers already, in the order of these; what is new comes behind them. `concludes: false`: without
    /// chronology and findings, for those who only look things up. Throws `CancellationError` alone, between its steps.
    package static func assemble(
        items: [Item], refusals: [Refusal], settings: CaseSettings, numbering: [String] = [], concludes: Bool = true
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
            overlaps: conversations.overlaps, strangers: Strangers(merged, scope, resolved))
        let accounting = try step(Accounting(context))
        result.accounts = accounting.accounts
        result.exhibits = try step(ExhibitList(gathering: gathering, settings: settings, clock: clock).exhibits(keeping: numbering))
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

    let strangers: Strangers

    /// Neither of another order nor between others.
    func isOurs(_ document: BusinessDocument) -> Bool {
        if case .other = scope.standing(of: document) { return false }
        return !strangers.exchanged(document)
    }
}
