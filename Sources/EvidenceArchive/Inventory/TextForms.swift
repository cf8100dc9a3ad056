/// The forms of texts in an object, judged byte by byte: an audit meets them by the million.
enum TextForms {
    /// RFC 3986 §3.1: a scheme, a colon, and something behind it.
    static func isURI(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, isLetter(first), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return colon + 1 < bytes.count && bytes[..<colon].allSatisfy { isLetter($0) || isDigit($0) || [0x2B, 0x2D, 0x2E].contains($0) }
    }

    /// The number of a version's name, `v` and digits; nil for any other text and for zero.
    static func versionNumber(_ name: some Sequence<UInt8>) -> Int? {
        let bytes = Array(name)
        guard bytes.first == UInt8(ascii: "v"), (2...16).contains(bytes.count), bytes.dropFirst().allSatisfy(isDigit) else { return nil }
        let number = bytes.dropFirst().reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return number > 0 ? number : nil
    }

    /// RFC 3339 §5.6: date, time to the second or finer, and zone.
    static func isTimestamp(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20 else { return false }
        func number(_ start: Int, _ count: Int, _ range: ClosedRange<Int>) -> Bool {
            guard start + count <= bytes.count, bytes[start..<start + count].allSatisfy(isDigit) else { return false }
            return range.contains(bytes[start..<start + count].reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
        guard number(0, 4, 0...9999), bytes[4] == 0x2D, number(5, 2, 1...12), bytes[7] == 0x2D, number(8, 2, 1...31),
            bytes[10] | 0x20 == UInt8(ascii: "t"), number(11, 2, 0...23), bytes[13] == 0x3A, number(14, 2, 0...59), bytes[16] == 0x3A,
            number(17, 2, 0...60)
        else { return false }
        var place = 19
        if bytes[place] == 0x2E {
            let digits = bytes[(place + 1)...].prefix(while: isDigit).count
            if digits == 0 { return false }
            place += 1 + digits
        }
        guard place < bytes.count else { return false }
        if bytes[place] | 0x20 == UInt8(ascii: "z") { return place + 1 == bytes.count }
        return (bytes[place] == 0x2B || bytes[place] == 0x2D) && place + 6 == bytes.count && number(place + 1, 2, 0...23)
            && bytes[place + 3] == 0x3A && number(place + 4, 2, 0...59)
    }

    /// The digest in a sidecar (OCFL 1.1 §3.7): digest, blanks, `inventory.json`, line end. Nil for anything else.
    static func sidecarDigest(_ bytes: [UInt8]) -> String? {
        let digest = bytes.prefix(while: isHexadecimal)
        let blanks = bytes.dropFirst(digest.count).prefix { $0 == 0x20 || $0 == 0x09 }
        let name = Array("inventory.json".utf8)
        let rest = bytes.dropFirst(digest.count + blanks.count)
        guard !digest.isEmpty, !blanks.isEmpty, rest.starts(with: name) else { return nil }
        guard rest.dropFirst(name.count).allSatisfy({ $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }) else { return nil }
        return String(decoding: digest, as: UTF8.self)
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte) }
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
