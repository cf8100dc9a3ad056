extension Instant {
    /// The day in UTC; 1970-01-01 outside the years 1…9999.
    package var utcDay: CalendarDay {
        LocalDateTime(secondsAsIfUTC: seconds)?.day ?? CalendarDay.epoch
    }
}

extension CalendarDay {
    /// 1970-01-01.
    static let epoch = CalendarDay(unchecked: 1970, 1, 1)

    private init(unchecked year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}
