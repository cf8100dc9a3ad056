import CaseModel

/// Dates and times in the ways carriers write them. Nil for what does not exist or is written otherwise: the caller
/// keeps the text.
enum CarrierTime {
    /// `yyyyMMdd` (or with separators) and `HHmmss`, `HHmm` (or with separators); a day when the time is empty.
    static func compact(date: String, time: String) -> EventTime? {
        guard let day = compactDay(date) else { return nil }
        if time.isEmpty { return EventTime(.day(day), text: date) }
        guard let local = compactClock(time, on: day) else { return nil }
        return EventTime(.local(local), text: date + " " + time)
    }

    static func compactDay(_ date: String) -> CalendarDay? {
        guard let (value, count) = digits(date), count == 8 else { return nil }
        return CalendarDay(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }

    static func compactClock(_ time: String, on day: CalendarDay) -> LocalDateTime? {
        guard let (value, count) = digits(time) else { return nil }
        switch count {
        case 6, 5: return LocalDateTime(day: day, hour: value / 10_000, minute: value / 100 % 100, second: value % 100)
        case 4, 3: return LocalDateTime(day: day, hour: value / 100, minute: value % 100, second: nil)
        default: return nil
        }
    }

    /// The digits of a text that holds nothing but digits and separators.
    private static func digits(_ text: String) -> (value: Int, count: Int)? {
        var value = 0
        var count = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                guard count < 9 else { return nil }
                value = value * 10 + Int(byte - 0x30)
                count += 1
            case 0x2D, 0x2E, 0x2F, 0x3A, 0x20: continue
            default: return nil
            }
        }
        return count > 0 ? (value, count) : nil
    }

    /// `±HH:MM`, `±HHMM`, `±HH`, `Z` in seconds east of UTC.
    static func offset(_ text: String) -> Int? {
        var scanner = DigitScanner(text)
        scanner.skipBlanks()
        guard let offset = scanner.offset() else { return nil }
        scanner.skipBlanks()
        return scanner.atEnd ? offset : nil
    }

    /// A local reading whose offset stands beside it.
    static func instant(_ local: LocalDateTime, offset: Int, text: String, zone: EventTime.ZoneGround) -> EventTime {
        EventTime(
            .instant(Instant(seconds: local.secondsAsIfUTC - Int64(offset)), offset: offset), text: text, zone: zone)
    }

    /// `April 28, 2015`, `Apr 28 2015` or `04/28/2015` (month first, as in the United States), and `9:01 am`; a day when
    /// the time is empty.
    static func american(date: String, time: String) -> EventTime? {
        guard let day = americanDay(date) else { return nil }
        if time.isEmpty { return EventTime(.day(day), text: date) }
        guard let clock = clock12(time),
            let local = LocalDateTime(day: day, hour: clock.hour, minute: clock.minute, second: clock.second)
        else { return nil }
        return EventTime(.local(local), text: date + " " + time)
    }

    static func americanDay(_ date: String) -> CalendarDay? {
        let parts = date.split { $0 == " " || $0 == "," || $0 == "/" }
        guard parts.count == 3, let day = Int(parts[1]), parts[2].utf8.count == 4, let year = Int(parts[2]) else {
            return nil
        }
        guard let month = month(parts[0]) ?? Int(parts[0]) else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }

    /// The number of an English month name, whole or shortened to three letters.
    static func month(_ word: some StringProtocol) -> Int? {
        let word = word.lowercased()
        let stem = word.hasSuffix(".") ? String(word.dropLast()) : word
        guard stem.utf8.count >= 3 else { return nil }
        return months.firstIndex { $0 == stem || (stem.utf8.count <= 4 && $0.hasPrefix(stem)) }.map { $0 + 1 }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// `9:01 am`, `9:01:30 PM`, `12:00 a.m.`, `21:01`.
    static func clock12(_ text: String) -> (hour: Int, minute: Int, second: Int?)? {
        var scanner = DigitScanner(text)
        scanner.skipBlanks()
        guard let clock = scanner.clock() else { return nil }
        var half = ""
        scanner.skipBlanks()
        for byte in text.utf8 where (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
            half.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
        }
        switch half {
        case "": return scanner.atEnd ? (clock.hour, clock.minute, clock.second) : nil
        case "am": return (1...12).contains(clock.hour) ? (clock.hour % 12, clock.minute, clock.second) : nil
        case "pm": return (1...12).contains(clock.hour) ? (clock.hour % 12 + 12, clock.minute, clock.second) : nil
        default: return nil
        }
    }
}

extension String {
    /// Without blanks at the ends, and with runs of blanks inside made one: carriers pad their fields.
    func collapsingBlanks() -> String {
        if utf8.isTidy { return self }
        var result = ""
        var pending = false
        for scalar in unicodeScalars {
            if scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) {
                pending = !result.isEmpty
            } else {
                if pending { result.append(" ") }
                pending = false
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension String.UTF8View {
    /// True when there is nothing to trim or collapse: most fields.
    fileprivate var isTidy: Bool {
        var previous: UInt8 = 0x20
        for byte in self {
            if byte <= 0x20, byte != 0x20 || previous == 0x20 { return false }
            previous = byte
        }
        return previous != 0x20 || isEmpty
    }
}
