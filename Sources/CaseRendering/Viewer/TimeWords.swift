import CaseModel

/// Days and times as the viewer shows them: as precise as their source, and in its own zone.
struct TimeWords: Sendable {
    private let wording: Wording
    private let labels: Labels
    private let weekdays: [String]
    private let zone: String?

    /// `zone`: IANA name of the zone of the case, nil when none is assumed.
    init(_ wording: Wording, _ labels: Labels, zone: String?) {
        self.wording = wording
        self.labels = labels
        self.zone = zone
        weekdays = labels["date.weekdays"].split(separator: ",").map(String.init)
    }

    func day(_ day: CalendarDay) -> String { wording.day(day) }

    /// `Wednesday, 4 March 2026`.
    func weekday(_ day: CalendarDay) -> String {
        let index = day.weekday - 1
        guard weekdays.indices.contains(index) else { return self.day(day) }
        return labels["date.weekday", ["weekday": weekdays[index], "date": self.day(day)]]
    }

    /// The day, or both days of a span; the text as written when no day can be read.
    func date(_ time: EventTime) -> String {
        if case .span(let first, let last) = time.value, first != last { return day(first) + " – " + day(last) }
        return time.day.map(day) ?? UnseenCharacters.spelled(time.text)
    }

    /// `14:22` or `14:22:05`; empty for what has no time of day.
    func clock(_ time: EventTime) -> String {
        guard let wall = time.wallClock else { return "" }
        var text = ""
        text.appendPadded(wall.hour, 2)
        text += ":"
        text.appendPadded(wall.minute, 2)
        if let second = wall.second {
            text += ":"
            text.appendPadded(second, 2)
        }
        return text
    }

    /// Date, time of day and offset, as far as the source has them.
    func moment(_ time: EventTime) -> String {
        UnseenCharacters.spelled(wording.date(CaseTime(time: time, instant: nil, isZoneAssumed: false)))
    }

    /// `UTC+08:00`, or what is assumed, or that there is none; nil for times that need none.
    func zone(of time: CaseTime) -> String? {
        switch time.time.value {
        case .instant(_, let offset): return offset == 0 ? "UTC" : "UTC" + Wording.offset(offset)
        case .local:
            guard time.isZoneAssumed, let zone else { return labels["zoneNone"] }
            return labels["zoneAssumedShort", ["zone": zone]]
        case .day, .span, .unknown: return nil
        }
    }

    /// An instant in UTC, to the minute: when the dossier was made.
    func made(_ instant: Instant) -> String {
        let minute = Instant(seconds: instant.seconds - instant.seconds % 60)
        return moment(EventTime(.instant(minute, offset: 0), text: ""))
    }
}
