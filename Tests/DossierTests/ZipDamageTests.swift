import ByteIO
import Dossier
import SupportForTests
import Testing

/// One way of damaging the zip around a dossier, and what must be said about it.
struct ZipDamage: Sendable, CustomTestStringConvertible {
    let rule: String
    let code: String
    let change: @Sendable (inout [UInt8]) -> Void
    var testDescription: String { rule }

    /// Changes `old` to `new`, which are equally long: the first or the last time it occurs.
    private static func patch(_ bytes: inout [UInt8], _ old: String, _ new: String, last: Bool) {
        let ranges = bytes.ranges(of: Array(old.utf8))
        if let range = last ? ranges.last : ranges.first { bytes.replaceSubrange(range, with: Array(new.utf8)) }
    }

    static let local: [UInt8] = [0x50, 0x4B, 3, 4]
    static let central: [UInt8] = [0x50, 0x4B, 1, 2]
    static let end: [UInt8] = [0x50, 0x4B, 5, 6]

    private static func set(_ bytes: inout [UInt8], _ signature: [UInt8], _ offset: Int, _ value: UInt8) {
        if let start = bytes.firstRange(of: signature)?.lowerBound { bytes[start + offset] = value }
    }

    /// Puts bytes before the directory, so that it is found where it then stands.
    private static func insertBeforeDirectory(_ bytes: inout [UInt8], _ more: [UInt8]) {
        guard let start = bytes.firstRange(of: central)?.lowerBound, let last = bytes.ranges(of: end).last else { return }
        let moved = start + more.count
        for shift in 0..<4 { bytes[last.lowerBound + 16 + shift] = UInt8(truncatingIfNeeded: moved >> (8 * shift)) }
        bytes.insert(contentsOf: more, at: start)
    }

    /// Puts an empty entry behind the others, in the form in which all of them stand.
    static func addFolder(_ name: String, _ bytes: inout [UInt8]) {
        guard let start = bytes.firstRange(of: central)?.lowerBound, let last = bytes.ranges(of: end).last?.lowerBound else { return }
        let facts = ZipMemberFacts(method: 0, crc32: 0, compressedSize: 0, size: 0)
        let local = ZipFormat.localHeader(name: Array(name.utf8), facts: facts)
        let header = ZipFormat.centralHeader(name: Array(name.utf8), facts: facts, offset: UInt64(start))
        let count = UInt64(bytes[last + 10]) | UInt64(bytes[last + 11]) << 8
        let directory = Array(bytes[start..<last]) + header
        let tail = ZipFormat.endRecords(
            count: count + 1, directoryOffset: UInt64(start + local.count), directorySize: UInt64(directory.count))
        bytes = Array(bytes[..<start]) + local + directory + tail
    }

