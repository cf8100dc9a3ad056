import CaseModel

/// Plain expressions in messages that a reader of the case will look for. They only point to messages, which are always
/// quoted and cited: what was meant is for the reader to judge.
struct MessageWords: Sendable {
    /// What a message may be about.
    struct Topics: OptionSet, Hashable {
        let rawValue: UInt8
        /// A request to pay, a reminder, a last notice.
        static let demand = Topics(rawValue: 1)
        /// The debt is owned to, or payment promised.
        static let debt = Topics(rawValue: 2)
        /// The goods came.
        static let receipt = Topics(rawValue: 4)
        /// Something is wrong with the goods or their delivery.
        static let complaint = Topics(rawValue: 8)
        /// An amount of money is named.
        static let amount = Topics(rawValue: 16)
        /// The debt is owned to in so many words; always together with `debt`.
        static let acknowledgement = Topics(rawValue: 32)
    }

    private struct Pattern {
        let bytes: [UInt8]
        let topic: Topics
    }

    private let byFirstByte: [[Pattern]]
    /// Bytes that begin an expression or an amount.
    private let starts: [Bool]

    static let standard = MessageWords()

    private init() {
        var table = [[Pattern]](repeating: [], count: 256)
        for (topic, words) in Self.words {
            for word in words {
                let bytes = Array(word.utf8)
                if let first = bytes.first { table[Int(first)].append(Pattern(bytes: bytes, topic: topic)) }
            }
        }
        byFirstByte = table
        starts = table.indices.map { !table[$0].isEmpty || (0x30...0x39).contains($0) }
    }

    /// In lower case; English, German, Chinese.
    static let words: [(Topics, [String])] = [
        (
            .demand,
            [
                "reminder", "final demand", "overdue", "was due", "please pay", "please transfer", "outstanding balance",
                "open balance", "nothing received", "not received any payment", "when can you pay", "mahnung",
                "zahlungserinnerung", "überfällig", "bitte überweisen", "bitte zahlen", "noch offen", "nichts eingegangen",
                "催款", "逾期", "请付款", "请尽快付款", "尚未付款", "还没收到款",
            ]
        ),
        (
            [.debt, .acknowledgement],
            [
                "we owe", "i owe", "ich schulde", "wir schulden", "zahlen muss", "bezahlen muss", "欠您", "欠你", "我欠", "我们欠",
            ]
        ),
        (
            .debt,
            [
                "will pay", "i will transfer", "we will transfer", "pay the rest", "balance to follow",
                "will follow before", "cannot pay at the moment", "in instalments", "in installments", "promise you will have it",
                "werde zahlen", "werden zahlen", "werde überweisen", "in raten", "zwei raten", "der rest am", "会付", "尽快付", "下周付", "分期付款",
            ]
        ),
        (
            .receipt,
            [
                "i signed for it", "all arrived", "arrived complete", "arrived safely", "have arrived", "has arrived",
                "are here", "goods received", "received the goods", "received the parcel", "opened every carton",
                "ist angekommen", "sind angekommen", "ist da", "selbst unterschrieben", "paket erhalten", "ware erhalten",
                "goods arrived", "goods have come", "parcel arrived", "goods came", "lieferung erhalten", "lieferung ist gekommen",
                "已收到货", "收到货了", "已签收", "货收到",
            ]
        ),
        (
            .complaint,
            [
                "is broken", "are broken", "was damaged", "were damaged", "is defective", "not received the goods",
                "never arrived", "not arrived", "wrong goods", "wrong colour", "wrong color", "missing pieces", "refund",
                "ist kaputt", "sind kaputt", "beschädigt", "defekt", "nicht angekommen", "nicht erhalten", "rückerstattung",
                "坏了", "破损", "有问题", "没收到货", "退款", "质量问题",
            ]
        ),
    ]

    /// Topics of a text, in one pass over its bytes. ASCII letters are compared without case.
    func topics(of text: String) -> Topics {
        var text = text
        return text.withUTF8 { bytes in
            var found: Topics = []
            var previous: UInt8 = 0x20
            for index in bytes.indices {
                let byte = Self.lower(bytes[index])
                defer { previous = byte }
                // Inside a word nothing begins: most bytes are done with here.
                guard starts[Int(byte)], !(Self.isLetter(byte) && Self.isLetter(previous)) else { continue }
                for pattern in byFirstByte[Int(byte)] where !found.isSuperset(of: pattern.topic) {
                    guard matches(pattern.bytes, bytes, index) else { continue }
                    let place = index..<(index + pattern.bytes.count)
                    if !pattern.topic.isDisjoint(with: Self.admissions), Self.isDenied(bytes, place, pattern.topic) { continue }
                    if pattern.topic == .complaint, Self.isNegated(bytes, place) { continue }
                    found.formUnion(pattern.topic)
                }
                if !found.contains(.amount), (0x30...0x39).contains(byte), isAmount(bytes, index) { found.insert(.amount) }
            }
            return found
        }
    }

