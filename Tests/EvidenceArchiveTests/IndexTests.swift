import Foundation
import GRDB
import Testing

@testable import EvidenceArchive

@Suite struct IndexTests {
    private static let passages = [
        "尾款什么时候付清?货到付款", "The balance of 1,240.00 GBP is due", "Müller Straße 7", "+44 7700 900552 447700900552", "支払いはまだです",
        "잔금은 언제 지불합니까",
        "ＡＢＣ１２３", "1Z4X7R290410388416", "八", "order 8123-4471", "buyer77@mail.example.com",
    ]

    private static func filled(_ scratch: Scratch) throws -> SearchIndex {
        let index = try SearchIndex.create(at: scratch.archive.path + Array("/test.sqlite".utf8))
        let entries = try passages.enumerated().map { number, text in
            SearchIndex.Entry(
                order: try OrderName("shop:\(number)"), version: 1,
                passages: [Passage(kind: "message", exhibit: "C1", path: "a", place: "{}", text: text)])
        }
        try index.replace(entries)
        return index
    }

    @Test(arguments: [
        ("尾款", [0]), ("付清", [0]), ("货到付款", [0]), ("付款 尾款", [0]), ("款", [0]), ("八", [8]), ("尾付", []), ("1240.00", [1]), ("1,240.00", [1]),
        ("1240", [1]), ("BALANCE due", [1]), ("balance paid", []), ("muller", [2]), ("MÜLLER", [2]), ("447700900552", [3]),
        ("7700 900552", [3]),
        ("支払い", [4]), ("지불", [5]), ("abc123", [6]), ("1z4x7r290410388416", [7]), ("8123-4471", [9]), ("4471 8123", [9]),
        ("buyer77@mail.example.com", [10]), ("mail.example.com", [10]), ("example.mail", []), ("\" OR *", []), ("NEAR(", []), ("-", []),
        ("", []),
    ])
    func wordsFind(query: String, orders: [Int]) throws {
        let scratch = try Scratch()
        let hits = try Self.filled(scratch).search(query, limit: 10)
        #expect(hits.map(\.order).sorted() == orders.map { "shop:\($0)" }.sorted(), "\(SearchTokens.query(query) ?? "-")")
    }

    @Test func whatIsReplacedIsForgotten() throws {
        let scratch = try Scratch()
        let index = try Self.filled(scratch)
        let order = try OrderName("shop:0")
        try index.replace([
            SearchIndex.Entry(
                order: order, version: 2, passages: [Passage(kind: "message", exhibit: nil, path: "", place: "{}", text: "新的")])
        ])
        #expect(try index.search("尾款", limit: 10).isEmpty)
        #expect(try index.search("新的", limit: 10).map(\.order) == ["shop:0"])
        #expect(try index.orders()[OrderName("shop:0")] == 2)
        #expect(try index.orders().count == Self.passages.count)
    }

