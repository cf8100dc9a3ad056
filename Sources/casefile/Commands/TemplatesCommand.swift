import ArgumentParser

struct TemplatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "templates")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
