package import CaseModel
package import struct Foundation.Decimal

/// Dates and amounts as the language writes them.
extension Wording {
    /// `31 March 2026, 11:42` with what is known of the zone only where the source states an offset.
    package func date(_ time: CaseTime) -> String {
        switch time.time.value {
        case .unknown: return time.time.text
        case .day(let day): return self.day(day)
        case .span(let first, let last): return day(first) + " – " + day(last)
        case .local(let local): return day(local.day) + separator + clock(local)
        case .instant(_, let offset):
            guard let local = time.time.wallClock else { return time.time.text }
            return day(local.day) + separator + clock(local) + " " + Self.offset(offset)
        }
    }

    /// `2026-03-31 11:42` for tables, the same in every language; the text as written when it could not be read.
    package func compactDate(_ time: EventTime) -> String {
        switch time.value {
        case .unknown: return time.text
        case .day(let day): return day.iso
        case .span(let first, let last): return first.iso + "–" + last.iso
        case .local(let local): return local.day.iso + " " + clock(local)
        case .instant:
            guard let local = time.wallClock else { return time.text }
            return local.day.iso + " " + clock(local)
        }
    }

    /// `31 March 2026`, `31. März 2026`, `2026年3月31日`.
    package func day(_ day: CalendarDay) -> String {
        switch language {
        case .en: "\(day.day) \(Self.englishMonths[day.month - 1]) \(day.year)"
        case .de: "\(day.day). \(Self.germanMonths[day.month - 1]) \(day.year)"
        case .zhHans: "\(day.year)年\(day.month)月\(day.day)日"
        }
    }

    /// `GBP 12,480.00`, `12.480,00 GBP`. Without a currency the number alone.
    package func amount(_ money: Money) -> String {
        let number = number(money.plain)
        guard let currency = money.currency else { return number }
        return language == .de ? "\(number) \(currency)" : "\(currency) \(number)"
    }

    package func amount(_ value: Decimal, _ currency: String?) -> String {
        amount(Money(amount: value, currency: currency, text: ""))
    }

    /// Groups the digits of a plain decimal number as the language does.
    package func number(_ plain: String) -> String {
        let negative = plain.hasPrefix("-")
        let parts = (negative ? plain.dropFirst() : plain[...]).split(separator: ".", omittingEmptySubsequences: false)
        let (group, point) = language == .de ? (".", ",") : (",", ".")
        var whole = ""
        let digits = parts.first ?? ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { whole += group }
            whole.append(digit)
        }
        let sign = negative ? "−" : ""
        return sign + whole + (parts.count > 1 ? point + parts[1] : "")
    }

    /// `+08:00`, `UTC`.
    package static func offset(_ seconds: Int) -> String {
        if seconds == 0 { return "UTC" }
        var text = seconds < 0 ? "−" : "+"
        text.appendPadded(abs(seconds) / 3600, 2)
        text += ":"
        text.appendPadded(abs(seconds) / 60 % 60, 2)
        return text
    }

    private var separator: String { language == .zhHans ? " " : ", " }

    private func clock(_ local: LocalDateTime) -> String {
        var text = ""
        text.appendPadded(local.hour, 2)
        text += ":"
        text.appendPadded(local.minute, 2)
        if let second = local.second, second != 0 {
            text += ":"
            text.appendPadded(second, 2)
        }
        return text
    }

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let germanMonths = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ]
}