    // MARK: - Denials

    /// Topics that speak for the claimant: said in the negative, or asked, they say nothing of the kind.
    private static let admissions: Topics = [.debt, .receipt, .acknowledgement]

    /// Words that turn what follows them in a clause into its opposite, or leave it open.
    private static let negators: Set<String> = [
        "not", "no", "nothing", "never", "none", "nobody", "neither", "without", "nicht", "nichts", "nie", "niemals", "niemand",
        "kein", "keine", "keinen", "keiner", "keinem", "keines", "weder", "ohne", "if", "wenn", "falls", "ob", "whether",
        "deny", "dispute", "bestreite", "bestreiten",
    ]
    /// After these a sentence says something else.
    private static let turns: Set<String> = ["but", "however", "aber", "jedoch", "sondern", "doch"]
    /// A clause that begins with one of these belongs to the one before it.
    private static let joints: Set<String> = ["that", "dass", "daß", "ob", "if", "whether", "wenn"]
    private static let chineseNegators = ["没", "未", "不", "无", "非"].map { Array($0.utf8) }

    private static func isNegator(_ word: Substring) -> Bool {
        negators.contains(String(word)) || word.hasSuffix("n't") || word.hasSuffix("n’t")
    }

    /// Whether the clause around an expression denies it: a negator before it, for debts one behind it too ("nothing"), or a
    /// question mark at its end.
    private static func isDenied(_ bytes: UnsafeBufferPointer<UInt8>, _ expression: Range<Int>, _ topic: Topics) -> Bool {
        var start = expression.lowerBound
        while start > 0, expression.lowerBound - start < 400 {
            if let mark = clauseEnd(bytes, endingAt: start), mark != "," || !isJoint(bytes[start..<expression.lowerBound]) { break }
            start -= 1
        }
        var end = expression.upperBound
        while end < bytes.count, end - expression.upperBound < 400 {
            if let mark = clauseEnd(bytes, endingAt: end + 1) {
                if mark == "?" { return true }
                break
            }
            end += 1
        }
        let before = words(bytes[start..<expression.lowerBound])
        let clause = before.lastIndex { turns.contains(String($0)) }.map { before[($0 + 1)...] } ?? before[...]
        if clause.contains(where: isNegator) || isNegatedInChinese(bytes, expression.lowerBound, from: start) { return true }
        let behind = bytes[expression.upperBound..<end]
        if topic.contains(.debt), words(behind).contains(where: isNegator) { return true }
        return behind.suffix(3).elementsEqual("吗".utf8)
    }

    /// Whether the word right before an expression denies it: "nothing was damaged", "没有问题".
    private static func isNegated(_ bytes: UnsafeBufferPointer<UInt8>, _ expression: Range<Int>) -> Bool {
        let start = max(0, expression.lowerBound - 20)
        return words(bytes[start..<expression.lowerBound]).last.map(isNegator) ?? false
            || isNegatedInChinese(bytes, expression.lowerBound, from: start)
    }

    /// Chinese puts it right before the verb, with at most a short word between.
    private static func isNegatedInChinese(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int, from start: Int) -> Bool {
        var near = bytes[max(start, end - 9)..<end]
        if let comma = near.lastIndex(of: 0xBC) { near = near[(comma + 1)...] }
        return near.indices.contains { index in chineseNegators.contains { near[index...].starts(with: $0) } }
    }

    private static func isJoint(_ clause: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        words(clause).first.map { joints.contains(String($0)) } ?? false
    }

