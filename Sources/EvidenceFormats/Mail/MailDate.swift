import CaseModel

/// Reads the dates of mail headers: RFC 5322 §3.3 with its obsolete forms (§4.3: two-digit years, zone names, comments),
/// `ctime` order, and 12-hour clocks. What is no date that exists is unknown; the text always stays.
enum MailDate {
    static func parse(_ text: String) -> EventTime {
        let written = text.trimmed()
        let reader = Fields(written)
        guard let day = reader.day(), let clock = reader.clock,
            let local = LocalDateTime(day: day, hour: clock.hour, minute: clock.minute, second: clock.second)
        else { return ISOTime.parse(written) ?? .unknown(written) }
        guard let offset = reader.offset else { return EventTime(.local(local), text: written, zone: .none) }
        return EventTime(
            .instant(Instant(seconds: local.secondsAsIfUTC - Int64(offset)), offset: offset), text: written, zone: .explicit)
    }

    /// The words of a date, without comments, sorted by what they can be.
    private struct Fields {
        private var numbers: [(value: Int, digits: Int)] = []
        /// Words that can be a month: “Mar” is Tuesday in several languages. `follows`: a number stands right before it.
        private var months: [(value: Int, follows: Bool)] = []
        private var isAfterNumber = false
        /// A word that is nothing known stands between a month and the second number.
        private var isForeign = false
        private(set) var clock: (hour: Int, minute: Int, second: Int?)?
        /// Seconds east; nil when the zone is unknown (`-0000`, military letters, no zone at all).
        private(set) var offset: Int?

        init(_ text: String) {
            for word in Self.withoutComments(text).split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" || $0.isNewline }) {
                read(word)
            }
        }

        private static func withoutComments(_ text: String) -> String {
            var depth = 0
            var result = ""
            for character in text {
                if character == "(" {
                    depth += 1
                } else if character == ")" {
                    depth = max(0, depth - 1)
                } else if depth == 0 {
                    result.append(character)
                }
                if character == ")" { result.append(" ") }
            }
            return result
        }

        private mutating func read(_ word: Substring) {
            let upper = word.uppercased()
            if clock == nil, readClock(word) { return }
            // `10:15:00+0800`: the blank before the zone is missing.
            if clock == nil, let sign = word.lastIndex(where: { $0 == "+" || $0 == "-" }), readClock(word[..<sign]) {
                _ = readZone(word[sign...].uppercased())
                return
            }
            if let clock, upper == "PM" || upper == "AM" {
                guard (1...12).contains(clock.hour) else { return }
                self.clock?.hour = clock.hour % 12 + (upper == "PM" ? 12 : 0)
                return
            }
            if clock != nil, offset == nil, readZone(upper) { return }
            if let value = Int(word), word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), word.utf8.count <= 4 {
                numbers.append((value, word.utf8.count))
                isAfterNumber = true
                return
            }
            defer { isAfterNumber = false }
            let bare = upper.last == "." ? String(upper.dropLast()) : upper
            if bare.utf8.count >= 3, let found = Self.monthNames.firstIndex(where: { $0.hasPrefix(bare) }) {
                months.append((found + 1, isAfterNumber))
            } else if word.contains("-") {
                // `02-Mar-2026`.
                let pieces = word.split(separator: "-")
                if pieces.count == 3, numbers.isEmpty { for piece in pieces { read(piece) } }
            } else if !months.isEmpty, numbers.count == 1, clock == nil, word.count >= 3 {
                isForeign = true
            }
        }

        /// Of several words that can be a month the one behind a number; nil when they contradict each other.
        private var month: Int? {
            guard !isForeign else { return nil }
            let following = months.filter(\.follows)
            let candidates = Set((following.isEmpty ? months.suffix(1) : following).map(\.value))
            return candidates.count == 1 ? candidates.first : nil
        }

        private mutating func readClock(_ word: Substring) -> Bool {
            let separator: Character = word.contains(":") ? ":" : "."
            let pieces = word.split(separator: separator, omittingEmptySubsequences: false)
            guard pieces.count == 2 || pieces.count == 3, separator == ":" || pieces.count == 3,
                pieces.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
                let hour = Int(pieces[0]), let minute = Int(pieces[1])
            else { return false }
            clock = (hour, minute, pieces.count == 3 ? Int(pieces[2]) : nil)
            return true
        }

        private mutating func readZone(_ word: String) -> Bool {
            if let named = Self.zones[word] {
                offset = named
                return true
            }
            var text = word[...]
            for prefix in ["GMT", "UTC", "UT"] where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
            guard let sign = text.first, sign == "+" || sign == "-" else { return false }
            let digits = text.dropFirst().filter { $0 != ":" }
            guard (1...4).contains(digits.utf8.count), let value = Int(digits) else { return false }
            let (hours, minutes) = digits.utf8.count <= 2 ? (value, 0) : (value / 100, value % 100)
            guard hours <= 18, minutes < 60 else { return false }
            // RFC 5322 §3.3: “-0000” says that the zone of the sender is not known.
            if sign == "-", hours == 0, minutes == 0 { return true }
            offset = (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
            return true
        }

        /// Day and year stand around the month, or both behind it.
        func day() -> CalendarDay? {
            guard let month, numbers.count >= 2 else { return nil }
            let (first, second) = (numbers[0], numbers[1])
            let (day, year) = first.digits > 2 ? (second, first) : (first, second)
            guard let full = Self.fullYear(year), day.digits <= 2 else { return nil }
            return CalendarDay(year: full, month: month, day: day.value)
        }

        /// RFC 5322 §4.3; a mail of another time than ours is a mistake.
        private static func fullYear(_ year: (value: Int, digits: Int)) -> Int? {
            let full =
                switch year.digits {
                case 4: year.value
                case 3: 1900 + year.value
                case 2: year.value < 50 ? 2000 + year.value : 1900 + year.value
                default: 0
                }
            return (1970..<2200).contains(full) ? full : nil
        }

        /// RFC 5322 §3.3 knows their first three letters only.
        private static let monthNames = [
            "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
        ]
        /// RFC 5322 §4.3, and the two of Central Europe that mails show.
        private static let zones = [
            "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -18_000, "EDT": -14_400, "CST": -21_600, "CDT": -18_000, "MST": -25_200,
            "MDT": -21_600, "PST": -28_800, "PDT": -25_200, "CET": 3600, "CEST": 7200, "MEZ": 3600, "MESZ": 7200,
        ]
    }
}
