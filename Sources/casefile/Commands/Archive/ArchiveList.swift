import ArgumentParser
import CaseWorkflow

struct ArchiveList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the orders in an archive.")

    @OptionGroup var archive: ArchiveArgument
    @OptionGroup var work: WorkerOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        let (path, workers, isJSON) = (archive.path, work.workers, common.json)
        try await ExitStatus.run(console) {
            let (count, unreadable) = try await Interruption.cancelling {
                var unreadable = 0
                let count = try ArchiveListOperation.run(path, workers: workers) { entry in
                    switch entry {
                    case .order(let order):
                        if isJSON { return console.output(order.line()) }
                        let versions = order.versions == 1 ? "1 version" : "\(order.versions) versions"
                        console.output(
                            "\(Console.safe(order.order))  \(versions), \(order.files) files, \(order.bytes) bytes, last added \(order.updated)"
                        )
                    case .unreadable(let order, let reason):
                        unreadable += 1
                        console.error("\(Console.safe(order)): \(Console.safe(reason))")
                    }
                }
                return (count, unreadable)
            }
            console.message("\(count) orders")
            return unreadable == 0 ? .success : ExitStatus.someUnread
        }
    }
}
