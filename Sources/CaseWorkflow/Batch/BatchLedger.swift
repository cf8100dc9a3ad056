import ByteIO
import CaseModel
import CaseRendering

/// Takes outcomes as they come and lists them in the order of the orders: `outcomes.ndjson` as a stream, and a short row
/// of each for the summary. Nothing appears before `close()`.
actor BatchLedger {
    private let orders: Int
    private let file: BatchLedgerFile
    private let progress: @Sendable (BatchProgress) -> Void
    private let each: @Sendable (BatchOutcome) -> Void
    private let today: CalendarDay
    private var waiting: [Int: BatchOutcome] = [:]
    private var next = 0
    private var done = 0
    private var worked = 0
    private var failed = 0
    private(set) var tally = BatchTally()
    private(set) var rows: [SummaryRow] = []

    init(
        orders: Int, file: BatchLedgerFile, today: CalendarDay, progress: @escaping @Sendable (BatchProgress) -> Void,
        each: @escaping @Sendable (BatchOutcome) -> Void
    ) {
        self.orders = orders
        self.file = file
        self.today = today
        self.progress = progress
        self.each = each
    }

    func add(_ outcome: BatchOutcome, at index: Int) throws {
        done += 1
        if outcome.isNew { worked += 1 }
        if outcome.status == .failed { failed += 1 }
        progress(BatchProgress(orders: orders, done: done, worked: worked, failed: failed))
        waiting[index] = outcome
        while let outcome = waiting.removeValue(forKey: next) {
            next += 1
            tally.add(outcome)
            try file.append(outcome.line)
            rows.append(SummaryRow(outcome, today: today))
            each(outcome)
        }
    }

    /// Gives the list its name.
    func close() throws { try file.commit() }
}

/// The file of a ledger, used by its actor alone.
// `AtomicFile` is for one thread at a time, which the actor sees to; it is made outside so that it can fail.
final class BatchLedgerFile: @unchecked Sendable {
    private let file: AtomicFile

    init(_ path: [UInt8]) throws(ByteIOError) { file = try AtomicFile(replacing: path) }

    fileprivate func append(_ bytes: [UInt8]) throws(ByteIOError) { try file.append(bytes) }
    fileprivate func commit() throws(ByteIOError) { try file.commit() }
}

extension SummaryRow {
    init(_ outcome: BatchOutcome, today: CalendarDay) {
        let summary = outcome.summary
        self.init(
            order: outcome.order, title: summary?.title ?? "", file: outcome.file, isFailed: outcome.status == .failed,
            unread: summary?.unread ?? 0, exhibits: summary.map { $0.exhibits + $0.children }, pages: summary?.pages,
            findings: summary?.findings, strength: summary?.strength, due: summary?.due ?? [], dueSince: summary?.dueSince,
            age: summary?.dueSince.map { max(0, today.daysSinceEpoch - $0.daysSinceEpoch) }, nextStep: summary?.nextStep,
            error: outcome.error)
    }
}
