import ArgumentParser
import CaseWorkflow
import Glibc

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes an evidence folder with a case.yaml to fill in.",
        discussion: "On a terminal it asks for what it needs; an empty answer leaves a line out. Nothing that is there is overwritten.")

    @Argument(help: ArgumentHelp("The folder; made when it does not exist.", valueName: "folder"))
    var folder: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            var answers = CaseTemplate.Answers()
            if isatty(STDIN_FILENO) == 1, !common.quiet { ask(&answers) }
            for file in try ScaffoldOperation.evidenceFolder(folder, answers) { console.output(file) }
            console.message("Put the files of the order into \(folder), then: casefile build \(folder)")
            return .success
        }
    }

    private func ask(_ answers: inout CaseTemplate.Answers) {
        for question in CaseTemplate.questions {
            common.console.message(question.text)
            if let answer = readLine(), !answer.isEmpty { answers[question.key] = answer }
        }
    }
}
