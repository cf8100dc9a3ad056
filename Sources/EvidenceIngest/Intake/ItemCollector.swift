import CaseModel

/// The sink of the intake: summarises and, when asked, keeps what a reader emits.
struct ItemCollector: RecordSink {
    private(set) var summary = ItemSummary()
    private(set) var records: [CapturedRecord] = []
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var children: [(handle: Int, content: ChildContent)] = []

    private let item: Int
    private let keepsRecords: Bool
    private let handles: HandleSequence
    private var number = 0
    private var repeats: [DiagnosticKind: Int] = [:]

    /// So many diagnostics of one kind are kept for an item; the rest are counted.
    private static let mostOfOneKind = 100

    init(item: Int, keepsRecords: Bool, handles: HandleSequence) {
        self.item = item
        self.keepsRecords = keepsRecords
        self.handles = handles
    }

    /// True when nothing was emitted and nothing handed over.
    private(set) var isEmpty = true

    mutating func emit(_ record: Record, at locator: Locator) {
        isEmpty = false
        summary.add(record)
        guard keepsRecords else { return }
        var locator = locator
        var ownNumber: Int?
        switch record {
        case .message, .notice, .call:
            number += 1
            ownNumber = number
            switch locator {
            case .line(let line), .lines(let line, _): locator = .message(number, line: line)
            case .message(_, let line): locator = .message(number, line: line)
            default: break
            }
        default: break
        }
        records.append(
            CapturedRecord(record: record, citation: Citation(item: item, locator: locator), number: ownNumber))
    }

    mutating func report(_ diagnostic: Diagnostic) {
        repeats[diagnostic.kind, default: 0] += 1
        if repeats[diagnostic.kind, default: 0] <= Self.mostOfOneKind { diagnostics.append(diagnostic) }
    }

    mutating func attach(_ child: ChildContent) -> Int {
        isEmpty = false
        let handle = handles.next()
        children.append((handle, child))
        return handle
    }

    /// Diagnostics in the order reported, with a word on those that were only counted.
    func closingDiagnostics() -> [Diagnostic] {
        var all = diagnostics
        let counted = repeats.filter { $0.value > Self.mostOfOneKind }
        for (kind, count) in counted.sorted(by: { $0.key.code < $1.key.code }) {
            all.append(
                Diagnostic(.moreOfTheSame, at: nil, ["code": kind.code, "count": String(count - Self.mostOfOneKind)]))
        }
        return all
    }

    /// What a reader said before it broke off, when it can be trusted no longer.
    mutating func dropRecords() {
        isEmpty = true
        records = []
        children = []
        summary = ItemSummary()
    }
}

/// Provisional ids of the items below one file of the source; replaced by positions when the intake puts all items in
/// order. Used by one task at a time.
final class HandleSequence {
    private var current: Int

    /// The files of a source are `top` 0, 1, …; each has room for 2³² parts.
    init(top: Int) { current = top << 32 }

    func next() -> Int {
        current += 1
        return current
    }
}