    static let all: [ZipDamage] = [
        ZipDamage(rule: "Z1 name leads out", code: "V-ZIP-NAME") { patch(&$0, "CF-1/data/case.json", "../1/data/case.json", last: true) },
        ZipDamage(rule: "Z1 absolute name", code: "V-ZIP-NAME") { patch(&$0, "CF-1/data/case.json", "/F-1/data/case.json", last: true) },
        ZipDamage(rule: "Z1 backslash", code: "V-ZIP-NAME") { patch(&$0, "CF-1/data/case.json", "CF-1/data\\case.json", last: true) },
        ZipDamage(rule: "Z2 link", code: "V-ZIP-SPECIAL") { set(&$0, central, 41, 0xA1) },
        ZipDamage(rule: "Z4 other name in the local header", code: "V-ZIP-MISMATCH") {
            patch(&$0, "CF-1/bagit.txt", "CF-1/bagix.txt", last: false)
        },
        ZipDamage(rule: "Z4 other checksum in the local header", code: "V-ZIP-MISMATCH") { set(&$0, local, 14, 1) },
        ZipDamage(rule: "Z4 other size in the local header", code: "V-ZIP-MISMATCH") { set(&$0, local, 22, 1) },
        ZipDamage(rule: "Z4 other method in the local header", code: "V-ZIP-MISMATCH") { set(&$0, local, 8, 8) },
        ZipDamage(rule: "Z4 descriptor announced", code: "V-ZIP-DESCRIPTOR") {
            set(&$0, local, 6, 8)
            set(&$0, central, 8, 8)
        },
        ZipDamage(rule: "Z5 bytes before", code: "V-ZIP-PREFIX") { $0.insert(contentsOf: Array("#!/bin/sh\n".utf8), at: 0) },
        ZipDamage(rule: "Z5 bytes between", code: "V-ZIP-GAP") { insertBeforeDirectory(&$0, [1, 2, 3]) },
        ZipDamage(rule: "Z5 bytes after", code: "V-ZIP-TRAILING") { $0 += [0] },
        ZipDamage(rule: "Z5 hidden member", code: "V-ZIP-HIDDEN") {
            let facts = ZipMemberFacts(method: 0, crc32: 0, compressedSize: 0, size: 0)
            insertBeforeDirectory(&$0, ZipFormat.localHeader(name: Array("CF-1/hidden".utf8), facts: facts))
        },
        ZipDamage(rule: "Z5 second end record", code: "V-ZIP-SECOND-END") {
            insertBeforeDirectory(&$0, ZipFormat.endRecords(count: 0, directoryOffset: 0, directorySize: 0))
        },
        ZipDamage(rule: "Z5 comment", code: "V-ZIP-COMMENT") {
            $0[$0.count - 2] = 1
            $0 += [65]
        },
        ZipDamage(rule: "Z6 name twice", code: "V-ZIP-DUPLICATE") {
            patch(&$0, "CF-1/data/exhibits/0002-box/11.pdf", "CF-1/data/exhibits/0001-box/1.pdfx", last: true)
            patch(&$0, "CF-1/manifest-sha256.txt", "CF-1/manifest-sha512.txt", last: true)
        },
        ZipDamage(rule: "Z6 name equal but for case", code: "V-ZIP-COLLISION") {
            patch(&$0, "CF-1/manifest-sha256.txt", "CF-1/MANIFEST-sha512.txt", last: true)
        },
        ZipDamage(rule: "Z7 encrypted", code: "V-ZIP-ENCRYPTED") {
            set(&$0, local, 6, 1)
            set(&$0, central, 8, 1)
        },
        ZipDamage(rule: "Z7 unknown method", code: "V-ZIP-METHOD") {
            set(&$0, local, 8, 99)
            set(&$0, central, 10, 99)
        },
        ZipDamage(rule: "time changed in both headers", code: "V-ZIP-HEADER") {
            set(&$0, local, 10, 7)
            set(&$0, central, 12, 7)
        },
        ZipDamage(rule: "a folder that no file stands in", code: "V-EXTRA") { addFolder("CF-1/zzz/", &$0) },
        ZipDamage(rule: "a folder beside the bag", code: "V-EXTRA") { addFolder("Z/", &$0) },
        ZipDamage(rule: "a folder that files stand in", code: "V-ZIP-HEADER") { addFolder("CF-1/data/", &$0) },
        ZipDamage(rule: "the bag's own folder", code: "V-ZIP-HEADER") { addFolder("CF-1/", &$0) },
        ZipDamage(rule: "mode changed", code: "V-ZIP-HEADER") { set(&$0, central, 40, 0xFF) },
    ]
}

@Suite struct ZipDamageTests {
    @Test(arguments: ZipDamage.all)
    func isNamed(damage: ZipDamage) throws {
        let scratch = try Scratch()
        var bytes = try Samples.dossier(in: scratch)
        damage.change(&bytes)
        let verification = DossierVerifier.verify(ByteSource(bytes))
        #expect(verification.problems.contains { $0.code == damage.code }, "\(verification.problems)")
        #expect(!verification.isValid && !verification.containerOriginal)
        // Only what leaves the zip sound and the content right may pass as packed anew.
        #expect(verification.repacked == ["V-ZIP-HEADER", "V-ZIP-COMMENT"].contains(damage.code), "\(verification.problems)")
    }

