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
    private static let portion = 64

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
        var start = 0
        while start < orders.count {
            try Task.checkCancellation()
            let portion = orders[start..<min(start + Self.portion, orders.count)]
            let requests = portion.compactMap { request($0, tell) }
            for (request, result) in zip(requests, try ArchiveAccess.perform({ try writer.add(requests) })) {
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
            start += portion.count
            each(.progress(done: start, of: orders.count))
        }
        return summary
    }

    private struct Order {
        let name: OrderName
        var rows: [ImportTable.Row]
    }

    /// The rows of each order together, orders as they first appear.
    private func group(_ rows: [ImportTable.Row], _ tell: (ImportProblem) -> Void) -> [Order] {
        var orders: [Order] = []
        var places: [OrderName: Int] = [:]
        for row in rows {
            do throws(OrderName.Problem) {
                let name = try OrderName(row.order)
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

    /// Nil when nothing of the order can be had.
    private func request(_ order: Order, _ tell: (ImportProblem) -> Void) -> AddRequest? {
        var paths = EvidencePaths()
        for row in order.rows {
            do throws(WorkflowError) { try paths.add(resolved(row.path)) } catch {
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
