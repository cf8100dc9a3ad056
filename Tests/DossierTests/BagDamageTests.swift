import ByteIO
import Dossier
import Foundation
import SupportForTests
import Testing

/// Members of a zip that can be changed and written again, canonically, so that only the bag is wrong.
struct Workbench {
    var members: [(name: String, bytes: [UInt8])]
    let scratch: Scratch

    init(_ payload: [(path: String, bytes: [UInt8])] = Samples.tiny) throws {
        scratch = try Scratch()
        let zip = try ZipReader(ByteSource(try Samples.dossier(payload, in: scratch)))
        members = try zip.entries.map { entry in
            var stream = try zip.open(entry, limits: .bounded(by: 1 << 20))
            return (String(decoding: entry.rawName, as: UTF8.self), try stream.bytes(limit: 1 << 20))
        }
    }

    subscript(path: String) -> [UInt8] {
        get { members.first { $0.name == "CF-1/" + path }?.bytes ?? [] }
        set {
            if let index = members.firstIndex(where: { $0.name == "CF-1/" + path }) {
                members[index].bytes = newValue
            } else {
                members.append(("CF-1/" + path, newValue))
            }
        }
    }

    mutating func remove(_ path: String) { members.removeAll { $0.name == "CF-1/" + path } }

    mutating func rename(_ path: String, to other: String) {
        for index in members.indices where members[index].name == "CF-1/" + path { members[index].name = "CF-1/" + other }
    }

    mutating func edit(_ path: String, _ old: String, _ new: String) {
        self[path] = Array(String(decoding: self[path], as: UTF8.self).replacingOccurrences(of: old, with: new).utf8)
    }

    func zip() throws -> ByteSource {
        let spool = try MemberSpool(in: scratch.bytes)
        let file = try AtomicFile(replacing: scratch.file("out.zip"))
        let contents = try members.map { member in
            let isText = !member.name.contains("/data/")
            return ZipMember(
                name: Array(member.name.utf8), content: isText ? try spool.addStored(member.bytes) : try spool.add(member.bytes))
        }
        try ZipWriter.write(contents, to: file)
        return try file.writtenBytes()
    }

    func verify() throws -> Verification { DossierVerifier.verify(try zip()) }

    /// Writes the files to a folder and judges that.
    func verifyFolder() throws -> Verification {
        let root = URL(fileURLWithPath: scratch.file("bag"))
        for member in members {
            let url = root.appendingPathComponent(member.name)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(member.bytes).write(to: url)
        }
        return try DossierVerifier.verify(at: root.appendingPathComponent("CF-1").path)
    }
}

/// One way of damaging a bag, and what must be said about it.
struct BagDamage: Sendable, CustomTestStringConvertible {
    let rule: String
    let code: String
    let path: String
    let change: @Sendable (inout Workbench) -> Void
    var testDescription: String { rule }

    static let json = "data/case.json"

