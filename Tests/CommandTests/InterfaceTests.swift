import Foundation
import Testing

/// What people see of the program without giving it evidence.
@Suite struct InterfaceTests {
    /// README's table of formats says what the program says.
    @Test func theTableOfFormatsIsWhatTheProgramReads() async throws {
        let listed = try await Program.run("formats", "--json")
        #expect(listed.status == 0)
        let derived = try listed.lines.map { format in
            let (id, title) = (try #require(format["id"] as? String), try #require(format["title"] as? String))
            return "| `\(id)` | \(title) | \(try #require(format["fileNames"] as? String)) |"
        }
        let readme = try String(contentsOf: Program.project.appending(path: "README.md"), encoding: .utf8)
        let table = try #require(readme.firstMatch(of: #/<!-- formats: [^>]*-->\n((?:.*\n)*?)<!-- /formats -->/#)?.1)
        let rows = table.split(separator: "\n").map(String.init)
        #expect(rows.prefix(2) == ["| id | what it is | files |", "|---|---|---|"])
        #expect(Array(rows.dropFirst(2)) == derived)
        #expect(derived.count > 10)
    }

    private static var transcript: URL { Program.project.appending(path: "Tests/CommandTests/Transcripts/help.txt") }

    /// Help is an interface. Whoever changes it on purpose changes the transcript by hand and reads it once more.
    @Test func helpIsAsWritten() async throws {
        let text = try String(contentsOf: Self.transcript, encoding: .utf8)
        let parts = text.components(separatedBy: "$ casefile").dropFirst()
        var commands: Set<String> = []
        for part in parts {
            let (command, expected) = (part.prefix { $0 != "\n" }, part.drop { $0 != "\n" }.dropFirst())
            let words = command.split(separator: " ").map(String.init)
            if words.count > 1 { commands.insert(words[0]) }
            let shown = try await Program.run(words, environment: ["COLUMNS": "100"])
            #expect(shown.status == 0 && shown.messages.isEmpty)
            let (now, before) = (shown.output.split(separator: "\n"), expected.split(separator: "\n"))
            #expect(now == before, "casefile\(command)")
        }
        #expect(
            commands.isSuperset(of: [
                "init", "inspect", "build", "verify", "assess", "archive", "batch", "worker", "formats", "templates", "doctor",
            ]))
    }

    @Test(arguments: [
        ["bild"], ["build"], ["build", "a", "b"], ["verify", "--colour", "x"], ["build", "x", "-j", "0"],
        ["batch", "x", "-o", "y", "-j", "257"], ["worker", "-j", "0"],
        ["batch", "x", "-o", "y", "--order-limit", "0"],
    ])
    func wrongUsageIsSaidOnTheSideOfMessages(arguments: [String]) async throws {
        let refused = try await Program.run(arguments)
        #expect(refused.status == 64 && refused.output.isEmpty)
        #expect(refused.messages.contains("Usage:"), "\(refused.messages)")
    }
}
