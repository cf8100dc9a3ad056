import ArgumentParser
import CaseWorkflow

struct ArchiveAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds files and folders to an order.",
        discussion: """
            A file keeps its name; what lies in a folder keeps its path below it. Everything of one call becomes one new \
            version of the order, or, when anything goes wrong, nothing does. A name that is there already gets the new \
            content, and the old content stays in the version before. What is there already with the same bytes is not \
            stored again; when that is all, no version is made.

            When the command says it is done, the files are on the disk. Links, pipes and the like are not taken in, and said.

            Exit status: 0 done, or nothing new; 3 done, but something was not taken in; 1 failed, and nothing was added.
            """)

    @OptionGroup var archive: ArchiveArgument

    @Option(help: ArgumentHelp("The order, like aliexpress:8123-4471.", valueName: "platform:id"))
    var order: String

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
    var paths: [String]

    @OptionGroup var author: AuthorOptions
    @OptionGroup var work: WorkerOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if paths.isEmpty { throw ValidationError("Name the files or folders to add.") }
    }

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            var options = ArchiveAddOperation.Options(archive: archive.path, order: order, paths: paths, author: try author.author())
            options.message = author.message
            options.workers = work.workers
            let operation = ArchiveAddOperation(options) { console.message("waiting for another program at this order (\($0))") }
            let result = try await Interruption.cancelling { try operation.run() }
            if common.json { console.output(result.line()) } else { console.show(result) }
            return result.refused.isEmpty ? .success : ExitStatus.someUnread
        }
    }
}

extension Console {
    /// What was added, in words.
    func show(_ result: AdditionResult) {
        tell(refused: result.refused)
        let order = Self.safe(result.order)
        guard result.isNewVersion else {
            return output("\(order): nothing new, all \(result.unchanged) files are there already (version \(result.version))")
        }
        let unchanged = result.unchanged > 0 ? ", \(result.unchanged) there already" : ""
        output("\(order): version \(result.version), \(result.added) files new or changed\(unchanged), \(result.storedBytes) bytes stored")
    }
}
