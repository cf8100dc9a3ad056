/// Decides between legacy encodings by what their texts are made of. No frequency tables: the East Asian sets put the
/// common characters into known rows, and for alphabets the C library says what each byte means; words in the wrong
/// alphabet mix scripts, capitals and signs inside.
enum EncodingGuess {
    /// iconv's name of the set, or nil when the bytes make no plausible text in any.
    static func decide(_ bytes: [UInt8], cut: Bool, isName: Bool = false) -> String? {
        let rows = WideRows(bytes)
        let wide = bestWide(bytes, rows, cut: cut, isName: isName)
        let narrow = bestNarrow(bytes, isName: isName)
        guard let wide else { return narrow?.name }
        // One letter with an accent before another letter can pass for one character of two bytes.
        if let narrow, narrow.misfits == 0, rows.beforeLetters == rows.characters, rows.characters <= 2 { return narrow.name }
        // Capitals of another script can look like common Chinese characters: whole words without a misfit are words.
        // Names are short, and here they are Chinese more often than not.
        if let narrow, narrow.name != "windows-1252", narrow.misfits == 0, narrow.letters >= (isName ? 12 : 6),
            narrow.letters * 10 >= narrow.high * 9
        {
            return narrow.name
        }
        return wide
    }

    // MARK: Two bytes a character

    private static func bestWide(_ bytes: [UInt8], _ rows: WideRows, cut: Bool, isName: Bool) -> String? {
        var ranked: [(name: String, share: Double)] = []
        for (name, common, all) in rows.shares where all > 0 {
            let share = Double(common) / Double(all)
            if share >= (isName ? 0.5 : 0.6) { ranked.append((name, share)) }
        }
        if rows.looksKorean { ranked = ranked.map { ($0.name, $0.name == "CP949" ? 2 : $0.share) } }
        if rows.looksEUCJapanese { ranked = ranked.map { ($0.name, $0.name == "EUC-JP" ? 2 : $0.share) } }
        // Stable: equal shares keep the order of the list.
        let order = ranked.indices.sorted { (ranked[$1].share, $0) < (ranked[$0].share, $1) }
        return order.lazy.map { ranked[$0].name }.first { CharacterSet.convert(bytes, from: $0, cut: cut) != nil }
    }

    // MARK: One byte a character

    struct Narrow {
        let name: String
        var misfits = 0
        /// Letters above ASCII.
        var letters = 0
        var high = 0
    }

    private static let narrowSets = [
        "windows-1252", "windows-1251", "windows-1250", "windows-1253", "windows-1256", "CP874", "KOI8-R", "CP866",
    ].compactMap(ByteAlphabet.init)
    /// Names in old zip archives.
    private static let dosSet = ByteAlphabet("CP850")

    private static func bestNarrow(_ bytes: [UInt8], isName: Bool) -> Narrow? {
        var best: Narrow?
        for set in isName ? narrowSets + [dosSet].compactMap({ $0 }) : narrowSets {
            guard let found = set.judge(bytes) else { continue }
            if found.misfits < best?.misfits ?? .max { best = found }
        }
        guard let best, best.misfits * 3 <= best.high else { return nil }
        // A single byte says nothing about the alphabet; that it is the commonest one is the best reading.
        if best.letters < 2, best.name != "windows-1252", !isName { return nil }
        return best
    }
}

/// How many of the two-byte characters stand in the rows of common ones, for each East Asian set.
private struct WideRows {
    private(set) var shares: [(name: String, common: Int, all: Int)] = []
    private(set) var looksKorean = false
    private(set) var looksEUCJapanese = false
    /// Characters of two bytes in all, and those whose second byte is an ASCII letter.
    private(set) var characters = 0
    private(set) var beforeLetters = 0

    init(_ bytes: [UInt8]) {
        // GB 2312: rows 1–3 signs, 16–55 the 3755 common characters; GB 18030 keeps them.
        shares.append(
            count(bytes, "GB18030", lead: { $0 >= 0x81 && $0 <= 0xFE }, fourByte: true) { lead, trail in
                trail >= 0xA1 && ((0xA1...0xA3).contains(lead) || (0xB0...0xD7).contains(lead))
            })
        // JIS X 0208: signs, kana, level 1; half-width kana counts against it.
        shares.append(
            count(bytes, "CP932", lead: { ($0 >= 0x81 && $0 <= 0x9F) || ($0 >= 0xE0 && $0 <= 0xFC) }, halfWidth: true) {
                lead, _ in (0x81...0x83).contains(lead) || (0x88...0x98).contains(lead)
            })
        // Big5: signs, then the 5401 common characters.
        shares.append(
            count(bytes, "BIG5-HKSCS", lead: { $0 >= 0x81 && $0 <= 0xFE }) { lead, trail in
                (0xA1...0xC6).contains(lead) && ((0x40...0x7E).contains(trail) || trail >= 0xA1)
            })
        // KS X 1001: signs, 2350 syllables.
        shares.append(
            count(bytes, "CP949", lead: { $0 >= 0x81 && $0 <= 0xFE }) { lead, trail in
                trail >= 0xA1 && ((0xA1...0xA3).contains(lead) || (0xB0...0xC8).contains(lead))
            })
        shares.append(
            count(bytes, "EUC-JP", lead: { $0 >= 0xA1 && $0 <= 0xFE }) { lead, trail in
                trail >= 0xA1 && ((0xA1...0xA5).contains(lead) || (0xB0...0xCF).contains(lead))
            })
        let kana = count(bytes, "", lead: { $0 >= 0xA1 && $0 <= 0xFE }) { lead, _ in lead == 0xA4 || lead == 0xA5 }
        looksEUCJapanese = kana.common >= 4 && kana.common * 5 >= kana.all
        let syllables = count(bytes, "", lead: { $0 >= 0x81 && $0 <= 0xFE }) { lead, trail in
            trail >= 0xA1 && (0xB0...0xC8).contains(lead)
        }
        let upper = count(bytes, "", lead: { $0 >= 0x81 && $0 <= 0xFE }) { lead, _ in lead >= 0xB0 }
        let letters = count(bytes, "", lead: { $0 >= 0x80 }) { _, trail in
            (0x41...0x5A).contains(trail) || (0x61...0x7A).contains(trail)
        }
        (characters, beforeLetters) = (letters.all, letters.common)
        // Chinese uses the second half of the rows in every other character.
        looksKorean = syllables.common >= 12 && syllables.common * 50 >= upper.common * 49
    }

    private func count(
        _ bytes: [UInt8], _ name: String, lead isLead: (UInt8) -> Bool, fourByte: Bool = false, halfWidth: Bool = false,
        common isCommon: (UInt8, UInt8) -> Bool
    ) -> (name: String, common: Int, all: Int) {
        var (common, all, index) = (0, 0, 0)
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                index += 1
            } else if isLead(byte), index + 1 < bytes.count {
                // Characters of four bytes (emoji, rare scripts) speak neither for nor against the set.
                if fourByte, (0x30...0x39).contains(bytes[index + 1]) {
                    index += 4
                    continue
                }
                all += 1
                if isCommon(byte, bytes[index + 1]) { common += 1 }
                index += 2
            } else {
                all += 1
                index += 1
            }
        }
        return (name, common, all)
    }
}
