import CaseModel
import Foundation

/// The one place where the zone of the case is applied to times that carry none.
///
/// Without a zone local readings are ordered as if they were UTC, and no instant is claimed for them.
final class CaseClock {
    /// What the zone's clock did at a local reading.
    enum Reading: Hashable {
        case plain
        /// The clock was put forward over it: no clock showed it. It is placed as if it had not been put forward.
        case skipped
        /// The clock was put back: it was shown twice. The first time is taken.
        case shownTwice
    }

    private let zone: TimeZone?
    /// Offsets of days on which (and around which) the zone's clock was not changed, by days since 1970.
    private var calmDays: [Int: Int] = [:]

    /// `identifier`: IANA name of the zone, already checked; nil assumes none.
    init(zone identifier: String?) { zone = identifier.flatMap { TimeZone(identifier: $0) } }

    var hasZone: Bool { zone != nil }

    /// A time of a device or office of the case: the zone applies where the source has none.
    func time(_ time: EventTime) -> CaseTime {
        guard time.needsZone else { return CaseTime(time: time, instant: instant(of: time), isZoneAssumed: false) }
        let instant = hasZone ? order(time).map { Instant(seconds: $0) } : nil
        return CaseTime(time: time, instant: instant, isZoneAssumed: instant != nil)
    }

    /// A time shown by the clock of the place where something happened (a carrier's scan): the case's zone says nothing
    /// about it, so no instant is claimed.
    func placeTime(_ time: EventTime) -> CaseTime {
        guard case .local = time.value else { return self.time(time) }
        return CaseTime(time: time, instant: nil, isZoneAssumed: false)
    }

    /// Seconds since 1970 by which everything is ordered; nil for unknown times.
    func order(_ time: EventTime) -> Int64? { time.orderingSeconds { offset($0) } }

    func order(_ time: CaseTime) -> Int64? { time.instant?.seconds ?? order(time.time) }

    /// Seconds east of UTC that the zone's clock shows at a local reading; 0 without a zone.
    func offset(_ local: LocalDateTime) -> Int { place(local).offset }

    func reading(_ local: LocalDateTime) -> Reading { place(local).reading }

    private func instant(of time: EventTime) -> Instant? {
        if case .instant(let instant, _) = time.value { return instant }
        return nil
    }

    private func place(_ local: LocalDateTime) -> (offset: Int, reading: Reading) {
        guard let zone else { return (0, .plain) }
        let day = local.day.daysSinceEpoch
        if let calm = calmDays[day] { return (calm, .plain) }
        let midnight = day * 86_400
        let before = offset(zone, midnight - 86_400), after = offset(zone, midnight + 2 * 86_400)
        if before == after {
            calmDays[day] = before
            return (before, .plain)
        }
        let seconds = Int(local.secondsAsIfUTC)
        let early = offset(zone, seconds - before) == before
        let late = offset(zone, seconds - after) == after
        switch (early, late) {
        case (true, true): return (before, .shownTwice)
        case (true, false): return (before, .plain)
        case (false, true): return (after, .plain)
        case (false, false): return (before, .skipped)
        }
    }

    private func offset(_ zone: TimeZone, _ seconds: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
}

extension CaseSettings {
    /// False when `timeZone` names a zone that the program's zone table does not have.
    package var hasKnownTimeZone: Bool { timeZone.map { TimeZone(identifier: $0) != nil } ?? true }
}
