import CaseModel
import Testing

@Suite struct TimeTests {
    @Test(arguments: [
        ("2026-01-03T09:12:00", "2026-01-03T09:12:00"), ("2026-01-03T09:12", "2026-01-03T09:12"),
        ("2026-01-03 09:12:00", "2026-01-03T09:12:00"), ("2026-01-03T09:12:00Z", "2026-01-03T09:12:00Z"),
        ("2026-01-03T09:12:00.123+0100", "2026-01-03T09:12:00+01:00"), ("2019-01-25+01:00", "2019-01-25"),
        ("2026-02-28T23:59:60Z", "2026-03-01T00:00:00Z"),
    ])
    func iso(text: String, expected: String) throws {
        let time = try #require(ISOTime.parse(text))
        #expect(time.iso == expected)
        #expect(time.text == text)
    }

    @Test(arguments: ["2026-02-30", "2026-1-3", "2026-01-03T25:00", "2026-01-03T09:12:00 CET", "20260103", "", "now"])
    func notISO(text: String) { #expect(ISOTime.parse(text) == nil) }

    @Test func daysRoundTrip() {
        for days in stride(from: -719_162, through: 2_932_896, by: 37) {
            #expect(CalendarDay(daysSinceEpoch: days)?.daysSinceEpoch == days)
        }
        #expect(CalendarDay(year: 1970, month: 1, day: 1)?.weekday == 4)
        #expect(CalendarDay(year: 2026, month: 11, day: 23)?.weekday == 1)
    }

    /// Numbers of files: none may trap, and what no calendar shows has no calendar.
    @Test(arguments: [Int64.min, .min + 1, -62_135_596_801, 253_402_300_800, 1 << 53, .max - 1, .max])
    func secondsNoCalendarShows(seconds: Int64) {
        #expect(LocalDateTime(secondsAsIfUTC: seconds) == nil)
        for offset in [-50_400, 0, 50_400] {
            let time = EventTime(.instant(Instant(seconds: seconds), offset: offset), text: "", zone: .explicit)
            if offset == 0 { #expect(time.iso == String(seconds) && time.wallClock == nil && time.day == nil) }
            #expect(time.orderingSeconds { _ in 0 } == seconds)
        }
        let thousandth = Instant(milliseconds: seconds)
        #expect(thousandth.seconds == Int64((Double(seconds) / 1000).rounded(.down)) || abs(seconds) > 1 << 53)
        #expect((0..<1_000_000_000).contains(thousandth.nanoseconds))
    }

    @Test(arguments: [(-62_135_596_800, "0001-01-01T00:00:00"), (253_402_300_799, "9999-12-31T23:59:59"), (-1, "1969-12-31T23:59:59")])
    func firstAndLastSecondOfTheCalendar(seconds: Int64, iso: String) {
        #expect(LocalDateTime(secondsAsIfUTC: seconds)?.iso == iso)
        #expect(Instant(milliseconds: seconds * 1000 + 1) == Instant(seconds: seconds, nanoseconds: 1_000_000))
    }
}
