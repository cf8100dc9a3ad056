import ArgumentParser
import CaseWorkflow

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Makes a dossier from a folder of evidence.",
        discussion: """
            Reads everything in FOLDER, puts it in order, and writes one zip: the court bundle and the report as PDF, a \
            page for the browser, your originals untouched, and checksums over all of it. What casefile cannot read is \
            in the dossier all the same, and said.

            A file `case.yaml` in the folder tells names, language and time zone; `casefile init` writes one. Nothing in \
            it is required.

            Exit status: 0 done; 3 done, but some evidence could not be read; 1 failed or 130 \
            interrupted, and nothing was written.
            """)

    @Argument(help: ArgumentHelp("The folder (or a single file) with the evidence of one order.", valueName: "folder"))
    var source: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to write it (default: the case's id, else the folder's name, with .zip, here).", valueName: "file.zip"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "An earlier dossier of this case: its exhibits keep their numbers, new ones come behind them.", valueName: "file.zip"))
    var previous: String?

    @Flag(inversion: .prefixedNo, help: "Make report.pdf and bundle.pdf.")
    var pdf = true

    @OptionGroup var time: TimeOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        let started = ContinuousClock.now
        try await ExitStatus.run(console) {
            var options = BuildOptions(source: source, createdAt: try time.creationTime())
            options.output = output
            options.previous = previous
            options.makesPDFs = pdf
            options.workers = reading.workers
            options.containerBytes = Int64(reading.containerLimit) << 30
            let session = try Tools.session(withPDFs: pdf)
            let operation = try BuildOperation(options: options, session: session) { console.show($0) }
            let result = try await Interruption.cancelling { try await session.finishing(operation.run) }
            let seconds = (ContinuousClock.now - started).secondsText
            if common.json {
                console.output(result.line(seconds: seconds))
            } else {
                report(result, seconds, console)
            }
            return result.hasUnread ? ExitStatus.someUnread : .success
        }
    }

    private func report(_ result: BuildResult, _ seconds: String, _ console: Console) {
        console.tell(unread: result.unread, refused: result.refused + result.withheld)
        let pages = result.pages.map { ", \($0) pages" } ?? ""
        console.message(
            "\(result.exhibits) exhibits and \(result.children) parts of them\(pages), \(result.findings) findings, in \(seconds) s")
        console.output(result.path)
    }
}
