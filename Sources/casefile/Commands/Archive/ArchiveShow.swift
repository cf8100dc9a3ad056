import ArgumentParser
import CaseWorkflow

struct ArchiveShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows what an archive holds of one order: its versions and files.",
        discussion: """
            The custody hash at the end stands for the order's whole history. Written down elsewhere (in a letter, a mail to \
            yourself), it proves later that nobody wrote the history anew.
            """)

    @OptionGroup var archive: ArchiveArgument

    @Argument(help: ArgumentHelp("The order, like aliexpress:8123-4471.", valueName: "platform:id"))
    var order: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            let details = try ArchiveShowOperation.run(archive.path, order: order)
            if common.json { console.output(details.line()) } else { show(details, console) }
            return .success
        }
    }

    private func show(_ details: OrderDetails, _ console: Console) {
        console.output(Console.safe(details.summary.order))
        for version in details.versions {
            console.output(
                "  version \(version.number)  \(version.created)  \(Console.safe(version.user)): \(Console.safe(version.message)) (\(version.added) new or changed, \(version.files) in all)"
            )
        }
        for file in details.files { console.output("  \(file.sha256)  \(file.bytes)  \(Console.safe(file.path))") }
        for refusal in details.refused { console.output("  not taken in: \(Console.safe(refusal.path)) (\(refusal.reason))") }
        console.output("  custody sha256:\(details.custody)")
    }
}
