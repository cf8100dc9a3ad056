import Foundation
import SupportForTests
import Testing

@Suite struct ArchiveIndexCrashTests {
    /// `kill -9` while the index is made: the next search gives the same answers, and nothing is left over. CASEFILE_KILLS
    /// sets the number of moments.
    @Test func killedRebuildsLoseNothing() async throws {
        try await Program.inFolder { folder in
            let archive = folder.appending(path: "archive").path
            _ = try await Program.run("archive", "init", archive)
            for number in 0..<4 {
                let added = try await Program.run("archive", "add", archive, "--order", "shop:\(number)", Program.cases + "/messy")
                #expect(added.status == 0)
            }
            let expected = try await Program.run("archive", "search", archive, "invoice", "--json").output
            #expect(!expected.isEmpty)
            var generator = Seeded(state: 11)
            let moments = ProcessInfo.processInfo.environment["CASEFILE_KILLS"].flatMap { Int($0) } ?? 10
            for round in 0..<moments {
                let process = Process()
                process.executableURL = Program.project.appending(path: ".build/debug/casefile")
                process.arguments = ["archive", "rebuild-index", archive, "--quiet"]
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                try await Task.sleep(for: .milliseconds(Int(generator.next() % 900)))
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                if round.isMultiple(of: 3) { try? FileManager.default.removeItem(atPath: archive + "/index.sqlite") }
                #expect(try await Program.run("archive", "search", archive, "invoice", "--json").output == expected, "round \(round)")
            }
            #expect(try await Program.run("archive", "audit", archive).status == 0)
            for name in ["staging", "locks", "pending"] {
                #expect(try FileManager.default.contentsOfDirectory(atPath: archive + "/" + name) == [])
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: archive).sorted() == [
                    "index.sqlite", "locks", "ocfl", "pending", "staging",
                ])
        }
    }

    /// An order on which the program died twice takes the search away from none but itself.
    @Test func ordersThatKillTheProgramAreFoundByName() async throws {
        try await Program.inFolder { folder in
            let archive = try await OrderArchive(in: folder, orders: 3)
            let marks = URL(fileURLWithPath: archive.path + "/reading")
            try Data("2 shop:0\n1 shop:1\n".utf8).write(to: marks)
            let found = try await Program.run("archive", "search", archive.path, "note", "--json")
            #expect(found.status == 0)
            #expect(Set(found.lines.compactMap { $0["order"] as? String }) == ["shop:1", "shop:2"])
            #expect(found.messages.contains("shop:0: found by its name only"), "\(found.messages)")
            // An index that was there all the time shows that a kill was no fault of an order.
            try Data("2 shop:1\n".utf8).write(to: marks)
            let named = try await Program.run("archive", "search", archive.path, "shop:0", "--json")
            #expect(named.lines.contains { $0["order"] as? String == "shop:0" })
            #expect(!FileManager.default.fileExists(atPath: marks.path))
        }
    }
}
