import CaseModel

/// Names that every file system, zip program and shell takes: letters, digits, `-`, `_` and `.`.
enum SafeName {
    /// Where an original lies, relative to the dossier's `data/`: at most 150 bytes together with it.
    static func exhibitPath(place: Int, name: String) -> String {
        let file = file(name)
        var number = ""
        number.appendPadded(place, 4)
        let short = String(parts(file).stem.lowercased().prefix(32))
        return "exhibits/\(number)-\(trimmed(short, fallback: "file"))/\(file)"
    }

    /// The name of a file; its extension is kept when it is one.
    static func file(_ name: String) -> String {
        let (stem, ending) = parts(name)
        var safe = trimmed(String(plain(stem).prefix(72)), fallback: "file")
        if reserved.contains(safe.uppercased().split(separator: ".").first.map(String.init) ?? "") { safe += "_" }
        return ending.isEmpty ? safe : safe + "." + ending
    }

    private static let reserved: Set<String> = Set(
        ["CON", "PRN", "AUX", "NUL", "CLOCK$"] + (0...9).flatMap { ["COM\($0)", "LPT\($0)"] })

    /// Splits at the last full stop when up to ten letters or digits follow it.
    private static func parts(_ name: String) -> (stem: String, ending: String) {
        guard let dot = name.utf8.lastIndex(of: 0x2E), dot != name.utf8.startIndex else { return (name, "") }
        let ending = name[name.utf8.index(after: dot)...]
        guard (1...10).contains(ending.utf8.count), ending.utf8.allSatisfy(isPlain), !ending.contains(where: { "-_.".contains($0) })
        else { return (name, "") }
        return (String(name[..<dot]), String(ending))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == 0x2D || byte == 0x5F || byte == 0x2E
    }

    /// Latin letters lose their accents; every run of other characters and hyphens becomes one hyphen.
    private static func plain(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.value == 0x2D {
                if result.utf8.last != 0x2D { result += "-" }
            } else if scalar.isASCII, isPlain(UInt8(scalar.value)) {
                result.unicodeScalars.append(scalar)
            } else if let letters = latin(scalar) {
                result += letters
            } else if scalar.properties.generalCategory != .nonspacingMark, result.utf8.last != 0x2D {
                result += "-"
            }
        }
        return result
    }

    /// `é` is named LATIN SMALL LETTER E WITH ACUTE; `ß` and the ligatures have no single letter in their names.
    private static func latin(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0xDF: return "ss"
        case 0xE6: return "ae"
        case 0xC6: return "Ae"
        case 0x153: return "oe"
        case 0x152: return "Oe"
        default: break
        }
        guard scalar.value < 0x250, let name = scalar.properties.name, name.hasPrefix("LATIN ") else { return nil }
        let words = name.split(separator: " ")
        guard words.count >= 4, words[2] == "LETTER", words[3].utf8.count == 1 else { return nil }
        return words[1] == "SMALL" ? words[3].lowercased() : String(words[3])
    }

    private static func trimmed(_ text: String, fallback: String) -> String {
        var view = text[...]
        while let first = view.utf8.first, first == 0x2E || first == 0x2D { view = view.dropFirst() }
        while let last = view.utf8.last, last == 0x2E || last == 0x2D { view = view.dropLast() }
        return view.isEmpty ? fallback : String(view)
    }
}
