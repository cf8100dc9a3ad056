import ArgumentParser

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verify")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
