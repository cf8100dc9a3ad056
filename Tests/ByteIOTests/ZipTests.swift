import ByteIO
import Foundation
import SupportForTests
import Testing

@Suite struct ZipTests {
    private func write(_ members: [(String, [UInt8])], in scratch: Scratch) throws -> [UInt8] {
        let spool = try MemberSpool(in: scratch.bytes)
        let file = try AtomicFile(replacing: scratch.file("w.zip"))
        try ZipWriter.write(try members.map { ZipMember(name: Array($0.0.utf8), content: try spool.add($0.1)) }, to: file)
        return try file.writtenBytes().bytes(limit: 1 << 28)
    }

    @Test func whatIsWrittenIsReadAndCanonical() throws {
        let scratch = try Scratch()
        let bytes = try write([("b/订单.txt", text(900)), ("a.jpg", noise(700)), ("c", [])], in: scratch)
        let zip = try ZipReader(ByteSource(bytes))
        #expect(zip.entries.map(\.name) == ["a.jpg", "b/订单.txt", "c"])
        #expect(zip.entries.map(\.nameSource) == [.ascii, .utf8Flag, .ascii])
        #expect(zip.audit() == [] && zip.differencesFromCanon() == [])
        var stream = try zip.open(zip.entries[1], limits: InflationLimits())
        #expect(try stream.bytes(limit: 1000) == text(900))
        #expect(try zip.storedSource(zip.entries[0])?.bytes(limit: 1000) == noise(700))
        #expect(try write([("c", []), ("a.jpg", noise(700)), ("b/订单.txt", text(900))], in: scratch) == bytes)
    }

    @Test func anEmptyZipIsAZip() throws {
        let bytes = try write([], in: try Scratch())
        #expect(bytes.count == 22)
        let zip = try ZipReader(ByteSource(bytes))
        #expect(zip.entries.isEmpty && zip.audit() == [] && zip.differencesFromCanon() == [])
    }

    @Test func zip64ByNumberOfEntries() throws {
        let scratch = try Scratch()
        let spool = try MemberSpool(in: scratch.bytes)
        let content = try spool.add([1])
        let file = try AtomicFile(replacing: scratch.file("many.zip"))
        try ZipWriter.write((0..<65_540).map { ZipMember(name: Array("f\($0)".utf8), content: content) }, to: file)
        try file.commit()
        let zip = try ZipReader(try ByteSource.file(at: scratch.file("many.zip")))
        #expect(zip.entries.count == 65_540)
        #expect(zip.differencesFromCanon() == [])
        #expect(throws: ByteIOError.self) { _ = try ZipReader(zip.source, maximumEntries: 65_539) }
        let command = ["python3", "-c", "import zipfile; print(len(zipfile.ZipFile('many.zip').namelist()))"]
        if let result = try runIfInstalled(command, in: scratch.path) {
            #expect(result.output == "65540\n")
        }
    }

    /// Zip64 by size: the records of a member of 5 GB, in a file whose data is a hole.
    @Test func zip64BySize() throws {
        let scratch = try Scratch()
        let size: UInt64 = 5 << 30
        let facts = ZipMemberFacts(method: 0, crc32: 0x1234, compressedSize: size, size: size)
        let name = Array("big.bin".utf8)
        let local = ZipFormat.localHeader(name: name, facts: facts)
        let second = UInt64(local.count) + size
        let small = ZipMemberFacts(method: 0, crc32: 0, compressedSize: 0, size: 0)
        let after = ZipFormat.localHeader(name: Array("c".utf8), facts: small)
        let directory =
            ZipFormat.centralHeader(name: name, facts: facts, offset: 0)
            + ZipFormat.centralHeader(name: Array("c".utf8), facts: small, offset: second)
        let start = second + UInt64(after.count)
        let tail =
            after + directory
            + ZipFormat.endRecords(count: 2, directoryOffset: start, directorySize: UInt64(directory.count))
        try scratch.put("big.zip", local)
        let handle = try #require(FileHandle(forWritingAtPath: scratch.file("big.zip")))
        try handle.seek(toOffset: second)
        handle.write(Data(tail))
        let zip = try ZipReader(try ByteSource.file(at: scratch.file("big.zip")))
        #expect(zip.entries.map(\.facts) == [facts, small])
        #expect(zip.audit() == [] && zip.differencesFromCanon() == [])
        if let result = try runIfInstalled(["zipinfo", "-h", "big.zip"], in: scratch.path) {
            #expect(result.output.contains("number of entries: 2"))
        }
    }

