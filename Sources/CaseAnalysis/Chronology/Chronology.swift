import CaseModel

/// The chronology: what a lawyer tells the story by. Contract, despatch, each step of the parcel (not each scan),
/// delivery, invoices, payments, every mail and call, and of long chats the days on which something of weight was said.
///
/// Records of another order and undated records are not in it; they stand in the exhibits and findings.
struct Chronology {
    /// An entry before it has its number.
    struct Draft {
        let time: CaseTime
        let kind: TimelineEntry.Kind
        let text: Phrase
        var citations: Citations
    }

    let result: Case
    let context: AnalysisContext
    /// All replies about an order, by platform and id.
    let replies: [OrderKey: [Sourced<Order>]]

    init(_ result: Case, _ context: AnalysisContext) {
        self.result = result
        self.context = context
        replies = Dictionary(grouping: context.gathering.orders) { $0.value.key }
    }

    /// Throws `CancellationError` alone.
    func entries() throws -> [TimelineEntry] {
        var drafts: [Draft] = []
        for part in [documents, orders, payments, parcels, conversations, photographs] {
            try Task.checkCancellation()
            drafts += try part()
        }
        let keys = drafts.map { context.clock.order($0.time) ?? .max }
        func rank(_ kind: TimelineEntry.Kind) -> Int { TimelineEntry.Kind.allCases.firstIndex(of: kind) ?? 0 }
        let order = drafts.indices.sorted { a, b in
            let first = (keys[a], rank(drafts[a].kind)), second = (keys[b], rank(drafts[b].kind))
            if first != second { return first < second }
            if drafts[a].citations.first != drafts[b].citations.first {
                return context.gathering.precedes(drafts[a].citations.first, drafts[b].citations.first)
            }
            return drafts[a].text.key < drafts[b].text.key
        }
        return order.enumerated().map { number, index in
            let draft = drafts[index]
            return TimelineEntry(
                id: "T\(number + 1)", time: draft.time, kind: draft.kind, text: draft.text, citations: draft.citations)
        }
    }

    /// Nil for an unknown time: what has no time has no place in a chronology.
    func draft(
        _ time: EventTime?, _ kind: TimelineEntry.Kind, _ text: Phrase, _ citations: Citations
    ) -> Draft? {
        guard let time, time.value != .unknown else { return nil }
        return Draft(time: context.clock.time(time), kind: kind, text: text, citations: citations)
    }

    func isOurs(_ standing: CaseScope.Standing) -> Bool {
        if case .other = standing { false } else { true }
    }

    // MARK: - Pictures

    /// Photographs by the day they were taken: a day with one names it, a day with several counts them.
    private func photographs() -> [Draft] {
        var days: [CalendarDay: [(time: CaseTime, citation: Citation, name: String)]] = [:]
        var seen: Set<String> = []
        for image in context.gathering.images {
            guard let taken = image.value.taken, let day = taken.day,
                seen.insert(context.gathering.items[image.citation.item].sha256).inserted
            else { continue }
            days[day, default: []].append(
                (context.clock.time(taken), image.citation, context.gathering.items[image.citation.item].name))
        }
        return days.keys.sorted().compactMap { day in
            guard let group = days[day], let citations = Citations(group.map(\.citation)) else { return nil }
            let first = group.min { (context.clock.order($0.time) ?? .max) < (context.clock.order($1.time) ?? .max) }
            guard let first else { return nil }
            let text =
                group.count == 1
                ? Phrase("timeline.photograph", ["name": .text(first.name)])
                : Phrase("timeline.photographs", ["count": .number(group.count)])
            return Draft(time: first.time, kind: .photograph, text: text, citations: citations)
        }
    }
}
