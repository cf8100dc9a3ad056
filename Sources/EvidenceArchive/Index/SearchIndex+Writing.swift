import GRDB

extension SearchIndex {
    /// What one order brings to the index.
    package struct Entry: Sendable {
        package let order: OrderName
        package let version: Int
        package let passages: [Passage]
        /// The words of each passage, as they are stored: made with the entry, so that whoever writes need not.
        let words: [String]

        package init(order: OrderName, version: Int, passages: [Passage]) {
            self.order = order
            self.version = version
            self.passages = passages
            words = passages.map { SearchTokens.indexed($0.text) }
        }
    }

    /// Replaces what is known of some orders, in one transaction.
    package func replace(_ entries: [Entry]) throws(ArchiveError) {
        try perform {
            try queue.write { database in
                let last = try Int64.fetchOne(database, sql: "SELECT max(last, ifnull((SELECT max(id) FROM passages), 0)) FROM sorted") ?? 0
                var next = last + 1
                for entry in entries {
                    try Self.remove(entry.order, database)
                    try Self.add(entry, from: next, database)
                    next += Int64(max(1, entry.passages.count))
                }
            }
        }
    }

    private static func remove(_ order: OrderName, _ database: Database) throws {
        let known = try database.cachedStatement(sql: "SELECT id, passages FROM orders WHERE name = ?")
        guard let row = try Row.fetchOne(known, arguments: [order.description]) else { return }
        let (first, count): (Int64, Int64) = (row["id"], row["passages"])
        let range: StatementArguments = [first, first + count]
        for row in try Row.fetchAll(database, sql: "SELECT id, text FROM passages WHERE id >= ? AND id < ?", arguments: range) {
            let (passage, text): (Int64, String) = (row["id"], row["text"])
            try database.execute(
                sql: "INSERT INTO words(words, rowid, tokens) VALUES('delete', ?, ?)", arguments: [passage, SearchTokens.indexed(text)])
        }
        for table in ["passages", "files"] { try database.execute(sql: "DELETE FROM \(table) WHERE id >= ? AND id < ?", arguments: range) }
        try database.execute(sql: "DELETE FROM orders WHERE id = ?", arguments: [first])
    }

    private struct FileKey: Hashable {
        let exhibit: String?
        /// Bytes: names that differ in composition only are two files.
        let path: [UInt8]
    }

    /// A file has the number of the first passage that stands in it.
    private static func add(_ entry: Entry, from first: Int64, _ database: Database) throws {
        let orders = try database.cachedStatement(sql: "INSERT INTO orders(id, name, version, passages) VALUES(?, ?, ?, ?)")
        try orders.execute(arguments: [first, entry.order.description, entry.version, entry.passages.count])
        let files = try database.cachedStatement(sql: "INSERT INTO files(id, orderID, exhibit, path) VALUES(?, ?, ?, ?)")
        let passages = try database.cachedStatement(sql: "INSERT INTO passages(id, fileID, kind, place, text) VALUES(?, ?, ?, ?, ?)")
        let words = try database.cachedStatement(sql: "INSERT INTO words(rowid, tokens) VALUES(?, ?)")
        var known: [FileKey: Int64] = [:]
        var id = first
        for (passage, tokens) in zip(entry.passages, entry.words) {
            let key = FileKey(exhibit: passage.exhibit, path: Array(passage.path.utf8))
            if known[key] == nil {
                known[key] = id
                try files.execute(arguments: [id, first, passage.exhibit, passage.path])
            }
            try passages.execute(arguments: [id, known[key], passage.kind, passage.place, passage.text])
            try words.execute(arguments: [id, tokens])
            id += 1
        }
    }

    /// Completes an index that was filled in the order of the orders' names, once each.
    package func seal() throws(ArchiveError) {
        try perform {
            try queue.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO words(words) VALUES('optimize');
                        INSERT INTO words(words, rank) VALUES('hashsize', 1048576);
                        UPDATE sorted SET last = ifnull((SELECT max(id) FROM passages), 0);
                        """)
            }
        }
    }

    /// False when so many orders came after the index was made, or come now, that it is better made anew: then searches
    /// are quick again, and over the years each order is read a few times more, not each time.
    package func isSortedEnough(after more: Int = 0) throws(ArchiveError) -> Bool {
        try perform {
            try queue.read { database in
                let last = try Self.lastSorted(database)
                let later = try Int.fetchOne(database, sql: "SELECT count(*) FROM orders WHERE id > ?", arguments: [last]) ?? 0
                let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM orders") ?? 0
                return later + more <= 1000 + (all - later) / 4
            }
        }
    }
}
