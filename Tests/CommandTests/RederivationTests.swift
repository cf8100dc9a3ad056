import Foundation
import Testing

/// A bag whose checksums were all made to fit again: only what follows from the originals tells what was forged.
@Suite struct RederivationTests {
    struct Forgery: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Where a problem must be reported, relative to the bag.
        let path: String
        let apply: @Sendable (_ data: URL) throws -> Void

        private static func replace(_ file: URL, _ old: String, _ new: String) throws {
            let text = try String(contentsOf: file, encoding: .utf8)
            try #require(text.contains(old))
            try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: file)
        }

        private static func custody(_ description: String, _ old: String, _ new: String) -> Forgery {
            Forgery(testDescription: description, path: "data/custody.json") {
                try replace($0.appending(path: "custody.json"), old, new)
            }
        }

        static let all = [
            Forgery(testDescription: "a file planted", path: "data/exhibits/0005-fake/fake.pdf") { data in
                let folder = data.appending(path: "exhibits/0005-fake")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data("%PDF-1.4".utf8).write(to: folder.appending(path: "fake.pdf"))
            },
            Forgery(testDescription: "a fact changed", path: "data/case.json") { data in
                try replace(data.appending(path: "case.json"), "\"note.txt\"", "\"nota.txt\"")
            },
            Forgery(testDescription: "an original changed", path: "data/case.json") { data in
                let folder = data.appending(path: "exhibits")
                let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
                let note = try #require(names.first { $0.hasSuffix("note.txt") })
                try Data("we shipped nothing".utf8).write(to: folder.appending(path: note))
            },
            Forgery(testDescription: "a table changed", path: "data/tables/exhibits.csv") { data in
                try replace(data.appending(path: "tables/exhibits.csv"), "note.txt", "nota.txt")
            },
            Forgery(testDescription: "a table planted", path: "data/tables/payments-2.csv") { data in
                try Data("date,amount".utf8).write(to: data.appending(path: "tables/payments-2.csv"))
            },
            custody("the size of an original", "\"size\": 13", "\"size\": 14"),
            custody("the number of an exhibit", "\"exhibit\": \"C", "\"exhibit\": \"D"),
            custody("the parent of a part", "\"parent\": \"C", "\"parent\": \"D"),
            custody("an event", "\"eventOutcome\": \"success\"", "\"eventOutcome\": \"failure\""),
            custody("a member more", "\"version\": 1,", "\"version\": 1, \"note\": \"checked by the court\","),
        ]
    }

    /// Writes the manifests, the tag manifest and Payload-Oxum anew.
    private static let fitting = """
        import hashlib, os, re, sys
        bag = sys.argv[1].encode()
        def paths(top):
            found = [os.path.relpath(os.path.join(d, f), bag) for d, _, names in os.walk(os.path.join(bag, top)) for f in names]
            return sorted(found)
        def read(path):
            with open(os.path.join(bag, path), "rb") as file: return file.read()
        def manifest(algorithm, names):
            return b"".join(hashlib.new(algorithm, read(n)).hexdigest().encode() + b"  " + n + b"\\n" for n in names)
        def write(name, text):
            with open(os.path.join(bag, name), "wb") as file: file.write(text)
        payload = paths(b"data")
        for algorithm in ["sha256", "sha512"]: write(b"manifest-%s.txt" % algorithm.encode(), manifest(algorithm, payload))
        oxum = b"Payload-Oxum: %d.%d" % (sum(len(read(n)) for n in payload), len(payload))
        write(b"bag-info.txt", re.sub(b"Payload-Oxum: .*", oxum, read(b"bag-info.txt")))
        tags = sorted(n for n in os.listdir(bag) if os.path.isfile(os.path.join(bag, n)) and n != b"tagmanifest-sha256.txt")
        write(b"tagmanifest-sha256.txt", manifest("sha256", tags))
        """

    private func withBag(_ body: (URL) async throws -> Void) async throws {
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try Data("we shipped it".utf8).write(to: source.appending(path: "note.txt"))
            try Data("From: a@b.example\nSubject: x\n\nplease pay the invoice\n".utf8).write(to: source.appending(path: "a.eml"))
            let packed = try await Program.tool("zip", "-q", "parts.zip", "a.eml", in: source)
            try #require(packed.status == 0)
            let zip = folder.path + "/out.zip"
            let built = try await Program.run("build", source.path, "--no-pdf", "-o", zip, "--created-at", Dossier.time)
            try #require(built.status == 0, "\(built.messages)")
            let unpacked = folder.appending(path: "unpacked")
            try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
            try await body(try await Dossier.unpack(URL(fileURLWithPath: zip), below: unpacked))
        }
    }

    @Test(arguments: Forgery.all)
    func isNamedThoughAllChecksumsFit(forgery: Forgery) async throws {
        try await withBag { bag in
            try forgery.apply(bag.appending(path: "data"))
            let fitted = try await Program.tool("python3", "-c", Self.fitting, bag.path)
            try #require(fitted.status == 0, "\(fitted.messages)")
            #expect(try await Program.run("verify", bag.path).status == 0)
            let verified = try await Program.run("verify", bag.path, "--rederive", "--json")
            let line = try #require(verified.lines.first)
            #expect(verified.status == 4 && line["contentIntact"] as? Bool == false)
            #expect(line["rederivation"] as? String == "different")
            let problems = line["problems"] as? [JSON] ?? []
            #expect(problems.map { $0["path"] as? String } == [forgery.path], "\(problems)")
            let shown = try await Program.run("verify", bag.path, "--rederive").output
            #expect(shown.contains("NOT intact: what was made from the originals does not follow"), "\(shown)")
        }
    }

    @Test func whatWasNotForgedFollows() async throws {
        try await withBag { bag in
            let fitted = try await Program.tool("python3", "-c", Self.fitting, bag.path)
            try #require(fitted.status == 0, "\(fitted.messages)")
            #expect(try await Program.run("verify", bag.path, "--rederive").status == 0)
        }
    }

    /// A file that another program keeps others from opening: refused, said without the place on this machine, and recorded,
    /// so that the case can be derived again.
    @Test func aFileThatCannotBeOpenedIsRefusedAndTheDossierIsSound() async throws {
        let script = """
            import fcntl, os, signal, subprocess, sys
            signal.signal(signal.SIGIO, signal.SIG_IGN)
            file = os.open(sys.argv[1] + "/b.txt", os.O_RDWR)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
            sys.exit(subprocess.run(sys.argv[2:]).returncode)
            """
        try await Program.inFolder { folder in
            let source = folder.appending(path: "evidence")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            for name in ["a", "b", "c"] { try Data("note \(name)".utf8).write(to: source.appending(path: name + ".txt")) }
            let zipped = try await Program.tool("zip", "-q0r", "parts.zip", ".", in: source)
            try #require(zipped.status == 0)
            let zip = folder.path + "/out.zip"
            let built = try await Program.tool(
                "python3", "-c", script, source.path, Program.path, "build", source.path, "--no-pdf", "--json", "-o", zip,
                "--created-at", Dossier.time)
            #expect(built.status == 3, "\(built.messages)")
            let refused = try #require(built.lines.last?["refused"] as? [JSON])
            #expect(refused.first?["path"] as? String == "b.txt")
            #expect((refused.first?["reason"] as? String)?.hasPrefix("could not be read: ") == true, "\(refused)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: zip)).range(of: Data(folder.lastPathComponent.utf8)) == nil)
            let verified = try await Program.run("verify", "--rederive", "--json", zip)
            #expect(verified.status == 0 && verified.lines.first?["rederivation"] as? String == "same", "\(verified.output)")
            let unpacked = folder.appending(path: "unpacked")
            try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
            let bag = try await Dossier.unpack(URL(fileURLWithPath: zip), below: unpacked)
            for name in ["case.json", "custody.json"] {
                let text = try String(contentsOf: bag.appending(path: "data/" + name), encoding: .utf8)
                #expect(text.contains("could not be read") && !text.contains(folder.lastPathComponent))
            }
        }
    }
}
