import CaseModel

/// Decides over the whole file in which order the fields of its dates stand.
///
/// Proofs, strongest first: a value above 12; dates in the names of attached files; a clear majority of days that do
/// not run backwards. Separators and padding are hints: they choose the likelier reading, and the other one is kept.
struct WhatsAppDates {
    enum Order: String {
        case yearMonthDay = "year-month-day"
        case dayMonthYear = "day-month-year"
        case monthDayYear = "month-day-year"

        var other: Order { self == .dayMonthYear ? .monthDayYear : .dayMonthYear }
    }

    enum Ground: String {
        case yearFirst = "the year stands first"
        case value = "a number above 12 stands in one place"
        case attachment = "dates in the names of attached files"
        case chronology = "only this reading runs forward in time"
        case separator = "the separator"
        case padding = "the padding of the numbers"
        case same = "day and month are the same number in every date"
    }

    /// What was decided for dates of one form.
    struct Decision {
        let order: Order
        let ground: Ground
        let isOpen: Bool
        /// Number of consecutive parts of the file that were read differently; 1 where one order holds throughout.
        let runs: Int
        let firstLine: Int
    }

    private(set) var decisions: [Decision] = []
    /// Per header.
    private var orders: [Order]
    private var isOpen: [Bool]

    /// Dates of the names of files that the record names, by index of the header.
    typealias NamedDates = (Int) -> [CalendarDay]

    init(_ headers: [WhatsAppHeader], namedDates: NamedDates) {
        orders = Array(repeating: .yearMonthDay, count: headers.count)
        isOpen = Array(repeating: false, count: headers.count)
        var groups: [(key: UInt32, rows: [Int])] = []
        var places: [UInt32: Int] = [:]
        for (index, header) in headers.enumerated() {
            let date = header.date
            let key = UInt32(date.separator) << 2 | (date.isYearFirst ? 2 : 0) | (date.isYearLast ? 1 : 0)
            if let place = places[key] {
                groups[place].rows.append(index)
            } else {
                places[key] = groups.count
                groups.append((key, [index]))
            }
        }
        for group in groups { decide(headers, group.rows, namedDates) }
    }

    /// The time of a header. When day and month could stand in either order, the likelier reading, and the other one
    /// as alternative.
    func time(of header: WhatsAppHeader, at index: Int, written: String) -> EventTime {
        guard let local = Self.local(header, orders[index]) else {
            return .unknown(written)
        }
        let other = isOpen[index] ? Self.local(header, orders[index].other) : nil
        return EventTime(.local(local), text: written, alternative: other == local ? nil : other)
    }

    private static func local(_ header: WhatsAppHeader, _ order: Order) -> LocalDateTime? {
        guard let day = day(header.date, order) else { return nil }
        let clock = header.clock
        guard let hour = clock.half.map({ $0.hour(clock.hour) }) ?? clock.hour else { return nil }
        return LocalDateTime(day: day, hour: hour, minute: clock.minute, second: clock.second)
    }

    static func day(_ date: WhatsAppHeader.WrittenDate, _ order: Order) -> CalendarDay? {
        let (a, b, c) = date.fields
        let (x, _, z) = date.digits
        return switch order {
        case .yearMonthDay: EraYear(a, digits: x, date.era, date.zero).day(month: b, day: c)
        case .dayMonthYear: EraYear(c, digits: z, date.era, date.zero).day(month: b, day: a)
        case .monthDayYear: EraYear(c, digits: z, date.era, date.zero).day(month: a, day: b)
        }
    }

    // MARK: Deciding

    private mutating func decide(_ headers: [WhatsAppHeader], _ rows: [Int], _ namedDates: NamedDates) {
        guard let first = rows.first else { return }
        let line = headers[first].line
        if headers[first].date.isYearFirst || Self.looksYearFirst(headers, rows) {
            decisions.append(Decision(order: .yearMonthDay, ground: .yearFirst, isOpen: false, runs: 1, firstLine: line))
            return
        }
        let proofs = rows.map { Self.proof(headers[$0].date) }
        let (days, months) = (proofs.contains(.dayMonthYear), proofs.contains(.monthDayYear))
        if days && months {
            let runs = assignRuns(headers, rows, proofs)
            decisions.append(Decision(order: .dayMonthYear, ground: .value, isOpen: false, runs: runs, firstLine: line))
            return
        }
        let (order, ground, open): (Order, Ground, Bool)
        if days || months {
            (order, ground, open) = (days ? .dayMonthYear : .monthDayYear, .value, false)
        } else if let named = Self.byNames(headers, rows, namedDates) {
            (order, ground, open) = (named, .attachment, false)
        } else {
            (order, ground, open) = Self.likelier(headers, rows)
        }
        for row in rows {
            orders[row] = order
            isOpen[row] = open
        }
        decisions.append(Decision(order: order, ground: ground, isOpen: open, runs: 1, firstLine: line))
    }

