import ArgumentParser
import CaseRendering
import CaseWorkflow
import EvidenceFormats
import EvidenceIngest

struct AssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Says how well the claim stands on its evidence, what is missing, and what to do next.",
        discussion: """
            Goes through what a claim for an unpaid price has to prove: who the buyer is, what was agreed, that it was delivered, \
            that nothing was wrong with it, what it cost, that it was not paid, and that payment was asked for. Every ground \
            names the exhibit it stands in. Looks only; writes nothing, and gives no legal advice.
            """)

    @Argument(help: ArgumentHelp("The folder (or a single file) with the evidence of one order.", valueName: "folder"))
    var source: String

    @OptionGroup var time: TimeOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            let (day, path, limit, workers) = (
                try time.creationTime().utcDay, source, Int64(reading.containerLimit) << 30, reading.workers
            )
            let result = try await Interruption.cancelling {
                try await AssessOperation.run(
                    source: path, on: day, registry: IngestorRegistry(BuiltinFormats.all), workers: workers, containerBytes: limit
                ) { console.show($0) }
            }
            let report = AssessmentReport(
                result.theCase, result.assessment, wording: try Wording(result.theCase.settings.language))
            console.tell(unread: result.unread, refused: result.refused + result.withheld)
            if common.json {
                console.output(report.line(source: source, unread: result.unread, refused: result.refused + result.withheld))
            } else {
                console.output(Console.safeLines(report.text()))
            }
            return result.hasUnread ? ExitStatus.someUnread : .success
        }
    }
}
