/// When something happened, as precisely as its source says and no more.
///
/// The text as written always stands beside the reading. A local time stays local: the zone of the case is applied
/// by the analysis, in a separate field, and marked as assumed.
package struct EventTime: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        /// `offset`: seconds east of UTC as the source writes it; 0 for `Z`.
        case instant(Instant, offset: Int)
        case local(LocalDateTime)
        case day(CalendarDay)
        /// Both days belong to the span.
        case span(CalendarDay, CalendarDay)
        case unknown
    }

    /// Where the zone of the reading comes from.
    package enum ZoneGround: String, Hashable, Sendable, CaseIterable {
        /// An offset or zone stands in the source.
        case explicit
        /// The format defines its times as UTC.
        case utcByFormat
        /// Two fields of the record were compared (a local and a UTC time).
        case derived
        /// The platform documents a zone for a field that shows none.
        case platformConvention
        case none
    }

    package let value: Value
    /// As written in the source; for numbers (epoch seconds) their decimal text.
    package let text: String
    package let zone: ZoneGround
    /// The other reading of a date whose day and month the file does not decide; nil when there is only one.
    package let alternative: LocalDateTime?

    package init(_ value: Value, text: String, zone: ZoneGround = .none, alternative: LocalDateTime? = nil) {
        self.value = value
        self.text = text
        self.zone = zone
        self.alternative = alternative
    }

    package static func unknown(_ text: String) -> EventTime { EventTime(.unknown, text: text) }

    /// ISO 8601 with the precision the source has; nil for an unknown time. A span is `first/last`.
    package var iso: String? {
        switch value {
        case .instant(let instant, let offset): instant.iso(offset: offset)
        case .local(let local): local.iso
        case .day(let day): day.iso
        case .span(let first, let last): first.iso + "/" + last.iso
        case .unknown: nil
        }
    }

    /// True when a zone has to be assumed before this time can be compared with an instant.
    package var needsZone: Bool {
        switch value {
        case .local, .day, .span: true
        case .instant, .unknown: false
        }
    }

    /// Seconds since 1970 for ordering. `offset` is what the case's zone adds at a given wall-clock reading (seconds
    /// east). A day counts from its first moment, a span from its first day; unknown times have no key.
    package func orderingSeconds(offset: (LocalDateTime) -> Int) -> Int64? {
        func seconds(_ local: LocalDateTime) -> Int64 { local.secondsAsIfUTC - Int64(offset(local)) }
        switch value {
        case .instant(let instant, _): return instant.seconds
        case .local(let local): return seconds(local)
        case .day(let day), .span(let day, _):
            return LocalDateTime(day: day, hour: 0, minute: 0, second: nil).map(seconds)
        case .unknown: return nil
        }
    }

    /// The wall-clock fields as the source shows them; nil for days, spans and unknown times.
    package var wallClock: LocalDateTime? {
        switch value {
        case .instant(let instant, let offset): LocalDateTime(secondsAsIfUTC: instant.seconds &+ Int64(offset))
        case .local(let local): local
        case .day, .span, .unknown: nil
        }
    }

    /// The calendar day as the source shows it.
    package var day: CalendarDay? {
        switch value {
        case .day(let day), .span(let day, _): day
        default: wallClock?.day
        }
    }
}
