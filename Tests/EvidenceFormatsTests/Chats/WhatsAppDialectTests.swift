import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

@Suite("WhatsApp dialects")
struct WhatsAppDialectTests {
    struct Dialect: Sendable, CustomTestStringConvertible {
        let name: String
        let header: String
        let time: String
        var testDescription: String { name }

        init(_ name: String, _ header: String, _ time: String) {
            self.name = name
            self.header = header
            self.time = time
        }
    }

    /// Every header stands once; a first record with a day above 12 settles the order where it needs settling.
    static let dialects: [Dialect] = [
        Dialect("Android, slashes, 24 h", "18/03/2022, 14:56 - ", "2022-03-18T14:56"),
        Dialect("Android, US, 12 h", "3/18/22, 2:56 PM - ", "2022-03-18T14:56"),
        Dialect("lower case", "18/3/22, 2:56 pm - ", "2022-03-18T14:56"),
        Dialect("narrow blank before PM", "3/18/22, 2:56\u{202F}PM - ", "2022-03-18T14:56"),
        Dialect("Spanish halves", "18/3/22, 2:56 p.\(hardBlank)m. - ", "2022-03-18T14:56"),
        Dialect("hour 0 with a half", "18/3/22 00:08 a. m. - ", "2022-03-18T00:08"),
        Dialect("12 AM", "3/18/22, 12:05 AM - ", "2022-03-18T00:05"),
        Dialect("12 PM", "3/18/22, 12:05 PM - ", "2022-03-18T12:05"),
        Dialect("no comma", "18/03/2022 14:56 - ", "2022-03-18T14:56"),
        Dialect("dots", "18.03.22, 14:56 - ", "2022-03-18T14:56"),
        Dialect("dashes", "18-03-2022 14:56 - ", "2022-03-18T14:56"),
        Dialect("ISO", "2022-03-18 14:56 - ", "2022-03-18T14:56"),
        Dialect("year first", "2022/3/18, 14:56 - ", "2022-03-18T14:56"),
        Dialect("Chinese", "2022/3/18 下午2:56 - ", "2022-03-18T14:56"),
        Dialect("Chinese, before dawn", "2022/3/18 凌晨12:05 - ", "2022-03-18T00:05"),
        Dialect("Chinese, evening", "2022/3/18 晚上9:05 - ", "2022-03-18T21:05"),
        Dialect("Chinese, noon", "2022/3/18 中午1:05 - ", "2022-03-18T13:05"),
        Dialect("characters for year, month, day", "[2022年3月18日 14:56:01] ", "2022-03-18T14:56:01"),
        Dialect("Korean", "2022. 3. 18. 오후 2:56 - ", "2022-03-18T14:56"),
        Dialect("Korean iPhone", "[2022. 3. 18. 오전 2:56:01] ", "2022-03-18T02:56:01"),
        Dialect("Korean, short year", "22. 3. 18. 오후 2:56 - ", "2022-03-18T14:56"),
        Dialect("Hungarian", "2022. 03. 18. 14:56 - ", "2022-03-18T14:56"),
        Dialect("Croatian", "18. 03. 2022. 14:56 - ", "2022-03-18T14:56"),
        Dialect("Czech", "[18.03.22 14:56:01] ", "2022-03-18T14:56:01"),
        Dialect("Bulgarian", "18.03.22 г., 14:56 - ", "2022-03-18T14:56"),
        Dialect("Finnish", "18.3.2022 klo 14.56 - ", "2022-03-18T14:56"),
        Dialect("Danish", "18.03.2022 kl. 14.56 - ", "2022-03-18T14:56"),
        Dialect("French", "18/03/2022 à 14:56 - ", "2022-03-18T14:56"),
        Dialect("Indonesian", "18/03/22 14.56 - ", "2022-03-18T14:56"),
        Dialect("Greek", "18/3/22, 2:56 μ.μ. - ", "2022-03-18T14:56"),
        Dialect("Malay", "18/03/2022, 2:56 PTG - ", "2022-03-18T14:56"),
        Dialect("iPhone", "[18/03/2022, 14:56:01] ", "2022-03-18T14:56:01"),
        Dialect("iPhone, mark", "\(leftMark)[18/03/2022, 14:56:01] ", "2022-03-18T14:56:01"),
        Dialect("iPhone, BOM inside", "[\u{FEFF}18/03/2022, 14:56:01] ", "2022-03-18T14:56:01"),
        Dialect("iPhone, dots, 12 h", "[18.03.22, 2:56:01 PM] ", "2022-03-18T14:56:01"),
        Dialect("iPhone, dashes, month first", "[03-18-2022, 14:56:01] ", "2022-03-18T14:56:01"),
        Dialect("Vietnamese", "[14:56:01, 3/18/22] ", "2022-03-18T14:56:01"),
        Dialect("Vietnamese, Android", "14:56, 18/03/2022 - ", "2022-03-18T14:56"),
        Dialect("copied from WhatsApp Web", "[2:56 PM, 3/18/2022] ", "2022-03-18T14:56"),
        Dialect("Arabic digits", "[١٨\(rightMark)/٣\(rightMark)/٢٠٢٢، ٢:٥٦:٠١\(hardBlank)م] ", "2022-03-18T14:56:01"),
        Dialect("Arabic, Latin digits", "[\(rightMark)18\(rightMark)/3\(rightMark)/2022، 2:56:01 ص] ", "2022-03-18T02:56:01"),
        Dialect("Devanagari digits", "१८/३/२२, २:५६ pm - ", "2022-03-18T14:56"),
        Dialect("Bengali digits", "১৮/৩/২২, ২:৫৬ PM - ", "2022-03-18T14:56"),
        Dialect("Buddhist year", "[3/18/2565 BE, 14:56:01] ", "2022-03-18T14:56:01"),
        Dialect("Thai year, short", "18/3/65 14:56 น. - ", "2022-03-18T14:56"),
        Dialect("Vietnamese, no comma", "14:56 18/03/2022 - ", "2022-03-18T14:56"),
        Dialect("Turkish halves", "18.03.2022 ÖS 2:56 - ", "2022-03-18T14:56"),
        Dialect("Tamil halves", "18/3/22, பிற்பகல் 2:56 - ", "2022-03-18T14:56"),
        Dialect("Khmer halves", "18/3/22, 2:56 ល្ងាច - ", "2022-03-18T14:56"),
        Dialect("Albanian halves", "18.3.22, 2:56 e pasdites - ", "2022-03-18T14:56"),
        Dialect("Sinhala halves", "2022-03-18, පෙ.ව. 2.56 - ", "2022-03-18T02:56"),
        Dialect("Punjabi halves", "18/3/22, 2:56 ਬਾ.ਦੁ. - ", "2022-03-18T14:56"),
        Dialect("Amharic halves", "18/03/2022 2:56 ከሰዓት - ", "2022-03-18T14:56"),
        Dialect("Thai year without name", "18/3/2565 14:56 - ", "2022-03-18T14:56"),
        Dialect("Japanese era", "[R4/3/18 14:56:01] ", "2022-03-18T14:56:01"),
        Dialect("Japanese era in full", "令和4年3月18日 14:56 - ", "2022-03-18T14:56"),
        Dialect("Republic of China", "民國111/3/18 下午2:56 - ", "2022-03-18T14:56"),
        Dialect("Persian calendar", "۱۴۰۰/۱۲/۲۷،‏ ۱۴:۵۶ - ", "2022-03-18T14:56"),
        Dialect("old form with seconds", "18/03/2022 14:56:01: ", "2022-03-18T14:56:01"),
        Dialect("dots throughout", "18.03.22 14.56.01: ", "2022-03-18T14:56:01"),
    ]

