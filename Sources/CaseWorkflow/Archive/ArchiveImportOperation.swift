import ByteIO
import CaseModel
import EvidenceArchive

/// A line of an import's table that could not be done.
package struct ImportProblem: Hashable, Sendable {
    /// Line of the table; nil when the order as a whole could not be added.
    package let line: Int?
    /// PLATFORM:ID as far as it is known.
    package let order: String?
    package let reason: String

    init(line: Int?, order: String? = nil, reason: String) {
        self.line = line
        self.order = order
        self.reason = reason
    }

    /// A line of `--json`.
    package func jsonLine() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "problem")
            json.member("line", line)
            json.member("order", order)
            json.member("reason", reason)
        }
        json.newline()
        return json.take()
    }
}

/// Adds many orders from a table. Every order is a transaction of its own; what goes wrong with one is told, and the rest
/// go on.
package struct ArchiveImportOperation: Sendable {
    package enum Event: Sendable {
        case addition(AdditionResult)
        case problem(ImportProblem)
        /// Orders done so far.
        case progress(done: Int, of: Int)
    }

    package struct Summary: Hashable, Sendable {
        package var orders = 0
        /// Orders that got a new version.
        package var changed = 0
        package var unchanged = 0
        package var refused = 0
        package var problems = 0

        /// The last line of `--json`.
        package func line() -> [UInt8] {
            var json = JSONWriter()
            json.object { json in
                json.member("type", "import")
                json.member("orders", orders)
                json.member("changed", changed)
                json.member("unchanged", unchanged)
                json.member("refused", refused)
                json.member("problems", problems)
            }
            json.newline()
            return json.take()
        }
    }

    /// Orders that share one waiting for the disk.
    private static let portion = 32

    private let archive: String
    private let table: String
    private let author: ArchiveAuthor
    private let workers: Int
    private let message: String?

    package init(archive: String, table: String, message: String?, author: ArchiveAuthor, workers: Int) {
        self.archive = archive
        self.table = table
        self.message = message
        self.author = author
        self.workers = workers
    }

    /// Calls `each` as things happen. Paths that do not begin with a slash count from the folder of the table.
    package func run(each: (Event) -> Void) throws -> Summary {
        let archive = try ArchiveAccess.open(archive)
        let bytes: [UInt8]
        do throws(ByteIOError) { bytes = try ByteSource.file(at: table).bytes(limit: 1 << 30) } catch {
            throw error.isNotFound
                ? WorkflowError.sourceMissing(path: table) : WorkflowError.sourceUnreadable(path: table, reason: "\(error)")
        }
        let rows = try ImportTable(bytes, name: table)
        var summary = Summary()
        func tell(_ problem: ImportProblem) {
            summary.problems += 1
            each(.problem(problem))
        }
        rows.problems.forEach(tell)
        let orders = group(rows.rows, tell)
        let writer = ArchiveWriter(archive, context: author.context, workers: workers)
        // While the disk takes one portion, the next is read.
        var committing: Portion?
        for start in stride(from: 0, to: orders.count, by: Self.portion) {
            let next = Result {
                try Task.checkCancellation()
                return try stage(orders[start..<min(start + Self.portion, orders.count)], archive, writer)
            }
            if let committing { try finish(committing, of: orders.count, &summary, each) }
            committing = try next.get()
        }
        if let committing { try finish(committing, of: orders.count, &summary, each) }
        return summary
    }

    /// Orders that are written together.
    private struct Portion {
        /// Orders up to here are done with it.
        let end: Int
        let requests: [AddRequest]
        let problems: [ImportProblem]
        let results: [Result<AddOutcome, ArchiveError>]
        let commit: BackgroundWork<ArchiveError>
    }

    private func stage(_ orders: ArraySlice<Order>, _ archive: Archive, _ writer: ArchiveWriter) throws -> Portion {
        var problems: [ImportProblem] = []
        let requests = orders.compactMap { request($0, archive) { problems.append($0) } }
        let staged = try ArchiveAccess.perform { try writer.stage(requests) }
        return Portion(
            end: orders.endIndex, requests: requests, problems: problems, results: staged.results,
            commit: BackgroundWork { () throws(ArchiveError) in try writer.commit(staged) })
    }

    /// Waits until a portion is safe on the disk, and only then tells of it.
    private func finish(_ portion: Portion, of count: Int, _ summary: inout Summary, _ each: (Event) -> Void) throws {
        try ArchiveAccess.perform { try portion.commit.wait() }
        func tell(_ problem: ImportProblem) {
            summary.problems += 1
            each(.problem(problem))
        }
        portion.problems.forEach(tell)
        for (request, result) in zip(portion.requests, portion.results) {
            switch result {
            case .success(let outcome):
                summary.orders += 1
                summary.changed += outcome.isNewVersion ? 1 : 0
                summary.unchanged += outcome.isNewVersion ? 0 : 1
                summary.refused += outcome.refused.count
                each(.addition(AdditionResult(outcome)))
            case .failure(.full(let path)): throw WorkflowError.archive("\(ArchiveError.full(path: path))")
            case .failure(let error): tell(ImportProblem(line: nil, order: request.order.description, reason: "\(error)"))
            }
        }
        each(.progress(done: portion.end, of: count))
    }

    private struct Order {
        let name: OrderName
        var rows: [ImportTable.Row]
    }

    /// The rows of each order together, orders as they first appear.
    private func group(_ rows: [ImportTable.Row], _ tell: (ImportProblem) -> Void) -> [Order] {
        var orders: [Order] = []
        var places: [OrderName: Int] = [:]
        var lines: [Place: Int] = [:]
        for row in rows {
            do throws(OrderName.Problem) {
                if Self.hasBlanks(row.order) {
                    tell(ImportProblem(line: row.line, order: row.order, reason: "has blanks before or behind the platform or the id"))
                    continue
                }
                let name = try OrderName(row.order)
                if row.path.isEmpty {
                    tell(ImportProblem(line: row.line, order: row.order, reason: "names no path"))
                    continue
                }
                let path = Array(resolved(row.path).utf8)
                let source = Place(order: name, path: resolvedPath(path) ?? path)
                if let line = lines[source] {
                    tell(ImportProblem(line: row.line, order: row.order, reason: "says the same as line \(line)"))
                    continue
                }
                lines[source] = row.line
                if let place = places[name] {
                    orders[place].rows.append(row)
                } else {
                    places[name] = orders.count
                    orders.append(Order(name: name, rows: [row]))
                }
            } catch { tell(ImportProblem(line: row.line, reason: "\(error)")) }
        }
        return orders
    }

    /// A file or folder for an order, whatever way its path is written.
    private struct Place: Hashable {
        let order: OrderName
        let path: [UInt8]
    }

    /// They would make another order, which nobody sees to be one.
    private static func hasBlanks(_ order: String) -> Bool {
        order.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).contains {
            $0.first?.isWhitespace == true || $0.last?.isWhitespace == true
        }
    }

    /// Nil when nothing of the order can be had.
    private func request(_ order: Order, _ archive: Archive, _ tell: (ImportProblem) -> Void) -> AddRequest? {
        var paths = EvidencePaths(for: archive)
        for row in order.rows {
            let before = paths.count
            do throws(WorkflowError) {
                try paths.add(resolved(row.path))
                if paths.count == before { throw .sourceEmpty(path: row.path) }
            } catch {
                tell(ImportProblem(line: row.line, order: order.name.description, reason: "\(error)"))
            }
        }
        guard !paths.files.isEmpty || !paths.refused.isEmpty else { return nil }
        return AddRequest(
            order: order.name, files: paths.files, refused: paths.refused, sources: order.rows.map(\.path), message: message)
    }

    private func resolved(_ path: String) -> String {
        guard !path.hasPrefix("/"), let slash = table.lastIndex(of: "/") else { return path }
        return String(table[...slash]) + path
    }
}
