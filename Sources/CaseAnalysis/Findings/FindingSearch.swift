import CaseModel
import struct Foundation.Decimal

/// Looks for what the reader of the case has to know: gaps, contradictions, weaknesses, assumptions. What is missing is
/// cited to the exhibit that lets one expect it.
struct FindingSearch {
    let result: Case
    let context: AnalysisContext
    let accounting: Accounting
    /// Documents and orders that are not of another order, and not between others.
    let ourDocuments: [Cited<BusinessDocument>]
    let ourOrders: [Cited<Order>]

    init(_ result: Case, _ context: AnalysisContext, _ accounting: Accounting) {
        self.result = result
        self.context = context
        self.accounting = accounting
        ourDocuments = context.records.documents.filter { context.isOurs($0.value) }
        ourOrders = context.records.orders.filter { Self.isOurs(context.scope.standing(of: $0.value)) }
    }

    /// Gravest first, then in the order of the catalogue, then by place in the evidence.
    /// Throws `CancellationError` alone.
    func findings() throws -> [Finding] {
        var all: [Finding] = []
        for part in [parcels, amounts, links, answers, messages, platforms, dates, times, files, conversations] {
            try Task.checkCancellation()
            all += try part()
        }
        let places = Dictionary(
            FindingCatalogue.all.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first })
        func key(_ finding: Finding) -> (Int, Int) {
            (Finding.Grade.allCases.firstIndex(of: finding.grade) ?? 0, places[finding.code] ?? .max)
        }
        return all.enumerated().sorted { a, b in
            let (first, second) = (key(a.element), key(b.element))
            if first != second { return first < second }
            let (one, two) = (a.element.citations.first, b.element.citations.first)
            return one == two ? a.offset < b.offset : context.gathering.precedes(one, two)
        }.map(\.element)
    }

    // MARK: - Shared

    private static func isOurs(_ standing: CaseScope.Standing) -> Bool {
        if case .other = standing { false } else { true }
    }

    /// Aggregated findings cite this many places; their count says how many there are.
    static let mostCitations = 24

    func some(_ citations: [Citation]) -> Citations? { Citations(Array(citations.prefix(Self.mostCitations))) }

    func some(_ citations: [Citations]) -> Citations? {
        Citations.joined(citations.prefix(Self.mostCitations).map { Optional($0) })
    }

    /// Names of items, the first five of them.
    func names(_ items: [Int]) -> Phrase.Argument {
        let names = items.prefix(5).map { context.gathering.items[$0].name }
        return .text(names.joined(separator: ", ") + (items.count > 5 ? ", …" : ""))
    }

    func money(_ amount: Decimal, _ currency: String) -> Phrase.Argument {
        .money(Money(amount: amount, currency: currency, text: Money(amount: amount, currency: currency, text: "").plain))
    }

    func number(of document: BusinessDocument) -> Phrase.Argument { .text(document.number ?? document.typeName) }
}
