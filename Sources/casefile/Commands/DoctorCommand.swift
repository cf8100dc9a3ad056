import ArgumentParser
import CaseWorkflow

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says whether everything casefile needs is installed, and how to install what is not.",
        discussion: """
            Changes nothing. What is missing only matters for some of the work: without Typst there are no PDFs \
            (`build --no-pdf` still makes a dossier), without qpdf PDFs among the evidence are not looked into.

            Exit status: 0 all there; 1 something is missing.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            let report = await DoctorOperation.run(Tools.search)
            if common.json {
                console.output(report.line)
            } else {
                show(report, console)
            }
            return report.missing.isEmpty ? .success : ExitStatus.failed
        }
    }

    private func show(_ report: DoctorOperation.Report, _ console: Console) {
        console.output("casefile \(Version.text)")
        for finding in report.findings {
            console.output("\(finding.found == nil ? "MISSING" : "ok     ") \(finding.name): \(finding.found ?? finding.purpose)")
        }
        if report.missing.isEmpty {
            console.output("Everything is there.")
        } else {
            console.output("\nTo install what is missing:")
            for command in report.remedy { console.output("  " + command) }
        }
    }
}