    static let all: [BagDamage] = [
        BagDamage(rule: "V1 extra payload file", code: "V-EXTRA", path: "data/more.txt") { $0["data/more.txt"] = [1] },
        BagDamage(rule: "V1 extra tag file", code: "V-EXTRA", path: "note.txt") { $0["note.txt"] = [1] },
        BagDamage(rule: "V1 second tag manifest", code: "V-EXTRA", path: "tagmanifest-sha512.txt") {
            $0["tagmanifest-sha512.txt"] = []
        },
        BagDamage(rule: "V1 removed file", code: "V-MISSING", path: json) { $0.remove(json) },
        BagDamage(rule: "V1 renamed: old name", code: "V-MISSING", path: "data/exhibits/0001-box/1.pdf") {
            $0.rename("data/exhibits/0001-box/1.pdf", to: "data/exhibits/0001-box/2.pdf")
        },
        BagDamage(rule: "V1 renamed: new name", code: "V-EXTRA", path: "data/exhibits/0001-box/2.pdf") {
            $0.rename("data/exhibits/0001-box/1.pdf", to: "data/exhibits/0001-box/2.pdf")
        },
        BagDamage(rule: "same size, other bytes", code: "V-PAYLOAD-CHANGED", path: "data/exhibits/0002-box/11.pdf") {
            $0["data/exhibits/0002-box/11.pdf"] = Array("%PDF-1.4 six".utf8)
        },
        BagDamage(rule: "1.pdf and 11.pdf exchanged", code: "V-PAYLOAD-CHANGED", path: "data/exhibits/0001-box/1.pdf") {
            let one = $0["data/exhibits/0001-box/1.pdf"]
            $0["data/exhibits/0001-box/1.pdf"] = $0["data/exhibits/0002-box/11.pdf"]
            $0["data/exhibits/0002-box/11.pdf"] = one
        },
        BagDamage(rule: "V2 one manifest lists less", code: "V-MANIFEST-SET", path: json) {
            $0["manifest-sha512.txt"] = Array($0["manifest-sha512.txt"].drop { $0 != 10 }.dropFirst())
        },
        BagDamage(rule: "V2 manifest removed", code: "V-MISSING", path: "manifest-sha512.txt") { $0.remove("manifest-sha512.txt") },
        BagDamage(rule: "V2 listed twice", code: "V-MANIFEST", path: "manifest-sha256.txt") {
            let text = $0["manifest-sha256.txt"]
            $0["manifest-sha256.txt"] = text + text
        },
        BagDamage(rule: "V2 path leads out", code: "V-MANIFEST", path: "manifest-sha256.txt") {
            $0.edit("manifest-sha256.txt", "data/case.json", "data/../../case.json")
        },
        BagDamage(rule: "V2 digest too short", code: "V-MANIFEST", path: "manifest-sha256.txt") {
            $0["manifest-sha256.txt"] = Array($0["manifest-sha256.txt"].dropFirst())
        },
        BagDamage(rule: "manifest changed", code: "V-TAG-CHANGED", path: "manifest-sha256.txt") {
            $0["manifest-sha256.txt"] += [10]
        },
        BagDamage(rule: "tag manifest not canonical", code: "V-TAGMANIFEST", path: "tagmanifest-sha256.txt") {
            $0.edit("tagmanifest-sha256.txt", "a", "A")
        },
        BagDamage(rule: "tag manifest removed", code: "V-MISSING", path: "tagmanifest-sha256.txt") {
            $0.remove("tagmanifest-sha256.txt")
        },
        BagDamage(rule: "container list removed", code: "V-MISSING", path: "container-sha256.txt") {
            $0.remove("container-sha256.txt")
        },
        BagDamage(rule: "container list changed", code: "V-TAG-CHANGED", path: "container-sha256.txt") {
            $0.edit("container-sha256.txt", "stored", "deflate")
        },
        BagDamage(rule: "bagit.txt spaces", code: "V-BAGIT", path: "bagit.txt") { $0.edit("bagit.txt", "n: 1", "n : 1") },
        BagDamage(rule: "bagit.txt byte order mark", code: "V-BAGIT", path: "bagit.txt") {
            $0["bagit.txt"] = [0xEF, 0xBB, 0xBF] + $0["bagit.txt"]
        },
        BagDamage(rule: "bagit.txt CRLF", code: "V-BAGIT", path: "bagit.txt") { $0.edit("bagit.txt", "\n", "\r\n") },
        BagDamage(rule: "bagit.txt removed", code: "V-MISSING", path: "bagit.txt") { $0.remove("bagit.txt") },
        BagDamage(rule: "Oxum wrong", code: "V-OXUM", path: "bag-info.txt") { $0.edit("bag-info.txt", ".5", ".6") },
        BagDamage(rule: "Oxum twice", code: "V-OXUM", path: "bag-info.txt") { $0["bag-info.txt"] += $0["bag-info.txt"] },
        BagDamage(rule: "bag-info without colon", code: "V-BAG-INFO", path: "bag-info.txt") {
            $0["bag-info.txt"] += Array("hello\n".utf8)
        },
        BagDamage(rule: "fetch.txt", code: "V-FETCH", path: "fetch.txt") {
            $0["fetch.txt"] = Array("https://example.org/x - data/x\n".utf8)
        },
        BagDamage(rule: "unknown algorithm", code: "V-ALGORITHM", path: "manifest-md5.txt") { $0["manifest-md5.txt"] = [] },
        BagDamage(rule: "F7 names differ in case", code: "V-COLLISION", path: "data/case.json") {
            $0["data/CASE.json"] = [1]
        },
    ]
}

