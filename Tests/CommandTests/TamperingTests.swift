import Foundation
import SupportForTests
import Testing

/// Whoever changes a finished dossier is found out, and what was changed is named.
@Suite struct TamperingTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Where a problem must be reported, relative to the bag.
        let path: String
        let apply: @Sendable (_ bag: URL) throws -> Void

        static func edit(_ file: URL, _ change: (inout Data) -> Void) throws {
            var bytes = try Data(contentsOf: file)
            change(&bytes)
            try bytes.write(to: file)
        }

        static let all = [
            Change(testDescription: "a byte changed", path: "data/report.pdf") { bag in
                try edit(bag.appending(path: "data/report.pdf")) { $0[$0.count / 2] ^= 1 }
            },
            Change(testDescription: "a file more", path: "data/exhibits/more.txt") { bag in
                try Data("more".utf8).write(to: bag.appending(path: "data/exhibits/more.txt"))
            },
            Change(testDescription: "a file more beside data", path: "more.txt") { bag in
                try Data("more".utf8).write(to: bag.appending(path: "more.txt"))
            },
            Change(testDescription: "a file less", path: "data/custody.json") { bag in
                try FileManager.default.removeItem(at: bag.appending(path: "data/custody.json"))
            },
            Change(testDescription: "a file renamed: the old name", path: "data/bundle.pdf") { bag in
                try FileManager.default.moveItem(at: bag.appending(path: "data/bundle.pdf"), to: bag.appending(path: "data/bundel.pdf"))
            },
            Change(testDescription: "a file renamed: the new name", path: "data/bundel.pdf") { bag in
                try FileManager.default.moveItem(at: bag.appending(path: "data/bundle.pdf"), to: bag.appending(path: "data/bundel.pdf"))
            },
            Change(testDescription: "a manifest made to fit", path: "manifest-sha256.txt") { bag in
                let index = bag.appending(path: "data/index.html")
                let before = Digest.sha256(try Data(contentsOf: index))
                try edit(index) { $0.append(contentsOf: Data("<!-- -->".utf8)) }
                let manifest = bag.appending(path: "manifest-sha256.txt")
                let text = try String(contentsOf: manifest, encoding: .utf8)
                let forged = text.replacingOccurrences(of: before, with: Digest.sha256(try Data(contentsOf: index)))
                try Data(forged.utf8).write(to: manifest)
            },
            Change(testDescription: "a line of a manifest less", path: "data/bundle.pdf") { bag in
                let manifest = bag.appending(path: "manifest-sha512.txt")
                let lines = try String(contentsOf: manifest, encoding: .utf8).split(separator: "\n")
                try Data((lines.filter { !$0.hasSuffix("data/bundle.pdf") }.joined(separator: "\n") + "\n").utf8).write(to: manifest)
            },
            Change(testDescription: "the information changed", path: "bag-info.txt") { bag in
                try edit(bag.appending(path: "bag-info.txt")) { $0.append(contentsOf: Data("Contact-Name: Eve\n".utf8)) }
            },
        ]
    }

    private func verify(_ path: URL, _ options: String...) async throws -> (status: Int, line: JSON, problems: [JSON]) {
        let verified = try await Program.run(["verify", "--json", path.path] + options)
        let line = try #require(verified.lines.first, "\(verified.messages)")
        return (verified.status, line, line["problems"] as? [JSON] ?? [])
    }

    @Test(arguments: Change.all)
    func isNamedInTheFolderAndInAZipMadeFromIt(change: Change) async throws {
        let dossier = try await Dossiers.of(.messy)
        try await Program.inFolder { folder in
            let bag = try dossier.copy(below: folder)
            try change.apply(bag)
            let zipped = try await Program.tool("zip", "-qr", "other.zip", bag.lastPathComponent, in: folder)
            try #require(zipped.status == 0)
            for place in [bag, folder.appending(path: "other.zip")] {
                let found = try await verify(place, "--allow-repacked")
                #expect(found.status == 4 && found.line["contentIntact"] as? Bool == false)
                #expect(found.problems.contains { $0["path"] as? String == change.path }, "\(found.problems)")
            }
        }
    }

    @Test(arguments: [["zip", "-qr"], ["7z", "a", "-bd", "-bso0"]])
    func zippedAgainIsIntactContentInAnotherContainer(command: [String]) async throws {
        let dossier = try await Dossiers.of(.messy)
        try await Program.inFolder { folder in
            let zip = folder.appending(path: "other.zip")
            let zipped = try await Program.tool(
                command + [zip.path, dossier.bag.lastPathComponent], in: dossier.bag.deletingLastPathComponent())
            try #require(zipped.status == 0, "\(zipped.messages)")
            let strict = try await verify(zip)
            #expect(strict.status == 4 && strict.line["valid"] as? Bool == false)
            #expect(strict.line["contentIntact"] as? Bool == true && strict.line["container"] as? String == "repacked")
            #expect(!strict.problems.isEmpty)
            let lenient = try await verify(zip, "--allow-repacked", "--rederive")
            #expect(lenient.status == 0 && lenient.line["valid"] as? Bool == true)
            #expect(lenient.line["rederivation"] as? String == "same")
        }
    }

    @Test func bytesBehindTheZipAndMembersHiddenInItAreNamed() async throws {
        let sound = try await Data(contentsOf: Dossiers.of(.messy).zip)
        try await Program.inFolder { folder in
            let zip = folder.appending(path: "changed.zip")
            try (sound + Data("P.S.".utf8)).write(to: zip)
            let trailing = try await verify(zip, "--allow-repacked")
            #expect(trailing.status == 4 && trailing.problems.contains { $0["code"] as? String == "V-ZIP-TRAILING" })
            try sound.prefix(sound.count - 1).write(to: zip)
            #expect(try await verify(zip).status == 4)

            // A member that no directory lists: what a careless reader unpacks may differ from what another one shows.
            let script = """
                import struct, sys
                zip = bytearray(open(sys.argv[1], "rb").read())
                end = zip.rindex(b"PK\\x05\\x06")
                start = struct.unpack_from("<I", zip, end + 16)[0]
                name = b"CF-2026-0063/data/hidden.txt"
                member = struct.pack("<4sHHHHHIIIHH", b"PK\\x03\\x04", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name
                struct.pack_into("<I", zip, end + 16, start + len(member))
                zip[start:start] = member
                open(sys.argv[1], "wb").write(zip)
                """
            try sound.write(to: zip)
            let made = try await Program.tool("python3", "-c", script, zip.path)
            try #require(made.status == 0, "\(made.messages)")
            #expect(try await Program.tool("unzip", "-l", zip.path).output.contains("hidden") == false)
            let hidden = try await verify(zip, "--allow-repacked")
            #expect(hidden.status == 4)
            #expect(hidden.problems.contains { ($0["path"] as? String)?.hasSuffix("data/hidden.txt") == true }, "\(hidden.problems)")
        }
    }

    /// `CASEFILE_MUTATIONS` sets how many, `CASEFILE_SEED` which.
    @Test func randomChangesAreReported() async throws {
        let environment = ProcessInfo.processInfo.environment
        let count = Int(environment["CASEFILE_MUTATIONS"] ?? "") ?? 24
        let seed = UInt64(environment["CASEFILE_SEED"] ?? "") ?? 20_260_701
        let sound = try await Data(contentsOf: Dossiers.of(.unpaid).zip)
        try await Program.inFolder { folder in
            let zip = folder.appending(path: "changed.zip")
            for number in 0..<count {
                var generator = Seeded(state: seed &+ UInt64(number) &* 0x1_0000)
                let (changed, what) = Self.change(sound, &generator)
                guard changed != sound else { continue }
                try changed.write(to: zip)
                let verified = try await Program.run("verify", zip.path)
                #expect(verified.status == 4, "seed \(seed), number \(number): \(what)\n\(verified.output)\(verified.messages)")
            }
        }
    }

    /// A bit, a byte, a piece put in, cut out, overwritten, moved, the end cut off, or more at the end.
    private static func change(_ bytes: Data, _ generator: inout Seeded) -> (Data, String) {
        func random(_ count: Int) -> Int { Int(generator.next() % UInt64(max(1, count))) }
        var changed = bytes
        let (kind, place, length) = (random(8), random(bytes.count), random(40) + 1)
        let piece = place..<min(bytes.count, place + length)
        let noise = Data((0..<piece.count).map { _ in UInt8(random(256)) })
        switch kind {
        case 0: changed[place] ^= UInt8(1 << random(8))
        case 1: changed[place] = UInt8(random(256))
        case 2: changed.insert(contentsOf: noise, at: place)
        case 3: changed.removeSubrange(piece)
        case 4: changed = changed.prefix(place)
        case 5: changed += noise
        case 6: changed.replaceSubrange(piece, with: noise)
        default:
            let from = random(bytes.count - piece.count)
            changed.replaceSubrange(piece, with: bytes[from..<from + piece.count])
        }
        return (changed, "kind \(kind) at \(place), length \(length)")
    }
}
