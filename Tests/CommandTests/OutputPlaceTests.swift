import Foundation
import Testing

/// What is written replaces no evidence and nothing that people did not name, and lands in no archive.
@Suite struct OutputPlaceTests {
    private static let options = ["--no-pdf", "--created-at", Dossier.time]

    /// Runs in a folder that holds `chat.txt` and `evidence/note.txt`.
    private func inPlace(_ body: (URL) async throws -> Void) async throws {
        try await Program.inFolder { folder in
            try Data("14.02.26, 10:00 - Li Na: hello".utf8).write(to: folder.appending(path: "chat.txt"))
            try FileManager.default.createDirectory(at: folder.appending(path: "evidence"), withIntermediateDirectories: true)
            try Data("a note".utf8).write(to: folder.appending(path: "evidence/note.txt"))
            try await body(folder)
        }
    }

    private func read(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    @Test func evidenceIsNotReplaced() async throws {
        try await inPlace { folder in
            let chat = folder.appending(path: "chat.txt")
            let link = folder.appending(path: "link.txt")
            try FileManager.default.linkItem(at: folder.appending(path: "evidence/note.txt"), to: link)
            for (source, output) in [(chat.path, chat.path), (folder.path + "/evidence", link.path)] {
                let built = try await Program.run(["build", source, "-o", output] + Self.options)
                #expect(built.status == 1 && built.messages.contains("is evidence itself"), "\(built.messages)")
                let job = "{\"id\":\"1\",\"source\":\"\(source)\",\"output\":\"\(output)\",\"options\":{\"pdf\":false}}\n"
                let answered = try await Program.run(["worker"], input: job)
                #expect(answered.lines.first?["status"] as? String == "failed", "\(answered.output)")
            }
            #expect(try read(chat).hasSuffix("hello") && read(link) == "a note")
            // Another file of the same content is not the evidence.
            let copy = folder.appending(path: "copy.txt")
            try FileManager.default.copyItem(at: chat, to: copy)
            #expect(try await Program.run(["build", chat.path, "-o", copy.path] + Self.options).status == 0)
        }
    }

    /// The name that follows from the case replaces a dossier and nothing else.
    @Test func aNameNobodyGaveReplacesDossiersOnly() async throws {
        try await inPlace { folder in
            let command = [Program.path, "build", "evidence"] + Self.options
            let taken = folder.appending(path: "evidence.zip")
            try Data("my own zip".utf8).write(to: taken)
            let refused = try await Program.tool(command, in: folder)
            #expect(refused.status == 1 && refused.messages.contains("is no dossier of casefile"), "\(refused.messages)")
            #expect(try read(taken) == "my own zip")
            _ = try await Program.tool("zip", "-q", "other.zip", "chat.txt", in: folder)
            try FileManager.default.removeItem(at: taken)
            try FileManager.default.moveItem(at: folder.appending(path: "other.zip"), to: taken)
            #expect(try await Program.tool(command, in: folder).status == 1)
            #expect(try await Program.tool(command + ["-o", "evidence.zip"], in: folder).status == 0)
            #expect(try await Program.tool(command, in: folder).status == 0)
        }
    }

    @Test(arguments: ["archive/x", "archive/ocfl/x", "archive/ocfl/new/x"])
    func nothingIsWrittenIntoAnArchive(place: String) async throws {
        try await inPlace { folder in
            let archive = folder.path + "/archive"
            _ = try await Program.run("archive", "init", archive)
            _ = try await Program.run("archive", "add", archive, "--order", "shop:1", folder.path + "/evidence")
            let target = folder.path + "/" + place
            for command in [
                ["build", folder.path + "/evidence", "-o", target] + Self.options, ["archive", "export", archive, "shop:1", target],
                ["batch", archive, "-o", target, "--no-pdf"], ["batch", archive, "-o", target, "--jobs"], ["init", target],
                ["templates", "export", target],
            ] {
                let refused = try await Program.run(command)
                #expect(refused.status == 1, "\(command)")
                // A folder that is not there is said to be missing.
                #expect(refused.messages.contains("inside an archive") || place.contains("new"), "\(command): \(refused.messages)")
            }
            #expect(try await Program.run("archive", "audit", archive).status == 0)
            #expect(!FileManager.default.fileExists(atPath: target))
        }
    }

    /// A limit of no bytes for files stands for a disk that is full.
    @Test(arguments: [["init", "new"], ["templates", "export", "new"], ["archive", "init", "new"]])
    func aFullDiskLeavesNoEmptyFiles(command: [String]) async throws {
        try await inPlace { folder in
            let line = "trap '' XFSZ; ulimit -f 0; cd \"$1\" && exec \"$0\" \(command.joined(separator: " "))"
            let refused = try await Program.shell(line, Program.path, folder.path, environment: [:])
            #expect(refused.status == 1, "\(refused.messages)")
            let left = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path + "/new")) ?? []
            for name in left {
                var isFolder: ObjCBool = false
                #expect(FileManager.default.fileExists(atPath: folder.path + "/new/" + name, isDirectory: &isFolder) && isFolder.boolValue)
            }
            if command.first == "archive" { #expect(!FileManager.default.fileExists(atPath: folder.path + "/new")) }
            #expect(try await Program.tool([Program.path] + command, in: folder).status == 0)
        }
    }

    @Test func anOutputThatTakesNothingIsSaid() async throws {
        let full = try await Program.shell("exec \"$0\" formats --json > /dev/full", Program.path, environment: [:])
        #expect(full.status == 1 && full.messages.contains("standard output cannot be written (No space left on device)"))
    }

    @Test func whatIsMissingIsSaidToBe() async throws {
        try await inPlace { folder in
            let missing = try await Program.run("verify", folder.path + "/missing.zip")
            #expect(missing.status == 1 && missing.messages.contains("missing.zip: no such file or folder"), "\(missing.messages)")
            _ = try await Program.run("archive", "init", folder.path + "/archive")
            let orders = try await Program.run(
                "batch", folder.path + "/archive", "-o", folder.path + "/d", "--orders", folder.path + "/missing.txt")
            #expect(orders.status == 64 && orders.messages.contains("missing.txt: no such file"), "\(orders.messages)")
        }
    }

    @Test func settingsUnderAnotherNameAreRemarked() async throws {
        try await inPlace { folder in
            for (name, words) in [
                ("Case.yaml", "file `Case.yaml`"), ("case.yml", "file `case.yml`"), ("case.yaml/x", "folder `case.yaml`"),
            ] {
                let file = folder.appending(path: "evidence/" + name)
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data("case: A\n".utf8).write(to: file)
                for command in [
                    ["assess", folder.path + "/evidence"], ["build", folder.path + "/evidence", "-o", folder.path + "/o.zip", "--no-pdf"],
                ] {
                    let done = try await Program.run(command)
                    #expect(done.messages.contains(words), "\(command): \(done.messages)")
                }
                try FileManager.default.removeItem(at: name.contains("/") ? file.deletingLastPathComponent() : file)
            }
        }
    }
}