    @Test func resultsAreInOneOrder() throws {
        let scratch = try Scratch()
        let index = try SearchIndex.create(at: scratch.archive.path + Array("/test.sqlite".utf8))
        for number in [3, 1, 2] {
            let passages = (0..<3).map { Passage(kind: "file", exhibit: nil, path: "\($0)", place: "{}", text: "same") }
            try index.replace([SearchIndex.Entry(order: OrderName("shop:\(number)"), version: 1, passages: passages)])
        }
        #expect(
            try index.search("same", limit: 5).map { $0.order + "/" + $0.passage.path } == [
                "shop:1/0", "shop:1/1", "shop:1/2", "shop:2/0", "shop:2/1",
            ])
    }

    /// Whatever part of an index was made at once and whatever came later: the same answers, which are those of somebody
    /// who reads every passage.
    @Test(arguments: [0, 1, 7, 19, 40, 41], [1, 5, 1000])
    func answersDoNotDependOnHistory(sorted: Int, limit: Int) throws {
        let scratch = try Scratch()
        let words = ["invoice", "parcel", "尾款", "付款", "Müller", "1,240.00"]
        var entries: [SearchIndex.Entry] = []
        for number in 0..<40 {
            let passages = (0...(number % 5)).map { place in
                Passage(
                    kind: "message", exhibit: "C\(place / 2)", path: "file \(place / 2)", place: "{}",
                    text: words[(number * 7 + place) % words.count] + " " + words[(number + place * 3) % words.count])
            }
            entries.append(SearchIndex.Entry(order: try OrderName("shop:\(number)"), version: 1, passages: passages))
        }
        let byName = entries.sorted { $0.order < $1.order }
        let index = try SearchIndex.create(at: scratch.archive.path + Array("/test.sqlite".utf8))
        // One that came early comes again with other words.
        let outdated = SearchIndex.Entry(order: byName[0].order, version: 1, passages: byName[39].passages)
        try index.replace(sorted == 41 ? [outdated] : Array(byName[..<sorted]))
        try index.seal()
        try index.replace(sorted == 41 ? entries : byName[sorted...].reversed())
        for query in ["invoice", "尾款", "款", "parcel invoice", "1240.00", "muller 付款", "absent"] {
            let expected = byName.flatMap { entry in
                entry.passages.filter { Self.holds($0.text, query) }.map { SearchHit(order: entry.order.description, passage: $0) }
            }
            #expect(try index.search(query, limit: limit) == Array(expected.prefix(limit)), "\(query)")
        }
        #expect(try index.orders().count == 40)
    }

    private static func holds(_ text: String, _ query: String) -> Bool {
        query.split(separator: " ").allSatisfy { text.lowercased().replacing("ü", with: "u").replacing(",", with: "").contains($0) }
    }

    /// The search must not gather and sort all there is before it gives the first answers.
    @Test func manyAnswersAreNotSorted() throws {
        let scratch = try Scratch()
        let index = try Self.filled(scratch)
        try index.seal()
        let plan = try index.queue.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + SearchIndex.sortedHits, arguments: ["\"款\"", 10, 5]).map {
                $0["detail"] as String
            }
        }
        // The few that are found may be sorted; what finds them may not.
        let outer = try #require(plan.firstIndex(of: "SCAN found"), "\(plan)")
        #expect(plan[..<outer].contains { $0.contains("VIRTUAL TABLE INDEX") }, "\(plan)")
        #expect(!plan[..<outer].contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN passages") }, "\(plan)")
    }

    @Test func tooMuchThatCameLaterAsksForANewIndex() throws {
        let scratch = try Scratch()
        let index = try Self.filled(scratch)
        #expect(try index.isSortedEnough(after: 1000 - Self.passages.count))
        #expect(try !index.isSortedEnough(after: 1001 - Self.passages.count))
        try index.seal()
        #expect(try index.isSortedEnough(after: 1000 + Self.passages.count / 4))
        #expect(try !index.isSortedEnough(after: 1001 + Self.passages.count / 4))
    }

    /// Text of ASCII alone takes a way of its own through the making of words.
    @Test(arguments: [
        "", " ", "The balance of 1,240.00 GBP", "1,240,000", "1,2345", "1,23", ",123", "1,234", "a,123", "ABC-def_9", "  x  ", "1,234,",
        "\u{0}a\n",
    ])
    func plainTextHasTheWordsOfAnyText(text: String) {
        let both = SearchTokens.indexed(text + " é")
        #expect(both == (SearchTokens.indexed(text) + " e").trimmingCharacters(in: .whitespaces))
    }

    /// Markers are there before a version is, stay until the index knows it, and go with a writer that died.
    @Test func markersOutliveCrashesOnly() throws {
        let scratch = try Scratch()
        try scratch.add("shop:1", ["a": "1"])
        try scratch.add("shop:1", ["a": "2"])
        let markers = try scratch.archive.pendingMarkers()
        #expect(markers.map(\.version) == [1, 2])
        scratch.archive.settle(markers, indexed: [try OrderName("shop:1"): 1])
        #expect(try scratch.archive.pendingMarkers().map(\.version) == [2])
        let pending = scratch.archivePath + "/pending/"
        let dead = PendingMarker(order: try OrderName("shop:9"), version: 1)
        try Data(dead.bytes).write(to: URL(fileURLWithPath: pending + String(decoding: dead.name, as: UTF8.self)))
        try Data().write(to: URL(fileURLWithPath: pending + "1-abc"))
        scratch.archive.removeUnfinishedMarkers()
        scratch.archive.settle(try scratch.archive.pendingMarkers(), indexed: [:])
        #expect(try scratch.archive.pendingMarkers().map(\.order.id) == ["1"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: pending).count == 1)
    }
}
