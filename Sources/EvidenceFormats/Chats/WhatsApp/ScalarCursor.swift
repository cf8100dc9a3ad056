/// A cursor over one line of UTF-8 that passes over invisible direction marks and understands the decimal digits of
/// all scripts. For matching only: text that is kept is cut from the bytes themselves.
struct ScalarCursor {
    let bytes: [UInt8]
    var index: Int
    let end: Int

    /// U+200E, U+200F, U+061C, U+202A…U+202E, U+2066…U+2069, U+FEFF.
    static func isMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x200E, 0x200F, 0x061C, 0xFEFF, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Space, tab, U+00A0, U+2009, U+202F, U+3000.
    static func isBlank(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x09, 0xA0, 0x2009, 0x202F, 0x3000: true
        default: false
        }
    }

    /// The scalar at `index` and its length in bytes, marks not passed over; nil at the end. Bytes that are no UTF-8
    /// count as themselves.
    static func scalar(_ bytes: [UInt8], at index: Int, end: Int) -> (value: UInt32, length: Int)? {
        guard index < end else { return nil }
        let first = UInt32(bytes[index])
        if first < 0x80 { return (first, 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, index + length <= end else { return (first, 1) }
        var value = first & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
        return (value, length)
    }

    /// Passes over marks. Says whether there was one other than a byte order mark.
    @discardableResult
    mutating func skipMarks() -> Bool {
        var found = false
        while let (value, length) = Self.scalar(bytes, at: index, end: end), Self.isMark(value) {
            if value != 0xFEFF { found = true }
            index += length
        }
        return found
    }

    /// The next scalar that is no mark; nil at the end.
    mutating func peek() -> UInt32? {
        guard index < end else { return nil }
        if bytes[index] < 0x80 { return UInt32(bytes[index]) }
        skipMarks()
        return Self.scalar(bytes, at: index, end: end)?.value
    }

    mutating func advance() {
        if let (_, length) = Self.scalar(bytes, at: index, end: end) { index += length }
    }

    mutating func take(_ wanted: UInt32) -> Bool {
        guard peek() == wanted else { return false }
        advance()
        return true
    }

    /// Passes over blanks (and marks); says whether there was one.
    @discardableResult
    mutating func skipBlanks() -> Bool {
        var found = false
        while let scalar = peek(), Self.isBlank(scalar) {
            advance()
            found = true
        }
        return found
    }

    /// One to `most` decimal digits of any one script.
    mutating func number(upTo most: Int) -> (value: Int, count: Int, zero: UInt32)? {
        var value = 0
        var count = 0
        var base: UInt32 = 0
        while count < most, let scalar = peek(), let zero = Self.zero(of: scalar), count == 0 || zero == base {
            base = zero
            value = value * 10 + Int(scalar - zero)
            count += 1
            advance()
        }
        return count == 0 ? nil : (value, count, base)
    }

    /// The zero of the script whose decimal digit this is.
    static func zero(of scalar: UInt32) -> UInt32? {
        if scalar < 0x80 { return (0x30...0x39).contains(scalar) ? 0x30 : nil }
        return zeros.first { scalar >= $0 && scalar < $0 + 10 }
    }

    /// Arabic-Indic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Kannada, Malayalam, Thai, Lao,
    /// Tibetan, Burmese, Khmer, full-width.
    private static let zeros: [UInt32] = [
        0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040,
        0x17E0, 0xFF10,
    ]

    /// Letters whose small form is more than one scalar stay as they are, as do scripts without case.
    private static func lowered(_ letter: Unicode.Scalar) -> Unicode.Scalar {
        if letter.isASCII { return (0x41...0x5A).contains(letter.value) ? Unicode.Scalar(UInt8(letter.value) + 32) : letter }
        let small = letter.properties.lowercaseMapping.unicodeScalars
        return small.count == 1 ? small.first ?? letter : letter
    }

    /// The letters from here to the next digit or punctuation, lower-cased in Latin, Greek and Cyrillic, without blanks, dots and marks:
    /// `p. m.` is `pm`. Stops in front of what ends it; at most `most` letters.
    mutating func word(upTo most: Int = 16) -> String {
        var text = String.UnicodeScalarView()
        while text.count <= most, let scalar = peek() {
            if Self.isBlank(scalar) || scalar == 0x2E {
                advance()
                continue
            }
            switch scalar {
            case 0x21...0x2D, 0x2F...0x40, 0x5B...0x60, 0x7B...0x7E, 0x060C, 0x2010...0x2015, 0x3001, 0xFF0C, 0xFF1A:
                return String(text)
            default: break
            }
            guard Self.zero(of: scalar) == nil, let letter = Unicode.Scalar(scalar) else { return String(text) }
            text.append(Self.lowered(letter))
            advance()
        }
        return String(text)
    }
}
