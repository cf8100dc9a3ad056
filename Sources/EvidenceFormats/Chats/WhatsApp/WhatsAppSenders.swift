import CaseModel

/// Who wrote the records of a WhatsApp export. The name ends at the first colon with a blank behind it; lines of the
/// app itself have no name but may hold a colon, so all headers are looked at before one is judged.
struct WhatsAppSenders {
    /// Name and start of the body per header; nil where the line has no sender.
    private(set) var splits: [Split?] = []
    private var counts: [String: Int] = [:]
    private var verdicts: [String: Bool] = [:]
    private let bytes: [UInt8]
    private let phrases = WhatsAppPhrases.shared

    struct Split {
        let name: String
        let bodyStart: Int
    }

    init(_ bytes: [UInt8], _ headers: [WhatsAppHeader]) {
        self.bytes = bytes
        let candidates = headers.map { Self.split(bytes, $0.rest, $0.lineEnd) }
        for case let split? in candidates { counts[split.name, default: 0] += 1 }
        // A group's own name may hold a colon: what counts is the longer name that comes back.
        let longer = zip(headers, candidates).map { Self.longer(bytes, $0, $1) }
        for case let split? in longer { counts[split.name, default: 0] += 1 }
        splits.reserveCapacity(headers.count)
        for (index, header) in headers.enumerated() {
            if let split = longer[index], counts[split.name, default: 0] >= 2 {
                splits.append(split)
            } else if let split = candidates[index] {
                splits.append(isName(split.name) ? split : nil)
            } else {
                splits.append(tight(header))
            }
        }
    }

    private static func split(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Split? {
        var index = start
        while index < min(end, start + 300) {
            if bytes[index] == 0x3A, index > start {
                if index + 1 == end { return name(bytes, start, index).map { Split(name: $0, bodyStart: end) } }
                if let (value, length) = ScalarCursor.scalar(bytes, at: index + 1, end: end), ScalarCursor.isBlank(value) {
                    return name(bytes, start, index).map { Split(name: $0, bodyStart: index + 1 + length) }
                }
            }
            index += 1
        }
        return nil
    }

    /// Nil for names that are only marks and blanks.
    private static func name(_ bytes: [UInt8], _ start: Int, _ end: Int) -> String? {
        var cursor = ScalarCursor(bytes: bytes, index: start, end: end)
        cursor.skipBlanks()
        return cursor.peek() == nil ? nil : String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// `Deal: final: ⟨mark⟩Ann added you`: the name up to the colon in front of the mark.
    private static func longer(_ bytes: [UInt8], _ header: WhatsAppHeader, _ split: Split?) -> Split? {
        // In a record with media the mark stands before the tag, and what ends in a colon is the caption.
        guard header.form.closing == .bracket, !header.isMarked, let split, split.bodyStart < header.lineEnd, bytes[split.bodyStart] != 0xE2
        else { return nil }
        let limit = min(header.lineEnd, split.bodyStart + 120)
        guard var index = bytes[split.bodyStart..<limit].firstIndex(of: 0x3A) else { return nil }
        while index + 4 < limit {
            let next = ScalarCursor.scalar(bytes, at: index + 2, end: limit)?.value
            if bytes[index] == 0x3A, bytes[index + 1] == 0x20, next == 0x200E || next == 0x200F {
                return name(bytes, header.rest, index).map { Split(name: $0, bodyStart: index + 2) }
            }
            index += 1
        }
        return nil
    }

    private mutating func isName(_ name: String) -> Bool {
        if let known = verdicts[name] { return known }
        let utf8 = Array(name.utf8)
        let isOften = counts[name, default: 0] >= 3
        let verdict =
            name.unicodeScalars.count <= 100 && Self.quotesAreBalanced(name)
            && (isOften || !phrases.hasNoticeStem(utf8[...])) && !phrases.isEncryptionNotice(utf8[...])
        verdicts[name] = verdict
        return verdict
    }

    /// The app quotes group names: `Ann changed the subject to “Deal` is cut in the middle of such a quotation.
    private static func quotesAreBalanced(_ name: String) -> Bool {
        var straight = 0
        var depth = 0
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case 0x22: straight += 1
            case 0x201C, 0x201E, 0xAB, 0x300C, 0x300E: depth += 1
            case 0x201D, 0xBB, 0x300D, 0x300F: depth -= 1
            default: break
            }
        }
        // “…“ and „…“ close with an opening sign; only a single one is suspicious.
        return straight % 2 == 0 && depth <= 0 || depth == 2
    }

    /// `Bob:Hi` without a blank, written by some versions and programs.
    private func tight(_ header: WhatsAppHeader) -> Split? {
        let limit = min(header.lineEnd, header.rest + 80)
        guard header.rest < limit, let colon = bytes[header.rest..<limit].firstIndex(of: 0x3A), colon > header.rest,
            colon + 1 < header.lineEnd, let name = Self.name(bytes, header.rest, colon)
        else { return nil }
        let split = Split(name: name, bodyStart: colon + 1)
        if counts[name, default: 0] > 0 { return split }
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        let blanks = bytes[header.rest..<colon].lazy.filter { $0 == 0x20 }.count
        guard colon - header.rest <= 40, blanks <= 3, bytes[colon + 1] != 0x2F,
            !(isDigit(bytes[colon - 1]) && isDigit(bytes[colon + 1])), Self.quotesAreBalanced(name),
            !phrases.hasNoticeStem(Array(name.utf8)[...])
        else { return nil }
        return split
    }

    /// A phone number shown in place of a name is an identity; direction marks around it are left out of it, and blanks
    /// are plain ones.
    static func participant(_ name: String) -> Participant {
        var digits = 0
        var hasPlus = false
        var value = ""
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case let mark where ScalarCursor.isMark(mark): continue
            case let blank where ScalarCursor.isBlank(blank): value.append(" ")
            case 0x30...0x39:
                digits += 1
                value.unicodeScalars.append(scalar)
            case 0x2B where value.isEmpty:
                hasPlus = true
                value.append("+")
            case 0x28, 0x29, 0x2D, 0x2E, 0x2F, 0x2010, 0x2011: value.unicodeScalars.append(scalar)
            default: return Participant(name: name)
            }
        }
        guard digits >= (hasPlus ? 5 : 7), digits <= 17 else { return Participant(name: name) }
        return Participant(name: name, identity: Identity(.phone, value.trimmingBlanks()))
    }
}
