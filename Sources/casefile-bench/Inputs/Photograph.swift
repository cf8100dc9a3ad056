/// Pictures that any decoder opens and nothing compresses.
enum Photograph {
    /// A grey baseline JPEG (ITU-T T.81) of about `size` bytes. Its one Huffman table per class has two codes, so chosen that
    /// each coefficient is one byte without a pattern.
    static func jpeg(_ size: Int, _ numbers: inout SeededNumbers) -> [UInt8] {
        let coefficients = 40
        let (columns, perBlock) = (32, coefficients + 2)
        let rows = min(8000, max(1, size / (columns * perBlock)))
        var bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0]
        bytes += [0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64)
        let (height, width) = (rows * 8, columns * 8)
        bytes += [0xFF, 0xC0, 0, 11, 8, UInt8(height >> 8), UInt8(height & 0xFF), UInt8(width >> 8), UInt8(width & 0xFF), 1, 1, 0x11, 0]
        // Code 0: a number of seven bits. Code 1000 0000, for the second table alone: the block is complete.
        bytes += [0xFF, 0xC4, 0, 20, 0x00, 1] + [UInt8](repeating: 0, count: 15) + [0x07]
        bytes += [0xFF, 0xC4, 0, 21, 0x10, 1, 0, 0, 0, 0, 0, 0, 1] + [UInt8](repeating: 0, count: 8) + [0x07, 0x00]
        bytes += [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]
        for block in 0..<rows * columns {
            // The first number is added to that of the block before: the second of each pair takes the first one back.
            let level: UInt8 = block.isMultiple(of: 2) ? 0x50 : 0x2F
            bytes.append(level)
            for value in numbers.bytes(coefficients) { bytes.append(value & 0x7F) }
            bytes.append(0x80)
        }
        return bytes + [0xFF, 0xD9]
    }
}
