/// A zip file: its members by the central directory, their bytes, and an audit of its structure.
package final class ZipReader: Sendable {
    /// Where the records at the end stand in the source.
    struct EndRecords: Sendable {
        /// Of the first record after the directory (Zip64 or not).
        let start: Int64
        /// One past the comment.
        let end: Int64
        let count: UInt64
        let directoryOffset: Int64
        let directorySize: Int64
        let comment: [UInt8]
        /// Bytes before the zip, by which all its offsets are shifted.
        let shift: Int64
        /// Disk numbers or counts that contradict each other.
        let isInconsistent: Bool
    }

    package let source: ByteSource
    package let entries: [ZipEntry]
    /// The archive comment, raw.
    package var comment: [UInt8] { end.comment }
    let end: EndRecords
    /// Bytes of the directory that no entry accounts for.
    let directoryRest: Int64

    /// Reads the central directory. Throws `corrupt` or `truncated` when there is none that can be read,
    /// `limitExceeded` when it has more than `maximumEntries`.
    package init(_ source: ByteSource, maximumEntries: Int = .max) throws(ByteIOError) {
        self.source = source
        let end = try ZipEndFinder(source).find()
        self.end = end
        if end.count > UInt64(maximumEntries) {
            throw .limitExceeded("the zip has \(end.count) entries, more than \(maximumEntries)")
        }
        guard end.directorySize <= 1 << 31 else { throw .limitExceeded("the zip's directory is larger than 2 GiB") }
        let base = end.directoryOffset
        let directory = try source.bytes(in: base..<base + end.directorySize)
        var entries: [ZipEntry] = []
        var position = 0
        while position < directory.count {
            // Fewer entries than announced are an error; bytes after the last one are left to the audit.
            if UInt64(entries.count) >= end.count,
                LittleEndian.uint32(directory, position) != ZipFormat.centralSignature
            {
                break
            }
            if entries.count >= maximumEntries {
                throw .limitExceeded("the zip has more than \(maximumEntries) entries")
            }
            let entry = try ZipEntry(directory, at: position, base: base, index: entries.count)
            position += Int(entry.centralLength)
            entries.append(entry)
        }
        guard UInt64(entries.count) >= end.count else {
            throw .corrupt("the zip's directory announces \(end.count) entries and holds \(entries.count)")
        }
        self.entries = entries
        directoryRest = Int64(directory.count - position)
    }

    /// Where the entry's local header begins in the source.
    func localOffset(_ entry: ZipEntry) -> Int64 { entry.headerOffset + end.shift }

    /// The range of an entry's stored bytes in the source. Throws `corrupt` when the local header is not there or the
    /// data reaches beyond the source.
    func dataRange(_ entry: ZipEntry) throws(ByteIOError) -> Range<Int64> {
        let start = localOffset(entry)
        let shown = displayText(ofName: entry.rawName)
        guard start >= 0, start < source.count else { throw .corrupt("\(shown): its header lies outside the zip") }
        let header = try source.bytes(in: start..<start + 30)
        guard header.count == 30, LittleEndian.uint32(header, 0) == ZipFormat.localSignature else {
            throw .corrupt("\(shown): there is no header where the zip's directory says")
        }
        let begin = start + 30 + Int64(LittleEndian.uint16(header, 26)) + Int64(LittleEndian.uint16(header, 28))
        let count = Int64(entry.facts.compressedSize)
        guard begin <= source.count, count <= source.count - begin else {
            throw .corrupt("\(shown): its data reaches beyond the end of the zip")
        }
        return begin..<begin + count
    }

    /// The bytes of an entry as they stand in the zip.
    package func compressedSource(_ entry: ZipEntry) throws(ByteIOError) -> ByteSource {
        source.slice(try dataRange(entry))
    }

    /// The content of a stored entry as a part of the zip; nil when it is compressed or encrypted. Its checksum is not
    /// checked.
    package func storedSource(_ entry: ZipEntry) throws(ByteIOError) -> ByteSource? {
        guard entry.facts.method == ZipFormat.stored, !entry.isEncrypted,
            entry.facts.size == entry.facts.compressedSize
        else { return nil }
        return try compressedSource(entry)
    }

    /// Opens an entry for reading. The stream counts what it gives against `limits`, and checks size and CRC at the
    /// end. Throws `unsupported` for what `ZipEntry.refusal` names (names apart). `hashingCompressed`: see
    /// `ZipEntryStream.compressedSHA256()`.
    package func open(
        _ entry: ZipEntry, limits: InflationLimits, hashingCompressed: Bool = false
    ) throws(ByteIOError) -> ZipEntryStream {
        if entry.isEncrypted { throw .unsupported("encrypted") }
        let method = entry.facts.method
        guard method == ZipFormat.stored || method == ZipFormat.deflate else {
            throw .unsupported("compression method \(method) is not supported")
        }
        return try ZipEntryStream(
            try compressedSource(entry), facts: entry.facts, limits: limits, hashingCompressed: hashingCompressed)
    }
}

