import ArgumentParser
import CaseModel
import CaseWorkflow
import EvidenceFormats
import EvidenceIngest

struct ArchiveRebuildIndex: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild-index", abstract: "Makes the index for searching anew.",
        discussion: "The index holds nothing that is not in the evidence. Searching afterwards gives the same answers.")

    @OptionGroup var archive: ArchiveArgument
    @OptionGroup var work: WorkerOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        let started = ContinuousClock.now
        let (path, workers) = (archive.path, work.workers)
        try await ExitStatus.run(console) {
            let operation = ArchiveSearchOperation(
                archive: path, registry: try IngestorRegistry(BuiltinFormats.all), workers: workers, progress: console.show)
            let orders = try await Interruption.cancelling { try await operation.rebuild() }
            let seconds = (ContinuousClock.now - started).secondsText
            if common.json {
                var json = JSONWriter()
                json.object { json in
                    json.member("type", "index")
                    json.member("orders", orders)
                    json.member("seconds", seconds)
                }
                json.newline()
                console.output(json.take())
            } else {
                console.output("\(orders) orders in the index, in \(seconds) s")
            }
            return .success
        }
    }
}