    /// The order that a single date proves.
    private static func proof(_ date: WhatsAppHeader.WrittenDate) -> Order? {
        let (a, b, _) = date.fields
        if a > 12, b <= 12 { return .dayMonthYear }
        if b > 12, a <= 12 { return .monthDayYear }
        return nil
    }

    /// Years of two digits in front: the last field is no year of this app, or takes too many values for one.
    private static func looksYearFirst(_ headers: [WhatsAppHeader], _ rows: [Int]) -> Bool {
        guard rows.allSatisfy({ headers[$0].date.digits.2 <= 2 && headers[$0].date.digits.0 == 2 }) else { return false }
        let years = 9...60
        let fits = rows.allSatisfy { row in
            let date = headers[row].date
            return years.contains(date.fields.0) && day(date, .yearMonthDay) != nil
        }
        guard fits else { return false }
        // Dots with blanks and the half of the day in front of the time are Korean.
        if rows.allSatisfy({ headers[$0].date.separator == 4 && headers[$0].clock.isHalfFirst }) { return true }
        let last = Set(rows.map { headers[$0].date.fields.2 })
        if last.contains(where: { !years.contains($0) }) { return true }
        let first = Set(rows.map { headers[$0].date.fields.0 })
        // Nobody writes in more years than on days.
        return last.count > 2 && first.count < last.count
    }

    private static func byNames(_ headers: [WhatsAppHeader], _ rows: [Int], _ namedDates: NamedDates) -> Order? {
        var votes: Set<Order> = []
        for row in rows {
            let date = headers[row].date
            guard date.fields.0 != date.fields.1 else { continue }
            let named = namedDates(row)
            guard !named.isEmpty, let asDay = day(date, .dayMonthYear), let asMonth = day(date, .monthDayYear) else {
                continue
            }
            if named.contains(asDay), !named.contains(asMonth) { votes.insert(.dayMonthYear) }
            if named.contains(asMonth), !named.contains(asDay) { votes.insert(.monthDayYear) }
        }
        return votes.count == 1 ? votes.first : nil
    }

    private static func likelier(_ headers: [WhatsAppHeader], _ rows: [Int]) -> (Order, Ground, Bool) {
        let dates = rows.map { headers[$0].date }
        if dates.allSatisfy({ $0.fields.0 == $0.fields.1 }) { return (.dayMonthYear, .same, false) }
        let asDays = backward(dates, .dayMonthYear)
        let asMonths = backward(dates, .monthDayYear)
        let better: Order = asDays <= asMonths ? .dayMonthYear : .monthDayYear
        let distinct = Set(dates.map { $0.fields.0 * 100 + $0.fields.1 }).count
        if asDays != asMonths, abs(asDays - asMonths) >= 2 || (min(asDays, asMonths) == 0 && distinct >= 5) {
            return (better, .chronology, false)
        }
        if asDays != asMonths { return (better, .chronology, true) }
        guard let date = dates.first else { return (.dayMonthYear, .padding, true) }
        if date.separator == 2 || date.separator == 4 { return (.dayMonthYear, .separator, true) }
        let isPadded = dates.allSatisfy { $0.digits.0 == 2 && $0.digits.1 == 2 }
        let isMonthFirst = !isPadded && date.digits.2 <= 2
        return (isMonthFirst ? .monthDayYear : .dayMonthYear, .padding, true)
    }

    /// How often the day falls behind the one before it.
    private static func backward(_ dates: [WhatsAppHeader.WrittenDate], _ order: Order) -> Int {
        var count = 0
        var previous: CalendarDay?
        for date in dates {
            guard let day = day(date, order) else { continue }
            if let previous, day < previous { count += 1 }
            previous = day
        }
        return count
    }

