import Foundation
import Testing

@Suite struct BuildTests {
    private static let time = "2026-07-01T00:00:00Z"

    @Test(arguments: [("unpaid-b2b-uk", 0), ("marketplace-de", 0), ("messy", 3)])
    func nothingVanishes(sample: String, status: Int) async throws {
        try await Program.inFolder { folder in
            let zip = folder.appending(path: "out.zip").path
            let built = try await Program.run(
                "build", Program.cases + "/" + sample, "--no-pdf", "--json", "-o", zip, "--created-at", Self.time)
            #expect(built.status == status, "\(built.messages)")
            let line = try #require(built.lines.last)
            let refused = try #require(line["refused"] as? [[String: String]])
            #expect(line["items"] as? Int == (line["exhibits"] as? Int ?? 0) + (line["children"] as? Int ?? 0) + refused.count)
            let verified = try await Program.run("verify", zip, "--rederive", "--json")
            #expect(verified.status == 0, "\(verified.output)")
            #expect(verified.lines.first?["rederivation"] as? String == "same")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.zip"])
        }
    }

    @Test func sameBytesElsewhere() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence").path
            try FileManager.default.copyItem(atPath: Program.cases + "/messy", toPath: source)
            var zips: [Data] = []
            let worlds: [(source: String, workers: String, environment: [String: String])] = [
                (Program.cases + "/messy", "1", ["TZ": "UTC", "LANG": "C", "HOME": "/"]),
                (source, "4", ["TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "HOME": "/tmp", "LC_ALL": "tr_TR.UTF-8"]),
            ]
            for (number, world) in worlds.enumerated() {
                let zip = folder.appending(path: "\(number).zip")
                let built = try await Program.run(
                    ["build", world.source, "--no-pdf", "-j", world.workers, "-o", zip.path, "--created-at", Self.time],
                    environment: world.environment)
                #expect(built.status == 3, "\(built.messages)")
                zips.append(try Data(contentsOf: zip))
            }
            #expect(zips[0] == zips[1])
        }
    }

    @Test func everyChangeIsNoticed() async throws {
        try await Program.inFolder { folder in
            let zip = folder.appending(path: "a.zip")
            _ = try await Program.run("build", Program.cases + "/unpaid-b2b-uk", "--no-pdf", "-o", zip.path, "--created-at", Self.time)
            let sound = try Data(contentsOf: zip)
            var generator = Seeded(state: 20260701)
            for _ in 0..<12 {
                var changed = sound
                let place = Int(generator.next() % UInt64(sound.count))
                changed[place] ^= UInt8(1 << (generator.next() % 8))
                try changed.write(to: zip)
                let verified = try await Program.run("verify", zip.path)
                #expect(verified.status == 4, "byte \(place)")
            }
            try (sound + Data([0])).write(to: zip)
            #expect(try await Program.run("verify", zip.path).status == 4)
            try sound.prefix(sound.count - 7).write(to: zip)
            #expect(try await Program.run("verify", zip.path).status == 4)
            #expect(try await Program.run("verify", folder.path + "/none.zip").status == 1)
        }
    }

    @Test func settingsAreChecked() async throws {
        try await Program.inFolder { folder in
            let yaml = folder.appending(path: "case.yaml")
            try Data("hello".utf8).write(to: folder.appending(path: "note.txt"))
            for (text, words) in [
                ("case: A\ncolour: red\n", "case.yaml:2"), ("timezone: Mars/Base\n", "no zone name"), ("case: [\n", "not valid YAML"),
                ("exhibits: [{file: gone.txt, exclude: true}]\n", "gone.txt"),
            ] {
                try Data(text.utf8).write(to: yaml)
                let built = try await Program.run("build", folder.path, "--no-pdf", "-o", "/tmp/never-\(UUID().uuidString).zip")
                #expect(built.status == 1)
                #expect(built.messages.contains(words), "\(built.messages)")
            }
            try FileManager.default.removeItem(at: yaml)
            let inside = try await Program.run("build", folder.path, "--no-pdf", "-o", folder.path + "/x.zip")
            #expect(inside.status == 1)
            #expect(inside.messages.contains("inside the evidence folder"))
        }
        #expect(try await Program.run("build", "/nowhere", "--no-pdf").status == 1)
        #expect(try await Program.run("inspect").status == 64)
    }

    @Test func privilegedFilesStayOut() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try Data("to my lawyer: SECRETWORD".utf8).write(to: source.appending(path: "advice.txt"))
            try Data("we shipped it".utf8).write(to: source.appending(path: "note.txt"))
            try Data("exhibits: [{file: advice.txt, privileged: true}]\n".utf8).write(to: source.appending(path: "case.yaml"))
            let zip = folder.appending(path: "out.zip")
            let built = try await Program.run("build", source.path, "--no-pdf", "--json", "-o", zip.path, "--created-at", Self.time)
            let refused = built.lines.last?["refused"] as? [[String: String]]
            #expect(refused?.first?["path"] == "advice.txt")
            let bytes = try Data(contentsOf: zip)
            #expect(bytes.range(of: Data("SECRETWORD".utf8)) == nil)
            #expect(try await Program.run("verify", "--rederive", zip.path).status == 0)
        }
    }

    @Test(arguments: [("unpaid-b2b-uk", "strong", 0), ("messy", "weak", 3)])
    func assessmentNamesItsGrounds(sample: String, strength: String, status: Int) async throws {
        let made = try await Program.run("assess", Program.cases + "/" + sample, "--json", "--created-at", Self.time)
        #expect(made.status == status, "\(made.messages)")
        let line = try #require(made.lines.first)
        #expect(line["strength"] as? String == strength)
        let rows = try #require(line["elements"] as? [[String: Any]])
        #expect(rows.count == 7)
        for row in rows {
            for ground in (row["supporting"] as? [[String: Any]] ?? []) + (row["opposing"] as? [[String: Any]] ?? []) {
                #expect((ground["citations"] as? [String])?.isEmpty == false, "\(ground)")
            }
        }
    }

    @Test func linksAndPipesAreRefused() async throws {
        try await Program.inFolder { folder in
            try Data("x".utf8).write(to: folder.appending(path: "a.txt"))
            try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "/etc/passwd")
            let seen = try await Program.run("inspect", "--json", folder.path)
            #expect(seen.status == 3)
            #expect(seen.lines.contains { $0["type"] as? String == "refusal" && $0["reason"] as? String == "symbolic link" })
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct Seeded {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
