/// A set of one byte a character, as the C library knows it, with what its characters are.
struct ByteAlphabet: Sendable {
    private enum Kind: UInt8, Sendable {
        case undefined, blank, joiner, sign, lower, upper, caseless
    }

    private let name: String
    private let kinds: [Kind]
    /// Script of letters: 0 Latin in ASCII, 1 Latin beyond, then others; 255 for what is no letter.
    private let scripts: [UInt8]

    init?(_ name: String) {
        guard CharacterSet.isKnown(name) else { return nil }
        var kinds: [Kind] = []
        var scripts: [UInt8] = []
        for byte in UInt8.min...UInt8.max {
            let scalar = CharacterSet.convert([byte], from: name)?.unicodeScalars.first
            kinds.append(Self.kind(scalar))
            scripts.append(Self.script(scalar))
        }
        self.name = name
        self.kinds = kinds
        self.scripts = scripts
    }

    private static func kind(_ scalar: Unicode.Scalar?) -> Kind {
        guard let scalar, !(0x80..<0xA0).contains(scalar.value) else { return .undefined }
        if script(scalar) != 255 {
            if scalar.properties.isLowercase { return .lower }
            return scalar.properties.isUppercase ? .upper : .caseless
        }
        if scalar.value < 0x80 { return .blank }
        switch scalar.properties.generalCategory {
        // Quotes, dashes and apostrophes stand beside letters in any language.
        case .initialPunctuation, .finalPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .otherPunctuation, .spaceSeparator, .format:
            return .joiner
        default: return .sign
        }
    }

    private static func script(_ scalar: Unicode.Scalar?) -> UInt8 {
        guard let scalar else { return 255 }
        switch scalar.value {
        case 0xE47...0xE4E, 0xE31, 0xE34...0xE3A: return 5
        case 0x64B...0x652: return 4
        // Ordinals and the micro sign stand alone.
        case 0xAA, 0xBA, 0xB5: return 255
        default: break
        }
        guard scalar.properties.isAlphabetic else { return 255 }
        switch scalar.value {
        case ..<0x80: return 0
        case ..<0x250: return 1
        case 0x370..<0x400: return 2
        case 0x400..<0x530: return 3
        case 0x600..<0x700: return 4
        case 0xE00..<0xE80: return 5
        default: return 255
        }
    }

    /// Counts what words of this alphabet do not have: two scripts in a word, a capital after a small letter, several
    /// accented Latin letters in a row, signs between letters or in a row. Nil when a byte means nothing here.
    func judge(_ bytes: [UInt8]) -> EncodingGuess.Narrow? {
        var result = EncodingGuess.Narrow(name: name)
        var previous: UInt8 = 0x20
        for (index, byte) in bytes.enumerated() {
            defer { previous = byte }
            guard byte >= 0x80 || previous >= 0x80 else { continue }
            let (kind, before) = (kinds[Int(byte)], kinds[Int(previous)])
            let (script, last) = (scripts[Int(byte)], scripts[Int(previous)])
            if byte >= 0x80 {
                if kind == .undefined { return nil }
                result.high += 1
                if script != 255 { result.letters += 1 }
                if kind == .sign, index + 1 < bytes.count {
                    let next = Int(bytes[index + 1])
                    if kinds[next] == .sign || (last != 255 && scripts[next] != 255) { result.misfits += 1 }
                }
            }
            guard script != 255, last != 255 else { continue }
            // Greek has a small letter that ends words.
            if byte >= 0x80, previous >= 0x80, script == 1, last == 1 { result.misfits += 1 }
            if max(script, 1) != max(last, 1) { result.misfits += 1 }
            if before == .lower, kind == .upper { result.misfits += 1 }
        }
        return result
    }
}
