/// Text with the ground on which its encoding was decided. The decision is made once for the whole item and depends on
/// nothing but its bytes (standards/security.md U4, U5).
package struct DecodedText: Sendable {
    package enum Ground: Hashable, Sendable {
        case byteOrderMark
        /// All bytes are valid UTF-8.
        case strictUTF8
        /// UTF-8 but for a few damaged places, each shown as U+FFFD.
        case damagedUTF8
        /// The content declares it.
        case declaration
        /// No BOM, but every other byte is zero as in UTF-16.
        case utf16Pattern
        /// Valid in this encoding, and its characters are those of such texts.
        case statistics
    }

    /// Without the byte order mark.
    package let text: String
    /// IANA name of the character set.
    package let encoding: String
    package let ground: Ground
    /// How many damaged places are shown as U+FFFD; 0 for sound text.
    package let replacements: Int

    package init(text: String, encoding: String, ground: Ground, replacements: Int = 0) {
        self.text = text
        self.encoding = encoding
        self.ground = ground
        self.replacements = replacements
    }

    /// All of an item. Nil when the bytes are not text in any encoding known here; no bytes are empty UTF-8 text.
    package init?(_ bytes: [UInt8]) { self.init(bytes, cut: false) }

    /// The beginning of an item by the same decision; a character cut at the end of `head` is left out.
    /// `isComplete` says that nothing follows.
    package init?(head: [UInt8], isComplete: Bool) { self.init(head, cut: !isComplete) }

    /// Encoding and ground in words ("UTF-8: valid throughout"), for provenance.
    package var basis: String {
        switch ground {
        case .byteOrderMark: encoding + ": byte order mark"
        case .strictUTF8: encoding + ": valid throughout"
        case .damagedUTF8: encoding + ": valid but for \(replacements) damaged place\(replacements == 1 ? "" : "s")"
        case .declaration: encoding + ": as the content declares"
        case .utf16Pattern: encoding + ": pattern of zero bytes"
        case .statistics: encoding + ": valid, and its characters are those of such texts"
        }
    }

    private init?(_ bytes: [UInt8], cut: Bool) {
        if let marked = Self.byMark(bytes, cut: cut) {
            self = marked
            return
        }
        let census = ByteCensus(bytes)
        guard !census.isBinary || census.nulls > 0 else { return nil }
        if census.nulls > 0, let wide = Self.byZeroPattern(bytes, cut: cut) {
            self = wide
            return
        }
        guard !census.isBinary, let found = Self.byContent(bytes, census, cut: cut) else { return nil }
        self = found
    }

    private static func byContent(_ bytes: [UInt8], _ census: ByteCensus, cut: Bool) -> DecodedText? {
        if let escaped = byEscapes(bytes, census, cut: cut) { return escaped }
        let declared = DeclaredEncoding.find(in: bytes).flatMap(CharacterSet.effective(label:))
        // A single-byte declaration fits any bytes; text that is UTF-8 throughout was mislabelled.
        if let declared, declared != "UTF-8", !declared.hasPrefix("windows-125"), !declared.hasPrefix("UTF-16"), census.high > 0,
            let text = CharacterSet.convert(bytes, from: declared, cut: cut)
        {
            return DecodedText(text: text, encoding: ianaName(declared), ground: .declaration)
        }
        if let text = strictUTF8(bytes, cut: cut) {
            let ground: Ground = declared == "UTF-8" && census.high > 0 ? .declaration : .strictUTF8
            return DecodedText(text: text, encoding: "UTF-8", ground: ground)
        }
        if let declared, declared.hasPrefix("windows-125"), let text = CharacterSet.convert(bytes, from: declared, cut: cut) {
            return DecodedText(text: text, encoding: ianaName(declared), ground: .declaration)
        }
        if let damaged = damagedUTF8(bytes, lenient: declared == "UTF-8") { return damaged }
        guard census.controls * 200 <= bytes.count, let name = EncodingGuess.decide(bytes, cut: cut),
            let text = CharacterSet.convert(bytes, from: name, cut: cut)
        else { return nil }
        return DecodedText(text: text, encoding: ianaName(name), ground: .statistics)
    }

    private static func byMark(_ bytes: [UInt8], cut: Bool) -> DecodedText? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            let rest = Array(bytes[3...])
            if ByteCensus(rest).isBinary { return nil }
            if let text = strictUTF8(rest, cut: cut) {
                return DecodedText(text: text, encoding: "UTF-8", ground: .byteOrderMark)
            }
            return damagedUTF8(rest, lenient: true)
        }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            let name = bytes[0] == 0xFF ? "UTF-32LE" : "UTF-32BE"
            guard let text = CharacterSet.convert(bytes[4...], from: name, cut: cut) else { return nil }
            return DecodedText(text: text, encoding: name, ground: .byteOrderMark)
        }
        guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else { return nil }
        return UTF16Text(bytes[2...], bigEndian: bytes[0] == 0xFE, cut: cut).accepted(ground: .byteOrderMark)
    }

    /// UTF-16 without a mark: Western text has a zero in every second byte, and any text has line ends, blanks or
    /// digits; what comes out must be made of assigned characters only.
    private static func byZeroPattern(_ bytes: [UInt8], cut: Bool) -> DecodedText? {
        guard bytes.count >= 4, cut || bytes.count % 2 == 0 else { return nil }
        var zeros = [0, 0]
        for (index, byte) in bytes.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        // Some characters (U+4E00) have their zero on the other side.
        guard zeros[0] != zeros[1], (zeros[0] + zeros[1]) * 40 >= bytes.count else { return nil }
        let text = UTF16Text(bytes[...], bigEndian: zeros[0] > zeros[1], cut: cut)
        guard text.isPlausible else { return nil }
        return text.accepted(ground: .utf16Pattern)
    }

    /// Text in ISO-2022-JP, which announces its characters by escape sequences and has no byte above 127; nil for any other.
    package static func byEscapes(_ bytes: [UInt8]) -> DecodedText? {
        guard bytes.contains(0x1B) else { return nil }
        return byEscapes(bytes, ByteCensus(bytes), cut: false)
    }

    private static func byEscapes(_ bytes: [UInt8], _ census: ByteCensus, cut: Bool) -> DecodedText? {
        guard census.high == 0, census.hasISO2022, let text = CharacterSet.convert(bytes, from: "ISO-2022-JP-2", cut: cut)
        else { return nil }
        return DecodedText(text: text, encoding: "ISO-2022-JP", ground: .declaration)
    }

    private static func strictUTF8(_ bytes: [UInt8], cut: Bool) -> String? {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let end = completeUTF8End(bytes)
        guard cut, end < bytes.count else { return nil }
        return String(validating: bytes[..<end], as: UTF8.self)
    }

    /// Exports break off in the middle of a character, and messengers cut emoji in two: text that is UTF-8 nearly
    /// everywhere is UTF-8 with damage, not another encoding.
    private static func damagedUTF8(_ bytes: [UInt8], lenient: Bool) -> DecodedText? {
        let count = UTF8Census(bytes)
        let onlyCutAtEnd = count.faults == 1 && count.endsInside && count.sequences >= 1
        guard lenient || onlyCutAtEnd || count.sequences >= count.faults * 20 else { return nil }
        return DecodedText(
            text: String(decoding: bytes, as: UTF8.self), encoding: "UTF-8", ground: .damagedUTF8,
            replacements: count.faults)
    }

    /// Where the last whole character ends.
    private static func completeUTF8End(_ bytes: [UInt8]) -> Int {
        var index = bytes.count
        while index > 0, bytes.count - index < 3, bytes[index - 1] & 0xC0 == 0x80 { index -= 1 }
        guard index > 0, bytes[index - 1] >= 0xC2 else { return bytes.count }
        let length = bytes[index - 1] >= 0xF0 ? 4 : bytes[index - 1] >= 0xE0 ? 3 : 2
        return bytes.count - index + 1 < length ? index - 1 : bytes.count
    }

    private static func ianaName(_ iconvName: String) -> String {
        switch iconvName {
        case "CP932": "Shift_JIS"
        case "CP949": "EUC-KR"
        case "CP874": "windows-874"
        case "CP866": "IBM866"
        case "CP850": "IBM850"
        case "BIG5-HKSCS": "Big5"
        case "ISO-2022-JP-2": "ISO-2022-JP"
        default: iconvName
        }
    }

    /// A file name's bytes as people may read them, and the character set when they are not UTF-8 (a zip made by a
    /// Chinese Windows, unpacked elsewhere). What no set explains is shown with U+FFFD and has the set "unknown".
    /// For showing only: two names may come out alike.
    package static func name(_ raw: [UInt8]) -> (shown: String, encoding: String?) {
        if let text = String(validating: raw, as: UTF8.self) { return (text, nil) }
        if let name = EncodingGuess.decide(raw, cut: false, isName: true),
            let text = CharacterSet.convert(raw, from: name)
        {
            return (text, ianaName(name))
        }
        return (String(decoding: raw, as: UTF8.self), "unknown")
    }
}
