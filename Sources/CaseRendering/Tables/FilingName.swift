package import CaseModel

/// The name under which the bundle is filed (B-19): case, short title, bundle letter and day in ASCII letters, digits,
/// `-` and `_`, since many filing systems refuse everything else.
package enum FilingName {
    /// Characters of the longest name, without the ending.
    package static let longest = 90

    /// `CF-2026-0042_Unpaid-order-8123-4471_Bundle-A_2026-03-04.pdf`. A title without any Latin letter or digit is
    /// left out; one that is too long is cut.
    package static func bundle(_ settings: CaseSettings, createdAt: Instant) -> String {
        let day = LocalDateTime(secondsAsIfUTC: createdAt.seconds)?.day.iso ?? ""
        let tail = "_Bundle-A" + (day.isEmpty ? "" : "_" + day)
        let id = cut(ascii(settings.id), to: longest - tail.utf8.count)
        let name = id.isEmpty ? "Case" : id
        let room = longest - tail.utf8.count - name.utf8.count - 1
        let title = room < 4 ? "" : cut(ascii(settings.title ?? ""), to: room)
        return name + (title.isEmpty ? "" : "_" + title) + tail + ".pdf"
    }

    /// Letters and digits; everything between them becomes one `-`.
    static func ascii(_ text: String) -> String {
        var result = ""
        var isGap = false
        for scalar in text.unicodeScalars {
            let letters = latin(scalar)
            if letters.isEmpty {
                // A mark that belongs to the letter before it leaves no gap.
                if !scalar.properties.canonicalCombiningClass.isMark { isGap = true }
                continue
            }
            if isGap, !result.isEmpty { result += "-" }
            isGap = false
            result += letters
        }
        return result
    }

    private static func latin(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": String(scalar)
        case "ä": "ae"
        case "ö", "ø": "oe"
        case "ü": "ue"
        case "Ä": "Ae"
        case "Ö", "Ø": "Oe"
        case "Ü": "Ue"
        case "ß": "ss"
        case "æ": "ae"
        case "œ": "oe"
        default: baseLetter(scalar)
        }
    }

    /// `é` is an `e` for a filing system.
    private static func baseLetter(_ scalar: Unicode.Scalar) -> String {
        let name = scalar.properties.name ?? ""
        let parts = name.split(separator: " ")
        guard parts.count >= 5, parts[0] == "LATIN", parts[2] == "LETTER", parts[3].utf8.count == 1, parts[4] == "WITH"
        else { return "" }
        return parts[1] == "SMALL" ? parts[3].lowercased() : String(parts[3])
    }

    private static func cut(_ text: String, to room: Int) -> String {
        var short = text.prefix(max(0, room))
        while let last = short.last, last == "-" || last == "_" { short.removeLast() }
        return String(short)
    }
}

extension Unicode.CanonicalCombiningClass {
    fileprivate var isMark: Bool { self != .notReordered }
}
