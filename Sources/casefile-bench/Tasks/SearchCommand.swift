import ArgumentParser
import EvidenceArchive
import Foundation

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Orders are found in an archive: how long an answer takes, and how long the index.")

    @Option(help: ArgumentHelp("Orders in the archive.", valueName: "N"))
    var orders = 10_000

    @Option(help: ArgumentHelp("Queries of each kind.", valueName: "N"))
    var queries = 40

    @OptionGroup var options: BenchOptions

    /// A query, and the order that must be among its answers.
    private struct Query {
        let words: String
        let order: String
    }

    func run() throws {
        let archive = try Inputs.archive(orders: orders, photos: .init(bytes: 1000), options)
        let input = "\(orders) orders"
        // The first makes the files of the machine warm.
        let rebuild = [options.casefile, "archive", "rebuild-index", archive, "--quiet"]
        try Comparison(
            task: "search", work: "rebuild the index", input: input, amount: .items(orders, "orders"),
            contenders: [.init(name: "casefile archive rebuild-index", run: { [try Child.expect(rebuild)] })]
        ).report(options)
        print("  index: \(Text.megabytes(try Folders.size(ofFile: archive + "/index.sqlite")))")
        let queries = asked()
        try report("answer a query (command)", input, try queries.map { try command($0, archive) })
        guard let index = SearchIndex.open(at: Array((archive + "/index.sqlite").utf8), readOnly: true) else {
            throw BenchFailure("the index cannot be opened")
        }
        try report("answer a query (index open)", input, try queries.map { try inProcess($0, index) })
    }

    private func report(_ work: String, _ input: String, _ seconds: [Double]) throws {
        let sorted = seconds.sorted()
        let (middle, high) = (sorted[sorted.count / 2], sorted[min(sorted.count - 1, sorted.count * 95 / 100)])
        print("\n\(work): \(input), \(sorted.count) queries")
        print(
            "  median \(Text.milliseconds(middle)), 95 % within \(Text.milliseconds(high)), slowest \(Text.milliseconds(sorted[sorted.count - 1]))"
        )
        try options.results.add(
            [("median", middle), ("95 %", high)].map {
                Measurement(task: "search", work: work, input: input, contender: "casefile, \($0.0)", isOurs: true, seconds: $0.1)
            })
    }

    private func command(_ query: Query, _ archive: String) throws -> Double {
        let run = try Child.expect([options.casefile, "archive", "search", archive, query.words, "--json", "--quiet"])
        try check(run.output.contains("\"order\":\"\(query.order)\""), query)
        return run.seconds
    }

    private func inProcess(_ query: Query, _ index: SearchIndex) throws -> Double {
        let started = ContinuousClock.now
        let hits = try index.search(query.words, limit: 100)
        let took = ContinuousClock.now - started
        try check(hits.contains { $0.order == query.order }, query)
        return took / .seconds(1)
    }

    /// Words that many orders hold need not name the one that was asked for among the first hundred.
    private func check(_ found: Bool, _ query: Query) throws {
        guard found || query.order.isEmpty else { throw BenchFailure("\(query.words): \(query.order) was not found") }
    }

    private func asked() -> [Query] {
        var numbers = SeededNumbers(seed: options.seed)
        var queries: [Query] = []
        for _ in 0..<self.queries {
            let facts = OrderFiles(number: Int(numbers.next() % UInt64(orders)), seed: options.seed).facts
            for words in [facts.id, facts.tracking, facts.invoice, "\(facts.buyer) \(facts.amount)"] {
                queries.append(Query(words: words, order: facts.order))
            }
            for words in [facts.buyer, facts.phone, "尾款", "the parcel arrived", "付款 什么时候", "invoice", "GBP \(facts.amount)"] {
                queries.append(Query(words: words, order: ""))
            }
        }
        return queries
    }
}
