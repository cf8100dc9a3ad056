import ArgumentParser
import CaseWorkflow
import Foundation

/// Who adds to an archive, and when.
struct AuthorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who adds, like \"Li Na <li.na@example.com>\" (default: your account's name).", valueName: "name"))
    var user: String?

    @Option(help: ArgumentHelp("Why, in a few words; kept with the version.", valueName: "text"))
    var message: String?

    @OptionGroup var time: TimeOptions

    func validate() throws {
        for (option, text) in [("--user", user), ("--message", message)] {
            guard let text else { continue }
            if text.isEmpty || text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" }) {
                throw ValidationError("\(option) needs a text without control characters.")
            }
        }
    }

    func author() throws -> ArchiveAuthor {
        let environment = ProcessInfo.processInfo.environment
        let account = environment["USER"] ?? environment["LOGNAME"] ?? ""
        let (name, address) = ArchiveAuthor.parts(of: user ?? (account.isEmpty ? "unknown" : account))
        return ArchiveAuthor(name: name, address: address, at: try time.creationTime(), programVersion: Version.text)
    }
}