    /// Zips of other programs: folders, dates, descriptors, extra fields.
    @Test(arguments: [
        ["zip", "-qr", "o.zip", "d"], ["sh", "-c", "zip -qr - d | cat > o.zip"], ["7z", "a", "-bd", "-tzip", "o.zip", "d"],
        ["python3", "-m", "zipfile", "-c", "o.zip", "d"],
    ])
    func foreignZipsAreSound(command: [String]) throws {
        let scratch = try Scratch()
        mkdir(scratch.file("d"), 0o700)
        try scratch.put("d/a.txt", text(5000))
        try scratch.put("d/ü.bin", noise(100))
        guard let result = try runIfInstalled(command, in: scratch.path), result.status == 0 else { return }
        let zip = try ZipReader(try ByteSource.file(at: scratch.file("o.zip")))
        #expect(zip.audit() == [])
        let entry = try #require(zip.entries.first { $0.name == "d/a.txt" })
        #expect(entry.refusal == nil)
        var stream = try zip.open(entry, limits: InflationLimits())
        #expect(try stream.bytes(limit: 5000) == text(5000))
        #expect(zip.entries.contains { $0.rawName == Array("d/ü.bin".utf8) || $0.name == "d/ü.bin" })
    }

    @Test func encryptedMembersAndLinksAreRefusedWithReason() throws {
        let scratch = try Scratch()
        try scratch.put("a.txt", text(500))
        symlink("/etc/passwd", scratch.file("l"))
        guard try runIfInstalled(["zip", "-q", "-P", "secret", "-y", "e.zip", "a.txt", "l"], in: scratch.path)?.status == 0 else { return }
        let zip = try ZipReader(try ByteSource.file(at: scratch.file("e.zip")))
        #expect(zip.entries.map(\.refusal) == ["encrypted", "symbolic link"])
        #expect(throws: ByteIOError.self) { _ = try zip.open(zip.entries[0], limits: InflationLimits()) }
    }

    @Test func namesInGBKStayRaw() throws {
        let scratch = try Scratch()
        // 0x5C is the second byte of a GBK character here, not a separator.
        let script =
            "import zipfile; z=zipfile.ZipFile('g.zip','w'); z.writestr('XXXX.txt','hi'); z.close(); b=open('g.zip','rb').read()"
            + ".replace(b'XXXX', bytes([0xb6,0xa9,0x81,0x5c])); open('g.zip','wb').write(b)"
        guard try runIfInstalled(["python3", "-c", script], in: scratch.path)?.status == 0 else { return }
        let zip = try ZipReader(try ByteSource.file(at: scratch.file("g.zip")))
        #expect(zip.entries[0].rawName == [0xB6, 0xA9, 0x81, 0x5C] + Array(".txt".utf8))
        #expect(zip.entries[0].name == nil && zip.entries[0].nameSource == .unstated && zip.entries[0].refusal == nil)
    }

