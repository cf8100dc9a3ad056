import Glibc

/// Writes `\ufffd` over escapes of half a surrogate pair before yajl sees them: yajl itself would put `?` and lose the
/// character after it. Both forms have six bytes, so that offsets stay what they are.
struct SurrogateRepair {
    /// Length of the longest escape that has to be seen whole: a pair.
    static let longest = 12

    private(set) var count = 0

    /// Repairs `bytes[range]` in place. Gives the end of what is complete; the rest begins with an escape and has to
    /// be handed in again with more bytes behind it.
    mutating func scan(_ bytes: inout [UInt8], _ range: Range<Int>) -> Int {
        bytes.withUnsafeMutableBufferPointer { buffer in
            var position = range.lowerBound
            while position < range.upperBound {
                guard let base = buffer.baseAddress,
                    let found = memchr(base + position, 0x5C, range.upperBound - position)
                else { return range.upperBound }
                let escape = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
                guard let length = step(buffer, escape, range.upperBound) else { return escape }
                position = escape + length
            }
            return range.upperBound
        }
    }

    /// Length of the escape at `start`; nil when it reaches beyond `end`.
    private mutating func step(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard start + 1 < end else { return nil }
        guard bytes[start + 1] == 0x75 else { return 2 }
        guard start + 6 <= end else { return nil }
        guard let unit = Self.unit(bytes, start + 2), unit & 0xF800 == 0xD800 else { return 6 }
        if unit & 0xFC00 == 0xD800 {
            guard start + 12 <= end || !Self.mayBeEscape(bytes, start + 6, end) else { return nil }
            if start + 12 <= end, bytes[start + 6] == 0x5C, bytes[start + 7] == 0x75,
                let low = Self.unit(bytes, start + 8), low & 0xFC00 == 0xDC00
            {
                return 12
            }
        }
        for (index, byte) in "\\ufffd".utf8.enumerated() { bytes[start + index] = byte }
        count += 1
        return 6
    }

    private static func mayBeEscape(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        start >= end || (bytes[start] == 0x5C && (start + 1 >= end || bytes[start + 1] == 0x75))
    }

    private static func unit(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ start: Int) -> UInt32? {
        var value: UInt32 = 0
        for index in start..<start + 4 {
            let digit: UInt32
            switch bytes[index] {
            case let byte where (0x30...0x39).contains(byte): digit = UInt32(byte) - 0x30
            case let byte where (0x41...0x46).contains(byte): digit = UInt32(byte) - 0x37
            case let byte where (0x61...0x66).contains(byte): digit = UInt32(byte) - 0x57
            default: return nil
            }
            value = value << 4 | digit
        }
        return value
    }
}
