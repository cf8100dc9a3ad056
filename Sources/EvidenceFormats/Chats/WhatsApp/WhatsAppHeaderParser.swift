/// Reads the header at the start of a line, if there is one.
struct WhatsAppHeaderParser {
    let bytes: [UInt8]

    /// Nil when the line (`start..<end`, without its line break) does not begin with a date and a time.
    func header(_ start: Int, _ end: Int, line: Int) -> WhatsAppHeader? {
        guard end - start >= 10, mayBegin(bytes[start], bytes[start + 1]) else { return nil }
        var cursor = ScalarCursor(bytes: bytes, index: start, end: end)
        let isMarked = cursor.skipMarks()
        let isBracket = cursor.take(0x5B)
        let writtenStart = cursor.index
        var copy = cursor
        guard let found = dateFirst(&cursor) ?? timeFirst(&copy) else { return nil }
        if found.isTimeFirst { cursor = copy }
        guard let (closing, writtenEnd) = close(&cursor, isBracket: isBracket, found.clock) else { return nil }
        let form = WhatsAppHeader.Form(
            closing: closing, isTimeFirst: found.isTimeFirst, hasSeconds: found.clock.second != nil,
            hasHalf: found.clock.half != nil, separator: found.date.separator, hasComma: found.hasComma,
            isYearFirst: found.date.isYearFirst, timeSeparator: found.clock.separator, connector: found.connector)
        return WhatsAppHeader(
            start: start, line: line, written: writtenStart..<writtenEnd, rest: cursor.index, lineEnd: end,
            isMarked: isMarked && isBracket, date: found.date, clock: found.clock, form: form)
    }

    /// A cheap look at the first bytes: nearly all lines of a body end here.
    private func mayBegin(_ byte: UInt8, _ next: UInt8) -> Bool {
        switch byte {
        case 0x5B, 0x30...0x39, 0x80...: true
        // The letters of the Japanese eras.
        case 0x48, 0x52, 0x53: (0x30...0x39).contains(next)
        default: false
        }
    }

    private struct Found {
        var date: WhatsAppHeader.WrittenDate
        var clock: WhatsAppHeader.WrittenClock
        var isTimeFirst: Bool
        var hasComma: Bool
        var connector: String
    }

    private func dateFirst(_ cursor: inout ScalarCursor) -> Found? {
        guard let date = date(&cursor) else { return nil }
        cursor.skipBlanks()
        let hasComma = takeComma(&cursor)
        cursor.skipBlanks()
        var connector = ""
        var half: DayHalf?
        if let next = cursor.peek(), ScalarCursor.zero(of: next) == nil {
            connector = cursor.word()
            if let known = DayHalf.words[connector] { (half, connector) = (known, "") }
            // "klo", "kl.", "à", "às", "at", "um": whatever is short. A word that may be a half of the day is told later.
            guard connector.unicodeScalars.count <= 6, let digit = cursor.peek(), ScalarCursor.zero(of: digit) != nil
            else { return nil }
        }
        guard var clock = clock(&cursor) else { return nil }
        if let half {
            clock.half = half
            clock.isHalfFirst = true
        }
        return Found(date: date, clock: clock, isTimeFirst: false, hasComma: hasComma, connector: connector)
    }

    private func timeFirst(_ cursor: inout ScalarCursor) -> Found? {
        var half: DayHalf?
        if let next = cursor.peek(), ScalarCursor.zero(of: next) == nil {
            half = DayHalf.words[cursor.word()]
            if half == nil { return nil }
        }
        guard var clock = clock(&cursor) else { return nil }
        if let half {
            clock.half = half
            clock.isHalfFirst = true
        }
        let hadBlank = cursor.skipBlanks()
        let hasComma = takeComma(&cursor)
        let hasBlank = cursor.skipBlanks() || hadBlank
        guard hasComma || hasBlank || clock.half != nil, let date = date(&cursor) else { return nil }
        return Found(date: date, clock: clock, isTimeFirst: true, hasComma: hasComma, connector: "")
    }

    private func takeComma(_ cursor: inout ScalarCursor) -> Bool {
        cursor.take(0x2C) || cursor.take(0x060C) || cursor.take(0xFF0C) || cursor.take(0x3001)
    }

    private func date(_ cursor: inout ScalarCursor) -> WhatsAppHeader.WrittenDate? {
        var date = WhatsAppHeader.WrittenDate()
        takeEraPrefix(&cursor, &date)
        guard let first = cursor.number(upTo: 4), let separator = separator(&cursor),
            let second = cursor.number(upTo: 2), self.separator(&cursor) == separator,
            let third = cursor.number(upTo: 4), second.value >= 1, second.value <= 31
        else { return nil }
        date.fields = (first.value, second.value, third.value)
        date.digits = (first.count, second.count, third.count)
        date.separator = separator
        date.zero = first.zero
        guard date.isYearFirst ? third.count <= 2 : first.count <= 2 else { return nil }
        // `日`, the last dot of `18. 3. 2022.`
        if separator == 5 { _ = cursor.take(0x65E5) }
        if separator == 2 || separator == 4 { _ = cursor.take(0x2E) }
        takeEraSuffix(&cursor, &date)
        return date
    }

    /// 1 `/`, 2 `.`, 3 `-`, 4 `. `, 5 `年` and `月`.
    private func separator(_ cursor: inout ScalarCursor) -> UInt8? {
        switch cursor.peek() {
        case 0x2F: cursor.advance(); return 1
        case 0x2D, 0x2010, 0x2011: cursor.advance(); return 3
        case 0x5E74, 0x6708: cursor.advance(); return 5
        case 0x2E:
            cursor.advance()
            return cursor.skipBlanks() ? 4 : 2
        default: return nil
        }
    }

