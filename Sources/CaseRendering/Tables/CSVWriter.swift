/// Comma-separated values for people: RFC 4180 with CRLF, UTF-8 with a byte order mark, which spreadsheet programs need
/// to see UTF-8. Text that such a program would run as a formula gets an apostrophe in front (R7); the exact text
/// stands in `case.json`.
struct CSVWriter {
    enum Field {
        /// Words of any origin.
        case text(String)
        /// A number that we wrote: digits, point, sign.
        case number(String)
    }

    private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    mutating func row(_ fields: [Field]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            switch field {
            case .text(let text): quote(Self.harmless(text))
            case .number(let number): bytes += number.utf8
            }
        }
        bytes += [0x0D, 0x0A]
    }

    /// The bytes so far, which are forgotten: for writing in portions.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    mutating func row(_ texts: [String]) { row(texts.map(Field.text)) }

    private mutating func quote(_ text: String) {
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B }) else {
            bytes += text.utf8
            return
        }
        bytes.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    /// Programs that separate by semicolon or tab cut a field there, so what follows those counts as a beginning too,
    /// and so does a new line. U+0000 cannot stand in a table and is shown as U+2400.
    static func harmless(_ text: String) -> String {
        // Nearly all text is plain: those bytes need no look at single characters.
        if let first = text.utf8.first, first < 0x80, !startsFormula(Unicode.Scalar(first)),
            text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x3B })
        {
            return text
        }
        var isBeginning = true
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isBeginning, startsFormula(scalar) { result.append("'") }
            result.append(scalar.value == 0 ? "\u{2400}" : scalar)
            isBeginning = scalar == ";" || scalar == "\t" || scalar == "\n" || scalar == "\r"
        }
        return String(result)
    }

    /// ASCII and full-width signs by which a formula begins, and the control characters that are skipped before one.
    private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0x00, 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20: true
        default: false
        }
    }
}
