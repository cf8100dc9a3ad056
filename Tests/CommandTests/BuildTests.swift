import Foundation
import Testing

@Suite struct BuildTests {
    @Test(arguments: Sample.allCases)
    func aFinishedDossierIsIntactAndFollowsFromItsOriginals(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        for path in [dossier.zip.path, dossier.bag.path] {
            let verified = try await Program.run("verify", path, "--rederive", "--json")
            #expect(verified.status == 0, "\(verified.output)")
            #expect(verified.lines.first?["rederivation"] as? String == "same")
        }
    }

    @Test func nothingElseIsLeftBesideTheDossier() async throws {
        try await Program.inFolder { folder in
            let built = try await Program.run("build", Sample.messy.folder, "-o", folder.path + "/out.zip", "--created-at", Dossier.time)
            #expect(built.status == 3)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.zip"])
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

    @Test("mails that say alike and nothing of when, from two exports")
    func mailsWithoutDate() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            for (name, field) in [("a.eml", ""), ("b.eml", "X-Foo: 1\n")] {
                try Data("From: a@b.example\n\(field)Subject: x\n\nplease pay the invoice\n".utf8).write(to: source.appending(path: name))
            }
            let built = try await Program.run("build", source.path, "--no-pdf", "--json", "-o", folder.appending(path: "o.zip").path)
            #expect(built.status == 0)
            #expect(built.lines.last?["exhibits"] as? Int == 2)
        }
    }