/// The content of one zip entry, checked as it is read.
package final class ZipEntryStream: ByteStream {
    private var stored: ByteSourceStream
    private let inflated: InflateStream<HashedStream>?
    private let compressed: HashedStream?
    private let facts: ZipMemberFacts
    private let compressedCount: Int64
    private let meter: InflationMeter
    private var crc: UInt32 = 0
    private var isChecked = false

    init(
        _ source: ByteSource, facts: ZipMemberFacts, limits: InflationLimits, hashingCompressed: Bool
    ) throws(ByteIOError) {
        stored = source.stream()
        compressed = facts.method == ZipFormat.deflate ? HashedStream(source.stream(), isHashing: hashingCompressed) : nil
        inflated = try compressed.map { stream throws(ByteIOError) in try InflateStream(stream) }
        self.facts = facts
        compressedCount = source.count
        meter = InflationMeter(limits)
    }

    package func read(into output: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        if output.count == 0 || isChecked { return 0 }
        let got: Int
        if let inflated {
            got = try inflated.read(into: output)
        } else {
            got = try stored.read(into: output)
        }
        if got == 0 {
            try check()
            return 0
        }
        crc = CRC32.updated(crc, with: UnsafeRawBufferPointer(rebasing: output[..<got]))
        try meter.count(produced: got, consumed: inflated?.consumed ?? compressedCount)
        if meter.produced > Int64(facts.size) { throw .corrupt("the content is larger than the zip says") }
        return got
    }

    /// SHA-256 over the deflated bytes, at the end of the stream; nil for stored content, and when it was not asked for.
    package func compressedSHA256() throws(ByteIOError) -> String? { try compressed?.finish() }

    private func check() throws(ByteIOError) {
        isChecked = true
        if meter.produced != Int64(facts.size) { throw .corrupt("the content is smaller than the zip says") }
        if crc != facts.crc32 { throw .corrupt("the content does not fit its checksum (CRC-32)") }
        if let inflated, inflated.consumed != compressedCount {
            throw .corrupt("there are bytes after the end of the compressed data")
        }
    }
}

/// Passes a source's bytes on and hashes them.
final class HashedStream: ByteStream {
    private var input: ByteSourceStream
    private var hasher: FixityHasher?

    init(_ input: ByteSourceStream, isHashing: Bool) {
        self.input = input
        hasher = isHashing ? FixityHasher(.sha256Only) : nil
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        let got = try input.read(into: buffer)
        hasher?.update(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
        return got
    }

    /// SHA-256 over everything, read or not; nil when not hashing.
    func finish() throws(ByteIOError) -> String? {
        if hasher == nil { return nil }
        var rest = self
        _ = try rest.drain()
        return hasher?.finalize().sha256
    }
}
