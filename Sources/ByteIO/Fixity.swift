private import CZlib

/// What one pass over a file's bytes says about them.
package struct Fixity: Hashable, Sendable {
    /// Number of bytes.
    package let bytes: Int64
    /// SHA-256, 64 lower-case hexadecimal digits.
    package let sha256: String
    /// SHA-512, 128 lower-case hexadecimal digits; nil when only SHA-256 was asked for.
    package let sha512: String?
    /// CRC-32 as zip uses it; 0 when only SHA-256 was asked for.
    package let crc32: UInt32

    package init(bytes: Int64, sha256: String, sha512: String?, crc32: UInt32) {
        self.bytes = bytes
        self.sha256 = sha256
        self.sha512 = sha512
        self.crc32 = crc32
    }
}

/// Computes SHA-256, SHA-512 and CRC-32 in one pass. One owner at a time; large buffers may be spread over threads.
package struct FixityHasher {
    package enum Digests: Sendable {
        /// SHA-256, SHA-512, CRC-32.
        case all
        /// SHA-256 and the number of bytes.
        case sha256Only
        /// SHA-256 and CRC-32.
        case sha256AndCRC
    }

    private final class Checksum: @unchecked Sendable {  // used by one thread at a time: see `steps`
        var value: UInt32 = 0
    }

    private let digests: Digests
    private let sha256 = MessageDigest(.sha256)
    private let sha512: MessageDigest?
    private let crc = Checksum()
    private var bytes: Int64 = 0

    package init(_ digests: Digests = .all) {
        self.digests = digests
        sha512 = digests == .all ? MessageDigest(.sha512) : nil
    }

    /// Takes the next bytes; an empty buffer changes nothing.
    package mutating func update(_ buffer: UnsafeRawBufferPointer) {
        for step in steps(buffer) { step() }
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The work of one `update` as independent steps, the longest first: each must run once, in any order and on any
    /// thread, before the next `update` or `steps`.
    mutating func steps(_ buffer: UnsafeRawBufferPointer) -> [@Sendable () -> Void] {
        nonisolated(unsafe) let buffer = buffer
        bytes += Int64(buffer.count)
        let (sha256, sha512, crc) = (sha256, sha512, crc)
        let hash256: @Sendable () -> Void = { sha256.update(buffer) }
        let check: @Sendable () -> Void = { crc.value = CRC32.updated(crc.value, with: buffer) }
        switch digests {
        case .all: return [{ sha512?.update(buffer) }, hash256, check]
        case .sha256Only: return [hash256]
        case .sha256AndCRC: return [hash256, check]
        }
    }

    package func finalize() -> Fixity {
        Fixity(
            bytes: bytes,
            sha256: hexadecimal(sha256.finalize()),
            sha512: sha512.map { hexadecimal($0.finalize()) },
            crc32: crc.value)
    }

    /// The fixity of bytes in memory.
    package static func fixity(of bytes: [UInt8], _ digests: Digests = .all) -> Fixity {
        var hasher = FixityHasher(digests)
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// Reads a stream to its end. `expected` (a hint) and `workers` decide how it is read, not what comes out.
    package static func fixity(
        of stream: inout some ByteStream, _ digests: Digests = .all, expected: Int64 = 0, workers: Int = 1
    ) throws(ByteIOError) -> Fixity {
        var hasher = FixityHasher(digests)
        let isSpread = workers > 1 && expected >= 4 << 20
        let buffer = RawBuffer(count: isSpread ? 1 << 20 : Int(min(max(expected + 1, 1 << 14), 1 << 18)))
        while true {
            let got = isSpread ? try stream.fill(buffer.bytes) : try stream.read(into: buffer.bytes)
            if got == 0 { return hasher.finalize() }
            if isSpread {
                let steps = hasher.steps(buffer.prefix(got))
                ParallelWork.perform(steps.count, workers: workers) { steps[$0]() }
            } else {
                hasher.update(buffer.prefix(got))
            }
        }
    }
}

/// CRC-32 of zip and gzip.
enum CRC32 {
    static func updated(_ value: UInt32, with buffer: UnsafeRawBufferPointer) -> UInt32 {
        UInt32(
            truncatingIfNeeded: crc32_z(
                uLong(value), buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count))
    }

    static func of(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { updated(0, with: $0) }
    }
}
