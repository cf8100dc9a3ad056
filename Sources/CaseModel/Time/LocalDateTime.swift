/// A wall-clock reading without zone. `second` is nil when the source shows minutes only.
package struct LocalDateTime: Hashable, Sendable {
    package let day: CalendarDay
    package let hour: Int
    package let minute: Int
    package let second: Int?

    /// Returns nil for a reading that no clock shows; a leap second (60) is accepted.
    package init?(day: CalendarDay, hour: Int, minute: Int, second: Int?) {
        guard (0...23).contains(hour), (0...59).contains(minute), second.map({ (0...60).contains($0) }) ?? true
        else { return nil }
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// Seconds since 1970-01-01T00:00 as if the reading were UTC: the key for ordering readings of one clock.
    package var secondsAsIfUTC: Int64 {
        Int64(day.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + (second ?? 0))
    }

    /// The reading that lies `seconds` after 1970-01-01T00:00, or nil outside the years 1…9999.
    package init?(secondsAsIfUTC seconds: Int64, showsSeconds: Bool = true) {
        guard Instant.calendarSeconds.contains(seconds) else { return nil }
        let days = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        let rest = Int(seconds - Int64(days) * 86_400)
        guard let day = CalendarDay(daysSinceEpoch: days) else { return nil }
        self.init(day: day, hour: rest / 3600, minute: rest / 60 % 60, second: showsSeconds ? rest % 60 : nil)
    }

    /// `YYYY-MM-DDTHH:MM[:SS]`.
    package var iso: String {
        var text = day.iso
        text.append("T")
        text.appendPadded(hour, 2)
        text.append(":")
        text.appendPadded(minute, 2)
        if let second {
            text.append(":")
            text.appendPadded(second, 2)
        }
        return text
    }
}

extension LocalDateTime: Comparable {
    package static func < (a: LocalDateTime, b: LocalDateTime) -> Bool { a.secondsAsIfUTC < b.secondsAsIfUTC }
}

/// A point on the UTC time line, whole seconds and nanoseconds since 1970-01-01T00:00:00Z (leap seconds not counted).
package struct Instant: Hashable, Comparable, Sendable {
    package let seconds: Int64
    package let nanoseconds: Int32

    /// What a calendar can show: the first second of the year 1 to the last of the year 9999.
    package static let calendarSeconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    package init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    package init(milliseconds: Int64) {
        let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        self.init(seconds: rest < 0 ? whole - 1 : whole, nanoseconds: Int32(rest < 0 ? rest + 1000 : rest) * 1_000_000)
    }

    package static func < (a: Instant, b: Instant) -> Bool {
        (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`, or with `+HH:MM` when an offset (seconds east of UTC) is given. Fractions are not shown.
    package func iso(offset: Int = 0) -> String {
        guard let local = LocalDateTime(secondsAsIfUTC: seconds &+ Int64(offset)) else { return "\(seconds)" }
        if offset == 0 { return local.iso + "Z" }
        let minutes = abs(offset) / 60
        var text = local.iso
        text.append(offset < 0 ? "-" : "+")
        text.appendPadded(minutes / 60, 2)
        text.append(":")
        text.appendPadded(minutes % 60, 2)
        return text
    }
}
