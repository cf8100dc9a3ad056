import ArgumentParser
import CaseModel
import CaseRendering
import CaseWorkflow
import Foundation

struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Makes the dossiers of all orders in an archive, or of chosen ones; goes on where it was ended.",
        discussion: """
            Writes into DIR one zip per order, and three lists: outcomes.ndjson (one line per order), summary.csv and \
            summary.html (what to pursue first). An order that fails is reported, and the rest go on. Run again, it makes only \
            what is not up to date: evidence, program, tools, fonts, templates or options have changed.

            Exit status: 0 done; 3 done, but some evidence could not be read; 1 some order failed, or nothing could be \
            done; 130 interrupted, what was finished stays.
            """)

    @Argument(help: ArgumentHelp("The archive.", valueName: "archive"))
    var archive: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Where the dossiers go; made when it is not there.", valueName: "dir"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "A file with the orders to make, PLATFORM:ID one a line; - for standard input (default: all).", valueName: "file"))
    var orders: String?

    @Flag(inversion: .prefixedNo, help: "Make report.pdf and bundle.pdf.")
    var pdf = true

    @Flag(help: "Only say how each claim stands; make no dossiers.")
    var assess = false

    @Flag(
        help: """
            Make nothing: write the jobs for `casefile worker` on standard output, for Spark, Slurm or GNU parallel. \
            Scripts/spark_batch.py and Scripts/slurm_batch.sh take them.
            """)
    var jobs = false

    @Option(
        name: .customShort("j"),
        help: ArgumentHelp("Orders worked on at the same time (default: the number of cores).", valueName: "N"))
    var wanted: Int?

    private var workers: Int { wanted ?? OptionRange.cores }

    @Option(help: ArgumentHelp("Gigabytes that all parts of one zip may unpack to.", valueName: "GB"))
    var containerLimit: Int = 2

    @Option(help: ArgumentHelp("Seconds after which an order is given up and counts as failed.", valueName: "N"))
    var orderLimit: Int = 900

    @Option(help: ArgumentHelp("Language of the summary: \(Language.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "code"))
    var language: String = Language.en.rawValue

    @OptionGroup var time: TimeOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try OptionRange.checkWorkers(workers)
        try OptionRange.checkContainerLimit(containerLimit)
        try OptionRange.checkSeconds(orderLimit, "--order-limit")
        guard Language(rawValue: language) != nil else {
            throw ValidationError("--language needs one of: \(Language.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let console = common.console
        let started = ContinuousClock.now
        try await ExitStatus.run(console) {
            let options = try options()
            if jobs {
                try BatchOperation(options: options, session: Tools.session(withPDFs: false)).jobs(console.output)
                return .success
            }
            let session = try Tools.session(withPDFs: pdf && !assess)
            let display = BatchDisplay(console)
            let prints = common.json
            let operation = BatchOperation(options: options, session: session, progress: display.show) {
                if prints { console.output($0.line) }
            }
            let tally = try await Interruption.cancelling { try await session.finishing(operation.run) }
            for failure in tally.failures {
                console.error("\(Console.safe(failure.order)): \(Console.safe(failure.error ?? "failed"))")
            }
            if tally.failed > tally.failures.count {
                console.error("and \(tally.failed - tally.failures.count) more; outcomes.ndjson names them all.")
            }
            if common.json {
                console.output(tally.line(folder: output, seconds: (ContinuousClock.now - started).secondsText))
            } else {
                console.output(tally.sentence(assessed: assess))
            }
            return tally.failed > 0 ? ExitStatus.failed : tally.hasUnread ? ExitStatus.someUnread : .success
        }
    }

    private func options() throws -> BatchOptions {
        let given = try time.given()
        // Much less than for the order: a typesetter that hangs is ended by its worker, which goes on.
        let documentLimit = min(TypstLimits().secondsPerDocument, max(1, orderLimit / 3))
        // The workers share the processors.
        let threads = max(1, OptionRange.cores / workers)
        var options = BatchOptions(
            archive: archive, folder: output, createdAt: given ?? TimeOptions.now,
            worker: (Tools.executable, ["worker", "--document-limit", String(documentLimit), "-j", String(threads)]))
        options.secondsPerOrder = orderLimit
        options.isTimeGiven = given != nil
        options.orders = try orders.map(OrderSelection.read)
        options.makesPDFs = pdf
        options.assessesOnly = assess
        options.containerLimit = containerLimit
        options.workers = workers
        options.language = Language(rawValue: language) ?? .en
        return options
    }
}

/// The live line: how far, how fast, how long still.
struct BatchDisplay: Sendable {
    private let console: Console
    private let started = ContinuousClock.now

    init(_ console: Console) { self.console = console }

    func show(_ progress: BatchProgress) {
        guard Console.isLive else { return }
        let elapsed = Double((ContinuousClock.now - started).components.seconds) + 0.5
        let rate = Double(progress.worked) / elapsed
        var line = "\(progress.done) of \(progress.orders)"
        if progress.worked > 0 {
            let left = Int(Double(progress.orders - progress.done) / rate)
            line += ", \(String(format: "%.1f", rate)) a second, \(Self.span(left)) left"
        }
        if progress.failed > 0 { line += ", \(progress.failed) failed" }
        console.progress(line)
    }

    private static func span(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return seconds < 3600 ? "\(seconds / 60):\(two(seconds % 60))" : "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
}

/// The orders named in a file, one a line.
enum OrderSelection {
    /// `-` is standard input. Empty lines are passed over. Throws `ValidationError` when the file cannot be read.
    static func read(_ path: String) throws -> [String] {
        let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw ValidationError("--orders: \(path): no such file, or it may not be read.") }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ValidationError("--orders: \(path) is not UTF-8. Save it as UTF-8.")
        }
        return text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
