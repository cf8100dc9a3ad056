/// Reads the ISO 8601 profiles that evidence uses: `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM[:SS[.f…]][Z|±HH[:]MM]`, a blank
/// instead of `T`, and a date with an offset (`xs:date`). Anything else is nil: the caller keeps the text.
package enum ISOTime {
    package static func parse(_ text: String) -> EventTime? {
        var scanner = DigitScanner(text)
        scanner.skipBlanks()
        guard let year = scanner.digits(exactly: 4), scanner.take("-"), let month = scanner.digits(exactly: 2),
            scanner.take("-"), let dayNumber = scanner.digits(exactly: 2),
            let day = CalendarDay(year: year, month: month, day: dayNumber)
        else { return nil }
        guard scanner.take("T") || scanner.take("t") || scanner.takeBlankBeforeDigit() else {
            // An `xs:date` may carry an offset; a day has no use for it beyond the text.
            _ = scanner.offset()
            scanner.skipBlanks()
            return scanner.atEnd ? EventTime(.day(day), text: text) : nil
        }
        guard let clock = scanner.clock(),
            let local = LocalDateTime(day: day, hour: clock.hour, minute: clock.minute, second: clock.second)
        else { return nil }
        scanner.skipBlanks()
        let offset = scanner.offset()
        scanner.skipBlanks()
        guard scanner.atEnd else { return nil }
        guard let offset else { return EventTime(.local(local), text: text) }
        let instant = Instant(seconds: local.secondsAsIfUTC - Int64(offset), nanoseconds: clock.nanoseconds)
        return EventTime(.instant(instant, offset: offset), text: text, zone: .explicit)
    }

    /// A date and a time that stand in two fields; the time may be missing or empty, and may carry the offset.
    package static func parse(date: String, time: String?) -> EventTime? {
        guard let time, !time.allSatisfy(\.isWhitespace) else { return parse(date) }
        var dateOnly = DigitScanner(date)
        dateOnly.skipBlanks()
        guard let year = dateOnly.digits(exactly: 4), dateOnly.take("-"), let month = dateOnly.digits(exactly: 2),
            dateOnly.take("-"), let day = dateOnly.digits(exactly: 2)
        else { return nil }
        let dateOffset = dateOnly.offset()
        var text = ""
        text.appendPadded(year, 4)
        text += "-"
        text.appendPadded(month, 2)
        text += "-"
        text.appendPadded(day, 2)
        text += "T" + time.trimmingBlanks()
        guard let joined = parse(text) else { return nil }
        let written = date + " " + time
        guard case .local(let local) = joined.value, let dateOffset else {
            return EventTime(joined.value, text: written, zone: joined.zone)
        }
        let instant = Instant(seconds: local.secondsAsIfUTC - Int64(dateOffset))
        return EventTime(.instant(instant, offset: dateOffset), text: written, zone: .explicit)
    }
}

/// A cursor over ASCII fields of a date; never allocates.
package struct DigitScanner {
    private let bytes: Substring.UTF8View
    private var index: Substring.UTF8View.Index

    package init(_ text: some StringProtocol) {
        bytes = Substring(text).utf8
        index = bytes.startIndex
    }

    package var atEnd: Bool { index == bytes.endIndex }
    package var next: UInt8? { atEnd ? nil : bytes[index] }

    package mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { index = bytes.index(after: index) }
    }

    package mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = next, UInt32(byte) == character.value else { return false }
        index = bytes.index(after: index)
        return true
    }

    package mutating func takeBlankBeforeDigit() -> Bool {
        let start = index
        skipBlanks()
        if index != start, let byte = next, (0x30...0x39).contains(byte) { return true }
        index = start
        return false
    }

    /// Up to `most` digits as a number; nil when there is none.
    package mutating func digits(upTo most: Int) -> (value: Int, count: Int)? {
        var value = 0
        var count = 0
        while count < most, let byte = next, (0x30...0x39).contains(byte) {
            value = value * 10 + Int(byte - 0x30)
            count += 1
            index = bytes.index(after: index)
        }
        return count > 0 ? (value, count) : nil
    }

    package mutating func digits(exactly count: Int) -> Int? {
        let start = index
        guard let found = digits(upTo: count), found.count == count else {
            index = start
            return nil
        }
        return found.value
    }

    /// `HH:MM[:SS[.f…]]`.
    package mutating func clock() -> (hour: Int, minute: Int, second: Int?, nanoseconds: Int32)? {
        guard let hour = digits(upTo: 2)?.value, take(":"), let minute = digits(exactly: 2) else { return nil }
        guard take(":") else { return (hour, minute, nil, 0) }
        guard let second = digits(exactly: 2) else { return nil }
        var nanoseconds = 0
        if take(".") || take(",") {
            var kept = 0
            while let digit = digits(upTo: 1) {
                if kept < 9 {
                    nanoseconds = nanoseconds * 10 + digit.value
                    kept += 1
                }
            }
            for _ in kept..<9 { nanoseconds *= 10 }
        }
        return (hour, minute, second, Int32(nanoseconds))
    }

    /// `Z`, `±HH`, `±HHMM`, `±HH:MM` in seconds east of UTC; nil when none stands here.
    package mutating func offset() -> Int? {
        let start = index
        if take("Z") || take("z") { return 0 }
        let negative = take("-")
        guard negative || take("+"), let hours = digits(exactly: 2), hours <= 18 else {
            index = start
            return nil
        }
        _ = take(":")
        let minutes = digits(exactly: 2) ?? 0
        guard minutes < 60 else {
            index = start
            return nil
        }
        return (negative ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

extension String {
    /// Without ASCII white space at both ends.
    package func trimmingBlanks() -> String {
        let blank: (Unicode.Scalar) -> Bool = { $0.value == 0x20 || (0x09...0x0D).contains($0.value) }
        var view = unicodeScalars[...]
        while let first = view.first, blank(first) { view = view.dropFirst() }
        while let last = view.last, blank(last) { view = view.dropLast() }
        return String(view)
    }
}
