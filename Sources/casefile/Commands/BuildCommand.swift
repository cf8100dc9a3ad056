import ArgumentParser

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "build")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
