/// Makes text of the evidence fit to be typeset (standards/security.md U1, U2, U6): what no font has, what cannot be seen
/// and what reorders its neighbours becomes a visible token like `⟨U+202E⟩`; `case.json` keeps the text as it is.
struct SafeText: Sendable {
    let coverage: FontCoverage
    /// Clusters that Typst refused although each of their characters has a font.
    var refused: Set<String> = []

    init(_ coverage: FontCoverage) { self.coverage = coverage }

    /// For running words: line ends stay, and so do left-to-right and right-to-left marks, which chats are full of.
    func callAsFunction(_ text: String) -> String { visible(text, lines: true) }

    /// For names, numbers and paths, where every mark matters: on one line, all marks shown.
    func name(_ text: String) -> String { visible(text, lines: false) }

    /// A sentence of ours with words of the evidence in it: each of these is by itself, so that one written from right to left
    /// does not reorder the sentence.
    func sentence(_ pieces: [SentencePiece]) -> String {
        pieces.map { piece in
            switch piece {
            case .ours(let text): text
            case .evidence(let text): name(text)
            }
        }.joined()
    }

    private func visible(_ text: String, lines: Bool) -> String {
        // Nearly all text is plain: those bytes need no look at single characters.
        if refused.isEmpty, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        var result = ""
        var needsIsolation = false
        var previous: Unicode.Scalar = " "
        let scalars = Array((refused.isEmpty ? text : replacingRefused(text)).unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            switch scalar {
            case "\r": if next != "\n" { result += lines ? "\n" : " " }
            case "\n", "\u{2028}", "\u{2029}", "\u{85}": result += lines ? "\n" : " "
            case "\t": result += "    "
            case _
            where isShown(scalar, after: previous, before: next)
                || lines && (scalar.value == 0x200E || scalar.value == 0x200F):
                result.unicodeScalars.append(scalar)
                needsIsolation = needsIsolation || Self.isRightToLeft(scalar)
            default: result += Self.token(scalar)
            }
            previous = scalar
        }
        // First-strong isolate … pop: the run cannot reorder what stands around it.
        return needsIsolation ? "\u{2068}\(result)\u{2069}" : result
    }

    /// Takes the clusters that error messages quote as not to be set; false when they quote none that is new.
    mutating func refuse(quotedIn messages: [String]) -> Bool {
        let before = refused.count
        for message in messages {
            for (index, part) in message.split(separator: "\"", omittingEmptySubsequences: false).enumerated() where index % 2 == 1 {
                refused.formUnion(part.filter { !$0.isASCII }.map(String.init))
            }
        }
        return refused.count > before
    }

    static func token(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
    }

    private func isShown(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F: return true
        case 0x200E, 0x200F: return false
        // Joiners belong to emoji sequences and to scripts that shape their letters; elsewhere they hide something.
        case 0x200C, 0x200D: return previous.value > 0x2FF && (next?.value ?? 0) > 0x2FF
        case 0xFE00...0xFE0F: return previous.value > 0xA0 || "0123456789#*".unicodeScalars.contains(previous)
        // Tags spell the flags of regions behind a black flag.
        case 0xE0020...0xE007F: return previous.value == 0x1F3F4 || (0xE0020...0xE007E).contains(previous.value)
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        default: return coverage.contains(scalar)
        }
    }

    static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }

    /// True when the first letter is of a right-to-left script: the paragraph is then set that way.
    static func startsRightToLeft(_ text: String) -> Bool {
        text.unicodeScalars.first { $0.properties.isAlphabetic }.map(isRightToLeft) ?? false
    }

    private func replacingRefused(_ text: String) -> String {
        text.map { refused.contains(String($0)) ? $0.unicodeScalars.map(Self.token).joined() : String($0) }.joined()
    }
}
