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
package struct SearchIndex: Sendable {
    /// Raised with every change of what is stored.
    private static let format = 1
    private let queue: DatabaseQueue

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
            _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            return SearchIndex(queue)
        } catch { return nil }
    }

    /// Makes an empty index where no file is. Throws `ArchiveError.unwritable` or `.full`.
    package static func create(at path: [UInt8]) throws(ArchiveError) -> SearchIndex {
        try perform(path) {
            var configuration = Configuration()
            // Until it is complete it has no name anybody knows, so nothing has to survive a crash.
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY") }
            let queue = try DatabaseQueue(path: String(decoding: path, as: UTF8.self), configuration: configuration)
            try queue.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE orders(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL);
                        CREATE TABLE passages(
                            id INTEGER PRIMARY KEY, orderID INTEGER NOT NULL REFERENCES orders(id), kind TEXT NOT NULL,
                            exhibit TEXT, path TEXT NOT NULL, place TEXT NOT NULL, text TEXT NOT NULL);
                        CREATE INDEX passagesOfOrder ON passages(orderID);
                        CREATE VIRTUAL TABLE words USING fts5(
                            tokens, content='', columnsize=0, tokenize="unicode61 remove_diacritics 0");
                        PRAGMA user_version = \(format);
                        """)
            }
            return SearchIndex(queue)
        }
    }

    private static func perform<Result>(_ path: [UInt8], _ work: () throws -> Result) throws(ArchiveError) -> Result {
        do { return try work() } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_FULL { throw .full(path: displayText(ofName: path)) }
            throw .unwritable(path: displayText(ofName: path), reason: error.message ?? "\(error.resultCode)")
        } catch { throw .unwritable(path: displayText(ofName: path), reason: "\(error)") }
    }

    private func perform<Result>(_ work: () throws -> Result) throws(ArchiveError) -> Result {
        try Self.perform(Array(queue.path.utf8), work)
    }

    /// What one order brings to the index.
    package struct Entry: Sendable {
        package let order: OrderName
        package let version: Int
        package let passages: [Passage]

        package init(order: OrderName, version: Int, passages: [Passage]) {
            self.order = order
            self.version = version
            self.passages = passages
        }
    }

    /// Replaces what is known of some orders, in one transaction.
    package func replace(_ entries: [Entry]) throws(ArchiveError) {
        try perform {
            try queue.write { database in
                for entry in entries { try Self.replace(entry, database) }
            }
        }
    }

    private static func replace(_ entry: Entry, _ database: Database) throws {
        let name = entry.order.description
        if let id = try Int64.fetchOne(database, sql: "SELECT id FROM orders WHERE name = ?", arguments: [name]) {
            let old = try Row.fetchAll(database, sql: "SELECT id, text FROM passages WHERE orderID = ?", arguments: [id])
            for row in old {
                let (passage, text): (Int64, String) = (row["id"], row["text"])
                try database.execute(
                    sql: "INSERT INTO words(words, rowid, tokens) VALUES('delete', ?, ?)", arguments: [passage, SearchTokens.indexed(text)])
            }
            try database.execute(sql: "DELETE FROM passages WHERE orderID = ?", arguments: [id])
            try database.execute(sql: "DELETE FROM orders WHERE id = ?", arguments: [id])
        }
        try database.execute(sql: "INSERT INTO orders(name, version) VALUES(?, ?)", arguments: [name, entry.version])
        let id = database.lastInsertedRowID
        let insertion = try database.cachedStatement(
            sql: "INSERT INTO passages(orderID, kind, exhibit, path, place, text) VALUES(?, ?, ?, ?, ?, ?)")
        let words = try database.cachedStatement(sql: "INSERT INTO words(rowid, tokens) VALUES(?, ?)")
        for passage in entry.passages {
            try insertion.execute(arguments: [id, passage.kind, passage.exhibit, passage.path, passage.place, passage.text])
            try words.execute(arguments: [database.lastInsertedRowID, SearchTokens.indexed(passage.text)])
        }
    }

    /// The orders in the index with the version that is known. Throws when the index is broken.
    package func orders() throws(ArchiveError) -> [String: Int] {
        try perform {
            try queue.read { database in
                var orders: [String: Int] = [:]
                for row in try Row.fetchAll(database, sql: "SELECT name, version FROM orders") { orders[row["name"]] = row["version"] }
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
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT orders.name, kind, exhibit, path, place, text
                        FROM words JOIN passages ON passages.id = words.rowid JOIN orders ON orders.id = passages.orderID
                        WHERE words MATCH ? ORDER BY orders.name, passages.id LIMIT ?
                        """, arguments: [pattern, limit])
                return rows.map { row in
                    SearchHit(
                        order: row["name"],
                        passage: Passage(
                            kind: row["kind"], exhibit: row["exhibit"], path: row["path"], place: row["place"], text: row["text"]))
                }
            }
        }
    }
}
