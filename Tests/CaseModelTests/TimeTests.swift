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
}
