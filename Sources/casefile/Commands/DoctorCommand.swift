import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "doctor")
    @OptionGroup var common: CommonOptions
    func run() async throws {}
}
