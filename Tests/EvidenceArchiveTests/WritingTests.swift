import ByteIO
import Foundation
import SupportForTests
import Testing

@testable import EvidenceArchive

@Suite struct WritingTests {
    @Test func versionsKeepWhatWasBefore() throws {
        let scratch = try Scratch()
        let first = try scratch.add("shop:1", ["a.txt": "one", "b/c.txt": "two"])
        #expect(first.version == 1 && first.isNewVersion && first.added == 2 && first.stored == 2)
        let second = try scratch.add("shop:1", ["a.txt": "changed", "d.txt": "two"])
        #expect(second.version == 2 && second.added == 2 && second.stored == 1, "content that is stored is not stored again")
        let order = try scratch.archive.order(OrderName("shop:1"))
        #expect(order.files.map { String(decoding: $0.path, as: UTF8.self) } == ["a.txt", "b/c.txt", "d.txt"])
        let texts = try order.files.map { String(decoding: try $0.open().source.bytes(limit: 100), as: UTF8.self) }
        #expect(texts == ["changed", "two", "two"])
        #expect(order.files.map(\.bytes) == [7, 3, 3])
        #expect(order.files[1].sha256 == Digester.digest(of: Array("two".utf8), .sha256))
        #expect(try String(contentsOfFile: scratch.object("shop:1") + "/v1/content/a.txt", encoding: .utf8) == "one")
        #expect(order.versions.map(\.files) == [2, 3])
        let report = try scratch.audit()
        #expect(report.problems == [])
        #expect(report.files == 3)
        #expect(try Validator.complaints(scratch.archivePath) == "")
        #expect(try scratch.litter == [])
    }

    @Test func nothingNewMakesNoVersion() throws {
        let scratch = try Scratch()
        try scratch.add("shop:1", ["a.txt": "one", "b.txt": "two"])
        let before = try scratch.archive.order(OrderName("shop:1")).inventoryDigest
        let again = try scratch.add("shop:1", ["a.txt": "one"])
        #expect(!again.isNewVersion && again.version == 1 && again.unchanged == 1 && again.added == 0)
        #expect(try scratch.archive.order(OrderName("shop:1")).inventoryDigest == before)
    }

    @Test func sameInputsMakeSameBytes() throws {
        let digests = try (0..<2).map { _ in
            let scratch = try Scratch()
            try scratch.add("shop:1", Dictionary(uniqueKeysWithValues: (0..<40).map { ("f\($0).txt", "content \($0 / 2)") }), message: "m")
            return try scratch.archive.order(OrderName("shop:1")).inventoryDigest
        }
        #expect(digests[0] == digests[1])
    }

    @Test func namesThatAreNotUTF8ComeBack() throws {
        let scratch = try Scratch()
        let names: [[UInt8]] = [
            [0xC4, 0xE3, 0xBA, 0xC3, 0x2E, 0x74, 0x78, 0x74], Array("a%FF".utf8), Array("汉/字".utf8), [0x61, 0x0A, 0x62],
        ]
        try scratch.add("shop:1", names.enumerated().map { ($1, Array("\($0)".utf8)) })
        let order = try scratch.archive.order(OrderName("shop:1"))
        #expect(order.files.map(\.path) == names.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(try scratch.audit().problems == [])
        #expect(try Validator.complaints(scratch.archivePath) == "")
    }

