import ArgumentParser

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