    /// Z3: the content is counted, whatever the header says.
    @Test func bombsAreStopped() throws {
        let bytes = try write([("zeros", [UInt8](repeating: 0, count: 4_000_000))], in: try Scratch())
        let zip = try ZipReader(ByteSource(bytes))
        let stream = try zip.open(zip.entries[0], limits: InflationLimits())
        #expect(throws: ByteIOError.self) {
            var stream = stream
            _ = try stream.drain()
        }
    }

    @Test(
        arguments: [
            ("a/b.txt", []), ("folder/", []), ("../x", [.parent]), ("/x", [.absolute, .emptyComponent]),
            ("C:\\x", [.drive, .backslash, .colon]),
            ("a\\b", [.backslash]), ("a\u{0}b", [.nul]), ("~/x", [.home]), ("a//b", [.emptyComponent]), ("./a", [.dotComponent]),
            ("", [.empty]), ("CON", [.reserved]), ("x/aux.txt", [.reserved]), ("com1.log", [.reserved]), ("com12", []),
            ("a.txt:stream", [.colon]), ("a.", [.trailingDotOrSpace]), ("a /b", [.trailingDotOrSpace]),
            (String(repeating: "x", count: 256), [.longComponent]), ("a\u{7}", [.control]),
        ] as [(String, Set<NameProblem>)])
    func namesAreJudged(name: String, problems: Set<NameProblem>) {
        #expect(ArchiveNames.problems(of: Array(name.utf8)) == problems)
    }

    @Test(arguments: [
        ("A.txt", "a.TXT", true), ("caf\u{E9}", "cafe\u{301}", true), ("a.", "a", true), ("x/a ", "x/a", true),
        ("STRASSE", "stra\u{DF}e", true), ("1.pdf", "11.pdf", false), ("a", "b", false),
    ])
    func collisionsAreSeen(left: String, right: String, isSame: Bool) {
        let same = ArchiveNames.collisionKey(of: Array(left.utf8)) == ArchiveNames.collisionKey(of: Array(right.utf8))
        #expect(same == isSame)
    }

    /// A sound zip behind other bytes.
    private func zip(behind bytes: [UInt8]) throws -> ZipReader {
        try ZipReader(ByteSource(bytes + (try write([("a.txt", text(50))], in: try Scratch()))))
    }

    private func hiddenMember(_ name: String) -> [UInt8] {
        ZipFormat.localHeader(name: Array(name.utf8), facts: ZipMemberFacts(method: 0, crc32: 0, compressedSize: 0, size: 0))
    }

    /// Z5: also where several reads meet, and far behind the first.
    @Test(arguments: [0, (1 << 20) - 2, (1 << 20) - 3, (1 << 20) + 1, 17 << 20])
    func hiddenMembersAreFoundAnywhere(place: Int) throws {
        let found = try zip(behind: [UInt8](repeating: 0, count: place) + hiddenMember("secret.txt") + [1, 2, 3]).audit()
        #expect(found.filter { $0.code == .hiddenMember }.map(\.name) == [Array("secret.txt".utf8)])
    }

    @Test func hiddenMembersWithoutEndAreCounted() throws {
        let name = String(repeating: "n", count: 60_000)
        let found = try zip(behind: hiddenMember(name) + Array(repeatElement([0x50, 0x4B, 3, 4], count: 300_000).joined())).audit()
            .filter { $0.code == .hiddenMember }
        #expect(found.count == 101 && found.allSatisfy { $0.name.count <= 255 })
        #expect(found.first?.name == Array(String(repeating: "n", count: 255).utf8))
        #expect(found.last?.message.hasPrefix("299901 more members") == true)
    }

    /// A position to which nothing can be added.
    @Test func membersFarAwayAreRefused() throws {
        var bytes = try write([("a.txt", text(50))], in: try Scratch())
        let facts = ZipMemberFacts(method: 0, crc32: 0, compressedSize: 0, size: 0)
        let directory = ZipFormat.centralHeader(name: Array("a".utf8), facts: facts, offset: UInt64(Int64.max))
        let start = UInt64(bytes.count)
        bytes += directory + ZipFormat.endRecords(count: 1, directoryOffset: start, directorySize: UInt64(directory.count))
        #expect(throws: ByteIOError.self) { _ = try ZipReader(ByteSource([1, 2, 3] + bytes)).audit() }
    }
}
