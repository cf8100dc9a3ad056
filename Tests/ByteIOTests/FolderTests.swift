import ByteIO
import Foundation
import SupportForTests
import Testing

@Suite struct FolderTests {
    /// F2: only regular files are opened; everything else is listed with its reason.
    @Test func everythingIsListedAndOnlyFilesAreOpened() throws {
        let scratch = try Scratch()
        try scratch.put("b.txt", [1, 2])
        mkdir(scratch.file("sub"), 0o700)
        try scratch.put("sub/a.txt", [3])
        symlink("b.txt", scratch.file("link"))
        symlink("/etc", scratch.file("folderlink"))
        mkfifo(scratch.file("pipe"), 0o600)
        let entries = try EvidenceFolder.entries(at: scratch.bytes)
        let listed = entries.map { "\(String(decoding: $0.path, as: UTF8.self)) \($0.kind)" }
        #expect(
            listed == [
                "b.txt file(bytes: 2)", "folderlink refused(ByteIO.RefusalReason.symbolicLink)",
                "link refused(ByteIO.RefusalReason.symbolicLink)", "pipe refused(ByteIO.RefusalReason.namedPipe)",
                "sub/a.txt file(bytes: 1)",
            ])
        let folder = try EvidenceFolder(at: scratch.bytes)
        #expect(try folder.open(entries[4]).source.bytes(limit: 9) == [3])
        for path in ["link", "pipe", "folderlink/passwd", "../x", "sub/../b.txt", "/etc/passwd", "", "sub"] {
            #expect(throws: ByteIOError.self, "\(path)") { _ = try folder.open(path: Array(path.utf8)) }
        }
        for path in ["link", "pipe", "sub"] {
            #expect(throws: ByteIOError.self) { _ = try EvidenceFile.open(at: scratch.file(path)) }
        }
        #expect(throws: ByteIOError.self) { _ = try EvidenceFile.open(at: "/dev/null") }
    }

    /// A name in GBK, as an old unzip leaves it.
    @Test func namesThatAreNotUTF8AreOpened() throws {
        let scratch = try Scratch()
        let name: [UInt8] = [0xB6, 0xA9, 0xB5, 0xA5, 0x2E, 0x74, 0x78, 0x74]
        let path = scratch.bytes + [47] + name
        let descriptor = (path + [0]).map(CChar.init(bitPattern:)).withUnsafeBufferPointer {
            open($0.baseAddress.unsafelyUnwrapped, O_WRONLY | O_CREAT, 0o600)
        }
        #expect(write(descriptor, "hi", 2) == 2)
        close(descriptor)
        let folder = try EvidenceFolder(at: scratch.bytes)
        let entries = try folder.entries()
        #expect(entries.map(\.path) == [name])
        #expect(try folder.open(entries[0]).source.bytes(limit: 9) == Array("hi".utf8))
        #expect(try EvidenceFile.open(at: path).source.count == 2)
    }

    /// F1: a change between opening and the end of reading is noticed.
    @Test func changesWhileReadingAreNoticed() throws {
        let scratch = try Scratch()
        try scratch.put("a", noise(100))
        let file = try EvidenceFile.open(at: scratch.file("a"))
        #expect(file.unchangedSinceOpen())
        let handle = try #require(FileHandle(forWritingAtPath: scratch.file("a")))
        handle.seekToEndOfFile()
        handle.write(Data([1]))
        #expect(!file.unchangedSinceOpen())
        let spool = try MemberSpool(in: scratch.bytes)
        #expect(throws: ByteIOError.changedWhileReading(path: scratch.file("a"))) { _ = try spool.add(file) }
        // Files of /proc have bytes although they say they have none.
        #expect(throws: ByteIOError.self) { _ = try spool.add(try EvidenceFile.open(at: "/proc/self/status")) }
    }

    @Test func anEmptyFolderIsEmpty() throws {
        let scratch = try Scratch()
        #expect(try EvidenceFolder.entries(at: scratch.bytes) == [])
    }

    @Test func aWriterThreadIsNoticed() throws {
        let scratch = try Scratch()
        try scratch.put("a", noise(3_000_000))
        let file = try EvidenceFile.open(at: scratch.file("a"))
        let path = scratch.file("a")
        let writer = Thread { for _ in 0..<50 { FileHandle(forWritingAtPath: path)?.write(Data([0])) } }
        writer.start()
        while !writer.isFinished { usleep(1000) }
        #expect(throws: ByteIOError.self) { _ = try MemberSpool(in: scratch.bytes).add(file) }
    }
}

