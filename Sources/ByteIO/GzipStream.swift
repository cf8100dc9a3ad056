/// The header of a gzip member (RFC 1952 §2.3).
package struct GzipHeader: Equatable, Sendable {
    /// The original file name, raw (ISO 8859-1 by the standard, anything in practice); nil when absent.
    package let name: [UInt8]?
    /// The comment, raw.
    package let comment: [UInt8]?
    /// Seconds since 1970; nil when the field is 0.
    package let modified: UInt32?

    /// Reads the header at the start of `bytes`; nil when it is none or `bytes` ends inside it.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= 10, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 else { return nil }
        let flags = bytes[3]
        let seconds = LittleEndian.uint32(bytes, 4)
        var position = 10
        if flags & 4 != 0 {
            guard bytes.count >= position + 2 else { return nil }
            position += 2 + Int(LittleEndian.uint16(bytes, position))
        }
        func text() -> [UInt8]? {
            guard position < bytes.count, let end = bytes[position...].firstIndex(of: 0) else { return nil }
            defer { position = end + 1 }
            return Array(bytes[position..<end])
        }
        name = flags & 8 != 0 ? text() : nil
        if flags & 8 != 0 && name == nil { return nil }
        comment = flags & 16 != 0 ? text() : nil
        if flags & 16 != 0 && comment == nil { return nil }
        modified = seconds == 0 ? nil : seconds
    }
}

/// Inflates gzip data of one or several members, checking length and CRC of each. Bytes after the last member are not
/// an error but are counted, because they would vanish otherwise.
package final class GzipStream: ByteStream {
    private let source: ByteSource
    private let meter: InflationMeter
    private let inflater: Inflater
    private let buffer = RawBuffer(count: 1 << 16)
    private var position: Int64 = 0
    private var pending: Range<Int> = 0..<0
    private var isDone = false
    private var isInsideMember = false

    /// Header of the first member.
    package let header: GzipHeader
    /// Members finished so far.
    package private(set) var members = 0
    /// Bytes after the last member that are not gzip data; known at the end of the stream.
    package private(set) var trailingBytes: Int64 = 0

    /// Throws `corrupt` when the source does not begin with a gzip header.
    package init(_ source: ByteSource, limits: InflationLimits) throws(ByteIOError) {
        guard let header = GzipHeader(try source.bytes(in: 0..<(1 << 16))) else {
            throw .corrupt("this is not gzip data")
        }
        self.source = source
        self.header = header
        meter = InflationMeter(limits)
        inflater = try Inflater(.gzip)
    }

    package func read(into output: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        if output.count == 0 { return 0 }
        while !isDone {
            try refill()
            if !isInsideMember, try !startMember() { break }
            let step = try inflater.step(UnsafeRawBufferPointer(rebasing: buffer.bytes[pending]), into: output)
            let isStuck = pending.isEmpty && step.produced == 0 && !step.ended
            pending = pending.lowerBound + step.consumed..<pending.upperBound
            if step.ended {
                members += 1
                isInsideMember = false
                inflater.reset()
            }
            if step.produced > 0 {
                try meter.count(produced: step.produced, consumed: position - Int64(pending.count))
                return step.produced
            }
            if isStuck { throw .truncated("the gzip data") }
        }
        return 0
    }

    /// Fewer than two bytes left cannot tell whether a member follows.
    private func refill() throws(ByteIOError) {
        guard pending.count < 2, position < source.count else { return }
        let kept = pending.count
        if kept == 1 { buffer.bytes[0] = buffer.bytes[pending.lowerBound] }
        let got = try source.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[kept...]))
        position += Int64(got)
        pending = 0..<kept + got
    }

    private func startMember() throws(ByteIOError) -> Bool {
        let isMember =
            pending.count >= 2 && buffer.bytes[pending.lowerBound] == 0x1F
            && buffer.bytes[pending.lowerBound + 1] == 0x8B
        if !isMember {
            trailingBytes = source.count - position + Int64(pending.count)
            isDone = true
        }
        isInsideMember = isMember
        return isMember
    }
}
