/// Makes text from evidence fit to be typeset (standards/security.md U1, U2, U6). What cannot be shown, or would change
/// how the rest is shown, becomes a visible token `⟨U+202E⟩`; the words themselves are never altered in the case.
struct SafeText: Sendable {
    private let coverage: FontCoverage

    init(_ coverage: FontCoverage) { self.coverage = coverage }

    func callAsFunction(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A }) { return text }
        var result = ""
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: result.unicodeScalars.append(scalar)
            case 0x0D: if previous != "\r" { break }
            case 0x09: result += "    "
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: result += Self.token(scalar)
            case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: result += Self.token(scalar)
            // Joiners and selectors belong to emoji and to some scripts; elsewhere they hide something.
            case 0x200D, 0xFE0F, 0xFE0E:
                if previous.value > 0x2000 { result.unicodeScalars.append(scalar) } else { result += Self.token(scalar) }
            case 0x200C: result.unicodeScalars.append(scalar)
            case 0x200B, 0x2060, 0xFEFF, 0xAD, 0xE0000...0xE007F: result += Self.token(scalar)
            case 0xE000...0xF8FF, 0xF0000...0x10FFFF: result += Self.token(scalar)
            default:
                if coverage.contains(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += Self.token(scalar)
                }
            }
            previous = scalar
        }
        return result
    }

    /// `⟨U+202E⟩`.
    static func token(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "⟩"
    }
}
