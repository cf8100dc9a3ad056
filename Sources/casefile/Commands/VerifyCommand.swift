import ArgumentParser
import CaseWorkflow
import EvidenceFormats
import EvidenceIngest

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks that nothing in a dossier was changed, added or removed.",
        discussion: """
            Takes the zip as you received it, or the folder it was unpacked to. Every problem is listed. Two questions \
            are kept apart: is the content intact, and is the zip the one casefile wrote? A dossier that someone \
            unpacked and zipped again is intact content in another container.

            Exit status: 0 all intact; 4 something is not; 1 the file could not be opened at all.
            """)

    @Argument(help: ArgumentHelp("The dossier: a zip, or the unpacked folder.", valueName: "dossier"))
    var path: String

    @Flag(help: "Read the originals in the dossier again and prove that case.json follows from them.")
    var rederive = false

    @Flag(help: "Accept right content in a zip that casefile did not write.")
    var allowRepacked = false

    @OptionGroup var reading: WorkerOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            var options = VerifyOperation.Options(path: path, programVersion: Version.text)
            options.rederives = rederive
            options.workers = reading.workers
            let report = try await VerifyOperation(options: options, registry: IngestorRegistry(BuiltinFormats.all)).run()
            if common.json {
                console.output(report.line(acceptsRepacking: allowRepacked))
            } else {
                show(report, console)
            }
            return report.isValid(acceptsRepacking: allowRepacked) ? .success : ExitStatus.notIntact
        }
    }

    private func show(_ report: VerifyOperation.Report, _ console: Console) {
        for problem in report.problems {
            let place = problem.path.isEmpty ? "" : Console.safe(problem.path) + ": "
            console.output("\(place)\(Console.safe(problem.message)) [\(problem.code)]")
        }
        let verification = report.verification
        let files = "\(verification.payload.count) files"
        if report.isValid(acceptsRepacking: allowRepacked) {
            let container =
                switch verification.container {
                case .original: "and the zip is the one casefile wrote"
                case .repacked: "in a zip that casefile did not write (accepted with --allow-repacked)"
                case .folder: "as unpacked; there is no zip to judge"
                case .damaged: "but the zip is damaged"
                }
            console.output("Intact: \(files), \(container).")
        } else {
            let content =
                switch report.rederivation {
                case _ where !verification.contentIntact: "NOT intact."
                case .different, .unfounded: "NOT intact: what was made from the originals does not follow from them."
                case .otherVersion, .impossible: "The files are intact; whether they follow from the originals could not be found out."
                case .same, nil: "The content is intact; the container is not."
                }
            console.output("\(content) \(report.problems.count) problem\(report.problems.count == 1 ? "" : "s") in \(files).")
        }
        if report.rederivation == .same { console.output("case.json follows from the originals, byte for byte.") }
    }
}