@Suite struct AtomicFileTests {
    @Test(arguments: [true, false])
    func appearsWholeOrNotAtAll(allowsUnnamed: Bool) throws {
        let scratch = try Scratch()
        let target = Array(scratch.file("out.zip").utf8)
        for content in [noise(3_000_000), noise(10, seed: 2)] {
            let before = try scratch.names
            let file = try AtomicFile(replacing: target, allowsUnnamed: allowsUnnamed)
            try file.append(content)
            #expect(try scratch.names.filter { !$0.hasPrefix(".casefile") } == before)
            try file.commit()
            #expect(try scratch.names == ["out.zip"])
            #expect(try ByteSource.file(at: target).bytes(limit: 1 << 23) == content)
        }
        var status = stat()
        stat(scratch.file("out.zip"), &status)
        #expect(status.st_mode & 0o7777 == 0o644)
    }

    @Test(arguments: [true, false])
    func nothingIsLeftOfAFailure(allowsUnnamed: Bool) throws {
        let scratch = try Scratch()
        do {
            let file = try AtomicFile(replacing: Array(scratch.file("x").utf8), allowsUnnamed: allowsUnnamed)
            try file.append([1, 2, 3])
        }
        #expect(try scratch.names == [])
        #expect(throws: ByteIOError.self) { _ = try AtomicFile(replacing: scratch.path) }
        #expect(throws: ByteIOError.self) { _ = try AtomicFile(replacing: scratch.file("no/such/folder")) }
    }

    /// Small files are hashed in the end, large ones while they are written.
    @Test(arguments: [0, 1, 2_000_000, 40_000_000], [true, false])
    func hashesWhatItWrites(size: Int, syncs: Bool) throws {
        let scratch = try Scratch()
        let bytes = noise(size)
        let file = try AtomicFile(replacing: Array(scratch.file("x").utf8), hashes: true)
        for start in stride(from: 0, to: size, by: 700_001) { try file.append(Array(bytes[start..<min(size, start + 700_001)])) }
        let fixity = try file.commitHashing(syncs: syncs)
        #expect(fixity.sha256 == FixityHasher.fixity(of: bytes).sha256)
        #expect(fixity.bytes == Int64(size))
        #expect(try ByteSource.file(at: scratch.file("x")).bytes(limit: 1 << 26) == bytes)
    }

    @Test(arguments: [true, false])
    func aLargeFileIsGivenUpOrCommittedWithoutItsDigest(allowsUnnamed: Bool) throws {
        let scratch = try Scratch()
        for commits in [false, true] {
            let file = try AtomicFile(replacing: Array(scratch.file("x").utf8), hashes: true, allowsUnnamed: allowsUnnamed)
            try file.append(noise(40_000_000))
            if commits { try file.commit() } else { file.discard() }
            #expect(try scratch.names == (commits ? ["x"] : []))
        }
    }

    @Test func leftoversOfDeadProcessesAreRemovedAndOthersStay() throws {
        let scratch = try Scratch()
        let child = try #require(try runIfInstalled(["sh", "-c", "echo $$"], in: scratch.path))
        let dead = child.output.trimmingCharacters(in: .whitespacesAndNewlines)
        mkdir(scratch.file(".casefile-\(dead)-12345-0"), 0o700)
        try scratch.put(".casefile-\(dead)-12345-0/a", [1])
        try scratch.put(".casefile-\(getpid())-1-9", [1])
        try scratch.put(".casefile-mine", [1])
        let folder = try TemporaryFolder(in: scratch.path)
        let kept = String(decoding: folder.path, as: UTF8.self).split(separator: "/").last.map(String.init) ?? ""
        #expect(try scratch.names == [kept, ".casefile-mine"].sorted())
        var status = stat()
        stat(String(decoding: folder.path, as: UTF8.self), &status)
        #expect(status.st_mode & 0o7777 == 0o700)
        folder.close()
        #expect(try scratch.names == [".casefile-mine"])
    }
}