    @Test("six hundred long words in one message, and thousands of empty lines before another")
    func longWordsCostNoDossier() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            let words = (0..<600).map { "https://shop.example/orders/12345678/\($0)" }
            let chat =
                "18/03/24, 14:56 - Ann: " + words.joined(separator: "\n") + "\n18/03/24, 14:57 - Bob: "
                + String(repeating: "\n", count: 3000) + "end\n"
            try Data(chat.utf8).write(to: source.appending(path: "WhatsApp Chat with Bob.txt"))
            try Data(words.joined(separator: " ").utf8).write(to: source.appending(path: "links.txt"))
            let built = try await Program.run("build", source.path, "--json", "-o", folder.appending(path: "o.zip").path)
            #expect(built.status == 0, "\(built.messages)")
        }
    }

    /// What it says to keep back must not be published because it cannot be read.
    @Test func settingsBehindALinkStopTheBuild() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try Data("to my lawyer".utf8).write(to: source.appending(path: "advice.txt"))
            try Data("exhibits: [{file: advice.txt, privileged: true}]\n".utf8).write(to: folder.appending(path: "real.yaml"))
            try FileManager.default.createSymbolicLink(
                atPath: source.path + "/case.yaml", withDestinationPath: folder.path + "/real.yaml")
            let built = try await Program.run("build", source.path, "--no-pdf", "-o", folder.appending(path: "o.zip").path)
            #expect(built.status == 1 && built.messages.contains("symbolic link"), "\(built.messages)")
        }
    }

    @Test("what was filed keeps its numbers when evidence is added")
    func numbersAreKept() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            func put(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: source.appending(path: name)) }
            func build(_ name: String, previous: String? = nil) async throws -> (status: Int, messages: String, numbers: [String]) {
                let zip = folder.appending(path: name)
                let further = previous.map { ["--previous", folder.appending(path: $0).path] } ?? []
                let built = try await Program.run(
                    ["build", source.path, "--no-pdf", "-o", zip.path, "--created-at", Dossier.time] + further)
                guard built.status == 0 else { return (built.status, built.messages, []) }
                let table = try await Dossier.unpack(zip, below: folder.appending(path: name + "-unpacked")).appending(
                    path: "data/tables/exhibits.csv")
                let rows = try String(contentsOf: table, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
                return (
                    0, "", rows.map { row in row.split(separator: ",", omittingEmptySubsequences: false).prefix(4).joined(separator: " ") }
                )
            }
            try put("b.txt", "second")
            try put("c.txt", "third")
            #expect(try await build("1.zip").numbers == ["C1  Other b.txt", "C2  Other c.txt"])
            try put("a.txt", "first")
            #expect(try await build("new.zip").numbers == ["C1  Other a.txt", "C2  Other b.txt", "C3  Other c.txt"])
            let kept = try await build("2.zip", previous: "1.zip")
            #expect(kept.numbers == ["C1  Other b.txt", "C2  Other c.txt", "C3  Other a.txt"])
            let verified = try await Program.run("verify", folder.path + "/2.zip", "--rederive", "--json")
            #expect(verified.lines.first?["rederivation"] as? String == "same")
            // The numbers of the second dossier are kept in a third.
            try put("0.txt", "zero")
            #expect(try await build("3.zip", previous: "2.zip").numbers.map { $0.suffix(5) } == ["b.txt", "c.txt", "a.txt", "0.txt"])
            // A number must not come to mean something else.
            try put("b.txt", "second, changed")
            let changed = try await build("4.zip", previous: "1.zip")
            #expect(changed.status == 1 && changed.messages.contains("C1 there is `b.txt`"), "\(changed.messages)")
            let none = try await build("5.zip", previous: "none.zip")
            #expect(none.status == 1 && none.messages.contains("Name the zip"), "\(none.messages)")
        }
    }

    @Test func privilegedFilesStayOut() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try Data("to my lawyer: SECRETWORD".utf8).write(to: source.appending(path: "advice.txt"))
            try Data("we shipped it".utf8).write(to: source.appending(path: "note.txt"))
            try Data("exhibits: [{file: advice.txt, privileged: true}]\n".utf8).write(to: source.appending(path: "case.yaml"))
            let zip = folder.appending(path: "out.zip")
            let built = try await Program.run("build", source.path, "--no-pdf", "--json", "-o", zip.path, "--created-at", Dossier.time)
            #expect(built.status == 0)
            let refused = built.lines.last?["refused"] as? [[String: String]]
            #expect(refused?.first?["path"] == "advice.txt")
            let bytes = try Data(contentsOf: zip)
            #expect(bytes.range(of: Data("SECRETWORD".utf8)) == nil)
            #expect(try await Program.run("verify", "--rederive", zip.path).status == 0)
        }
    }

    /// What was left out, on purpose or not, is named with its reason; only the latter makes the reading incomplete.
    @Test func assessmentSaysWhatItDoesWithout() async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try Data("to my lawyer: SECRETWORD".utf8).write(to: source.appending(path: "advice.txt"))
            try Data("we shipped it".utf8).write(to: source.appending(path: "note.txt"))
            try Data("exhibits: [{file: advice.txt, privileged: true}]\n".utf8).write(to: source.appending(path: "case.yaml"))
            let withheld = try await Program.run("assess", source.path, "--json", "--created-at", Dossier.time)
            #expect(withheld.status == 0)
            #expect(withheld.messages.contains("not taken in: advice.txt (privileged, as case.yaml says)"))
            #expect(!withheld.output.contains("SECRETWORD"))
            let said = withheld.lines.first?["refused"] as? [[String: String]]
            #expect(said == [["path": "advice.txt", "reason": "privileged, as case.yaml says"]])

            try FileManager.default.createSymbolicLink(
                at: source.appending(path: "link.txt"), withDestinationURL: source.appending(path: "note.txt"))
            let refused = try await Program.run("assess", source.path, "--created-at", Dossier.time)
            #expect(refused.status == 3)
            #expect(refused.messages.contains("not taken in: link.txt (symbolic link)"))
            #expect(!refused.messages.contains("not read completely"))
        }
    }

    @Test(arguments: [("unpaid-b2b-uk", "strong", 0), ("messy", "weak", 3)])
    func assessmentNamesItsGrounds(sample: String, strength: String, status: Int) async throws {
        let made = try await Program.run("assess", Program.cases + "/" + sample, "--json", "--created-at", Dossier.time)
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
