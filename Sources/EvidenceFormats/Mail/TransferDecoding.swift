/// The transfer encodings that are decoded here and not by GMime, which loses what is not written as the standards ask.
enum TransferDecoding {
    /// What base64 stands for.
    struct Base64 {
        fileprivate(set) var bytes: [UInt8] = []
        /// Characters behind the padding or the last line that were not decoded.
        fileprivate(set) var left = 0
        /// One character stands alone at the end: the rest of its byte is missing.
        fileprivate(set) var isCut = false

        /// A group that is not whole: two characters hold one byte, three hold two.
        fileprivate mutating func end(_ group: UInt32, _ count: Int) {
            if count == 1 { isCut = true }
            if count >= 2 { bytes.append(UInt8(truncatingIfNeeded: group >> (count == 2 ? 4 : 10))) }
            if count == 3 { bytes.append(UInt8(truncatingIfNeeded: group >> 2)) }
        }
    }

    /// Base64 (RFC 2045 §6.8). What is none of its characters is passed over, the padding may be missing, and blocks that were
    /// padded each for itself are read to the last one. Other words behind the padding are left, as the standard allows, and so
    /// are the lines of words that mailing lists add.
    static func base64(_ all: ArraySlice<UInt8>) -> Base64 {
        let values = values
        let text = all[..<startOfWords(all)]
        var result = Base64()
        result.left = all.count - text.count
        result.bytes.reserveCapacity(text.count / 4 * 3 + 3)
        var group: UInt32 = 0
        var count = 0
        var isPadded = false
        for at in text.indices {
            let byte = text[at]
            if byte == 0x3D, count > 0 {
                result.end(group, count)
                (group, count, isPadded) = (0, 0, true)
                continue
            }
            let value = values[Int(byte)]
            guard value < 64 else { continue }
            if isPadded {
                guard isBase64(text[at...]) else {
                    result.left = all.endIndex - at
                    return result
                }
                isPadded = false
            }
            group = group << 6 | UInt32(value)
            count += 1
            if count == 4 {
                for shift: UInt32 in [16, 8, 0] { result.bytes.append(UInt8(truncatingIfNeeded: group >> shift)) }
                (group, count) = (0, 0)
            }
        }
        result.end(group, count)
        return result
    }

    /// Where the last lines begin that are no base64, with blanks between words or a sign at their beginning; the end for none.
    private static func startOfWords(_ text: ArraySlice<UInt8>) -> Int {
        var start = text.endIndex
        var isSure = false
        var end = text.endIndex
        while end > text.startIndex {
            let lineStart = text[..<(end - 1)].lastIndex(of: 0x0A).map { $0 + 1 } ?? text.startIndex
            let line = text[lineStart..<end]
            end = lineStart
            guard let first = line.firstIndex(where: { $0 > 0x20 }), let last = line.lastIndex(where: { $0 > 0x20 }) else { continue }
            guard line[first...last].contains(where: { values[Int($0)] == 255 && $0 != 0x3D }) else { break }
            start = lineStart
            isSure = isSure || values[Int(line[first])] == 255 || line[first...last].contains(0x20)
        }
        // Where every line is so, base64 was damaged, or is none at all.
        return isSure && text[..<start].contains { $0 > 0x20 } ? start : text.endIndex
    }

    /// Whether what follows padding, up to the next padding or the end, is base64 again: whole groups of its characters.
    private static func isBase64(_ rest: ArraySlice<UInt8>) -> Bool {
        var count = 0
        for byte in rest where byte != 0x0A && byte != 0x0D {
            if byte == 0x3D { return count % 4 >= 2 }
            guard values[Int(byte)] < 64 else { return false }
            count += 1
        }
        return count % 4 == 0
    }

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// The lines of a uuencoded file (POSIX.1 `uuencode`), from behind the `begin` line to the line of no bytes or `end`; nil
    /// without a `begin` line. The first character of a line says how many bytes it holds: blanks that were cut off its end are
    /// zeros, and a check character behind them is none of the file.
    static func uudecode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0.last == 0x0D ? $0.dropLast() : $0 }
        guard let begin = lines.firstIndex(where: { isBegin($0) }) else { return nil }
        var result: [UInt8] = []
        for line in lines[(begin + 1)...] {
            guard let first = line.first, (0x20...0x60).contains(first), first != 0x20, first != 0x60 else { break }
            var left = Int(first) - 0x20
            var rest = line.dropFirst()
            while left > 0 {
                var group: UInt32 = 0
                for _ in 0..<4 { group = group << 6 | UInt32(((rest.popFirst() ?? 0x20) &- 0x20) & 0x3F) }
                for shift: UInt32 in [16, 8, 0].prefix(left) { result.append(UInt8(truncatingIfNeeded: group >> shift)) }
                left -= 3
            }
        }
        return result
    }

    private static func isBegin(_ line: some Collection<UInt8>) -> Bool {
        guard line.starts(with: Array("begin ".utf8)) else { return false }
        let mode = line.dropFirst(6).prefix { (0x30...0x37).contains($0) }
        return (3...4).contains(mode.count) && line.dropFirst(6 + mode.count).first == 0x20
    }
}
