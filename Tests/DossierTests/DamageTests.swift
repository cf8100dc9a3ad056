import ByteIO
import Dossier
import Foundation
import Synchronization
import SupportForTests
import Testing

/// Every change of a dossier's bytes must be reported, and none may stop the verifier.
@Suite struct DamageTests {
    private func isReported(_ bytes: [UInt8]) -> Bool {
        let verification = DossierVerifier.verify(ByteSource(bytes), workers: 1)
        return !verification.problems.isEmpty && verification.container != .original || !verification.contentIntact
    }

    @Test func everyFlippedByteIsReported() throws {
        let scratch = try Scratch()
        let bytes = try Samples.dossier([("a.txt", Array("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".utf8)), ("b", [1])], in: scratch)
        let missed = Mutex<[Int]>([])
        ParallelWork.perform(bytes.count, workers: 2) { position in
            var damaged = bytes
            damaged[position] ^= UInt8(1 << (position % 8))
            if !self.isReported(damaged) { missed.withLock { $0.append(position) } }
        }
        #expect(missed.withLock { $0.sorted() } == [])
    }

    /// The container list's digests cover what inflating does not see.
    @Test func everyBitOfDeflatedDataIsAccountedFor() throws {
        let scratch = try Scratch()
        let bytes = try Samples.dossier(in: scratch)
        let zip = try ZipReader(ByteSource(bytes))
        let entry = try #require(zip.entries.first { $0.facts.method == ZipFormat.deflate })
        let data = try zip.compressedSource(entry).bytes(limit: 1 << 20)
        let start = try #require(bytes.firstRange(of: data)).lowerBound
        for position in data.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[start + position] ^= UInt8(1 << bit)
                #expect(isReported(damaged), "byte \(position), bit \(bit)")
            }
        }
    }

    /// `CASEFILE_MUTATIONS` sets the number, `CASEFILE_SEED` the seed.
    @Test func randomMutationsAreReported() throws {
        let environment = ProcessInfo.processInfo.environment
        let count = Int(environment["CASEFILE_MUTATIONS"] ?? "") ?? 400
        let seed = UInt64(environment["CASEFILE_SEED"] ?? "") ?? 20_260_301
        let scratch = try Scratch()
        let bytes = try Samples.dossier(in: scratch)
        let missed = Mutex<[String]>([])
        ParallelWork.perform(count, workers: 2) { index in
            var generator = Seeded(state: seed &+ UInt64(index))
            let (damaged, what) = Mutation.random(of: bytes, using: &generator)
            if damaged != bytes && !self.isReported(damaged) { missed.withLock { $0.append(what) } }
        }
        #expect(missed.withLock { $0.sorted() } == [], "seed \(seed)")
    }

    @Test(arguments: [0, 1, 21, 22, 100])
    func truncatedFilesAreReportedWithoutThrowing(count: Int) throws {
        let scratch = try Scratch()
        let verification = DossierVerifier.verify(ByteSource(Array(try Samples.dossier(in: scratch).prefix(count))))
        #expect(verification.problems.map(\.code) == ["V-UNREADABLE"])
        #expect(verification.container == .damaged && !verification.contentIntact)
    }

    @Test func aFileThatIsNotThereThrows() {
        #expect(throws: ByteIOError.self) { _ = try DossierVerifier.verify(at: "/nowhere/at/all.zip") }
    }
}

/// Ways in which bytes get damaged.
enum Mutation {
    static func random(of bytes: [UInt8], using generator: inout Seeded) -> (bytes: [UInt8], what: String) {
        var result = bytes
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        let length = Int.random(in: 1...40, using: &generator)
        let end = min(bytes.count, position + length)
        let kind = Int.random(in: 0..<8, using: &generator)
        switch kind {
        case 0: result[position] ^= UInt8(1 << Int.random(in: 0..<8, using: &generator))
        case 1: result[position] = UInt8.random(in: 0...255, using: &generator)
        case 2: result.insert(contentsOf: generator.bytes(length), at: position)
        case 3: result.removeSubrange(position..<end)
        case 4: result.removeLast(bytes.count - position)
        case 5: result += generator.bytes(length)
        case 6: result.replaceSubrange(position..<end, with: generator.bytes(end - position))
        default:
            let other = Int.random(in: 0..<bytes.count, using: &generator)
            result.replaceSubrange(position..<end, with: bytes[other..<min(bytes.count, other + end - position)])
        }
        return (result, "kind \(kind) at \(position), length \(length)")
    }
}