    private static let eraPrefixes: [String: WhatsAppHeader.Era] = [
        "r": .reiwa, "h": .heisei, "s": .showa, "令和": .reiwa, "平成": .heisei, "昭和": .showa, "民國": .minguo, "民国": .minguo,
    ]
    private static let eraSuffixes: [String: WhatsAppHeader.Era] = [
        "be": .buddhist, "พศ": .buddhist, "г": .none, "ad": .none, "ce": .none, "м": .none, "ap": .persian,
        "هش": .persian, "ah": .islamic, "هـ": .islamic, "ه": .islamic,
    ]

    private func takeEraPrefix(_ cursor: inout ScalarCursor, _ date: inout WhatsAppHeader.WrittenDate) {
        guard let next = cursor.peek(), ScalarCursor.zero(of: next) == nil else { return }
        var copy = cursor
        guard let era = Self.eraPrefixes[copy.word(upTo: 3)] else { return }
        cursor = copy
        date.era = era
        date.eraIsPrefix = true
    }

    /// `BE` and the like after the date; the Bulgarian `г.` says only that a year stood before it.
    private func takeEraSuffix(_ cursor: inout ScalarCursor, _ date: inout WhatsAppHeader.WrittenDate) {
        var copy = cursor
        copy.skipBlanks()
        guard let next = copy.peek(), ScalarCursor.zero(of: next) == nil else { return }
        // `ap` is also a half of the day in Finnish: an era needs a year before it that is one of that calendar.
        guard let era = Self.eraSuffixes[copy.word(upTo: 4)], era != .persian || (1200...1600).contains(date.fields.2) else { return }
        cursor = copy
        if era != .none { date.era = era }
    }

    private func clock(_ cursor: inout ScalarCursor) -> WhatsAppHeader.WrittenClock? {
        var clock = WhatsAppHeader.WrittenClock()
        guard let hour = cursor.number(upTo: 2), hour.value <= 23 else { return nil }
        // French of Canada: `15 h 02 min 33 s`.
        let isSpaced = cursor.skipBlanks()
        guard let separator = cursor.peek(),
            isSpaced ? separator == 0x68 : separator == 0x3A || separator == 0x2E || separator == 0xFF1A || separator == 0x68
        else { return nil }
        cursor.advance()
        guard cursor.skipBlanks() == isSpaced, let minute = cursor.number(upTo: 2), minute.count == 2, minute.value <= 59 else {
            return nil
        }
        clock.hour = hour.value
        clock.minute = minute.value
        clock.separator = separator
        var copy = cursor
        if isSpaced {
            copy.skipBlanks()
            if copy.word() == "min", let second = copy.number(upTo: 2), second.value <= 60, copy.skipBlanks(), copy.word() == "s" {
                clock.second = second.value
                cursor = copy
            }
            return clock
        }
        if copy.take(separator), let second = copy.number(upTo: 2), second.count == 2, second.value <= 60 {
            clock.second = second.value
            cursor = copy
        }
        takeHalf(&cursor, &clock)
        return clock
    }

    private func takeHalf(_ cursor: inout ScalarCursor, _ clock: inout WhatsAppHeader.WrittenClock) {
        var copy = cursor
        copy.skipBlanks()
        guard let next = copy.peek(), next > 0x40, next != 0x5D else { return }
        let word = copy.word()
        // Bulgarian has both: `0:05 ч. am`.
        if let half = DayHalf.words[word] ?? (word.hasPrefix("ч") ? DayHalf.words[String(word.dropFirst())] : nil) {
            clock.half = half
            cursor = copy
        } else if DayHalf.fillers.contains(word) {
            cursor = copy
        }
    }

    /// Takes what ends the header. Gives the end of the date and time as written.
    private func close(
        _ cursor: inout ScalarCursor, isBracket: Bool, _ clock: WhatsAppHeader.WrittenClock
    ) -> (WhatsAppHeader.Form.Closing, Int)? {
        let hadBlank = cursor.skipBlanks() || (cursor.index > 0 && ScalarCursor.isBlank(UInt32(bytes[cursor.index - 1])))
        let end = trimmedEnd(cursor.index)
        if isBracket {
            guard cursor.take(0x5D) else { return nil }
            takeOneBlank(&cursor)
            return (.bracket, end)
        }
        guard let next = cursor.peek() else { return nil }
        cursor.advance()
        switch next {
        case 0x2D, 0x2013, 0x2014:
            guard hadBlank, cursor.index == cursor.end || takeOneBlank(&cursor) else { return nil }
            return (.dash, end)
        case 0x3A:
            // Only the old form with seconds: "10:30: call him" is no header.
            guard clock.second != nil, takeOneBlank(&cursor) else { return nil }
            return (.colon, end)
        default: return nil
        }
    }

    /// Marks are left where they are: they belong to the name or body.
    @discardableResult
    private func takeOneBlank(_ cursor: inout ScalarCursor) -> Bool {
        guard let (value, length) = ScalarCursor.scalar(bytes, at: cursor.index, end: cursor.end),
            ScalarCursor.isBlank(value)
        else { return false }
        cursor.index += length
        return true
    }

    private func trimmedEnd(_ index: Int) -> Int {
        var end = index
        while end > 0 {
            if bytes[end - 1] == 0x20 {
                end -= 1
            } else if end >= 2, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
                end -= 2
            } else if end >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80, bytes[end - 1] == 0xAF {
                end -= 3
            } else {
                return end
            }
        }
        return end
    }
}