    /// Both orders are proven: each stretch between proofs of different orders is cut where fewest days run backwards.
    private mutating func assignRuns(_ headers: [WhatsAppHeader], _ rows: [Int], _ proofs: [Order?]) -> Int {
        let proven = proofs.indices.filter { proofs[$0] != nil }
        guard let first = proven.first, var current = proofs[first] else { return 1 }
        var runs = 1
        var next = 0
        for place in proven {
            guard let order = proofs[place] else { continue }
            if order != current {
                let dates = rows[next..<place].map { headers[$0].date }
                let before = next > 0 ? Self.day(headers[rows[next - 1]].date, current) : nil
                let after = Self.day(headers[rows[place]].date, order)
                let cut = Self.cut(dates, from: current, after: before, to: order, before: after)
                for row in next..<place {
                    orders[rows[row]] = row - next < cut ? current : order
                    isOpen[rows[row]] = true
                }
                runs += 1
                current = order
            } else {
                for row in next..<place { orders[rows[row]] = current }
            }
            orders[rows[place]] = order
            next = place + 1
        }
        for row in next..<rows.count { orders[rows[row]] = current }
        return runs
    }

    /// How many of the dates are read in the order `from`; the rest is read as `to`.
    private static func cut(
        _ dates: [WhatsAppHeader.WrittenDate], from: Order, after previous: CalendarDay?, to: Order,
        before next: CalendarDay?
    ) -> Int {
        // Long stretches are not searched: their middle carries no proof either way.
        guard dates.count <= 200 else { return dates.count }
        var best = (cut: dates.count, backward: Int.max)
        for cut in stride(from: dates.count, through: 0, by: -1) {
            var days = [previous]
            for (index, date) in dates.enumerated() { days.append(day(date, index < cut ? from : to)) }
            days.append(next)
            let known = days.compactMap { $0 }
            let backward = zip(known, known.dropFirst()).lazy.filter { $1 < $0 }.count
            if backward < best.backward { best = (cut, backward) }
        }
        return best.cut
    }
}

/// A year as a phone shows it, of whatever calendar.
struct EraYear {
    private let year: Int
    private let digits: Int
    private let era: WhatsAppHeader.Era
    private let zero: UInt32

    init(_ year: Int, digits: Int, _ era: WhatsAppHeader.Era, _ zero: UInt32) {
        self.year = year
        self.digits = digits
        self.era = era
        self.zero = zero
    }

    /// The day in the Gregorian calendar; nil when there is none, for calendars that are not converted (Islamic), and
    /// for years that no phone shows.
    func day(month: Int, day: Int) -> CalendarDay? {
        if isPersian { return persian(month: month, day: day) }
        if isIslamic { return nil }
        guard let gregorian, (1990...2200).contains(gregorian) else { return nil }
        return CalendarDay(year: gregorian, month: month, day: day)
    }

    private var gregorian: Int? {
        switch era {
        case .buddhist: (digits <= 2 ? 2500 + year : year) - 543
        case .reiwa: year + 2018
        case .heisei: year + 1988
        case .showa: year + 1925
        case .minguo: year + 1911
        case .persian, .islamic: nil
        // The app is of 2009: a short year from 52 on is one of the Buddhist calendar (2552 and later).
        case .none: digits <= 2 ? (year < 52 ? 2000 + year : 1957 + year) : digits == 3 ? year + 1911 : year >= 2400 ? year - 543 : year
        }
    }

    /// Of phones there are the years 1388 and later; from 1430 on a year is one of the Islamic calendar.
    private var isPersian: Bool { era == .persian || (era == .none && digits == 4 && (1380...1425).contains(year)) }
    private var isIslamic: Bool { era == .islamic || (era == .none && digits == 4 && (1426...1500).contains(year)) }

    /// Solar Hijri, by the 33-year rule (right for the years 1343 to 1472).
    private func persian(month: Int, day: Int) -> CalendarDay? {
        guard (1343...1472).contains(year), (1...12).contains(month), day >= 1, day <= (month <= 6 ? 31 : 30) else {
            return nil
        }
        let years = year - 979
        let months = month - 1
        let leaps = years / 33 * 8 + (years % 33 + 3) / 4
        let days = 365 * years + leaps + months * 30 + min(months, 6) + day - 1
        // 79 days from the era's day to 1600-01-01, which lies 135 140 days before 1970-01-01.
        return CalendarDay(daysSinceEpoch: days + 79 - 135_140)
    }
}
