import Foundation
import Testing

/// Every statement stands on exhibits: without them it is gone or another.
@Suite struct SourceTests {
    /// A statement of `case.json` with what it stands on.
    private struct Statement: Hashable {
        let words: String
        /// Paths of the files behind it, without the parts inside them.
        let files: Set<String>
    }

    private static func statements(_ json: JSON) throws -> [Statement] {
        let exhibits = try #require(json["exhibits"] as? [JSON])
        let files = Dictionary(
            uniqueKeysWithValues: exhibits.map { exhibit in
                let path = exhibit["path"] as? String ?? ""
                return (exhibit["number"] as? String ?? "", path.components(separatedBy: "!/")[0])
            })
        var found: [Statement] = []
        func words(_ statement: JSON) throws -> String {
            // Numbers of exhibits and running ids move when a file goes; they are not what is said.
            var said = statement
            for key in ["id", "citations", "sender", "participants", "entries", "events"] { said[key] = nil }
            return String(decoding: try JSONSerialization.data(withJSONObject: said, options: .sortedKeys), as: UTF8.self)
        }
        func add(_ statement: JSON) throws {
            let citations = try #require(statement["citations"] as? [JSON], "\(statement)")
            let cited = try citations.map { citation in
                let number = try #require(citation["exhibit"] as? String)
                return try #require(files[number], "\(number) is no exhibit")
            }
            #expect(!cited.isEmpty)
            found.append(Statement(words: try words(statement), files: Set(cited)))
        }
        for list in ["timeline", "findings", "documents", "orders", "payments", "shipments"] {
            for statement in json[list] as? [JSON] ?? [] { try add(statement) }
        }
        for inner in [("accounts", "entries"), ("conversations", "entries"), ("shipments", "events")] {
            for outer in json[inner.0] as? [JSON] ?? [] { for statement in outer[inner.1] as? [JSON] ?? [] { try add(statement) } }
        }
        return found
    }

    @Test(arguments: Sample.allCases)
    func everyStatementOfTheCaseHasASource(sample: Sample) async throws {
        let statements = try Self.statements(try await Dossiers.of(sample).json())
        #expect(statements.count > 30)
    }

    @Test(arguments: Sample.allCases)
    func withoutItsExhibitAFactIsGone(sample: Sample) async throws {
        let whole = Set(try Self.statements(try await Dossiers.of(sample).json()))
        let files = Set(whole.flatMap(\.files)).sorted()
        #expect(files.count > 5)
        // Every third file, the first among them: each takes a build.
        for file in files.enumerated().filter({ $0.offset % 3 == 0 }).map(\.element) {
            let own = whole.filter { $0.files == [file] }
            try await Program.inFolder { folder in
                let source = folder.appending(path: sample.rawValue)
                try FileManager.default.copyItem(atPath: sample.folder, toPath: source.path)
                try FileManager.default.removeItem(at: source.appending(path: file))
                let settings = source.appending(path: "case.yaml")
                let yaml = try String(contentsOf: settings, encoding: .utf8)
                try Data(yaml.components(separatedBy: "\nexhibits:")[0].utf8).write(to: settings)
                let zip = folder.appending(path: "out.zip")
                let built = try await Program.run("build", source.path, "--no-pdf", "-o", zip.path, "--created-at", Dossier.time)
                try #require([0, 3].contains(built.status), "\(built.messages)")
                let unpacked = folder.appending(path: "unpacked")
                try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
                let less = Set(try Self.statements(try Dossier.json(try await Dossier.unpack(zip, below: unpacked))))
                #expect(!less.contains { $0.files.contains(file) })
                // What only this file said is not said any more, unless another file turns out to say it as well.
                let left = less.filter { $0.files.isDisjoint(with: [file]) }.map(\.words)
                for statement in own where left.contains(statement.words) {
                    Issue.record("\(file) is gone, but still: \(statement.words)")
                }
            }
        }
    }
}
