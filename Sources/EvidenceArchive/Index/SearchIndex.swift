import ByteIO
import GRDB

/// A place in an order's evidence that can be found by its words.
package struct Passage: Hashable, Sendable {
    /// What stands there: `order`, `party`, `tracking`, `amount`, `document`, `message`, `file`.
    package let kind: String
    /// Number of the exhibit, as `C3.1`; nil for the order's own name.
    package let exhibit: String?
    /// Path of the file or part of a file; empty for the order's own name.
    package let path: String
    /// The locator as a JSON object.
    package let place: String
    package let text: String

    package init(kind: String, exhibit: String?, path: String, place: String, text: String) {
        self.kind = kind
        self.exhibit = exhibit
        self.path = path
        self.place = place
        self.text = text
    }
}

/// A passage of an order that fits a query.
package struct SearchHit: Hashable, Sendable {
    /// PLATFORM:ID.
    package let order: String
    package let passage: Passage
}

/// The index of an archive: SQLite with FTS5. A cache: everything in it follows from the storage root, and whatever is
/// wrong with it is cured by making it again.
///
/// The passages of an order have consecutive numbers, and the first is the number of the order. An index that was made at
/// once has its orders in the order of their names up to a bound, `sorted`: there the numbers are the order of the answers,
/// and a search ends with its last answer however many there could be. What came later stands behind the bound and is
/// sorted with each search, so there must not be too much of it (`isSortedEnough`).
package struct SearchIndex: Sendable {
    /// Raised with every change of what is stored.
    static let format = 3
    let queue: DatabaseQueue

    private init(_ queue: DatabaseQueue) { self.queue = queue }

    /// Opens an index; nil when there is none, or one that this program cannot use.
    package static func open(at path: [UInt8], readOnly: Bool = false) -> SearchIndex? {
        guard (try? ByteSource.file(at: path)) != nil else { return nil }
        do {
            var configuration = Configuration()
            configuration.readonly = readOnly
            configuration.busyMode = .timeout(30)
            let queue = try DatabaseQueue(path: String(decoding: path, as: UTF8.self), configuration: configuration)
            let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
            guard version == format else { return nil }
            _ = try queue.read { try Int.fetchOne($0, sql: "SELECT last FROM sorted") }
            return SearchIndex(queue)
        } catch { return nil }
    }

    /// Makes an empty index where no file is; `seal()` completes it. Throws `ArchiveError.unwritable` or `.full`.
    package static func create(at path: [UInt8]) throws(ArchiveError) -> SearchIndex {
        try perform(path) {
            var configuration = Configuration()
            // Until it is complete it has no name anybody knows, so nothing has to survive a crash.
            configuration.prepareDatabase {
                try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -65536")
            }
            let queue = try DatabaseQueue(path: String(decoding: path, as: UTF8.self), configuration: configuration)
            // Words are cut apart before they come here: all that is left to do is to divide at the blanks.
            try queue.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE orders(
                            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, passages INTEGER NOT NULL);
                        CREATE TABLE files(id INTEGER PRIMARY KEY, orderID INTEGER NOT NULL, exhibit TEXT, path TEXT NOT NULL);
                        CREATE TABLE passages(
                            id INTEGER PRIMARY KEY, fileID INTEGER NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL, text TEXT NOT NULL);
                        CREATE TABLE sorted(last INTEGER NOT NULL);
                        INSERT INTO sorted VALUES(0);
                        CREATE VIRTUAL TABLE words USING fts5(tokens, content='', columnsize=0, tokenize="ascii");
                        INSERT INTO words(words, rank) VALUES('hashsize', 33554432);
                        PRAGMA user_version = \(format);
                        """)
            }
            return SearchIndex(queue)
        }
    }

    static func perform<Result>(_ path: [UInt8], _ work: () throws -> Result) throws(ArchiveError) -> Result {
        do { return try work() } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_FULL { throw .full(path: displayText(ofName: path)) }
            throw .unwritable(path: displayText(ofName: path), reason: error.message ?? "\(error.resultCode)")
        } catch { throw .unwritable(path: displayText(ofName: path), reason: "\(error)") }
    }

    func perform<Result>(_ work: () throws -> Result) throws(ArchiveError) -> Result { try Self.perform(Array(queue.path.utf8), work) }

    /// The orders in the index with the version that is known. Throws when the index is broken.
    package func orders() throws(ArchiveError) -> [OrderName: Int] {
        try perform {
            try queue.read { database in
                var orders: [OrderName: Int] = [:]
                for row in try Row.fetchAll(database, sql: "SELECT name, version FROM orders") {
                    let (name, version): (String, Int) = (row["name"], row["version"])
                    if let order = try? OrderName(name) { orders[order] = version }
                }
                return orders
            }
        }
    }

    /// Passages that hold every word of `query`, by the bytes of the order's name, then as they stand in the order; at
    /// most `limit`. Empty for a query without letters and digits.
    package func search(_ query: String, limit: Int) throws(ArchiveError) -> [SearchHit] {
        guard let pattern = SearchTokens.query(query) else { return [] }
        return try perform {
            try queue.read { database in
                let last = try Self.lastSorted(database)
                // An order stands on one side of the bound with all its passages, so merging by name is enough.
                var sorted = try Self.hits(database, Self.sortedHits, [pattern, last, limit])[...]
                var later = try Self.hits(database, Self.laterHits, [pattern, last, limit])[...]
                var hits: [SearchHit] = []
                while hits.count < limit {
                    guard let first = sorted.first else { return hits + later.prefix(limit - hits.count) }
                    guard let second = later.first else { return hits + sorted.prefix(limit - hits.count) }
                    let isFirst = first.order.utf8.lexicographicallyPrecedes(second.order.utf8)
                    hits.append(isFirst ? sorted.removeFirst() : later.removeFirst())
                }
                return hits
            }
        }
    }

    static func lastSorted(_ database: Database) throws -> Int64 { try Int64.fetchOne(database, sql: "SELECT last FROM sorted") ?? 0 }

    /// FTS5 gives the numbers in their order and stops at the limit; only then is anything else looked up.
    static let sortedHits = """
        SELECT orders.name, kind, exhibit, path, place, text
        FROM (SELECT rowid AS id FROM words WHERE words MATCH ? AND rowid <= ? ORDER BY rowid LIMIT ?) AS found
            CROSS JOIN passages ON passages.id = found.id CROSS JOIN files ON files.id = fileID CROSS JOIN orders ON orders.id = orderID
        ORDER BY found.id
        """

    private static let laterHits = """
        SELECT orders.name, kind, exhibit, path, place, text
        FROM words CROSS JOIN passages ON passages.id = words.rowid CROSS JOIN files ON files.id = fileID
            CROSS JOIN orders ON orders.id = orderID
        WHERE words MATCH ? AND words.rowid > ? ORDER BY orders.name, passages.id LIMIT ?
        """

    private static func hits(_ database: Database, _ sql: String, _ arguments: StatementArguments) throws -> [SearchHit] {
        try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
            SearchHit(
                order: row["name"],
                passage: Passage(kind: row["kind"], exhibit: row["exhibit"], path: row["path"], place: row["place"], text: row["text"]))
        }
    }
}