@Suite struct BagDamageTests {
    @Test(arguments: BagDamage.all)
    func isNamedInAZip(damage: BagDamage) throws {
        var bench = try Workbench()
        damage.change(&bench)
        let verification = try bench.verify()
        #expect(verification.problems.contains { $0.code == damage.code && $0.path == damage.path }, "\(verification.problems)")
        #expect(!verification.contentIntact && !verification.repacked)
    }

    @Test(arguments: BagDamage.all)
    func isNamedInAFolder(damage: BagDamage) throws {
        var bench = try Workbench()
        damage.change(&bench)
        let verification = try bench.verifyFolder()
        #expect(verification.problems.contains { $0.code == damage.code && $0.path == damage.path }, "\(verification.problems)")
        #expect(!verification.contentIntact && verification.container == .folder)
    }

    @Test func aBenchThatChangesNothingIsIntact() throws {
        let bench = try Workbench()
        #expect(try bench.verify().problems == [])
        #expect(try bench.verifyFolder().problems == [])
    }

    @Test func everyProblemIsReportedAtOnce() throws {
        var bench = try Workbench()
        bench["data/more.txt"] = [1]
        bench["data/case.json"] = [2]
        bench.remove("data/exhibits/0001-box/1.pdf")
        let codes = Set(try bench.verify().problems.map(\.code))
        #expect(codes.isSuperset(of: ["V-EXTRA", "V-PAYLOAD-CHANGED", "V-MISSING", "V-OXUM", "V-CONTAINER"]))
    }

    @Test func linksAndPipesInAFolderAreRefused() throws {
        let bench = try Workbench()
        _ = try bench.verifyFolder()
        let bag = bench.scratch.file("bag/CF-1")
        symlink("/etc/passwd", bag + "/data/link")
        mkfifo(bag + "/data/pipe", 0o600)
        let problems = try DossierVerifier.verify(at: bag).problems
        #expect(problems.map(\.code) == ["V-NOT-A-FILE", "V-NOT-A-FILE"])
        #expect(problems.map(\.path) == ["data/link", "data/pipe"])
    }

    @Test(arguments: [
        ["zip", "-qr", "other.zip", "CF-1"], ["7z", "a", "-bd", "other.zip", "CF-1"],
        ["python3", "-m", "zipfile", "-c", "other.zip", "CF-1"], ["zip", "-q0rX", "other.zip", "CF-1"],
    ])
    func packedAgainIsIntactContentInAnotherContainer(command: [String]) throws {
        let bench = try Workbench()
        _ = try bench.verifyFolder()
        guard let result = try runIfInstalled(command, in: bench.scratch.file("bag")), result.status == 0 else {
            print("\(command[0]) is not installed: not checked")
            return
        }
        let verification = try DossierVerifier.verify(at: bench.scratch.file("bag/other.zip"))
        #expect(verification.contentIntact && verification.repacked && !verification.isValid)
        #expect(verification.problems.map(\.code) == ["V-ZIP-REPACKED"], "\(verification.problems)")
    }

    @Test func paddingBitsChangeTheContainerAndNotTheContent() throws {
        let scratch = try Scratch()
        var bytes = try Samples.dossier([("a.txt", Array(String(repeating: "a", count: 100).utf8))], in: scratch)
        let zip = try ZipReader(ByteSource(bytes))
        let entry = try #require(zip.entries.first { $0.facts.method == ZipFormat.deflate })
        let data = try zip.compressedSource(entry).bytes(limit: 1 << 20)
        let last = try #require(bytes.firstRange(of: data)).upperBound - 1
        bytes[last] ^= 0x80
        let verification = DossierVerifier.verify(ByteSource(bytes))
        #expect(verification.problems.map(\.code) == ["V-ZIP-DATA"])
        #expect(verification.problems.map(\.path) == ["data/a.txt"])
        #expect(verification.contentIntact && verification.container == .repacked)
    }
}
