/// Checks that a stream of bytes is UTF-8 by the letter (Unicode 15, table 3-7): libxml2 lets overlong forms pass.
struct StrictUTF8 {
    /// Bytes still due of the character that has begun, and the range the next of them must be in.
    private var due = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF

    /// The offset of the first byte that cannot be, or nil.
    mutating func firstFault(in bytes: UnsafeRawBufferPointer) -> Int? {
        var index = 0
        while index < bytes.count {
            if due == 0 {
                // Eight ASCII bytes at a time: most of what comes.
                while index + 8 <= bytes.count,
                    bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                { index += 8 }
                if index == bytes.count { break }
            }
            if !take(bytes[index]) { return index }
            index += 1
        }
        return nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if due > 0 {
            guard byte >= low, byte <= high else { return false }
            due -= 1
            (low, high) = (0x80, 0xBF)
            return true
        }
        switch byte {
        case 0x00...0x7F: return true
        case 0xC2...0xDF: due = 1
        case 0xE0: (due, low) = (2, 0xA0)
        case 0xED: (due, high) = (2, 0x9F)
        case 0xE1...0xEF: due = 2
        case 0xF0: (due, low) = (3, 0x90)
        case 0xF1...0xF3: due = 3
        case 0xF4: (due, high) = (3, 0x8F)
        default: return false
        }
        return true
    }
}
