import Synchronization

/// Takes contents in, one pass over each: hashes them, decides between storing and deflating, and keeps the result in a
/// private file without a name, from which `ZipWriter` copies it. Safe to use from several threads at once; the result
/// for given bytes depends on these bytes only, not on threads or on the order of calls.
package final class MemberSpool: Sendable {
    /// Content longer than this is deflated in independent blocks of this size (each with the 32 KiB before it as its
    /// history), ending on byte boundaries; the last block is followed by an empty final one.
    static let blockSize = 256 << 10
    static let historySize = 32 << 10
    /// Deflated content must be at least this much smaller than the original, in percent; else it is stored.
    /// A bundle of photographs saves three and takes longer than everything else in its dossier.
    static let leastSaving = 10
    /// Chosen by measurement.
    static let level: Int32 = 1

    private let file: OpenDescriptor
    private let workers: Int
    private let next = Atomic<Int64>(0)
    private let idle = Mutex<[MemberEncoder]>([])

    /// Makes the spool's file in `folder`, which should be on the file system of the output. `workers`: threads that one
    /// large content may use.
    package init(in folder: [UInt8], workers: Int = ParallelWork.processors) throws(ByteIOError) {
        file = try UnnamedFile.create(in: folder)
        self.workers = max(1, workers)
    }

    /// Takes in an evidence file. Throws `changedWhileReading` when it changed meanwhile.
    package func add(_ evidence: EvidenceFile) throws(ByteIOError) -> SpooledMember {
        let member = try add(evidence.source)
        if !evidence.unchangedSinceOpen() { throw .changedWhileReading(path: evidence.path) }
        return member
    }

    /// `mayDeflate: false` for what is known to be compressed already, so that nothing is spent on finding out.
    package func add(_ source: ByteSource, mayDeflate: Bool = true) throws(ByteIOError) -> SpooledMember {
        var stream = source.stream()
        return try add(&stream, mayDeflate: mayDeflate)
    }

    package func add(_ bytes: [UInt8]) throws(ByteIOError) -> SpooledMember {
        var stream = MemoryStream(bytes)
        return try add(&stream)
    }

    /// Takes in bytes without compressing them, whatever they are: for the files of a bag that describe the others.
    package func addStored(_ bytes: [UInt8]) throws(ByteIOError) -> SpooledMember {
        var stream = MemoryStream(bytes)
        return try add(&stream, mayDeflate: false)
    }

    /// Takes in a stream up to its end. On an error what was taken in so far is forgotten.
    package func add(_ stream: inout some ByteStream, mayDeflate: Bool = true) throws(ByteIOError) -> SpooledMember {
        let encoder = idle.withLock { $0.popLast() } ?? MemberEncoder(workers: workers)
        defer { idle.withLock { $0.append(encoder) } }
        return try encoder.encode(&stream, mayDeflate: mayDeflate, into: self)
    }

    /// Writes a piece to a place of its own.
    func write(_ piece: UnsafeRawBufferPointer) throws(ByteIOError) -> Range<Int64> {
        let count = Int64(piece.count)
        let start = next.add(count, ordering: .relaxed).oldValue
        try file.write(piece, at: start)
        return start..<start + count
    }

    func member(_ fixity: Fixity, deflated: Fixity?, extents: [Range<Int64>]) -> SpooledMember {
        var merged: [Range<Int64>] = []
        for extent in extents where !extent.isEmpty {
            if let last = merged.last, last.upperBound == extent.lowerBound {
                merged[merged.count - 1] = last.lowerBound..<extent.upperBound
            } else {
                merged.append(extent)
            }
        }
        return SpooledMember(
            fixity: fixity, method: deflated == nil ? ZipFormat.stored : ZipFormat.deflate,
            compressedSize: deflated?.bytes ?? fixity.bytes, compressedSHA256: deflated?.sha256 ?? fixity.sha256,
            file: file, extents: merged)
    }
}