    /// The mark of a clause or sentence whose last byte is just before `end`: `,` for one inside a sentence (a dash too), `.`
    /// (an empty line too), or `?`.
    private static func clauseEnd(_ bytes: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Character? {
        let isFree = end == bytes.count || bytes[end] == 0x20 || bytes[end] == 0x0A
        switch bytes[end - 1] {
        case 0x3F: return isFree ? "?" : nil
        case 0x0A: return end >= 2 && bytes[end - 2] == 0x0A ? "." : nil
        case 0x2E, 0x21: return isFree ? "." : nil
        case 0x2C, 0x3B, 0x3A: return isFree ? "," : nil
        case 0x82 where end >= 3 && bytes[end - 3] == 0xE3 && bytes[end - 2] == 0x80: return "."
        case 0x81 where end >= 3 && bytes[end - 3] == 0xEF && bytes[end - 2] == 0xBC: return "."
        case 0x8C where end >= 3 && bytes[end - 3] == 0xEF && bytes[end - 2] == 0xBC: return ","
        case 0x93, 0x94: return end >= 3 && bytes[end - 3] == 0xE2 && bytes[end - 2] == 0x80 ? "," : nil
        case 0x9F where end >= 3 && bytes[end - 3] == 0xEF && bytes[end - 2] == 0xBC: return "?"
        default: return nil
        }
    }

    /// Words in lower case; "no" in front of a number is none ("order no. 417").
    private static func words(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [Substring] {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
        return words.indices.filter { index in
            let next = index + 1 < words.count ? words[index + 1].first : nil
            return words[index] != "no" || next?.isNumber != true
        }.map { words[$0] }
    }

    /// The first sentence of a text that is about a topic; the whole text when none is by itself.
    func sentence(of text: String, about topic: Topics) -> String {
        var sentence = ""
        var endsHere = false
        for character in text + "\n\n" {
            let isBreak = character.isWhitespace && (endsHere || (character.isNewline && sentence.hasSuffix("\n")))
            if isBreak || "。！？".contains(sentence.last ?? " ") {
                if topics(of: sentence).isSuperset(of: topic) { return sentence.trimmingBlanks() }
                sentence = ""
            }
            endsHere = ".!?".contains(character)
            sentence.append(character)
        }
        return text
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(lower(byte)) }

    private func matches(_ pattern: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        guard start + pattern.count <= bytes.count else { return false }
        for offset in pattern.indices where Self.lower(bytes[start + offset]) != pattern[offset] {
            // A line may be wrapped inside an expression.
            guard pattern[offset] == 0x20, bytes[start + offset] == 0x0A else { return false }
        }
        let end = start + pattern.count
        return !(Self.isLetter(pattern[pattern.count - 1]) && end < bytes.count && Self.isLetter(bytes[end]))
    }

    /// A number with two decimals beside a currency code or sign.
    private func isAmount(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        if start > 0, (0x30...0x39).contains(bytes[start - 1]) || bytes[start - 1] == 0x2E || bytes[start - 1] == 0x2C { return false }
        var end = start
        while end < bytes.count,
            (0x30...0x39).contains(bytes[end])
                || ((bytes[end] == 0x2E || bytes[end] == 0x2C) && end + 1 < bytes.count && (0x30...0x39).contains(bytes[end + 1]))
        {
            end += 1
        }
        guard end - start >= 1 else { return false }
        return Self.hasCurrency(bytes, before: start) || Self.hasCurrency(bytes, after: end)
    }

    private static let codes: Set<UInt32> = Set(
        ["GBP", "EUR", "USD", "CNY", "RMB", "HKD", "AUD", "CAD", "JPY", "CHF", "SEK", "PLN"].map { code in
            code.utf8.reduce(0) { $0 << 8 | UInt32($1) }
        })

    private static func hasCurrency(_ bytes: UnsafeBufferPointer<UInt8>, after end: Int) -> Bool {
        let start = end < bytes.count && bytes[end] == 0x20 ? end + 1 : end
        return isCurrency(bytes, start)
    }

    private static func hasCurrency(_ bytes: UnsafeBufferPointer<UInt8>, before start: Int) -> Bool {
        let end = start > 0 && bytes[start - 1] == 0x20 ? start - 1 : start
        return (1...3).contains { end >= $0 && isCurrency(bytes, end - $0, length: $0) }
    }

    /// A three-letter code, or `$`, `£`, `€`, `¥`, `元`.
    private static func isCurrency(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, length: Int? = nil) -> Bool {
        guard start < bytes.count else { return false }
        switch bytes[start] {
        case 0x24: return length ?? 1 == 1
        case 0xC2: return length ?? 2 == 2 && start + 1 < bytes.count && (bytes[start + 1] == 0xA3 || bytes[start + 1] == 0xA5)
        case 0xE2: return length ?? 3 == 3 && start + 2 < bytes.count && bytes[start + 1] == 0x82 && bytes[start + 2] == 0xAC
        case 0xE5: return length ?? 3 == 3 && start + 2 < bytes.count && bytes[start + 1] == 0x85 && bytes[start + 2] == 0x83
        default:
            guard length ?? 3 == 3, start + 3 <= bytes.count else { return false }
            return codes.contains(UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]))
        }
    }
}
