import ByteIO
import CaseModel
import EvidenceArchive
import Synchronization

/// An order as `archive list` shows it.
package struct OrderSummary: Hashable, Sendable {
    /// PLATFORM:ID.
    package let order: String
    package let versions: Int
    package let files: Int
    package let bytes: Int64
    /// RFC 3339: when the newest version was made.
    package let updated: String

    init(_ order: ArchivedOrder) {
        self.order = order.name.description
        versions = order.version
        files = order.files.count
        bytes = order.files.reduce(0) { $0 + $1.bytes }
        updated = order.versions.last?.created ?? ""
    }

    /// A line of `--json`.
    package func line() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "order")
            json.member("order", order)
            json.member("versions", versions)
            json.member("files", files)
            json.member("bytes", bytes)
            json.member("updated", updated)
        }
        json.newline()
        return json.take()
    }
}

/// The orders of an archive, sorted by the bytes of PLATFORM:ID.
package enum ArchiveListOperation {
    package enum Entry: Sendable {
        case order(OrderSummary)
        /// An order that cannot be read, and why.
        case unreadable(order: String, reason: String)
    }

    private static let portion = 512

    /// Calls `each` for every order; gives their number.
    package static func run(_ path: String, workers: Int, each: (Entry) -> Void) throws -> Int {
        let archive = try ArchiveAccess.open(path)
        let orders = try ArchiveAccess.perform { try archive.orders() }
        var start = 0
        while start < orders.count {
            try Task.checkCancellation()
            let portion = Array(orders[start..<min(start + Self.portion, orders.count)])
            let entries = Mutex<[Int: Entry]>([:])
            ParallelWork.perform(portion.count, workers: workers) { index in
                let entry = entry(portion[index], archive)
                entries.withLock { $0[index] = entry }
            }
            let done = entries.withLock { $0 }
            for index in portion.indices { if let entry = done[index] { each(entry) } }
            start += portion.count
        }
        return orders.count
    }

    private static func entry(_ order: OrderName, _ archive: Archive) -> Entry {
        do throws(ArchiveError) { return .order(OrderSummary(try archive.order(order))) } catch {
            return .unreadable(order: order.description, reason: "\(error)")
        }
    }
}
