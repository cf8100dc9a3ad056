import ByteIO
import Foundation
import SupportForTests
import Testing

@Suite struct SourceTests {
    @Test func memoryAndFilesReadAlike() throws {
        let scratch = try Scratch()
        let bytes = noise(10_000)
        try scratch.put("a", bytes)
        for source in [ByteSource(bytes), try ByteSource.file(at: scratch.file("a"))] {
            #expect(source.count == 10_000)
            #expect(try source.bytes(limit: 10_000) == bytes)
            #expect(try source.slice(100..<300).slice(50..<1000).bytes(limit: 1000) == Array(bytes[150..<300]))
            #expect(try source.bytes(in: 9990..<20_000).count == 10)
            #expect(try source.slice(20_000..<30_000).count == 0)
            #expect(throws: ByteIOError.self) { _ = try source.bytes(limit: 9999) }
            var stream = source.stream()
            #expect(try stream.bytes(limit: 10_000) == bytes)
            #expect(try stream.bytes(limit: 1) == [])
        }
        #expect(ByteSource(bytes).withFileDescriptor { _, _ in true } == nil)
        #expect(try ByteSource.file(at: scratch.file("a")).slice(5..<9).withFileDescriptor { $1 } == 5..<9)
    }

    @Test func aFileThatShrinksIsNotReadAsIfItWereWhole() throws {
        let scratch = try Scratch()
        try scratch.put("a", noise(1000))
        let source = try ByteSource.file(at: scratch.file("a"))
        truncate(scratch.file("a"), 10)
        #expect(throws: ByteIOError.self) { _ = try source.bytes(limit: 1000) }
    }

    @Test func digestsAreTheKnownOnes() throws {
        let fixity = FixityHasher.fixity(of: Array("abc".utf8))
        #expect(fixity.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(fixity.sha512?.hasPrefix("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a") == true)
        #expect(fixity.crc32 == 0x3524_41C2)
        #expect(fixity.bytes == 3)
        #expect(FixityHasher.fixity(of: [], .sha256Only).sha512 == nil)
        let large = noise(5_000_000)
        var stream = ByteSource(large).stream()
        let spread = try FixityHasher.fixity(of: &stream, expected: 5_000_000, workers: 3)
        #expect(spread == FixityHasher.fixity(of: large))
    }

    @Test(
        arguments: [
            ([0x61, 0x1B, 0x5B], "a\\x1b["), ([0xD6, 0xD0], "\\xd6\\xd0"), ([0xE4, 0xB8, 0xAD], "中"),
            ([0x66, 0xE2, 0x80, 0xAE, 0x67], "f\\xe2\\x80\\xaeg"), ([], ""),
        ] as [([UInt8], String)])
    func namesAreShownWithoutHarm(name: [UInt8], shown: String) { #expect(displayText(ofName: name) == shown) }
}

@Suite struct GzipTests {
    private func read(_ bytes: [UInt8], _ limits: InflationLimits = InflationLimits()) throws -> (GzipStream, [UInt8]) {
        let stream = try GzipStream(ByteSource(bytes), limits: limits)
        var reader = stream
        return (stream, try reader.bytes(limit: 1 << 28))
    }

    private func gzip(_ bytes: [UInt8], name: String = "feed.xml") throws -> [UInt8] {
        let scratch = try Scratch()
        try scratch.put(name, bytes)
        try runIfInstalled(["gzip", "-k", name], in: scratch.path)
        return try ByteSource.file(at: scratch.file(name + ".gz")).bytes(limit: 1 << 28)
    }

    @Test func membersNamesAndTrailingBytes() throws {
        let one = try gzip(text(200_000)), two = try gzip([], name: "b")
        let (stream, bytes) = try read(one + two + one + [0, 0, 7])
        #expect(bytes == text(200_000) + text(200_000))
        #expect(stream.members == 3 && stream.trailingBytes == 3)
        #expect(stream.header.name == Array("feed.xml".utf8))
    }

    @Test func damageIsAnError() throws {
        let whole = try gzip(text(50_000))
        for count in [0, 5, 20, whole.count - 1] {
            #expect(throws: ByteIOError.self) { _ = try self.read(Array(whole.prefix(count))) }
        }
        var flipped = whole
        flipped[whole.count - 5] ^= 1
        #expect(throws: ByteIOError.self) { _ = try self.read(flipped) }
    }

    @Test func bombsStopAtTheirLimits() throws {
        let bomb = try gzip([UInt8](repeating: 0, count: 5_000_000))
        #expect(throws: ByteIOError.limitExceeded("inflates to more than 100 times its size")) { _ = try self.read(bomb) }
        #expect(throws: ByteIOError.self) { _ = try self.read(bomb, .bounded(by: 100)) }
        let budget = InflationLimits(ratio: 100_000, budget: InflationBudget(bytes: 7_000_000))
        _ = try read(bomb, budget)
        #expect(throws: ByteIOError.self) { _ = try self.read(bomb, budget) }
    }
}
