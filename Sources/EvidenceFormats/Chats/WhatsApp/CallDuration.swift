/// Durations as calls show them: `5 min`, `1 hr, 2 min`, `30 sec`.
enum CallDuration {
    /// Nil unless every number is followed by a unit that is known.
    static func seconds(_ text: String) -> Int? {
        var total = 0
        var found = false
        // Behind a bullet stands how many took part.
        let bytes = Array(String(text.unicodeScalars.prefix { $0 != "•" }).utf8)
        var cursor = ScalarCursor(bytes: bytes, index: 0, end: bytes.count)
        while let next = cursor.peek() {
            guard ScalarCursor.zero(of: next) != nil else {
                // Words before the first number mean that this is no duration.
                if !(next == 0x2C || next == 0x2E || next == 0x060C || next == 0xFF0C || ScalarCursor.isBlank(next)) {
                    return nil
                }
                cursor.advance()
                continue
            }
            guard let number = cursor.number(upTo: 4), let unit = units[cursor.word()] else { return nil }
            total += number.value * unit
            found = true
        }
        return found ? total : nil
    }

    private static let units: [String: Int] = {
        var units: [String: Int] = [:]
        let names: [(Int, [String])] = [
            (
                1,
                [
                    "s", "sec", "secs", "second", "seconds", "sek", "sekunden", "seg", "segundos", "secondes", "с", "сек", "秒",
                    "秒钟", "초", "sn", "ث", "detik", "giây",
                ]
            ),
            (
                60,
                [
                    "m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "мин", "хв", "分", "分钟", "分鐘",
                    "분", "dk", "د", "دقيقة", "menit", "phút", "นาที", "मि", "मिनट", "דק", "minut", "perc",
                ]
            ),
            (
                3600,
                [
                    "h", "hr", "hrs", "hour", "hours", "std", "stunden", "heure", "heures", "hora", "horas", "ora", "ore",
                    "ч", "час", "год", "小时", "小時", "時間", "시간", "sa", "ساعة", "jam", "giờ", "ชั่วโมง", "घंटे", "godz", "uur",
                ]
            ),
        ]
        for (seconds, list) in names { for name in list { units[name] = seconds } }
        return units
    }()

    static func isNoAnswer(_ tail: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: tail, as: UTF8.self).lowercased()
        return [
            "no answer", "keine antwort", "sans réponse", "sin respuesta", "nessuna risposta", "sem resposta",
            "não atendida", "geen antwoord", "нет ответа", "немає відповіді", "yanıt yok", "无应答", "無應答", "未接听", "応答なし", "응답 없음",
            "brak odpowiedzi", "bez odpovědi", "tidak ada jawaban", "không trả lời", "لا يوجد رد",
        ].contains { text.contains($0) }
    }
}
