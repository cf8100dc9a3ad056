import CaseAnalysis
package import CaseModel
package import EvidenceIngest

/// Evidence → proof matrix, account and next step. Writes nothing.
package enum AssessOperation {
    package struct Result: Sendable {
        package let theCase: Case
        package let assessment: Assessment
        /// Paths of items that are not completely read.
        package let unread: [String]
        /// What was not taken in, and why.
        package let refused: [Refusal]
        /// What `case.yaml` keeps out, and why. It was left out on purpose: nothing is incomplete for it.
        package let withheld: [Refusal]

        package var hasUnread: Bool { !unread.isEmpty || !refused.isEmpty }
    }

    /// `day`: the day of the assessment (UTC). Throws `WorkflowError`.
    package static func run(
        source: String, on day: CalendarDay, registry: IngestorRegistry, workers: Int, containerBytes: Int64,
        progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws -> Result {
        let prepared = try PreparedSource(source)
        for remark in prepared.remarks { progress(.remark(remark)) }
        var intake = IntakeOptions()
        intake.workers = workers
        intake.containerBytes = containerBytes
        intake.digests = .sha256Only
        let derived = try await Derivation.derive(
            prepared.selection.inputs, refusals: prepared.listing.refusals, settings: prepared.settings, registry: registry,
            options: intake, progress: progress)
        let theCase = derived.theCase
        return Result(
            theCase: theCase, assessment: Assessor.assess(theCase, on: day),
            unread: theCase.items.filter(\.status.isUnread).map(\.path), refused: theCase.refusals,
            withheld: prepared.selection.withheldNotices)
    }
}