    @Test("every header", arguments: dialects)
    func header(dialect: Dialect) throws {
        let sink = readWhatsApp("\(dialect.header)Ann Lee: one\nmore\n\(dialect.header)Bob: two: three\n")
        #expect(
            sink.records.map { chatLine($0.record) } == [
                "\(dialect.time) | text | Ann Lee | one\nmore", "\(dialect.time) | text | Bob | two: three",
            ])
        #expect(sink.records.map(\.locator) == [.message(1, line: 1), .message(2, line: 3)])
        #expect(sink.diagnostics.allSatisfy { $0.kind.severity == .note })
        let probe = ChatCorpus.probe(Array("\(dialect.header)Ann: one\n\(dialect.header)Bob: two\n".utf8), name: "x.txt")
        #expect(WhatsAppText().recognize(probe) != .no)
    }

    @Test("the time as written stays beside the reading, zone unknown")
    func asWritten() throws {
        let sink = readWhatsApp("\(leftMark)[18/3/22, 2:56:01\u{202F}PM] Ann: \(leftMark)<attached: a.jpg>\n")
        guard case .message(let message)? = sink.records.first?.record else {
            Issue.record("no message")
            return
        }
        #expect(message.time.text == "18/3/22, 2:56:01\u{202F}PM")
        #expect(message.time.zone == .none)
        #expect(message.text == "\(leftMark)<attached: a.jpg>")
        #expect(sink.diagnostics.contains { $0.kind == .timeWithoutZone })
    }

    @Test("lines that only look like headers stay in the message")
    func quoted() {
        let text = """
            18/03/2022, 14:56 - Ann: he wrote: [10:12, 3/18/2022] Bob: hi
            [10:13, 3/18/2022] Bob: there
            3.18 is not a date, 10:30 - neither
            18/03/2022, 14:57 - Ann: end
            18/03/2022, 14:58 - Bob: ok
            18/03/2022, 14:59 - Bob: ok
            18/03/2022, 15:00 - Bob: ok
            """
        let sink = readWhatsApp(text)
        #expect(sink.records.count == 5)
        #expect(chatLine(sink.records[0].record).hasSuffix("3.18 is not a date, 10:30 - neither"))
        #expect(sink.diagnostics.first { $0.kind == .chatQuotedHeaders }?.arguments["count"] == "1")
    }

    @Test(
        "what is pasted into a short chat stays in the message",
        arguments: [
            "[14:20, 17/03/2024] Carl: I have paid Ann 500 EUR\n[14:21, 17/03/2024] Ann: Received, thank you",
            "17.03.24 10:00 - Opening: Mr X",
        ])
    func pasted(quotation: String) {
        let text =
            "18/03/24, 14:56 - Ann: hello\n18/03/24, 14:57 - Bob: Look what Carl wrote:\n" + quotation
            + "\n18/03/24, 14:58 - Ann: oh\n18/03/24, 14:59 - Bob: yes\n18/03/24, 15:00 - Ann: fine\n"
        #expect(chatLines(text).count == 5)
        #expect(chatLines(text)[1] == "2024-03-18T14:57 | text | Bob | Look what Carl wrote:\n" + quotation)
    }

    @Test("one long message does not hide a chat")
    func longMessage() {
        let long = "18/03/24, 14:56 - Ann: one\n" + String(repeating: "and more\n", count: 200) + "18/03/24, 14:57 - Bob: two\n"
        let probe = ChatCorpus.probe(Array(long.utf8), name: "WhatsApp Chat with Bob.txt")
        #expect(WhatsAppText().recognize(probe) != .no)
        #expect(WhatsAppText().recognize(ChatCorpus.probe(Array(long.utf8), name: "notes.txt")) == .no)
    }

    @Test("two exports one after the other are both read")
    func merged() {
        let android = (1...20).map { "\($0)/03/2022, 14:56 - Ann: a\($0)\n" }.joined()
        let phone = (1...6).map { "[2022-04-0\($0), 10:00:00] Ann: b\($0)\n" }.joined()
        let sink = readWhatsApp(android + phone)
        #expect(sink.records.count == 26)
        #expect(chatLine(sink.records[25].record) == "2022-04-06T10:00:00 | text | Ann | b6")
        #expect(sink.diagnostics.contains { $0.kind == .chatForms })
    }

    @Test("blank lines inside a message are content, CRLF is one line break")
    func bodies() {
        #expect(
            chatLines("[18/03/2022, 14:56:01] Ann: a\r\n\r\nb\r\n\r\n[18/03/2022, 14:56:02] Bob: c\r\n") == [
                "2022-03-18T14:56:01 | text | Ann | a\n\nb\n", "2022-03-18T14:56:02 | text | Bob | c",
            ])
    }

    @Test(
        "what is not a chat is declined",
        arguments: [
            "[2020-01-01 12:00:01] INFO: started\n[2020-01-01 12:00:02] ERROR: failed\n",
            "[2019-12-24, 12:23] Ann: hi\n[2019-12-24, 12:24] Bob: ho\n",
            "2020-01-01 12:00:01,123 - root - INFO - message: x\n",
            "Minutes of the meeting\n\nPresent: all\nPlace: here\nText: there\n18/03/2022, 14:56 - Lunch: yes\n",
            "2024-01-02 8:43:38 Ann(12345)\nhello\n", "", "\n\n", "18/03/2022\n", "Dear Sir, on 18/03/2022, 14:56 - we met.\n",
        ])
    func declined(text: String) {
        #expect(WhatsAppText().recognize(ChatCorpus.probe(Array(text.utf8), name: "notes.txt")) == .no)
    }

    @Test("a word at the clock that may be a half of the day is told, unless an hour above 12 shows that it is none")
    func unknownWord() {
        func told(_ second: String) -> Bool {
            readWhatsApp("18/03/2022, xyz 2:56 - Ann: a\n18/03/2022, xyz \(second) - Ann: b").diagnostics.contains {
                $0.kind == .chatWordInTime
            }
        }
        #expect(told("11:05"))
        #expect(!told("14:05"))
        #expect(!readWhatsApp("18.3.2022 klo 2.56 - Ann: a").diagnostics.contains { $0.kind == .chatWordInTime })
    }

    @Test("a year of the Islamic calendar is not taken for a Persian one", arguments: ["15/8/1443, 2:56 م - ", "15/8/1443 هـ, 2:56 م - "])
    func islamicYear(header: String) {
        let sink = readWhatsApp(header + "Ann: a")
        #expect(sink.records.count == 1)
        #expect(sink.diagnostics.contains { $0.kind == .timeUnreadable })
    }
}
