package import CaseModel

/// One order in the summary of a batch. Short, because a summary may have a hundred thousand.
package struct SummaryRow: Hashable, Sendable {
    /// PLATFORM:ID.
    let order: String
    let title: String
    /// Name of the dossier beside the summary; nil when none was made.
    let file: String?
    let isFailed: Bool
    /// Items that could not be read.
    let unread: Int
    let exhibits: Int?
    let pages: Int?
    let findings: Int?
    /// Nil when nothing could be said, and so with the others.
    let strength: Assessment.Strength?
    let due: [Money]
    let dueSince: CalendarDay?
    /// Days since then.
    let age: Int?
    let nextStep: Assessment.NextStep?
    let error: String?

    package init(
        order: String, title: String, file: String?, isFailed: Bool, unread: Int, exhibits: Int?, pages: Int?, findings: Int?,
        strength: Assessment.Strength?, due: [Money], dueSince: CalendarDay?, age: Int?, nextStep: Assessment.NextStep?, error: String?
    ) {
        self.order = order
        self.title = title
        self.file = file
        self.isFailed = isFailed
        self.unread = unread
        self.exhibits = exhibits
        self.pages = pages
        self.findings = findings
        self.strength = strength
        self.due = due
        self.dueSince = dueSince
        self.age = age
        self.nextStep = nextStep
        self.error = error
    }

    /// What to pursue first: the stronger claim, then the larger amount (of the first currency; nothing is converted), then
    /// the older debt, then the order's name. What failed comes last.
    package static func isMoreUrgent(_ left: SummaryRow, _ right: SummaryRow) -> Bool {
        if left.rank != right.rank { return left.rank < right.rank }
        let (amount, other) = (left.due.first?.amount ?? 0, right.due.first?.amount ?? 0)
        if amount != other { return amount > other }
        if left.age != right.age { return left.age ?? -1 > right.age ?? -1 }
        return left.order.utf8.lexicographicallyPrecedes(right.order.utf8)
    }

    private var rank: Int {
        if isFailed { return Assessment.Strength.allCases.count + 1 }
        return strength.flatMap(Assessment.Strength.allCases.firstIndex) ?? Assessment.Strength.allCases.count
    }
}
