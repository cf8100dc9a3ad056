import Synchronization

/// How much may come out of compressed data (standards/security.md Z3). Bytes are counted while inflating; what a
/// header claims is never trusted.
package struct InflationLimits: Sendable {
    /// Most bytes one entry may give.
    package var entryBytes: Int64
    /// Most bytes out per byte in, once more than `ratioFloor` bytes came out.
    package var ratio: Int64
    /// Bytes below which the ratio is not looked at.
    package var ratioFloor: Int64
    /// Shared by all entries that count towards one total; nil for no total.
    package var budget: InflationBudget?

    package init(
        entryBytes: Int64 = 2 << 30, ratio: Int64 = 100, ratioFloor: Int64 = 1 << 20, budget: InflationBudget? = nil
    ) {
        self.entryBytes = entryBytes
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.budget = budget
    }

    /// For data whose size is bounded by other means, such as a manifest that was checked.
    package static func bounded(by bytes: Int64) -> InflationLimits {
        InflationLimits(entryBytes: bytes, ratio: .max, ratioFloor: .max)
    }
}

/// A number of bytes that several streams, also on several threads, use up together.
package final class InflationBudget: Sendable {
    private let left: Atomic<Int64>

    package init(bytes: Int64) { left = Atomic(bytes) }

    /// False when the budget is used up.
    func take(_ bytes: Int64) -> Bool {
        left.subtract(bytes, ordering: .relaxed).newValue >= 0
    }
}

/// Counts what one stream gives and stops it at a limit.
struct InflationMeter {
    private let limits: InflationLimits
    private let counter = Counter()

    private final class Counter {
        var produced: Int64 = 0
    }

    init(_ limits: InflationLimits) { self.limits = limits }

    var produced: Int64 { counter.produced }

    /// Throws `limitExceeded`. `consumed`: all compressed bytes used so far.
    func count(produced: Int, consumed: Int64) throws(ByteIOError) {
        counter.produced += Int64(produced)
        let total = counter.produced
        if total > limits.entryBytes { throw .limitExceeded("inflates to more than \(limits.entryBytes) bytes") }
        if total > limits.ratioFloor {
            let (bound, overflow) = max(consumed, 1).multipliedReportingOverflow(by: limits.ratio)
            if !overflow && total > bound {
                throw .limitExceeded("inflates to more than \(limits.ratio) times its size")
            }
        }
        if let budget = limits.budget, !budget.take(Int64(produced)) {
            throw .limitExceeded("the limit for everything unpacked together is reached")
        }
    }
}