    /// Entries that all name the bytes of one member: it is unpacked once, not once for each.
    @Test func entriesThatShareBytesAreNotRead() throws {
        let scratch = try Scratch()
        let sound = try Samples.dossier([("zeros.bin", [UInt8](repeating: 0, count: 8_000_000))], in: scratch)
        let entries = try ZipReader(ByteSource(sound)).entries
        let entry = try #require(entries.first { $0.rawName == Array("CF-1/data/zeros.bin".utf8) })
        let start = try #require(sound.firstRange(of: ZipDamage.central)?.lowerBound)
        let last = try #require(sound.ranges(of: ZipDamage.end).last?.lowerBound)
        let places = sound.ranges(of: entry.rawName).map { $0.lowerBound - 30 }
        let place = try #require(places.first { $0 >= 0 && sound[$0...].starts(with: ZipDamage.local) })
        var directory = Array(sound[start..<last])
        for number in 0..<400 {
            let name = Array("CF-1/data/z\(number).bin".utf8)
            directory += ZipFormat.centralHeader(name: name, facts: entry.facts, offset: UInt64(place))
        }
        let tail = ZipFormat.endRecords(
            count: UInt64(entries.count + 400), directoryOffset: UInt64(start), directorySize: UInt64(directory.count))
        let started = ContinuousClock.now
        let verification = DossierVerifier.verify(ByteSource(Array(sound[..<start]) + directory + tail))
        #expect(ContinuousClock.now - started < .seconds(20))
        #expect(verification.problems.count { $0.code == "V-ZIP-OVERLAP" } == 400)
        #expect(verification.problems.contains { $0.path == "data/z7.bin" && $0.message.contains("shares bytes") })
        #expect(!verification.contentIntact && verification.container == .damaged)
    }

    /// V10: a member that unpacks to more than it says is stopped, not inflated to its end.
    @Test func contentLargerThanStatedIsStopped() throws {
        let scratch = try Scratch()
        var bytes = try Samples.dossier([("zeros.bin", [UInt8](repeating: 0, count: 3_000_000))], in: scratch)
        let zip = try ZipReader(ByteSource(bytes))
        let entry = try #require(zip.entries.first { $0.facts.method == ZipFormat.deflate })
        var small = entry.facts
        small.size = 1000
        var large: [UInt8] = [], few: [UInt8] = []
        for shift in 0..<4 {
            large.append(UInt8(truncatingIfNeeded: entry.facts.size >> (8 * UInt64(shift))))
            few.append(UInt8(truncatingIfNeeded: small.size >> (8 * UInt64(shift))))
        }
        for range in bytes.ranges(of: large) { bytes.replaceSubrange(range, with: few) }
        let verification = DossierVerifier.verify(ByteSource(bytes))
        #expect(verification.problems.contains { $0.code == "V-PAYLOAD-CHANGED" && $0.path == "data/zeros.bin" })
    }

    /// Sizes that no sum can hold are a fault of the dossier.
    @Test func sizesBeyondCountingAreAFault() throws {
        let facts = ZipMemberFacts(method: 0, crc32: 0, compressedSize: 1, size: (1 << 62) - 1)
        let information = Array("Payload-Oxum: 1.1\n".utf8)
        let count = UInt64(information.count)
        let checksum = FixityHasher.fixity(of: information, .sha256AndCRC).crc32
        let readable = ZipMemberFacts(method: 0, crc32: checksum, compressedSize: count, size: count)
        let members: [(String, ZipMemberFacts, [UInt8])] =
            [("D/bag-info.txt", readable, information)] + ["a", "b", "c"].map { ("D/data/\($0)", facts, [120]) }
        var bytes: [UInt8] = [], directory: [UInt8] = []
        for (name, facts, content) in members {
            directory += ZipFormat.centralHeader(name: Array(name.utf8), facts: facts, offset: UInt64(bytes.count))
            bytes += ZipFormat.localHeader(name: Array(name.utf8), facts: facts) + content
        }
        let start = UInt64(bytes.count)
        bytes +=
            directory + ZipFormat.endRecords(count: UInt64(members.count), directoryOffset: start, directorySize: UInt64(directory.count))
        let problems = DossierVerifier.verify(ByteSource(bytes)).problems
        #expect(problems.contains { $0.code == "V-OXUM" && $0.message.contains("more than") }, "\(problems)")
    }
}
