package import CaseModel

/// Weighs a case by fixed rules, each of which can be read here and in `ProofRules`. Pure: the day is an input.
package enum Assessor {
    /// Days in which a demand is usually answered before the next step is taken: practice of simple debt claims, not law.
    static let patience = 14

    /// `day`: the day on which the case is assessed (UTC). An empty case has nothing due and every element missing.
    package static func assess(_ theCase: Case, on day: CalendarDay) -> Assessment {
        let rows = Assessment.Element.allCases.map { ProofRules(theCase).row($0) }
        let due = theCase.accounts.filter { $0.due > 0 }.map { Money(amount: $0.due, currency: $0.currency, text: "") }
        let since = dueSince(theCase)
        let strength = strength(theCase, rows, due)
        return Assessment(
            rows: rows, strength: strength, due: due, dueSince: since,
            age: since.map { max(0, day.daysSinceEpoch - $0.daysSinceEpoch) },
            nextStep: nextStep(theCase, rows, due, on: day))
    }

    private static func dueSince(_ theCase: Case) -> CalendarDay? {
        if let stated = theCase.settings.claim.due { return stated }
        let timeline = theCase.timeline
        return timeline.filter { $0.text.key == "timeline.due" }.compactMap(\.time.time.day).min()
            ?? timeline.filter { $0.kind == .invoice }.compactMap(\.time.time.day).min()
            ?? timeline.filter { $0.kind == .contract }.compactMap(\.time.time.day).min()
    }

    private static func strength(_ theCase: Case, _ rows: [Assessment.Row], _ due: [Money]) -> Assessment.Strength {
        guard !due.isEmpty else { return .nothingDue }
        func has(_ standings: Set<Assessment.Standing>, _ elements: Assessment.Element...) -> Bool {
            rows.contains { elements.contains($0.element) && standings.contains($0.standing) }
        }
        let hasSerious = theCase.findings.contains { $0.grade == .serious }
        if hasSerious || has([.contradicted], .identity, .contract, .delivery, .price, .nonPayment)
            || has([.missing], .delivery, .price) || (has([.missing], .contract) && has([.missing], .identity))
        {
            return .weak
        }
        let proven: Set<Assessment.Standing> = [.proven]
        let isComplete =
            has(proven, .identity) && has(proven, .contract) && has(proven, .delivery) && has(proven, .price)
            && has(proven, .demand) && !has([.contradicted], .conformity)
        return isComplete ? .strong : .fair
    }

    private static func nextStep(
        _ theCase: Case, _ rows: [Assessment.Row], _ due: [Money], on day: CalendarDay
    ) -> Assessment.NextStep {
        func standing(_ element: Assessment.Element) -> Assessment.Standing {
            rows.first { $0.element == element }?.standing ?? .missing
        }
        guard !due.isEmpty else {
            return theCase.accounts.contains { $0.total(.charged) > 0 } ? .close : .findAmount
        }
        let contradicted = Assessment.Element.allCases.filter { $0 != .conformity && standing($0) == .contradicted }
        if contradicted == [.delivery] || (contradicted.isEmpty && standing(.delivery) == .missing) { return .proveDelivery }
        if !contradicted.isEmpty { return .explainContradiction }
        if standing(.contract) == .missing { return .proveContract }
        if standing(.identity) == .missing { return .identifyBuyer }
        if standing(.conformity) == .contradicted { return .answerComplaint }
        guard let demand = theCase.timeline.last(where: { $0.kind == .demand })?.time.time.day else { return .sendDemand }
        if day.daysSinceEpoch - demand.daysSinceEpoch < patience { return .awaitAnswer }
        return theCase.findings.contains { $0.code == "CF-F-MESSAGE-DEBT" } ? .agreePayment : .handOver
    }
}
