import Foundation
import SupportForTests
import Testing

@testable import ByteIO

/// A lock is one caller's until it is given up, whatever else that caller holds and whatever a killed owner left.
@Suite("Locks by files") struct FileLockTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/casefile-locks-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> [UInt8] { Array((folder + "/" + name).utf8) }
    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    @Test func locksBesideOneAnotherAreHeldEachForItself() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var first = try FileLock.take(path("a"))
        var second = try FileLock.take(path("b"), beside: first)
        #expect(second != nil)
        #expect(try FileLock.take(path("a")) == nil)
        #expect(try FileLock.take(path("b")) == nil)
        #expect(try FileLock.take(path("b"), beside: first) == nil, "held, though the caller has its file")
        #expect(FileLock.owner(path("b"))?.hasPrefix("process \(getpid()) ") == true)
        // The first is given up: its name is free, and the second is held as before.
        first = nil
        #expect(try names() == ["b"])
        let taken = try FileLock.take(path("a"))
        #expect(taken != nil)
        #expect(try FileLock.take(path("b")) == nil)
        second = nil
        #expect(try names() == ["a"])
        #expect(try FileLock.take(path("b")) != nil)
        withExtendedLifetime(taken) {}
    }

    /// What is left of a killed owner: several names of one file that nobody has locked.
    @Test func namesThatAKilledOwnerLeftDoNotHoldEachOther() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("1 1 host\n".utf8).write(to: URL(fileURLWithPath: folder + "/a"))
        for name in ["b", "c"] { try FileManager.default.linkItem(atPath: folder + "/a", toPath: folder + "/" + name) }
        let first = try FileLock.take(path("a"))
        let second = try FileLock.take(path("b"), beside: first)
        #expect(first != nil)
        #expect(second != nil, "nobody holds it")
        #expect(try FileLock.take(path("a")) == nil)
        #expect(try FileLock.take(path("b")) == nil)
        FileLock.removeAbandoned(in: Array(folder.utf8))
        #expect(try names() == ["a", "b"])
        withExtendedLifetime((first, second)) {}
    }
}
