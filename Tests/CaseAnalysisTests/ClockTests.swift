import CaseModel
import Testing

@testable import CaseAnalysis

private func local(_ text: String) -> EventTime { ISOTime.parse(text) ?? .unknown(text) }

@Suite struct ClockTests {
    @Test(arguments: [
        ("Asia/Shanghai", "2026-03-31T11:42", "2026-03-31T03:42:00Z", "plain"),
        ("Europe/Berlin", "2026-03-28T12:00:00", "2026-03-28T11:00:00Z", "plain"),
        ("Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z", "plain"),
        // The clock goes from 02:00 to 03:00: half past two never was.
        ("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z", "skipped"),
        ("Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z", "plain"),
        // The clock goes back from 03:00 to 02:00: half past two was twice.
        ("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z", "shownTwice"),
        ("Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z", "plain"),
        ("America/New_York", "2026-11-01T00:59:00", "2026-11-01T04:59:00Z", "plain"),
    ])
    func localTimesGetTheZoneOfTheCase(zone: String, text: String, expected: String, reading: String) throws {
        let clock = CaseClock(zone: zone)
        let time = local(text)
        let placed = clock.time(time)
        #expect(placed.instant?.iso() == expected)
        #expect(placed.isZoneAssumed)
        #expect(placed.time == time)
        let wall = try #require(time.wallClock)
        #expect("\(clock.reading(wall))" == reading)
    }

    @Test func withoutZoneNothingIsAssumed() {
        let placed = CaseClock(zone: nil).time(local("2026-03-31T11:42"))
        #expect(placed.instant == nil)
        #expect(!placed.isZoneAssumed)
        #expect(CaseClock(zone: nil).order(placed) == 1_774_957_320)
    }

    @Test func theClockOfAPlaceIsNotThatOfTheCase() {
        let placed = CaseClock(zone: "Asia/Shanghai").placeTime(local("2026-03-31T11:42"))
        #expect(placed.instant == nil)
        #expect(!placed.isZoneAssumed)
        let instant = CaseClock(zone: "Asia/Shanghai").placeTime(local("2026-03-31T11:42:00+01:00"))
        #expect(instant.instant?.iso() == "2026-03-31T10:42:00Z")
    }

    @Test func zoneNamesAreChecked() {
        var settings = CaseSettings(id: "X")
        #expect(settings.hasKnownTimeZone)
        settings.timeZone = "Asia/Shanghai"
        #expect(settings.hasKnownTimeZone)
        settings.timeZone = "Asia/Shanghia"
        #expect(!settings.hasKnownTimeZone)
    }
}
