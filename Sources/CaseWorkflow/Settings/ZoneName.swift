import struct Foundation.TimeZone

/// Names of time zones as people may write them.
enum ZoneName {
    /// True for a name of the IANA time zone database that has a place or area in it, `UTC` and `GMT`. Abbreviations are none
    /// of these: `CST` is China's time to one and Chicago's to another, and Foundation takes it for Chicago's.
    static func isKnown(_ name: String) -> Bool {
        name == "UTC" || name == "GMT" || (name.contains("/") && TimeZone(identifier: name) != nil)
    }

    /// What to write instead.
    static let advice = "Write the place, like Asia/Shanghai or Europe/Berlin; abbreviations like CST mean several zones."
}
