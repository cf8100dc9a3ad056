import ArgumentParser
import CaseModel
import CaseWorkflow

struct ArchiveInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes an empty archive.",
        discussion: "The folder must be new or empty. Put it on a disk that is backed up.")

    @OptionGroup var archive: ArchiveArgument
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            try ArchiveInitOperation.run(archive.path)
            if common.json {
                var json = JSONWriter()
                json.object { json in
                    json.member("type", "archive")
                    json.member("path", archive.path)
                }
                json.newline()
                console.output(json.take())
            } else {
                console.message(
                    "Made the archive \(Console.safe(archive.path)). Now: casefile archive add \(Console.safe(archive.path)) --order PLATFORM:ID FOLDER"
                )
            }
            return .success
        }
    }
}
