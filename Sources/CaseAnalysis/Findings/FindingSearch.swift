import CaseModel

/// Looks for what the reader of the case has to know: gaps, contradictions, weaknesses, assumptions.
struct FindingSearch {
    let result: Case
    let context: AnalysisContext
    let accounting: Accounting

    init(_ result: Case, _ context: AnalysisContext, _ accounting: Accounting) {
        self.result = result
        self.context = context
        self.accounting = accounting
    }

    func findings() -> [Finding] { [] }
}
