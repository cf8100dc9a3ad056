import ArgumentParser
import CaseWorkflow

struct ArchiveAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Checks that nothing in an archive was changed, added or removed.",
        discussion: """
            Reads every stored file and compares its checksum, checks the structure by the rules of OCFL 1.1, and the custody \
            log of every order against its versions. Writes nothing. Every problem is listed with a code: E and W codes are \
            those of OCFL 1.1, CF codes are casefile's own. Takes any OCFL storage root or object, too.

            Exit status: 0 all intact (warnings aside); 4 something is not; 1 the archive could not be opened at all.
            """)

    @OptionGroup var archive: ArchiveArgument
    @OptionGroup var work: WorkerOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        let started = ContinuousClock.now
        let (path, workers) = (archive.path, work.workers)
        try await ExitStatus.run(console) {
            let report = try await Interruption.cancelling {
                try ArchiveAuditOperation.run(path, workers: workers) { objects, bytes in
                    console.progress("\(objects) orders, \(bytes >> 20) MiB checked")
                }
            }
            let seconds = (ContinuousClock.now - started).secondsText
            if common.json {
                for problem in report.problems { console.output(problem.line()) }
                console.output(report.line(seconds: seconds))
            } else {
                show(report, seconds, console)
            }
            return report.isIntact ? .success : ExitStatus.notIntact
        }
    }

    private func show(_ report: ArchiveAuditOperation.Report, _ seconds: String, _ console: Console) {
        for problem in report.problems {
            let place = problem.path.isEmpty ? "" : Console.safe(problem.path) + ": "
            console.output("\(problem.isError ? "" : "warning: ")\(place)\(Console.safe(problem.message)) [\(problem.code)]")
        }
        let amount = "\(report.objects) orders, \(report.files) files, \(report.bytes) bytes, \(seconds) s"
        console.output(
            report.isIntact ? "Intact: \(amount)." : "NOT intact: \(report.errors) problem\(report.errors == 1 ? "" : "s") in \(amount).")
    }
}
