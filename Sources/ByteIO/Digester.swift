/// Digests that stored files are checked against, by the names OCFL uses (OCFL 1.1 §3.5.2).
package enum DigestAlgorithm: String, Hashable, Sendable, CaseIterable {
    case md5, sha1, sha256, sha512

    /// Number of hexadecimal digits.
    package var digits: Int {
        switch self {
        case .md5: 32
        case .sha1: 40
        case .sha256: 64
        case .sha512: 128
        }
    }
}

/// Computes any set of digests in one pass; one owner at a time. `FixityHasher` is for the fixed sets of dossiers.
package struct Digester {
    /// Independent of each other, so that each can work on a thread of its own.
    private let steps: [(algorithm: DigestAlgorithm, digest: MessageDigest)]

    package init(_ algorithms: Set<DigestAlgorithm>) {
        // The slowest first.
        steps = [.sha512, .sha256, .sha1, .md5].filter(algorithms.contains).map { ($0, MessageDigest($0)) }
    }

    /// Takes the next bytes. `workers` above 1 spreads the algorithms over threads.
    package mutating func update(_ buffer: UnsafeRawBufferPointer, workers: Int = 1) {
        if workers > 1, steps.count > 1 {
            nonisolated(unsafe) let buffer = buffer
            let steps = steps
            ParallelWork.perform(steps.count, workers: workers) { steps[$0].digest.update(buffer) }
        } else {
            for step in steps { step.digest.update(buffer) }
        }
    }

    /// Lower-case hexadecimal digests of everything taken.
    package func finalize() -> [DigestAlgorithm: String] {
        Dictionary(uniqueKeysWithValues: steps.map { ($0.algorithm, hexadecimal($0.digest.finalize())) })
    }

    package static func digest(of bytes: [UInt8], _ algorithm: DigestAlgorithm) -> String {
        hexadecimal(MessageDigest.digest(of: bytes, algorithm))
    }

    /// Reads a source once, from the first byte to the last.
    package static func digests(
        of source: ByteSource, _ algorithms: Set<DigestAlgorithm>, workers: Int = 1
    ) throws(ByteIOError) -> [DigestAlgorithm: String] {
        var digester = Digester(algorithms)
        let buffer = RawBuffer(count: Int(min(max(source.count, 1), 1 << 18)))
        var position: Int64 = 0
        while true {
            let got = try source.read(at: position, into: buffer.bytes)
            if got == 0 { return digester.finalize() }
            digester.update(buffer.prefix(got), workers: workers)
            position += Int64(got)
        }
    }
}
