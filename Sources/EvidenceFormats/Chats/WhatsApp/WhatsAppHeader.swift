/// The date and time that begin a record of a WhatsApp export, in one of the app's many ways of writing them.
///
/// `[18/03/22, 14:56:01] Name: …`, `18/03/22, 14:56 - Name: …` and `18.03.22 14.56.01: Name: …`; time first or date
/// first; the fields are numbers only here, their order is decided over the whole file.
struct WhatsAppHeader {
    enum Era: UInt8 { case none, buddhist, reiwa, heisei, showa, minguo, persian, islamic }

    /// Where the line begins, and its number from 1.
    let start: Int
    let line: Int
    /// The date and time as written.
    let written: Range<Int>
    /// Where the name or body begins.
    let rest: Int
    /// End of the line, without its line break.
    let lineEnd: Int
    /// A direction mark stands before the bracket: the record has media.
    let isMarked: Bool
    let date: WrittenDate
    let clock: WrittenClock
    let form: Form

    struct WrittenDate {
        var fields = (0, 0, 0)
        var digits = (0, 0, 0)
        var separator: UInt8 = 0
        var era = Era.none
        /// The digits' script.
        var zero: UInt32 = 0x30

        /// The year stands first, as four digits or with its era.
        var isYearFirst: Bool { digits.0 >= 3 || eraIsPrefix }
        var isYearLast: Bool { !isYearFirst && digits.2 >= 3 }
        var eraIsPrefix = false
    }

    struct WrittenClock {
        var hour = 0
        var minute = 0
        var second: Int?
        var half: DayHalf?
        var separator: UInt32 = 0x3A
        var isHalfFirst = false
    }

    /// How a header is built. Records of one export share it.
    struct Form: Hashable {
        enum Closing: UInt8 { case bracket, dash, colon }
        let closing: Closing
        let isTimeFirst: Bool
        let hasSeconds: Bool
        let hasHalf: Bool
        let separator: UInt8
        let hasComma: Bool
        let isYearFirst: Bool
        let timeSeparator: UInt32
        let connector: String

        /// What two exports put into one file may still share.
        var family: UInt8 {
            closing.rawValue << 3 | (isTimeFirst ? 4 : 0) | (hasSeconds ? 2 : 0) | (hasHalf ? 1 : 0)
        }
        /// The bits of a family that say how a header ends and what comes first.
        static let order: UInt8 = 0b1_1100

        /// The family, and what stands between day, month and year where a line of this form may be typed by hand.
        var kind: UInt16 { UInt16(family) << 8 | (closing == .bracket ? 0 : UInt16(separator)) }
    }
}

/// Half of the day, or the part of it, that a clock of twelve hours needs.
enum DayHalf: UInt8 {
    case am, pm, noon, night

    /// Hour of 24; nil when the two do not fit. An hour above 12 stands as it is, hour 0 with a half is taken as 12.
    func hour(_ hour: Int) -> Int? {
        guard (0...23).contains(hour) else { return nil }
        if hour > 12 { return hour }
        switch self {
        case .am: return hour == 12 ? 0 : hour
        case .pm: return hour == 12 || hour == 0 ? 12 : hour + 12
        case .noon: return hour < 5 && hour > 0 ? hour + 12 : hour
        case .night: return hour == 12 ? 0 : hour < 5 ? hour : hour + 12
        }
    }

    /// Spellings without dots and blanks, lower case.
    static let words: [String: DayHalf] = {
        var words: [String: DayHalf] = [:]
        let am = [
            "am", "ص", "صباحا", "صباحًا", "上午", "凌晨", "清晨", "早上", "오전", "새벽", "아침", "午前", "πμ", "öö", "sa", "pg", "dop", "de",
            "ap", "fm", "पूर्वाह्न", "मपू", "सुबह", "vorm", "vm", "mad", "ق.ظ", "قظ", "ก่อนเที่ยง", "lenyo", "пр", "преп", "дп",
            "priekšp", "priešpiet", "enne", "ip-a", "முற்பகல்", "පෙව", "ព្រឹក", "ಪೂರ್ವಾಹ್ನ", "ਪੂਦੁ", "ጥዋት", "ጠዋት", "eparadites",
            "paradites", "pagi", "fh", "կա", "үө", "နံနက်", "ກ່ອນທ່ຽງ", "পূর্বাহ্ণ", "قبلدوپہر", "غم", "پن", "to", "таңкы", "yb", "rn",
            "sn", "претпладне", "преподне", "prepodne", "prijepodne", "прoб", "проб", "dopoldne", "rano",
            "pd", "претпл", "тң", "gh", "صبح", "পূৰ্বাহ্ন", "sf", "bn", "goöň", "isuk", "moies",
        ]
        let pm = [
            "pm", "م", "مساء", "مساءً", "下午", "晚上", "傍晚", "오후", "저녁", "밤", "午後", "μμ", "ös", "ch", "ptg", "odp", "du", "ip",
            "em", "பிற்பகல்", "පව", "ល្ងាច", "ಅಪರಾಹ್ನ", "ਬਾਦੁ", "ከሰዓት", "epasdites", "pasdites", "petang", "malam", "tengahhari", "eh",
            "կհ", "үх", "ညနေ", "ຫຼັງທ່ຽງ", "অপরাহ্ণ", "بعددوپہر", "غو", "دن", "tk", "түштөнкийинки", "yh", "in", "gn", "попладне",
            "поподне", "popodne", "poslijepodne", "слоб", "pop", "अपराह्न", "मउ", "शाम", "nachm", "nm", "بظ", "หลังเที่ยง", "сл", "след", "пп",
            "pēcp", "popiet", "pärast", "md", "попл", "тк", "gd", "شام", "অপৰাহ্ন", "ym", "pn", "gosoň", "wengi", "nomëttes",
        ]
        for word in am { words[word] = .am }
        for word in pm { words[word] = .pm }
        words["中午"] = .noon
        words["晚上"] = .night
        words["밤"] = .night
        return words
    }()

    /// Words that stand between date and time and say nothing about the half.
    static let connectors: Set<String> = [
        "", "klo", "kl", "à", "às", "as", "at", "um", "o", "alle", "ore", "alas", "ales", "в", "у", "om", "op", "godz", "ob", "u", "în",
        "la", "στις", "pukul", "lúc", "jam", "เวลา", "ora", "a", "saat", "den", "el", "v", "ve",
    ]

    /// Words that follow a clock time and say nothing about the half.
    static let fillers: Set<String> = ["h", "uhr", "น", "ч", "val", "hrs", "時", "点"]
}
