import CaseModel

/// The names of files in chats. They are only compared, never used as paths.
enum FileName {
    /// Without direction marks and blanks around it.
    static func clean(_ bytes: ArraySlice<UInt8>) -> String {
        var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        let isEdge: (Unicode.Scalar) -> Bool = {
            ScalarCursor.isMark($0.value) || ScalarCursor.isBlank($0.value) || $0.value == 0x0D
        }
        while let first = scalars.first, isEdge(first) { scalars = scalars.dropFirst() }
        while let last = scalars.last, isEdge(last) { scalars = scalars.dropLast() }
        return String(scalars)
    }

    /// A dot with one to five letters or digits at the end, and something before it.
    static func hasExtension(_ name: String) -> Bool {
        let utf8 = Array(name.utf8)
        guard let dot = utf8.lastIndex(of: 0x2E), dot > 0, (2...6).contains(utf8.count - dot) else { return false }
        return utf8[(dot + 1)...].allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || (0x30...0x39).contains($0) }
            && !name.contains("://")
    }

    /// `00000042-PHOTO-…`
    static func isNumbered(_ name: String) -> Bool {
        let head = Array(name.utf8.prefix(9))
        return head.count == 9 && head[8] == 0x2D && head[..<8].allSatisfy { (0x30...0x39).contains($0) }
    }

    /// `IMG-20220323-WA0002.jpg`
    static func isWhatsApp(_ name: String) -> Bool { name.contains("-WA") && !dates(Array(name.utf8)[...]).isEmpty }

    static func kind(_ name: String) -> Message.Kind {
        let lower = name.lowercased()
        if lower.hasSuffix(".vcf") { return .contact }
        if lower.hasSuffix(".webp"), lower.contains("stk-") || lower.contains("sticker") { return .sticker }
        return .media
    }

    /// The days that file names of the app carry: `-20220323-WA` and `-2022-03-18-`.
    static func dates(_ bytes: ArraySlice<UInt8>) -> [CalendarDay] {
        var days: [CalendarDay] = []
        var index = bytes.startIndex
        while let dash = bytes[index...].firstIndex(of: 0x2D) {
            index = dash + 1
            let text = bytes[index..<min(bytes.endIndex, index + 11)]
            let parts = text.split(separator: 0x2D, omittingEmptySubsequences: false)
            let digits = parts.prefix(3).flatMap { $0 }
            guard parts.count >= 2, digits.count >= 8 else { continue }
            let isJoined = parts[0].count == 8 && parts[1].first == 0x57
            let isApart = parts.count >= 3 && parts[0].count == 4 && parts[1].count == 2 && parts[2].count >= 2
            guard isJoined || isApart, let day = day(digits.prefix(8)) else { continue }
            days.append(day)
        }
        return days
    }

    private static func day(_ digits: ArraySlice<UInt8>) -> CalendarDay? {
        guard digits.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return CalendarDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
}
