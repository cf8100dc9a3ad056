/// How text becomes the words of the index: letters and digits without case, accents and width; Chinese, Japanese and
/// Korean, which have no blanks between words, as every two characters that stand side by side.
enum SearchTokens {
    /// Words with a blank between them, for the index.
    static func indexed(_ text: String) -> String {
        if let plain = plain(text) { return plain }
        var tokens: [String] = []
        for run in runs(text) { tokens += run.isPaired ? pairs(run.characters, withLast: true) : [string(run.characters)] }
        return tokens.joined(separator: " ")
    }

    /// The same for text of ASCII alone, in one pass; nil for other text.
    private static func plain(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            return String(unsafeUninitializedCapacity: bytes.count) { words in
                var count = 0
                var isApart = false
                for (place, byte) in bytes.enumerated() {
                    let isCapital = (0x41...0x5A).contains(byte)
                    if isCapital || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) {
                        if isApart, count > 0 {
                            words[count] = UInt8(ascii: " ")
                            count += 1
                        }
                        isApart = false
                        words[count] = isCapital ? byte + 0x20 : byte
                        count += 1
                    } else if byte != UInt8(ascii: ",") || !isThousands(bytes, place, digits: 0x30...0x39) {
                        isApart = true
                    }
                }
                return count
            }
        }
    }

    /// A query in the language of SQLite's FTS5: every word between blanks must be there, and what belongs to one word
    /// side by side. Nil when `query` holds no letter or digit at all.
    static func query(_ query: String) -> String? {
        var phrases: [String] = []
        for word in query.split(whereSeparator: \.isWhitespace) {
            let runs = runs(String(word))
            for run in runs where run.isPaired {
                // One character begins a pair, or stands at the end of a run as itself.
                phrases.append(
                    run.characters.count == 1
                        ? "\"\(string(run.characters))\"*" : "\"\(pairs(run.characters, withLast: false).joined(separator: " "))\"")
            }
            let plain = runs.filter { !$0.isPaired }.map { string($0.characters) }
            if runs.count == plain.count {
                if !plain.isEmpty { phrases.append("\"\(plain.joined(separator: " "))\"") }
            } else {
                phrases += plain.map { "\"\($0)\"" }
            }
        }
        return phrases.isEmpty ? nil : phrases.joined(separator: " AND ")
    }

    private struct Run {
        var isPaired: Bool
        var characters: [Unicode.Scalar]
    }

    private static func pairs(_ characters: [Unicode.Scalar], withLast: Bool) -> [String] {
        var pairs = zip(characters, characters.dropFirst()).map { string([$0, $1]) }
        // So that a single character at the end of a run is found, too.
        if withLast, let last = characters.last { pairs.append(string([last])) }
        return pairs
    }

    private static func string(_ characters: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: characters)
        return String(view)
    }

    private static func runs(_ text: String) -> [Run] {
        var runs: [Run] = []
        var current: Run?
        let scalars = folded(text)
        for (index, scalar) in scalars.enumerated() {
            // 1,240.00 is the same number as 1240.00.
            if scalar == ",", isThousands(scalars, index, digits: "0"..."9") { continue }
            let kind = kind(of: scalar)
            if kind == .mark { continue }
            guard kind != .other else {
                if let run = current { runs.append(run) }
                current = nil
                continue
            }
            if current?.isPaired == (kind == .paired) {
                current?.characters.append(scalar)
            } else {
                if let run = current { runs.append(run) }
                current = Run(isPaired: kind == .paired, characters: [scalar])
            }
        }
        if let run = current { runs.append(run) }
        return runs
    }

    /// True for a comma between digits with exactly three behind it.
    private static func isThousands<Characters: RandomAccessCollection>(
        _ text: Characters, _ comma: Int, digits: ClosedRange<Characters.Element>
    ) -> Bool where Characters.Index == Int, Characters.Element: Comparable {
        guard comma > 0, digits.contains(text[comma - 1]), comma + 3 < text.count else { return false }
        guard text[(comma + 1)...(comma + 3)].allSatisfy(digits.contains) else { return false }
        return comma + 4 >= text.count || !digits.contains(text[comma + 4])
    }

    private enum Kind { case letter, paired, mark, other }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A: return .letter
        case 0..<0x80: return .other
        case 0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x3FFFF, 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7FF:
            return .paired
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return .mark
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark, .decimalNumber,
            .letterNumber, .otherNumber:
            return .letter
        default: return .other
        }
    }

    /// Lower case; full-width forms and letters with accents as the plain ones.
    private static func folded(_ text: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x41...0x5A: result.append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
            case 0..<0x80, 0x3000...0x9FFF, 0xAC00...0xD7FF: result.append(scalar)  // No case there.
            case 0xFF01...0xFF5E:
                if let plain = Unicode.Scalar(scalar.value - 0xFEE0) {
                    result.append(contentsOf: plain.properties.lowercaseMapping.unicodeScalars)
                }
            case 0xC0...0x24F, 0x1E00...0x1EFF: result.append(contentsOf: plainLatin(scalar).unicodeScalars)
            default: result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return result
    }

    /// `é` is named LATIN SMALL LETTER E WITH ACUTE.
    private static func plainLatin(_ scalar: Unicode.Scalar) -> String {
        let words = (scalar.properties.name ?? "").split(separator: " ")
        guard words.count >= 6, words[0] == "LATIN", words[2] == "LETTER", words[3].utf8.count == 1, words[4] == "WITH" else {
            return scalar.properties.lowercaseMapping
        }
        return words[3].lowercased()
    }
}
