import ArgumentParser
import CaseModel
import CaseWorkflow
import Glibc

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes the folder of a new case, with a case.yaml to fill in.",
        discussion: """
            Makes FOLDER with places for chats, documents, mails and so on, and a file `case.yaml` for names, language and \
            time zone, where every line is explained. Asks a few questions when you sit at a terminal; Enter skips one. \
            Nothing that is there already is changed, so it can be used on a folder that holds evidence.
            """)

    @Argument(help: ArgumentHelp("The folder of the case.", valueName: "folder"))
    var folder: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            let asks = isatty(STDIN_FILENO) == 1 && Console.isLive && !common.json && !common.quiet
            let outcome = try InitOperation.run(folder: folder, answers: asks ? questions(console) : InitOperation.Answers())
            if common.json {
                console.output(Self.line(outcome))
                return .success
            }
            if !outcome.wroteSettings { console.message("There is a case.yaml already; it was left as it is.") }
            console.message("Put the evidence into \(Console.safe(outcome.folder)), in whichever folder, then:")
            console.message("  casefile build \(Self.shellWord(outcome.folder))")
            console.output(outcome.folder)
            return .success
        }
    }

    private func questions(_ console: Console) -> InitOperation.Answers {
        console.message("Five questions; Enter skips one. Everything can be changed in case.yaml later.")
        var answers = InitOperation.Answers()
        answers.order = ask("Number of the order", console)
        answers.claimant = ask("Your name or company", console)
        answers.respondent = ask("Name of the buyer who did not pay", console)
        answers.timeZone = ask("Time zone of your phone or computer, like Asia/Shanghai", console) {
            InitOperation.isZone($0) ? nil : "That is no zone name. " + InitOperation.zoneAdvice
        }
        let languages = Language.allCases.map(\.rawValue).joined(separator: ", ")
        answers.language = ask("Language of the dossier (\(languages))", console) {
            Language(rawValue: $0) == nil ? "Choose one of: \(languages)." : nil
        }.flatMap(Language.init(rawValue:))
        return answers
    }

    /// Nil for an empty answer or the end of input. `objection` says what is wrong with an answer; it is asked again.
    private func ask(
        _ question: String, _ console: Console, objection: (String) -> String? = { _ in nil }
    ) -> String? {
        while true {
            console.message(question + ":")
            guard let line = readLine() else { return nil }
            let answer = line.trimmed
            if answer.isEmpty { return nil }
            guard let wrong = objection(answer) else { return answer }
            console.message(wrong)
        }
    }

    /// The folder's name as it has to be typed.
    private static func shellWord(_ name: String) -> String {
        let plain = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-_./".utf8.contains(byte)
        }
        return plain ? name : "'" + Console.safe(name).replacing("'", with: "'\\''") + "'"
    }

    private static func line(_ outcome: InitOperation.Outcome) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "init")
            json.member("path", outcome.folder)
            json.member("made", outcome.made)
        }
        json.newline()
        return json.take()
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        var scalars = unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}
