import ArgumentParser
import CaseWorkflow
import EvidenceFormats
import EvidenceIngest

struct ArchiveSearch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finds orders by words in their evidence.",
        discussion: """
            By order number, name, mail address or telephone number of the buyer, tracking number, amount, or words in \
            messages and documents; Chinese, Japanese and Korean too. All words of the query must stand in one place. Every \
            result names the order, the exhibit and the place in it. What was added since the last search is read first.

            Exit status: 0 done, whether something was found or not; 1 failed.
            """)

    @OptionGroup var archive: ArchiveArgument

    @Argument(help: ArgumentHelp("Words to look for.", valueName: "word"))
    var words: [String]

    @Option(help: ArgumentHelp("Show at most so many results.", valueName: "n"))
    var limit: Int = 100

    @OptionGroup var work: WorkerOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit needs a number from 1 to 1000000.") }
    }

    func run() async throws {
        let console = common.console
        let (path, workers, query, limit) = (archive.path, work.workers, words.joined(separator: " "), limit)
        try await ExitStatus.run(console) {
            let operation = ArchiveSearchOperation(
                archive: path, registry: try IngestorRegistry(BuiltinFormats.all), workers: workers, progress: console.show)
            let results = try await Interruption.cancelling { try await operation.run(query, limit: limit) }
            for result in results {
                if common.json { console.output(result.line()) } else { show(result, console) }
            }
            console.message(results.count == limit ? "the first \(limit) results; there may be more (--limit)" : "\(results.count) results")
            return .success
        }
    }

    private func show(_ result: SearchResult, _ console: Console) {
        let exhibit = result.exhibit.map { "\($0) " } ?? ""
        let place = result.placeInWords.isEmpty ? "" : ", \(result.placeInWords)"
        let file = result.path.isEmpty ? "" : "  \(exhibit)\(Console.safe(result.path))\(Console.safe(place))"
        let text = result.text.prefix(200)
        console.output(
            "\(Console.safe(result.order))  \(result.kind)\(file)\n    \(Console.safe(String(text)))\(text.endIndex < result.text.endIndex ? "…" : "")"
        )
    }
}

extension Console {
    /// What an update of the index tells about itself.
    @Sendable func show(_ progress: IndexProgress) {
        switch progress {
        case .indexed(let done, let all): self.progress("reading new orders: \(done) of \(all)")
        case .problem(let order, let reason): message("\(Self.safe(order)): found by its name only (\(Self.safe(reason)))")
        }
    }
}
