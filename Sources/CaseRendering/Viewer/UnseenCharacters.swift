/// Characters that are not seen or that turn the text around them. The page's script has the same list; here it serves
/// places that hold no elements, like the title of the page.
enum UnseenCharacters {
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x08, 0x0B...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F,
            0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB,
            0xE0000...0xE01EF:
            true
        default: false
        }
    }

    /// The text with each of them spelled out as `‹U+202E›`.
    static func spelled(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: contains) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard contains(scalar) else {
                result.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let padding = String(repeating: "0", count: max(0, 4 - digits.count))
            result.append(contentsOf: "‹U+\(padding)\(digits)›".unicodeScalars)
        }
        return String(result)
    }
}
