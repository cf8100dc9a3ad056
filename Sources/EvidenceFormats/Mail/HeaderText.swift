import EvidenceIngest

/// Header fields as bytes, made ready for decoding: raw 8-bit text becomes UTF-8, and the names of character sets become
/// those that are really meant (formats/chats.md §13: `gb2312` is GB18030, `iso-8859-1` is windows-1252).
enum HeaderText {
    /// `charset`: the set of the mail's text, for headers that bring raw bytes of it.
    static func prepare(_ raw: [UInt8], charset: String? = nil, isParameterList: Bool = false) -> [UInt8] {
        var bytes = EncodedWords(raw).normalized()
        if bytes.contains(where: { $0 >= 0x80 || $0 == 0x1B }) { bytes = Array(unicode(bytes, charset).utf8) }
        bytes = relabel(bytes)
        return isParameterList ? ordered(relabelParameters(bytes)) : bytes
    }

    /// With the pieces of a value in the order of their numbers: `filename*1=b; filename*0=a` (RFC 2231 §3 lets them stand in any).
    private static func ordered(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0x2A) else { return bytes }
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        var isQuoted = false
        for at in bytes.indices {
            if bytes[at] == 0x22, at == 0 || bytes[at - 1] != 0x5C { isQuoted.toggle() }
            if bytes[at] == 0x3B, !isQuoted {
                parts.append(bytes[start..<at])
                start = at + 1
            }
        }
        parts.append(bytes[start...])
        let places = parts.indices.filter { number(parts[$0]) != nil }
        let sorted = places.sorted { (number(parts[$0]) ?? 0, $0) < (number(parts[$1]) ?? 0, $1) }
        guard sorted != places else { return bytes }
        var result = parts
        for (place, from) in zip(places, sorted) { result[place] = parts[from] }
        return Array(result.joined(separator: [0x3B]))
    }

    /// The number of a piece: 1 of `name*1*=…`.
    private static func number(_ parameter: ArraySlice<UInt8>) -> Int? {
        let name = parameter.prefix { $0 != 0x3D }
        guard let star = name.firstIndex(of: 0x2A) else { return nil }
        let digits = name[(star + 1)...].prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? nil : Int(String(decoding: digits, as: UTF8.self))
    }

    /// Raw bytes of a field as text: ISO-2022-JP or UTF-8 if they are, else the set of the mail, else the likeliest one.
    static func unicode(_ raw: [UInt8], _ charset: String?) -> String {
        if let japanese = DecodedText.byEscapes(raw) { return japanese.text }
        if let text = String(validating: raw, as: UTF8.self) { return text }
        if let charset, let name = CharacterSet.effective(label: charset), name != "UTF-8",
            let text = CharacterSet.convert(raw, from: name)
        {
            return text
        }
        if let text = DecodedText(raw)?.text { return text }
        return CharacterSet.convertReplacing(raw, from: "windows-1252")?.text ?? String(decoding: raw, as: UTF8.self)
    }

    /// As it stands, folds and all, without the blanks around it.
    static func verbatim(_ raw: [UInt8], _ charset: String? = nil) -> String {
        unicode(raw.filter { $0 != 0x0D }, charset).trimmed()
    }

    /// The words of a field, decoded.
    static func words(_ raw: [UInt8], charset: String? = nil) -> String {
        GMimeParsing.text(prepare(unfold(raw), charset: charset)).trimmed()
    }

    /// One line: a line break before blanks is no part of the field (RFC 5322 §2.2.3).
    static func unfold(_ raw: [UInt8]) -> [UInt8] { raw.filter { $0 != 0x0D && $0 != 0x0A } }

    /// The first word behind a comment, lower-case: `base64`, `attachment`.
    static func token(_ raw: [UInt8]) -> String {
        var start = unfold(raw).drop { $0 <= 0x20 || $0 == 0x22 }
        if start.first == 0x28, let end = start.firstIndex(of: 0x29) { start = start[(end + 1)...].drop { $0 <= 0x20 || $0 == 0x22 } }
        let word = start.prefix { $0 > 0x20 && $0 != 0x3B && $0 != 0x22 && $0 < 0x80 }
        return String(decoding: word, as: UTF8.self).lowercased()
    }

    /// An address without the signs around it and the scheme of links: `<mailto:a@b>`.
    static func address(_ raw: some Collection<UInt8>) -> String {
        let around: (Character) -> Bool = { $0.isWhitespace || "<>\"'[]();,".contains($0) }
        var text = Substring(String(decoding: raw, as: UTF8.self)).drop(while: around)
        while let last = text.last, around(last) { text.removeLast() }
        return String(text.lowercased().hasPrefix("mailto:") ? text.dropFirst(7) : text)
    }

    /// `type/subtype` in lower case; `text/plain` when what stands there is none (RFC 2045 §5.2).
    static func mediaType(_ raw: [UInt8]) -> String {
        let word = token(raw)
        let halves = word.split(separator: "/", omittingEmptySubsequences: false)
        return halves.count == 2 && !halves[0].isEmpty && !halves[1].isEmpty ? word : "text/plain"
    }

    /// The name of a part, as written: `filename` of the disposition, else `name` of the type.
    static func fileName(_ fields: MailFields) -> String? {
        let given = fields.raw("content-disposition").flatMap {
            GMimeParsing.parameter("filename", disposition: prepare($0, isParameterList: true))
        }
        let name =
            given
            ?? fields.raw("content-type").flatMap {
                GMimeParsing.parameter("name", contentType: prepare($0, isParameterList: true))
            }
        guard let name = name?.trimmed(), !name.isEmpty else { return nil }
        // Programs put encoded words into quoted names, which no standard allows and everybody reads.
        return name.contains("=?") ? GMimeParsing.text(prepare(Array(name.utf8))) : name
    }

    /// Characters that base64 does not have; line ends and padding are none of them.
    static func strayBase64(_ raw: [UInt8]) -> Int {
        raw.count {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D, 0x0A, 0x0D, 0x20, 0x09: false
            default: true
            }
        }
    }

    /// `=?gb2312?B?…` becomes `=?GB18030?B?…`.
    private static func relabel(_ bytes: [UInt8]) -> [UInt8] {
        replaceLabels(bytes, after: [0x3D, 0x3F], upTo: 0x3F)
    }

    /// `filename*=gb2312''…` and `filename*0*=gb2312''…`.
    private static func relabelParameters(_ bytes: [UInt8]) -> [UInt8] {
        replaceLabels(bytes, after: [0x2A, 0x3D], upTo: 0x27)
    }

    private static func replaceLabels(_ bytes: [UInt8], after mark: [UInt8], upTo end: UInt8) -> [UInt8] {
        guard bytes.count > 4 else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            result.append(bytes[at])
            at += 1
            guard result.count >= 2, result[result.count - 2] == mark[0], result[result.count - 1] == mark[1] else { continue }
            let label = bytes[at...].prefix(41).prefix { $0 > 0x20 && $0 < 0x7F && $0 != end }
            guard !label.isEmpty, at + label.count < bytes.count, bytes[at + label.count] == end else { continue }
            // A value may stand in quotes although RFC 2231 §4 knows none here; the second one is behind it.
            if label.first == 0x22 { result.append(0x22) }
            // RFC 2231 §5: a language may follow.
            let name = String(decoding: label.prefix { $0 != 0x2A }, as: UTF8.self)
            if let real = CharacterSet.effective(label: name) { result += Array(real.utf8) } else { result += label }
            at += label.count
        }
        return result
    }
}

extension String {
    /// Without white space and line ends around it.
    func trimmed() -> String {
        let shown: (Unicode.Scalar) -> Bool = { !$0.properties.isWhitespace && $0.value != 0 }
        guard let first = unicodeScalars.firstIndex(where: shown), let last = unicodeScalars.lastIndex(where: shown) else { return "" }
        return String(unicodeScalars[first...last])
    }
}
