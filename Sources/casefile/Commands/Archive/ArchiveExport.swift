import ArgumentParser
import CaseWorkflow

struct ArchiveExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Copies an order's files to a folder, as they were added.",
        discussion: "Every file is checked on the way. The folder must be new.")

    @OptionGroup var archive: ArchiveArgument

    @Argument(help: ArgumentHelp("The order, like aliexpress:8123-4471.", valueName: "platform:id"))
    var order: String

    @Argument(help: ArgumentHelp("Where to write them.", valueName: "folder"))
    var folder: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        let (path, order, folder) = (archive.path, order, folder)
        try await ExitStatus.run(console) {
            let result = try await Interruption.cancelling { try ArchiveExportOperation.run(path, order: order, to: folder) }
            if common.json {
                console.output(result.line())
            } else {
                console.output(
                    "\(result.files) files (\(result.bytes) bytes) of version \(result.version) in \(Console.safe(result.folder))")
            }
            return .success
        }
    }
}
