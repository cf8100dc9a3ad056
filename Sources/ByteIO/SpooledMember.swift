/// A file's content, kept in a spool in the form in which it will stand in a zip. The spool's file lives as long as any
/// of its members.
package struct SpooledMember: Sendable {
    /// Of the content (not of its compressed form).
    package let fixity: Fixity
    /// `ZipFormat.stored` or `ZipFormat.deflate`.
    package let method: UInt16
    /// Bytes it takes in the zip.
    package let compressedSize: Int64
    /// SHA-256 over those bytes, 64 lower-case hexadecimal digits; for stored content that of the content.
    package let compressedSHA256: String
    let file: OpenDescriptor
    /// Where those bytes stand in the spool, in order.
    let extents: [Range<Int64>]

    package var facts: ZipMemberFacts {
        ZipMemberFacts(
            method: method, crc32: fixity.crc32, compressedSize: UInt64(compressedSize), size: UInt64(fixity.bytes))
    }

    /// The content from the first byte to the last, checked against its CRC-32 at the end.
    package func open() throws(ByteIOError) -> SpooledMemberStream { try SpooledMemberStream(self) }

    /// All of the content; throws `limitExceeded` when there is more than `limit`.
    package func bytes(limit: Int) throws(ByteIOError) -> [UInt8] {
        if fixity.bytes > Int64(limit) { throw .limitExceeded("\(fixity.bytes) bytes are more than the limit of \(limit)") }
        var stream = try open()
        return try stream.bytes(limit: limit)
    }

    /// The content as random access: a view of the spool when it stands there in one piece, else unpacked, in memory up
    /// to `memoryLimit` bytes and in a nameless file of `folder` beyond that.
    package func source(
        memoryLimit: Int = 16 << 20, temporaryFolder folder: [UInt8]
    ) throws(ByteIOError) -> ByteSource {
        if method == ZipFormat.stored, extents.count <= 1 {
            let range = extents.first ?? 0..<0
            return ByteSource(file, start: range.lowerBound, count: Int64(range.count))
        }
        var stream = try open()
        return try ByteSource.materialized(
            &stream, count: fixity.bytes, memoryLimit: memoryLimit, temporaryFolder: folder)
    }
}

/// Reads the parts of a spool that belong to one member.
struct ExtentStream: ByteStream {
    private let file: OpenDescriptor
    private var left: ArraySlice<Range<Int64>>

    init(_ file: OpenDescriptor, _ extents: [Range<Int64>]) {
        self.file = file
        left = extents[...]
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        guard let extent = left.first else { return 0 }
        let wanted = Int(min(Int64(buffer.count), Int64(extent.count)))
        let got = try file.read(at: extent.lowerBound, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
        if got < wanted { throw .truncated("the temporary file") }
        left = left.dropFirst()
        let rest = extent.lowerBound + Int64(got)..<extent.upperBound
        if !rest.isEmpty { left = [rest] + left }
        return got
    }
}

/// The content of a spooled member.
package final class SpooledMemberStream: ByteStream {
    private var stored: ExtentStream
    private let inflated: InflateStream<ExtentStream>?
    private let expected: Fixity
    private var crc: UInt32 = 0
    private var count: Int64 = 0

    init(_ member: SpooledMember) throws(ByteIOError) {
        stored = ExtentStream(member.file, member.extents)
        inflated = member.method == ZipFormat.stored ? nil : try InflateStream(stored)
        expected = member.fixity
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        if buffer.count == 0 { return 0 }
        let got: Int
        if let inflated { got = try inflated.read(into: buffer) } else { got = try stored.read(into: buffer) }
        crc = CRC32.updated(crc, with: UnsafeRawBufferPointer(rebasing: buffer[..<got]))
        count += Int64(got)
        if got == 0, crc != expected.crc32 || count != expected.bytes {
            throw .corrupt("the temporary copy does not fit its checksum")
        }
        return got
    }
}

extension ByteSource {
    /// Reads a stream of `count` bytes into memory, or into a nameless file of `folder` when it is longer than
    /// `memoryLimit`.
    package static func materialized(
        _ stream: inout some ByteStream, count: Int64, memoryLimit: Int, temporaryFolder folder: [UInt8]
    ) throws(ByteIOError) -> ByteSource {
        if count <= Int64(memoryLimit) { return ByteSource(try stream.bytes(limit: memoryLimit)) }
        let file = try UnnamedFile.create(in: folder)
        let buffer = RawBuffer(count: 1 << 18)
        var position: Int64 = 0
        while true {
            let got = try stream.read(into: buffer.bytes)
            if got == 0 { return ByteSource(file, count: position) }
            try file.write(buffer.prefix(got), at: position)
            position += Int64(got)
        }
    }
}
