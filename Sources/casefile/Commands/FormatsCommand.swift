import ArgumentParser

struct FormatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "formats")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
