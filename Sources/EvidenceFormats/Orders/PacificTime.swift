import CaseModel

/// US Pacific time, in which AliExpress writes the times of orders without saying so (formats: orders, AliExpress).
enum PacificTime {
    /// The instant of a local reading. An hour that the clock shows twice is taken the first time; one that it leaves out
    /// is read as if it had not been put forward.
    static func instant(_ local: LocalDateTime) -> (instant: Instant, offset: Int) {
        let offset = isDaylightSaving(local) ? -7 * 3600 : -8 * 3600
        return (Instant(seconds: local.secondsAsIfUTC - Int64(offset)), offset)
    }

    /// From the second Sunday of March, 3:00, to the first Sunday of November, 2:00: the rule of the Energy Policy Act of
    /// 2005, in force since 2007 and so for as long as the platform exists.
    private static func isDaylightSaving(_ local: LocalDateTime) -> Bool {
        switch local.day.month {
        case 4...10: true
        case 3: isBehind(local, sunday: 2, hour: 3)
        case 11: !isBehind(local, sunday: 1, hour: 2)
        default: false
        }
    }

    private static func isBehind(_ local: LocalDateTime, sunday: Int, hour: Int) -> Bool {
        guard let first = CalendarDay(year: local.day.year, month: local.day.month, day: 1) else { return false }
        let date = 8 - first.weekday + 7 * (sunday - 1)
        return (local.day.day, local.hour) >= (date, hour)
    }
}
