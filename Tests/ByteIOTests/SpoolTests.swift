import ByteIO
import Foundation
import Synchronization
import SupportForTests
import Testing

@Suite struct SpoolTests {
    static let contents: [(name: String, bytes: [UInt8], method: UInt16)] = [
        ("empty", [], 0),
        ("one byte", [7], 0),
        ("text", text(5000), 8),
        ("one block", text(256 << 10), 8),
        ("one byte more than a block", text((256 << 10) + 1), 8),
        ("exactly one round of one worker", text(512 << 10), 8),
        ("many blocks", text(5_000_001), 8),
        ("noise", noise(40_000), 0),
        ("much noise", noise(3_000_000), 0),
        ("noise before text", noise(100_000) + text(150_000), 8),
        ("noise between text", text(30_000) + noise(150_000) + text(30_000), 8),
        ("noise with text from the second block on", noise(256 << 10) + text(3_000_000), 0),
        ("JPEG that would deflate", [0xFF, 0xD8, 0xFF, 0xE0] + text(9000), 0),
        ("MP4", [0, 0, 0, 24] + Array("ftypisom".utf8) + text(9000), 0),
    ]

    @Test(arguments: contents.indices)
    func keepsContentAndDecidesByBytes(index: Int) throws {
        let sample = Self.contents[index]
        let scratch = try Scratch()
        let member = try MemberSpool(in: scratch.bytes).add(sample.bytes)
        #expect(member.method == sample.method, "\(sample.name)")
        #expect(member.fixity == FixityHasher.fixity(of: sample.bytes))
        #expect(try member.bytes(limit: 1 << 24) == sample.bytes)
        #expect(try member.source(memoryLimit: 100, temporaryFolder: scratch.bytes).bytes(limit: 1 << 24) == sample.bytes)
        #expect(try scratch.names == [])
        if member.method == 0 { #expect(member.compressedSHA256 == member.fixity.sha256) }
    }

    @Test(arguments: contents.indices)
    func resultDoesNotDependOnThreadsOrPieces(index: Int) throws {
        let sample = Self.contents[index]
        let scratch = try Scratch()
        let reference = try MemberSpool(in: scratch.bytes, workers: 1).add(sample.bytes)
        for workers in [2, 3, 7] {
            let member = try MemberSpool(in: scratch.bytes, workers: workers).add(sample.bytes)
            #expect(member.compressedSHA256 == reference.compressedSHA256 && member.facts == reference.facts)
        }
        var drip = DripStream(sample.bytes)
        #expect(try MemberSpool(in: scratch.bytes).add(&drip).compressedSHA256 == reference.compressedSHA256)
    }

    @Test func manyThreadsShareOneSpool() throws {
        let scratch = try Scratch()
        let spool = try MemberSpool(in: scratch.bytes)
        let bad = Mutex(0)
        ParallelWork.perform(60, workers: 4) { index in
            let bytes = index % 2 == 0 ? text(3000 * index) : noise(2000 * index, seed: UInt64(index))
            if (try? spool.add(bytes).bytes(limit: 1 << 20)) != bytes { bad.withLock { $0 += 1 } }
        }
        #expect(bad.withLock { $0 } == 0)
    }

    @Test func everyNumberIsHandedOutOnce() {
        let seen = Mutex<[Int]>([])
        ParallelWork.perform(100, workers: 3) { index in seen.withLock { $0.append(index) } }
        #expect(seen.withLock { $0.sorted() } == Array(0..<100))
        ParallelWork.perform(0, workers: 3) { _ in Issue.record("there is no work") }
    }
}
