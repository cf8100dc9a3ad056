import CaseModel

/// What a sentence of USPS's short replies says.
///
/// - `Your item was delivered at 8:10 am on June 1 in Wilmington DE 19801.` (with or without a year)
/// - `Your item departed our facility in ANYTOWN, CA 90001 on April 2, 2021 at 5:42 am. It is on its way.`
/// - `May 30 11:07 am NOTICE LEFT WILMINGTON DE 19801.`
/// - `Out for Delivery, July 14, 2020, 7:10 am, JERICHO, NY 11753`
struct USPSSentence: Hashable {
    /// The whole of it, blanks made single.
    let text: String
    /// Nil when it names no date.
    private(set) var time: EventTime?
    private(set) var place: String?
    private(set) var lacksYear = false

    init(_ sentence: String) {
        text = sentence.collapsingBlanks()
        if !readList() { readWords() }
    }

    /// Parts between commas: what happened, date, clock, place.
    private mutating func readList() -> Bool {
        let parts = text.split(separator: ",").map { String($0).trimmingBlanks() }
        for index in parts.indices.dropFirst() {
            var rest = index + 1
            var date = parts[index]
            if CarrierTime.americanDay(date) == nil {
                guard rest < parts.count, CarrierTime.americanDay(date + " " + parts[rest]) != nil else { continue }
                date += ", " + parts[rest]
                rest += 1
            }
            let clock = rest < parts.count && CarrierTime.clock12(parts[rest]) != nil ? parts[rest] : ""
            if !clock.isEmpty { rest += 1 }
            // A sentence has its clock before the date.
            if clock.isEmpty, rest < parts.count { return false }
            time = CarrierTime.american(date: date, time: clock)
            place = Self.place(parts[rest...].joined(separator: ", "))
            return time != nil
        }
        return false
    }

    private mutating func readWords() {
        let words = text.split(separator: " ")
        for index in words.indices {
            guard let month = CarrierTime.month(words[index]), index + 1 < words.count,
                let day = Self.day(words[index + 1])
            else { continue }
            let year = index + 2 < words.count ? Self.year(words[index + 2]) : nil
            let behind = index + (year == nil ? 2 : 3)
            // Behind the date in the terse lines; in sentences before it ("at 8:10 am on June 1") or behind it ("at 5:42 am").
            let hasAt = behind < words.count && words[behind] == "at"
            let clock =
                Self.clock(words, at: hasAt ? behind + 1 : behind) ?? (index >= 3 ? Self.clock(words, at: index - 3) : nil)
            let rest = words[min(hasAt ? behind + 3 : behind, words.count)...]
            if rest.first == "in" {
                place = Self.place(rest.dropFirst().joined(separator: " "))
            } else if index > 0, words[index - 1] == "on", let start = words[..<index].lastIndex(of: "in") {
                place = Self.place(words[(start + 1)..<(index - 1)].joined(separator: " "))
            }
            read(year: year, month: month, day: day, clock: clock ?? "", words: words[index..<min(behind, words.count)])
            return
        }
    }

    private mutating func read(year: Int?, month: Int, day: Int, clock: String, words: ArraySlice<Substring>) {
        var written = words.joined(separator: " ")
        while written.last == "," || written.last == "." { written.removeLast() }
        if !clock.isEmpty { written += " " + clock }
        guard let year else {
            lacksYear = true
            time = .unknown(written)
            return
        }
        guard let date = CalendarDay(year: year, month: month, day: day) else {
            time = .unknown(written)
            return
        }
        guard let reading = CarrierTime.clock12(clock),
            let local = LocalDateTime(day: date, hour: reading.hour, minute: reading.minute, second: reading.second)
        else {
            time = EventTime(.day(date), text: written)
            return
        }
        time = EventTime(.local(local), text: written)
    }

    private static func day(_ word: Substring) -> Int? {
        let digits = word.last == "," ? word.dropLast() : word
        guard digits.utf8.count <= 2, let day = Int(digits), (1...31).contains(day) else { return nil }
        return day
    }

    private static func year(_ word: Substring) -> Int? {
        let digits = word.prefix { $0 >= "0" && $0 <= "9" }
        guard digits.utf8.count == 4, word.utf8.count <= 5 else { return nil }
        return Int(digits)
    }

    /// `8:10 am` in two words.
    private static func clock(_ words: [Substring], at index: Int) -> String? {
        guard index >= 0, index + 1 < words.count else { return nil }
        var text = words[index] + " " + words[index + 1]
        while text.last == "." || text.last == "," { text.removeLast() }
        return CarrierTime.clock12(String(text)) == nil ? nil : String(text)
    }

    /// Up to the end of the sentence, or of its part.
    private static func place(_ text: String) -> String? {
        var place = text
        for end in [". ", " and ", " because ", " at "] {
            if let cut = place.range(ofFirst: end) { place = String(place[..<cut]) }
        }
        while place.last == "." { place.removeLast() }
        return place.trimmingBlanks().nonEmpty
    }
}

extension String {
    /// Where `part` begins for the first time.
    fileprivate func range(ofFirst part: String) -> String.Index? {
        utf8.indices.first { utf8[$0...].starts(with: part.utf8) }
    }
}
