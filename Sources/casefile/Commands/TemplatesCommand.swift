import ArgumentParser
import CaseRendering
import CaseWorkflow

struct TemplatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates", abstract: "Lists or writes out the templates the documents are made from.",
        subcommands: [List.self, Export.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the templates inside the program.")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            for name in Templates.embedded.names { common.console.output(name) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the templates to a folder, to read them. Files that are there already are not touched.")

        @Argument(help: ArgumentHelp("The folder; made when it does not exist.", valueName: "folder"))
        var folder: String

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await ExitStatus.run(console) {
                for file in try ScaffoldOperation.write(Templates.embedded.files, to: folder) { console.output(file) }
                return .success
            }
        }
    }
}
