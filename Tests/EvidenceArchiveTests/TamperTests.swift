import Foundation
import SupportForTests
import Testing

@testable import EvidenceArchive

/// Every change from outside is found.
@Suite struct TamperTests {
    private static func sample() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.add("shop:1", ["a.txt": "one", "b/c.txt": "two", "empty": ""])
        try scratch.add("shop:1", ["a.txt": "changed"])
        try scratch.add("shop:1", ["d.txt": "third"])
        try scratch.add("shop:2", ["a.txt": "other"])
        return scratch
    }

    @Test func anyByteOfAnyFile() throws {
        let scratch = try Self.sample()
        #expect(try scratch.audit().problems == [])
        let root = scratch.archivePath + "/ocfl"
        var generator = Seeded(state: 20260701)
        for path in try FileManager.default.subpathsOfDirectory(atPath: root).sorted() {
            let file = URL(fileURLWithPath: root + "/" + path)
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            let sound = try Data(contentsOf: file)
            let small = sound.count <= 160
            let places =
                small ? Array(sound.indices) : (0..<60).map { _ in Int.random(in: sound.indices, using: &generator) } + [sound.count - 1]
            for place in places {
                var changed = sound
                changed[place] ^= UInt8(1 << Int.random(in: 0..<8, using: &generator))
                try Self.replace(file, with: changed)
                #expect(try !scratch.audit().isIntact, "\(path), byte \(place)")
            }
            try Self.replace(file, with: sound + Data([0x0A]))
            #expect(try !scratch.audit().isIntact, "\(path), a byte more")
            if !sound.isEmpty {
                try Self.replace(file, with: sound.dropLast())
                #expect(try !scratch.audit().isIntact, "\(path), a byte less")
            }
            try FileManager.default.removeItem(at: file)
            let report = try scratch.audit()
            #expect(!report.isIntact, "\(path) removed")
            try sound.write(to: file)
        }
        #expect(try scratch.audit().problems == [])
    }

    /// What stands beside a folder that cannot be read is looked at all the same.
    @Test func aFolderThatCannotBeReadEndsNothing() throws {
        let scratch = try Self.sample()
        let (first, second) = (try scratch.object("shop:1"), try scratch.object("shop:2"))
        let (closed, open) = first < second ? (first, second) : (second, first)
        let file = URL(fileURLWithPath: open + "/v1/content/a.txt")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        try Data("forged".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: closed)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: closed) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path)
        var audit = StorageRootAudit(root: Array((scratch.archivePath + "/ocfl").utf8), isArchive: true)
        FileSystemUser.asNobody { audit.run() }
        #expect(audit.objects.count == 1)
        #expect(audit.problems.map(\.code) == [AuditProblem.unreadable])
        #expect(audit.problems.first.map { closed.hasSuffix($0.path) } == true, "\(audit.problems)")
    }

    /// The superuser may read everything; this thread alone gives that up for a while.
    private enum FileSystemUser {
        static func asNobody(_ work: () -> Void) {
            typealias Change = @convention(c) (UInt32) -> Int32
            guard geteuid() == 0, let symbol = dlsym(nil, "setfsuid") else { return work() }
            let change = unsafeBitCast(symbol, to: Change.self)
            _ = change(65534)
            work()
            _ = change(0)
        }
    }

    private static func replace(_ file: URL, with bytes: Data) throws {
        try FileManager.default.removeItem(at: file)
        try bytes.write(to: file)
    }

    @Test(arguments: [
        "ocfl/extra.txt", "ocfl/extensions/extra.txt", "ocfl/extensions/0003-hash-and-id-n-tuple-storage-layout/extra",
        "ocfl/aaa/extra.txt",
        "OBJECT/extra", "OBJECT/v1/extra", "OBJECT/v1/content/extra", "OBJECT/v1/content/b/extra", "OBJECT/v1/more/extra",
        "OBJECT/logs/extra", "OBJECT/v4/content/extra", "OBJECT/extensions/mine/extra", "OBJECT/../extra",
    ])
    func extraFiles(place: String) throws {
        let scratch = try Self.sample()
        let path = place.replacing("OBJECT", with: try scratch.object("shop:1"))
        let file = URL(fileURLWithPath: path.hasPrefix("/") ? path : scratch.archivePath + "/" + path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("x".utf8).write(to: file)
        let report = try scratch.audit()
        #expect(!report.isIntact)
        let name = place.contains("/v4/") ? "v4" : place.contains("/mine/") ? "mine" : place.contains("/more/") ? "more" : "extra"
        #expect(report.problems.contains { $0.path.contains(name) }, "\(report.problems)")
    }

    @Test func emptyFoldersAndLinks() throws {
        for (place, isLink) in [("v1/content/none", false), ("v1/content/link", true), ("none", false)] {
            let scratch = try Self.sample()
            let path = try scratch.object("shop:1") + "/" + place
            if isLink {
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd")
            } else {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            }
            #expect(try !scratch.audit().isIntact, "\(place)")
        }
    }

    @Test func removedVersionsAndOrders() throws {
        for version in ["v1", "v2", "v3"] {
            let scratch = try Self.sample()
            try FileManager.default.removeItem(atPath: scratch.object("shop:1") + "/" + version)
            #expect(try scratch.audit().problems.contains { $0.path.contains("/" + version) })
        }
        let scratch = try Self.sample()
        try FileManager.default.removeItem(atPath: scratch.object("shop:2"))
        #expect(try scratch.audit().problems.contains { $0.code == "E073" })
    }

    /// The newest version taken away as a whole, with everything made to fit but the log.
    @Test func aVersionRolledBack() throws {
        let scratch = try Self.sample()
        let object = try scratch.object("shop:1")
        try FileManager.default.removeItem(atPath: object + "/v3")
        for name in ["inventory.json", "inventory.json.sha512"] {
            try FileManager.default.removeItem(atPath: object + "/" + name)
            try FileManager.default.copyItem(atPath: object + "/v2/" + name, toPath: object + "/" + name)
        }
        let codes = Set(try scratch.audit().problems.map(\.code))
        #expect(codes == [AuditProblem.custodyLog])
    }

    @Test(arguments: ["cut", "emptied", "reordered", "reworded", "removed"])
    func theLog(change: String) throws {
        let scratch = try Self.sample()
        let log = URL(fileURLWithPath: try scratch.object("shop:1") + "/logs/custody.jsonl")
        var lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
        switch change {
        case "cut": lines.removeLast()
        case "emptied": lines.removeAll()
        case "reordered": lines.swapAt(0, 1)
        case "reworded": lines[0] = lines[0].replacing("Li Na", with: "Li Ma")
        default: break
        }
        try FileManager.default.removeItem(at: log)
        if change != "removed" { try Data((lines.map { $0 + "\n" }.joined()).utf8).write(to: log) }
        let problems = try scratch.audit().problems.filter { $0.code.hasPrefix("CF-CUSTODY") }
        #expect(!problems.isEmpty)
        #expect(problems.contains { $0.path.hasSuffix("custody.jsonl") }, "\(problems)")
    }

    /// Somebody rewrites an inventory and its checksums, everywhere; OCFL alone would accept it.
    @Test func aRewrittenInventory() throws {
        let scratch = try Self.sample()
        let object = try scratch.object("shop:2")
        for folder in ["", "/v1"] {
            let file = URL(fileURLWithPath: object + folder + "/inventory.json")
            let text = try String(contentsOf: file, encoding: .utf8).replacing("\"a.txt\"", with: "\"b.txt\"")
            try Self.replace(file, with: Data(text.utf8))
            let sidecar = URL(fileURLWithPath: file.path + ".sha512")
            let digest = try run(["sha512sum", file.path]).output.prefix(128)
            try Self.replace(sidecar, with: Data("\(digest) inventory.json\n".utf8))
        }
        #expect(try Validator.complaints(scratch.archivePath) == "")
        #expect(Set(try scratch.audit().problems.map(\.code)) == [AuditProblem.custodyPin])
    }

    @Test func auditWritesNothing() throws {
        let scratch = try Self.sample()
        func state() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: scratch.archivePath).sorted().map {
                let facts = try FileManager.default.attributesOfItem(atPath: scratch.archivePath + "/" + $0)
                return "\($0) \(facts[.modificationDate] ?? "") \(facts[.size] ?? "")"
            }
        }
        let before = try state()
        _ = try scratch.audit()
        #expect(try state() == before)
    }
}
