import ArgumentParser
import CaseWorkflow

struct ArchiveImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Adds many orders at once, from a table.",
        discussion: """
            The table is a .csv whose first line names the columns `order` and `path`, or a .ndjson with one object like \
            {"order":"aliexpress:8123-4471","path":"8123"} per line. A path is a file or a folder; when it does not begin \
            with a slash, it counts from the folder of the table. Several lines may name the same order.

            Every order is added as with `archive add`. A line that cannot be done is told, and the rest go on. To import the \
            same table again adds nothing, so an import that was interrupted is simply run again.

            Exit status: 0 done; 3 done, but some lines could not be; 1 failed.
            """)

    @OptionGroup var archive: ArchiveArgument

    @Option(help: ArgumentHelp("The table, .csv or .ndjson.", valueName: "file"))
    var table: String

    @OptionGroup var author: AuthorOptions
    @OptionGroup var work: WorkerOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        let isJSON = common.json
        try await ExitStatus.run(console) {
            let operation = ArchiveImportOperation(
                archive: archive.path, table: table, message: author.message, author: try author.author(), workers: work.workers)
            let summary = try await Interruption.cancelling { try operation.run { Self.show($0, console, isJSON) } }
            if isJSON {
                console.output(summary.line())
            } else {
                console.output(
                    "\(summary.orders) orders: \(summary.changed) with a new version, \(summary.unchanged) unchanged; \(summary.problems) problems"
                )
            }
            return summary.problems == 0 && summary.refused == 0 ? .success : ExitStatus.someUnread
        }
    }

    private static func show(_ event: ArchiveImportOperation.Event, _ console: Console, _ isJSON: Bool) {
        switch event {
        case .addition(let result):
            if isJSON { return console.output(result.line()) }
            for refusal in result.refused {
                console.message("\(Console.safe(result.order)): not taken in: \(Console.safe(refusal.path)) (\(refusal.reason))")
            }
        case .problem(let problem):
            if isJSON { console.output(problem.jsonLine()) }
            let line = problem.line.map { "line \($0): " } ?? ""
            let order = problem.order.map { "\(Console.safe($0)): " } ?? ""
            console.error(line + order + Console.safe(problem.reason))
        case .progress(let done, let all): console.progress("\(done) of \(all) orders")
        }
    }
}
