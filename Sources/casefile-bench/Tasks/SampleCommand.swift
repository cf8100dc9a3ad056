import ArgumentParser
import Foundation

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "A sample case becomes a dossier with both PDFs.")

    @Option(help: ArgumentHelp("The evidence folder.", valueName: "folder"))
    var source = "SampleEvidence/cases/unpaid-b2b-uk"

    @OptionGroup var options: BenchOptions

    func run() throws {
        let work = Folders.absolute(options.work)
        try Folders.make(work)
        let output = work + "/sample.zip"
        let build = [options.casefile, "build", source, "-o", output, "--created-at", "2026-07-01T00:00:00Z", "--json", "--quiet"]
        // The first run warms the machine and gives the answer to check.
        let first = try Child.expect(build)
        guard first.output.contains("\"pages\":") else { throw BenchFailure("no PDFs were made") }
        try Child.expect([options.casefile, "verify", "--rederive", output])
        try Comparison(
            task: "sample", work: "dossier with bundle and report", input: source,
            contenders: [.init(name: "casefile build", run: { [try Child.expect(build)] })]
        ).report(options)
    }
}