    @Test func contradictionsAddNothing() throws {
        let scratch = try Scratch()
        try scratch.add("shop:1", ["a": "file"])
        #expect(throws: ArchiveError.conflict(path: "a")) { try scratch.add("shop:1", ["a/b": "in a folder", "c": "more"]) }
        #expect(throws: ArchiveError.twoFiles(path: "x")) {
            try scratch.add("shop:2", [(Array("x".utf8), [1]), (Array("x".utf8), [2])])
        }
        let missing = FileToAdd(path: Array("gone.txt".utf8)) { try EvidenceFile.open(at: "/nowhere/gone.txt") }
        #expect(throws: ArchiveError.self) {
            try scratch.writer.add(AddRequest(order: OrderName("shop:3"), files: [missing], sources: []))
        }
        #expect(try scratch.archive.orders().map(\.description) == ["shop:1"])
        #expect(try scratch.archive.order(OrderName("shop:1")).version == 1)
        #expect(try scratch.litter == [])
        #expect(try scratch.audit().problems == [])
    }

    /// Two writers of one order: both kept, in two versions.
    @Test func writersOfOneOrderTakeTurns() async throws {
        let scratch = try Scratch()
        let (archive, context, folder) = (scratch.archive, scratch.context, scratch.folder)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let source = try TemporaryFolder(in: folder.path)
                    let files = try Scratch.files([(Array("f\(number)".utf8), [UInt8(number)])], in: source)
                    let order = try OrderName(number.isMultiple(of: 2) ? "shop:even" : "shop:odd")
                    return try ArchiveWriter(archive, context: context, workers: 1)
                        .add(AddRequest(order: order, files: files, sources: [])).version
                }
            }
            var versions: [Int] = []
            for try await version in group { versions.append(version) }
            #expect(versions.sorted() == [1, 1, 2, 2, 3, 3, 4, 4])
        }
        #expect(try scratch.archive.order(OrderName("shop:even")).files.count == 4)
        #expect(try scratch.audit().problems == [])
        #expect(try Validator.complaints(scratch.archivePath) == "")
        #expect(try scratch.litter == [])
    }

    /// A writer that holds one order does not make another wait.
    @Test func otherOrdersDoNotWait() throws {
        let scratch = try Scratch()
        let held = try FileLock.take(scratch.archive.locks + [UInt8(ascii: "/")] + StorageLayout.key(of: OrderName("shop:1").urn))
        #expect(held != nil)
        #expect(try scratch.add("shop:2", ["a": "b"]).isNewVersion)
        withExtendedLifetime(held) {}
    }

    @Test func severalOrdersShareOneCommit() throws {
        let scratch = try Scratch()
        let source = try TemporaryFolder(in: scratch.folder.path)
        let files = try Scratch.files((0..<20).map { (Array("f\($0)".utf8), Array("content \($0)".utf8)) }, in: source)
        let bad = FileToAdd(path: [0x78]) { try EvidenceFile.open(at: "/nowhere/x") }
        var requests = try files.enumerated().map { AddRequest(order: try OrderName("shop:\(99 - $0)"), files: [$1], sources: []) }
        requests.insert(AddRequest(order: try OrderName("shop:bad"), files: [bad], sources: []), at: 3)
        // The lock of this one cannot be had: its name belongs to a folder.
        let locked = AddRequest(order: try OrderName("shop:locked"), files: [bad], sources: [])
        try FolderChange.makeFolder(scratch.archive.locks + [UInt8(ascii: "/")] + StorageLayout.key(of: locked.order.urn))
        requests.append(locked)
        let results = try scratch.writer.add(requests)
        #expect(results.count == 22)
        for (request, result) in zip(requests, results) {
            switch result {
            case .success(let outcome): #expect(outcome.order == request.order)
            case .failure: #expect(["bad", "locked"].contains(request.order.id))
            }
        }
        #expect(try scratch.archive.orders().count == 20)
        #expect(try scratch.audit().problems == [])
        #expect(try Validator.complaints(scratch.archivePath) == "")
    }

    /// Root can make a file system of two mebibytes; elsewhere this is not tested, and said.
    @Test func aFullDiskChangesNothing() throws {
        let scratch = try Scratch()
        let mount = scratch.path + "/small"
        try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: false)
        guard geteuid() == 0, try run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", mount]).status == 0 else {
            print("a full disk was NOT tested: only root can mount a small file system")
            return
        }
        defer { _ = try? run(["umount", "-l", mount]) }
        let archive = try Archive.create(at: mount + "/archive")
        let writer = ArchiveWriter(archive, context: scratch.context, workers: 2)
        let source = try TemporaryFolder(in: scratch.folder.path)
        let small = try Scratch.files([(Array("small".utf8), [1, 2, 3])], in: source)
        let order = try OrderName("shop:1")
        #expect(try writer.add(AddRequest(order: order, files: small, sources: [])).version == 1)
        let other = try TemporaryFolder(in: scratch.folder.path)
        let large = try Scratch.files(
            (0..<4).map { number in (Array("large\(number)".utf8), [UInt8](repeating: UInt8(number), count: 1 << 20)) }, in: other)
        #expect(throws: ArchiveError.self) { try writer.add(AddRequest(order: order, files: large, sources: [])) }
        #expect(throws: ArchiveError.self) { try writer.add(AddRequest(order: OrderName("shop:2"), files: large, sources: [])) }
        #expect(try archive.order(order).version == 1)
        #expect(try ArchiveAudit(path: mount + "/archive", workers: 2).run().problems == [])
        #expect(try Validator.complaints(mount + "/archive") == "")
        #expect(try FileManager.default.contentsOfDirectory(atPath: mount + "/archive/staging") == [])
    }
}
