import CaseModel
import EvidenceIngest

/// The words of a text part: character set, flowed lines, uuencoded files between them.
struct MailText {
    var text: String
    var notes: [Diagnostic] = []

    /// Declared superset, then strict UTF-8, then the likeliest set (formats/chats.md §13); what happened is noted.
    init(_ bytes: [UInt8], declared: String?) {
        text = ""
        decode(bytes, declared?.trimmed() ?? "")
        // A byte order mark is none of the words (RFC 2781 §3.2).
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    }

    private mutating func decode(_ bytes: [UInt8], _ label: String) {
        let effective = label.isEmpty ? nil : CharacterSet.effective(label: label)
        let isNarrow = effective?.hasPrefix("windows-125") ?? false
        let isWide = effective?.hasPrefix("UTF-16") ?? false
        // The mark at the beginning says which byte comes first.
        if isWide, bytes.starts(with: [0xFE, 0xFF]), let text = CharacterSet.convert(bytes, from: "UTF-16BE") {
            self.text = text
            return
        }
        // Escape sequences are no text in sets that have none: the set that has them was not declared.
        if isNarrow || effective == nil || effective == "UTF-8", let japanese = DecodedText.byEscapes(bytes) {
            text = japanese.text
            if !label.isEmpty { note(.mailCharset, label, japanese.encoding) }
            return
        }
        if let effective, !isNarrow, let text = CharacterSet.convert(bytes, from: effective) {
            self.text = text
            return
        }
        if let text = String(validating: bytes, as: UTF8.self) {
            self.text = text
            let isASCII = !bytes.contains { $0 >= 0x80 }
            if let effective, effective != "UTF-8", !isASCII { note(.mailCharset, label, "UTF-8") }
            if effective == nil, !label.isEmpty, !isASCII { note(.mailCharset, label, "UTF-8") }
            return
        }
        if effective == "UTF-8" {
            let census = UTF8Census(bytes)
            if census.sequences > census.faults {
                text = String(decoding: bytes, as: UTF8.self)
                damage(census.faults, "UTF-8")
                return
            }
        }
        // us-ascii with bytes above 127 says nothing; iso-8859-1 mostly means what it says.
        let saysNothing = label.isEmpty || effective == nil || label.lowercased().contains("ascii")
        if let effective, isNarrow, !saysNothing, let text = CharacterSet.convert(bytes, from: effective) {
            self.text = text
            return
        }
        if let decoded = DecodedText(bytes) {
            text = decoded.text
            if !label.isEmpty { note(.mailCharset, label, decoded.encoding) }
            if decoded.replacements > 0 { damage(decoded.replacements, decoded.encoding) }
            return
        }
        let name = effective ?? "windows-1252"
        let replaced = CharacterSet.convertReplacing(bytes, from: name) ?? (String(decoding: bytes, as: UTF8.self), 0)
        text = replaced.text
        damage(replaced.replacements, name)
    }

    private mutating func note(_ kind: DiagnosticKind, _ declared: String, _ used: String) {
        notes.append(Diagnostic(kind, at: .whole, ["declared": declared, "used": used]))
    }

    private mutating func damage(_ count: Int, _ used: String) {
        guard count > 0 else { return }
        notes.append(Diagnostic(.mailCharsetReplaced, at: .whole, ["count": String(count), "used": used]))
    }

    /// Line ends as `\n`, without the empty lines at the end.
    mutating func normalizeLines() {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar == "\n", previous == "\r" { result.removeLast() }
            result.append(scalar == "\r" ? "\n" : scalar)
            if scalar == "\n", previous == "\r" { previous = " " } else { previous = scalar }
        }
        while let last = result.last, last == "\n" || last == " " || last == "\t" { result.removeLast() }
        text = String(result)
    }

    /// RFC 3676: a line that ends in a blank goes on in the next one of the same depth of quotation.
    mutating func unflow(deletesSpace: Bool) {
        var result: [String] = []
        var open = false
        var depth = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let quotes = line.prefix { $0 == ">" }.count
            var body = line.dropFirst(quotes)
            if body.first == " " { body = body.dropFirst() }
            let isSignature = body == "-- "
            let flows = body.last == " " && !isSignature
            if flows, deletesSpace { body = body.dropLast() }
            if open, quotes == depth, !isSignature, !result.isEmpty {
                result[result.count - 1] += body
            } else {
                result.append((quotes > 0 ? String(repeating: ">", count: quotes) + " " : "") + body)
            }
            open = flows
            depth = quotes
        }
        text = result.joined(separator: "\n")
    }

    /// Takes uuencoded files out of the text.
    mutating func extractUuencoded() -> [(name: String, bytes: [UInt8])] {
        guard text.contains("begin ") else { return [] }
        var found: [(String, [UInt8])] = []
        var kept: [Substring] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var index = 0
        while index < lines.count {
            if let name = Self.beginName(lines[index]), let end = Self.end(lines, after: index),
                let bytes = TransferDecoding.uudecode(lines[index..<end].joined(separator: "\n").utf8)
            {
                found.append((name, bytes))
                index = end + 1
            } else {
                kept.append(lines[index])
                index += 1
            }
        }
        if !found.isEmpty { text = kept.joined(separator: "\n") }
        return found
    }

    private static func beginName(_ line: Substring) -> String? {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count == 3, words[0] == "begin", (3...4).contains(words[1].utf8.count),
            words[1].utf8.allSatisfy({ (0x30...0x37).contains($0) })
        else { return nil }
        return String(words[2])
    }

    /// The `end` line, when only encoded lines stand before it: as long as their first character says, shorter where blanks were
    /// cut off, longer by a few check characters.
    private static func end(_ lines: [Substring], after start: Int) -> Int? {
        var index = start + 1
        while index < lines.count {
            let line = lines[index].utf8
            if line.elementsEqual("end".utf8) { return index > start + 1 ? index : nil }
            let announced = (Int(line.first ?? 0x20) - 0x20) & 0x3F
            guard line.count <= 1 + (announced + 2) / 3 * 4 + 8, line.allSatisfy({ $0 >= 0x20 && $0 <= 0x60 }) else { return nil }
            index += 1
        }
        return nil
    }
}
