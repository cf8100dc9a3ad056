import CaseModel

/// What the first pages of report and viewer take from the chronology: one entry for each step on which a claim stands.
struct KeyFacts {
    /// Places in `Case.timeline`, in its order.
    let entries: [Int]
    /// What the other side wrote about its debt, and confirmations of receipt: findings that are quoted, not judged.
    let words: [Finding]

    init(_ theCase: Case) {
        let timeline = theCase.timeline
        let charged = Set(theCase.accounts.flatMap(\.entries).filter { $0.kind == .charged }.flatMap { $0.citations.all.map(\.item) })
        func places(_ kind: TimelineEntry.Kind) -> [Int] { timeline.indices.filter { timeline[$0].kind == kind } }
        func isCounted(_ place: Int) -> Bool { timeline[place].citations.all.contains { charged.contains($0.item) } }
        let invoices = places(.invoice), demands = places(.demand)
        // A label alone proves no hand-over.
        let despatches = places(.despatch).filter { !timeline[$0].text.key.hasPrefix("timeline.parcel.labelCreated") }
        let chosen = [
            places(.contract).first, despatches.first, places(.delivery).last, invoices.first(where: isCounted) ?? invoices.first,
            places(.payment).first,
            // A letter says what is asked and until when; of a day of a chat one message is quoted.
            demands.last { timeline[$0].text.key.hasPrefix("timeline.mail") } ?? demands.last,
        ]
        entries = Set(chosen.compactMap { $0 }).sorted()
        let telling = ["CF-F-MESSAGE-DEBT", "CF-F-RECEIPT-ADVICE", "CF-F-ORDER-CONFIRMED", "CF-F-MESSAGE-RECEIPT"]
        let found = telling.compactMap { code in theCase.findings.first { $0.code == code } }
        words = Array(found.prefix(2))
    }
}
