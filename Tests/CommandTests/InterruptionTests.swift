import Foundation
import SupportForTests
import Testing

/// A build that is stopped leaves no dossier or a whole one, and nothing else for long.
@Suite struct InterruptionTests {
    private static let build = #""$0" build "$1" -o "$2" --created-at 2026-07-01T00:00:00Z"#

    private func names(_ folder: URL) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    /// Kills a build, and not the programs that it started, after a time.
    private func kill(_ output: URL, after seconds: Double) async throws -> Program.Outcome {
        try await Program.shell(
            "exec timeout --foreground --preserve-status -s KILL \(seconds) " + Self.build, Program.path, Sample.marketplace.folder,
            output.path, environment: [:])
    }

    /// Seconds that a whole build takes here.
    private func duration(_ output: URL) async throws -> Double {
        let clock = ContinuousClock()
        let started = clock.now
        let built = try await Program.shell(Self.build, Program.path, Sample.marketplace.folder, output.path, environment: [:])
        #expect(built.status == 0, "\(built.messages)")
        let taken = clock.now - started
        return Double(taken.components.seconds) + Double(taken.components.attoseconds) / 1e18
    }

    @Test func killedAtRandomMoments() async throws {
        try await Program.inFolder { folder in
            let output = folder.appending(path: "out.zip")
            let whole = try await duration(output)
            let sound = try Data(contentsOf: output)
            var generator = Seeded(state: UInt64(whole * 1_000_000))
            for round in 0..<6 {
                // Half of the rounds find the dossier of an earlier build in their place: it stays until the new one is whole.
                if round % 2 == 0 { try? FileManager.default.removeItem(at: output) } else { try sound.write(to: output) }
                let seconds = whole * Double(generator.next() % 1000) / 1000
                let killed = try await kill(output, after: seconds)
                #expect([0, 128 + 9].contains(killed.status), "\(killed.messages)")
                let strange = try names(folder).filter { $0 != "out.zip" && !$0.hasPrefix(".casefile-") }
                #expect(strange == [])
                if FileManager.default.fileExists(atPath: output.path) {
                    #expect(try Data(contentsOf: output) == sound, "killed after \(seconds) s")
                } else {
                    #expect(round % 2 == 0 && killed.status != 0)
                }
            }
            _ = try await duration(output)
            #expect(try names(folder) == ["out.zip"])
            #expect(try Data(contentsOf: output) == sound)
            #expect(try await processes(in: folder) == [])
        }
    }

    /// `toAll`: the programs it started get the signal too, as with Ctrl-C at a terminal.
    @Test(arguments: [("INT", true), ("TERM", false)])
    func interrupted(signal: String, toAll: Bool) async throws {
        // Once the build has made its folder it is at work; a job of a shell with job control is a process group.
        let line = """
            set -m; \(Self.build) & build=$!
            until ls -A "$3" | grep -q casefile- || ! kill -0 $build; do sleep 0.02; done
            sleep $4; kill -\(signal) \(toAll ? "-" : "")$build; wait $build
            """
        try await Program.inFolder { folder in
            var interruptions = 0
            for seconds in ["0", "0.3", "0.7"] {
                let output = folder.appending(path: "out.zip")
                try? FileManager.default.removeItem(at: output)
                let stopped = try await Program.shell(
                    line, Program.path, Sample.marketplace.folder, output.path, folder.path, seconds, environment: [:])
                if stopped.status == 0 {
                    // A machine faster than that: it was done already.
                    #expect(try names(folder) == ["out.zip"])
                    continue
                }
                interruptions += 1
                #expect(stopped.status == 130, "\(stopped.messages)")
                #expect(stopped.messages.contains("interrupted"), "\(stopped.messages)")
                #expect(try names(folder) == [], "after \(seconds) s")
            }
            #expect(interruptions > 0)
            #expect(try await processes(in: folder) == [])
        }
    }

    @Test func anInterruptedExportLeavesNothing() async throws {
        let line = """
            set -m; "$0" archive export "$1" shop:1 "$2/out" & export=$!
            until ls -A "$2" | grep -q casefile- || ! kill -0 $export; do sleep 0.01; done
            kill -INT $export; wait $export
            """
        try await Program.inFolder { folder in
            let (archive, evidence, place) = (
                folder.appending(path: "archive"), folder.appending(path: "evidence"), folder.appending(path: "place")
            )
            for made in [evidence, place] { try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true) }
            for number in 0..<3000 { try Data("note \(number)".utf8).write(to: evidence.appending(path: "\(number).txt")) }
            for arguments in [["init", archive.path], ["add", archive.path, "--order", "shop:1", evidence.path]] {
                #expect(try await Program.run(["archive"] + arguments).status == 0)
            }
            var interruptions = 0
            for _ in 0..<5 where interruptions == 0 {
                try? FileManager.default.removeItem(at: place.appending(path: "out"))
                let stopped = try await Program.shell(line, Program.path, archive.path, place.path, environment: [:])
                // A machine faster than that: it was done already.
                if stopped.status == 0 { continue }
                interruptions += 1
                #expect(stopped.status == 130, "\(stopped.messages)")
                #expect(try names(place) == [])
            }
            #expect(interruptions > 0)
        }
    }

    /// Programs still at work in a folder; they get a moment to notice that nobody waits for them any more.
    private func processes(in folder: URL) async throws -> [String] {
        var found: [String] = []
        for _ in 0..<50 {
            found = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { process in
                guard Int32(process) != nil else { return false }
                let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
                let command = (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/cmdline"))) ?? Data()
                return place?.hasPrefix(folder.path) == true || String(decoding: command, as: UTF8.self).contains(folder.path)
            }
            if found.isEmpty { return [] }
            try await Task.sleep(for: .milliseconds(100))
        }
        return found
    }
}
