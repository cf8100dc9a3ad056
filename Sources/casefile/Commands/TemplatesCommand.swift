import ArgumentParser
import CaseModel
import CaseWorkflow

struct TemplatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "Shows the files the documents are made from, or copies them out.",
        discussion: """
            Layout (Typst), wording of each language, the page for the browser and the schema of case.json are built into \
            casefile. You need them only to look at them or to work on casefile.
            """,
        subcommands: [ListTemplates.self, ExportTemplates.self],
        defaultSubcommand: ListTemplates.self)
}

struct ListTemplates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the files built into casefile.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        for file in TemplatesOperation.list() {
            guard common.json else {
                common.console.output("\(file.name) (\(file.bytes) bytes)")
                continue
            }
            var json = JSONWriter()
            json.object { json in
                json.member("type", "template")
                json.member("name", file.name)
                json.member("bytes", file.bytes)
            }
            json.newline()
            common.console.output(json.take())
        }
    }
}

struct ExportTemplates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Copies them to a folder. Files that are there already are left as they are.")

    @Argument(help: ArgumentHelp("Where to copy them; made when it is not there.", valueName: "folder"))
    var folder: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            let outcome = try TemplatesOperation.export(to: folder)
            if common.json {
                var json = JSONWriter()
                json.object { json in
                    json.member("type", "export")
                    json.member("written", outcome.written)
                    json.member("kept", outcome.kept)
                }
                json.newline()
                console.output(json.take())
            } else {
                for name in outcome.kept { console.message("left as it is: \(name)") }
                console.message("\(outcome.written.count) files written to \(Console.safe(folder))")
            }
            return .success
        }
    }
}
