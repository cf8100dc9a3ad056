/// Bytes that come one after the other, read once.
package protocol ByteStream {
    /// Fills the start of `buffer`. Gives the number of bytes written to it; 0 means the end (or an empty buffer).
    /// May give fewer bytes than fit although more follow.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int
}

extension ByteStream {
    /// Fills `buffer` as far as the stream reaches; fewer bytes than fit mean the end.
    package mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        var done = 0
        while done < buffer.count {
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
            if got == 0 { break }
            done += got
        }
        return done
    }

    /// All bytes that are left, for streams whose size is known to be moderate.
    /// Throws `limitExceeded` as soon as there are more than `limit` bytes.
    package mutating func bytes(limit: Int) throws(ByteIOError) -> [UInt8] {
        var result: [UInt8] = []
        let buffer = RawBuffer(count: min(max(limit, 1), 1 << 16))
        while true {
            let got = try read(into: buffer.bytes)
            if got == 0 { return result }
            if got > limit - result.count { throw .limitExceeded("more than \(limit) bytes") }
            result.append(contentsOf: buffer.prefix(got))
        }
    }

    /// Reads to the end and forgets the bytes; gives their number. For streams that check themselves.
    package mutating func drain() throws(ByteIOError) -> Int64 {
        let buffer = RawBuffer(count: 1 << 17)
        var total: Int64 = 0
        while true {
            let got = try read(into: buffer.bytes)
            if got == 0 { return total }
            total += Int64(got)
        }
    }
}

/// A stream over bytes in memory.
package struct MemoryStream: ByteStream {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        let count = min(buffer.count, bytes.count - position)
        bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count])) }
        position += count
        return count
    }
}
