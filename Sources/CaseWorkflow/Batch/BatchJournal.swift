import ByteIO
import EvidenceArchive

/// The records of finished orders, one a line, in the output folder. A record is written only after its dossier is on the
/// disk; of several records of one order the last counts.
final class BatchJournal: Sendable {
    private let file: AppendedFile

    /// Opens the journal at `path` and gives the records in it, by order. A line that cannot be read counts as none: the
    /// order is made again. Throws `ByteIOError`.
    static func open(_ path: [UInt8]) throws -> (journal: BatchJournal, records: [OrderName: BatchRecord]) {
        var file = try AppendedFile(path)
        var records: [OrderName: BatchRecord] = [:]
        var lines = 0
        try forEachLine(of: path) { line in
            lines += 1
            if let record = BatchRecord(line: line), let name = try? OrderName(record.outcome.order) { records[name] = record }
        }
        if lines > 1000 + 2 * records.count {
            try compact(records, path)
            file = try AppendedFile(path)
        }
        return (BatchJournal(file), records)
    }

    private init(_ file: AppendedFile) { self.file = file }

    /// Returns when the records are on the disk.
    func append(_ records: [BatchRecord]) throws(ByteIOError) {
        if !records.isEmpty { try file.append(records.flatMap(\.line)) }
    }

    private static func forEachLine(of path: [UInt8], _ body: ([UInt8]) -> Void) throws(ByteIOError) {
        let source = try ByteSource.file(at: path)
        var rest: [UInt8] = []
        var position: Int64 = 0
        while position < source.count {
            let piece = try source.bytes(in: position..<position + (1 << 20))
            position += Int64(piece.count)
            var lines = (rest + piece).split(separator: 0x0A, omittingEmptySubsequences: false)
            rest = lines.popLast().map(Array.init) ?? []
            for line in lines { body(Array(line)) }
        }
    }

    /// Leaves out what was overtaken.
    private static func compact(_ records: [OrderName: BatchRecord], _ path: [UInt8]) throws(ByteIOError) {
        let file = try AtomicFile(replacing: path)
        for order in records.keys.sorted() {
            if let record = records[order] { try file.append(record.line) }
        }
        try file.commit()
    }
}
