import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

@Suite("WhatsApp bodies")
struct WhatsAppBodyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let written: String
        let expected: String
        var testDescription: String { written }

        init(_ written: String, _ expected: String) {
            self.written = written
            self.expected = expected
        }
    }

    static let androidCases: [Case] = [
        Case("A: <Media omitted>", "media | A | <Media omitted>[- omitted]"),
        Case("A: <Médias omis>\nlegend", "media | A | <Médias omis>\nlegend[- omitted]"),
        Case("A: <省略多媒体文件>", "media | A | <省略多媒体文件>[- omitted]"),
        Case("A: <grin>", "text | A | <grin>"),
        Case("A: <3", "text | A | <3"),
        Case("A: <a href=x>", "text | A | <a href=x>"),
        Case(
            "A: IMG-20220323-WA0002.jpg (Datei angehängt)",
            "media | A | IMG-20220323-WA0002.jpg (Datei angehängt)[IMG-20220323-WA0002.jpg missing]"),
        Case("A: \(leftMark)Lee.vcf (soubor byl přiložen)", "contact | A | \(leftMark)Lee.vcf (soubor byl přiložen)[Lee.vcf missing]"),
        Case(
            "A: STK-20220323-WA0003.webp (file attached)",
            "sticker | A | STK-20220323-WA0003.webp (file attached)[STK-20220323-WA0003.webp missing]"),
        Case(
            "A: DOC-20240318-WA0003. (file attached)",
            "media | A | DOC-20240318-WA0003. (file attached)[DOC-20240318-WA0003. missing]"),
        Case(
            "A: \(leftMark)plan.geojson (file attached)",
            "media | A | \(leftMark)plan.geojson (file attached)[plan.geojson missing]"),
        Case("A: my plan (attached)", "text | A | my plan (attached)"),
        Case("A: see notes.txt (attached later. maybe)", "text | A | see notes.txt (attached later. maybe)"),
        Case(
            "A: 2015-08-04-PHOTO-00004762.jpg <\(leftMark)attached>",
            "media | A | 2015-08-04-PHOTO-00004762.jpg <\(leftMark)attached>[2015-08-04-PHOTO-00004762.jpg missing]"),
        Case("A: This message was deleted", "deleted | A | This message was deleted"),
        Case("A: Você apagou esta mensagem.", "deleted | A | Você apagou esta mensagem."),
        Case("A: I said: this message was deleted", "text | A | I said: this message was deleted"),
        Case("A: null", "other | A | null"),
        Case("A: fixed <This message was edited>", "text* | A | fixed <This message was edited>"),
        Case("A: Missed voice call", "voice missed | A | Missed voice call"),
        Case("A: Verpasster Videoanruf", "video missed | A | Verpasster Videoanruf"),
        Case("A: location: https://maps.google.com/?q=1.5,2.5", "location | A | location: https://maps.google.com/?q=1.5,2.5"),
        Case("A: Pier\nLondon\nhttps://foursquare.com/v/4e89", "location | A | Pier\nLondon\nhttps://foursquare.com/v/4e89"),
        Case("A: https://maps.google.com/?q=1.5,2.5", "text | A | https://maps.google.com/?q=1.5,2.5"),
        Case(
            "A: POLL:\nWhich?\nOPTION: x (1 vote)\nOPTION: y (2 votes)", "poll | A | POLL:\nWhich?\nOPTION: x (1 vote)\nOPTION: y (2 votes)"
        ),
        Case("A: ", "text | A | "),
        Case("A created group \"Deal: final\"", "notice | - | A created group \"Deal: final\""),
        Case("A changed the subject to “Deal: final”", "notice | - | A changed the subject to “Deal: final”"),
        Case("Missed voice call from A", "voice missed | - | Missed voice call from A"),
        Case(
            "Messages and calls are end-to-end encrypted. Tap: more.",
            "notice | - | Messages and calls are end-to-end encrypted. Tap: more."),
        Case("A - B: x", "text | A - B | x"),
        Case("~ A\u{A0}B: x", "text | ~ A\u{A0}B | x"),
    ]

    @Test("Android", arguments: androidCases)
    func android(sample: Case) {
        let text = "13/01/2022, 10:00 - \(sample.written)\n13/01/2022, 10:01 - A: last\n"
        #expect(chatLines(text).first == "2022-01-13T10:00 | " + sample.expected)
        #expect(chatLines(text).count == 2)
    }

    static let phoneCases: [Case] = [
        Case(
            "\(leftMark)[T] A: \(leftMark)<attached: 00000042-PHOTO-2022-01-13-10-00-00.jpg>",
            "media | A | \(leftMark)<attached: 00000042-PHOTO-2022-01-13-10-00-00.jpg>[00000042-PHOTO-2022-01-13-10-00-00.jpg missing]"),
        Case(
            "\(leftMark)[T] A: x.pdf • \(leftMark)2 pages \(leftMark)<pièce jointe\u{A0}: 00000047-x.pdf>",
            "media | A | x.pdf • \(leftMark)2 pages \(leftMark)<pièce jointe\u{A0}: 00000047-x.pdf>[00000047-x.pdf missing]"),
        Case(
            "\(leftMark)[T] A: \(leftMark)<附件：00000001-STICKER-2022-01-13-10-00-00.webp>",
            "sticker | A | \(leftMark)<附件：00000001-STICKER-2022-01-13-10-00-00.webp>[00000001-STICKER-2022-01-13-10-00-00.webp missing]"),
        Case(
            "\(leftMark)[T] A: Invoice.numbers \(leftMark)<attached: 00000003-Invoice.numbers>",
            "media | A | Invoice.numbers \(leftMark)<attached: 00000003-Invoice.numbers>[00000003-Invoice.numbers missing]"),
        Case(
            "\(leftMark)[T] A: \(leftMark)<attached: a>b.pdf>", "media | A | \(leftMark)<attached: a>b.pdf>[a>b.pdf missing]"),
        Case(
            "\(leftMark)[T] A: \(leftMark)<attached: 合同.文件>", "media | A | \(leftMark)<attached: 合同.文件>[合同.文件 missing]"),
        Case("\(leftMark)[T] A: \(leftMark)image omitted", "media | A | \(leftMark)image omitted[- omitted]"),
        Case("\(rightMark)[T] A: \(rightMark)لم يتم إدراج الصورة", "media | A | \(rightMark)لم يتم إدراج الصورة[- omitted]"),
        Case("\(leftMark)[T] A: \(leftMark)etwas weggelassen", "media | A | \(leftMark)etwas weggelassen[- omitted]"),
        Case("\(leftMark)[T] A: x.docx \(leftMark)document omitted", "media | A | x.docx \(leftMark)document omitted[x.docx omitted]"),
        Case("[T] A: \(leftMark)You deleted this message.", "deleted | A | \(leftMark)You deleted this message."),
        Case("[T] A: \(leftMark)A deleted this group's icon", "notice | A | \(leftMark)A deleted this group's icon"),
        Case("[T] A: \(leftMark)B heeft A verwijderd", "notice | A | \(leftMark)B heeft A verwijderd"),
        Case("[T] A: \(rightMark)دفعت 500 دولار اليوم", "text | A | \(rightMark)دفعت 500 دولار اليوم"),
        Case("[T] A: \(rightMark)\(rightMark)استلمت البضاعة", "text | A | \(rightMark)\(rightMark)استلمت البضاعة"),
        Case("[T] A: \(rightMark)لقد حذَفت هذه الرسالة.", "deleted | A | \(rightMark)لقد حذَفت هذه الرسالة."),
        Case("[T] A: \(leftMark)Este mensaje fue eliminado por alguien", "deleted | A | \(leftMark)Este mensaje fue eliminado por alguien"),
        Case(
            "[T] A: \(leftMark)\(leftMark)Your security code with A changed. \(leftMark)Tap to learn more.",
            "notice | A | \(leftMark)\(leftMark)Your security code with A changed. \(leftMark)Tap to learn more."),
        Case("[T] A: \(leftMark)B wurde hinzugefügt", "notice | A | \(leftMark)B wurde hinzugefügt"),
        Case("[T] Deal: final: \(leftMark)B added you", "notice | Deal: final | \(leftMark)B added you"),
        Case("[T] A: \(leftMark)Video call, \(leftMark)5 min", "video answered 300 s | A | \(leftMark)Video call, \(leftMark)5 min"),
        Case(
            "[T] A: \(leftMark)Voice call, \(leftMark)1 hr 2 min",
            "voice answered 3720 s | A | \(leftMark)Voice call, \(leftMark)1 hr 2 min"),
        Case("[T] A: \(leftMark)Voice call, \(leftMark)No answer", "voice missed | A | \(leftMark)Voice call, \(leftMark)No answer"),
        Case(
            "[T] A: \(leftMark)Missed video call, \(leftMark)Tap to call back",
            "video missed | A | \(leftMark)Missed video call, \(leftMark)Tap to call back"),
        Case(
            "[T] A: \(leftMark)Voice call, \(leftMark)\(leftMark)33 min • \(leftMark)2 joined",
            "voice answered 1980 s | A | \(leftMark)Voice call, \(leftMark)\(leftMark)33 min • \(leftMark)2 joined"),
        Case(
            "[T] A: \(leftMark)Videollamada\(thinBlank) \(leftMark)12 min",
            "video answered 720 s | A | \(leftMark)Videollamada\(thinBlank) \(leftMark)12 min"),
        Case(
            "[T] A: \(leftMark)مكالمة صوتية، \(leftMark)5 د", "voice answered 300 s | A | \(leftMark)مكالمة صوتية، \(leftMark)5 د"),
        Case(
            "[T] A: \(leftMark)You sent a view once message. For added privacy, you can only open it on your phone.",
            "other | A | \(leftMark)You sent a view once message. For added privacy, you can only open it on your phone."),
        Case(
            "[T] A: \(leftMark)Standort: https://maps.google.com/?q=1,2",
            "location | A | \(leftMark)Standort: https://maps.google.com/?q=1,2"),
        Case("[T] A: Pier (London): https://foursquare.com/v/4e", "location | A | Pier (London): https://foursquare.com/v/4e"),
        Case(
            "[T] A: \(leftMark)ENCUESTA:\nq\n\(leftMark)OPCIÓN: a (0 votos)\n\(leftMark)OPCIÓN: b (1 voto)",
            "poll | A | \(leftMark)ENCUESTA:\nq\n\(leftMark)OPCIÓN: a (0 votos)\n\(leftMark)OPCIÓN: b (1 voto)"),
        Case("[T] A: new \(leftMark)<edytowano>", "text* | A | new \(leftMark)<edytowano>"),
        Case("[T] A: ok", "text | A | ok"),
        Case("[T] \(leftMark)A created this group", "notice | - | \(leftMark)A created this group"),
    ]

    @Test("iPhone", arguments: phoneCases)
    func phone(sample: Case) {
        let written = sample.written.replacing("[T]", with: "[13/01/2022, 10:00:00]")
        let text = "\(written)\r\n[13/01/2022, 10:00:01] A: last\r\n[13/01/2022, 10:00:02] Deal: final: \(leftMark)C left\r\n"
        #expect(chatLines(text.replacing("\n", with: "\n")).first == "2022-01-13T10:00:00 | " + sample.expected)
        #expect(chatLines(text).count == 3)
    }

    @Test("a caption that ends in a colon and comes twice makes no name longer")
    func captions() {
        let line = "\(leftMark)[18/03/24, 14:58:10] Ann: Please pay now: \(leftMark)image omitted\n"
        let wanted = "2024-03-18T14:58:10 | media | Ann | Please pay now: \(leftMark)image omitted[- omitted]"
        #expect(chatLines(line + line) == [wanted, wanted])
    }

    @Test("a phone whose language runs from right to left writes the other mark")
    func rightToLeftPhone() {
        let text =
            "\(rightMark)[18/03/24, 14:58:10] A: \(rightMark)لم يتم إدراج الصورة\n[18/03/24, 14:58:11] A: \(rightMark)\(rightMark)B كلمات\n"
        #expect(chatLines(text).last == "2024-03-18T14:58:11 | notice | A | \(rightMark)\(rightMark)B كلمات")
    }

    @Test("phone numbers are identities, names are not")
    func identities() {
        let sink = readWhatsApp(
            "[13/01/2022, 10:00:00] \u{202A}+40\(hardBlank)521\(hardBlank)028\(hardBlank)61\u{202C}: a\n[13/01/2022, 10:00:01] 007 Bond: b\n"
        )
        let senders = sink.records.compactMap { record -> Participant? in
            if case .message(let message) = record.record { message.sender } else { nil }
        }
        #expect(senders.map(\.identity) == [Identity(.phone, "+40 521 028 61"), nil])
        #expect(senders[0].name == "\u{202A}+40\(hardBlank)521\(hardBlank)028\(hardBlank)61\u{202C}")
    }

    @Test("files beside the chat are found by their whole name, the others are listed")
    func media() {
        let text = "13/01/2022, 10:00 - A: IMG-20220113-WA0001.jpg (file attached)\n13/01/2022, 10:01 - A: ../WA0001.jpg (file attached)\n"
        let sink = readWhatsApp(text, siblings: ["IMG-20220113-WA0001.jpg": 7, "WA0001.jpg": 8])
        #expect(chatLine(sink.records[0].record).hasSuffix("[IMG-20220113-WA0001.jpg item 7]"))
        #expect(chatLine(sink.records[1].record).hasSuffix("[../WA0001.jpg missing]"))
        let missing = sink.diagnostics.first { $0.kind == .chatMediaMissing }
        #expect(missing?.arguments == ["count": "1", "names": "../WA0001.jpg"])
    }

    @Test("hostile text stays as it is, code point for code point")
    func hostile() {
        let words =
            "=cmd|' /C calc'!A0 <script>alert(1)</script> \u{202E}fdp.exe\u{202C} \u{0}\u{1B}[31m $x$ #readWhatsApp(\"/etc\") \\input{x} e\u{301}"
        let sink = readWhatsApp("13/01/2022, 10:00 - A: \(words)\n")
        guard case .message(let message)? = sink.records.first?.record else {
            Issue.record("no message")
            return
        }
        #expect(Array(message.text.unicodeScalars) == Array(words.unicodeScalars))
    }

    @Test("an export that is as long as the app allows is warned of")
    func cap() {
        let text = (0..<40_000).map { "13/01/2022, 10:00 - A: m\($0)\n" }.joined()
        let sink = readWhatsApp(text)
        #expect(sink.records.count == 40_000)
        #expect(sink.diagnostics.contains { $0.kind == .chatCap })
    }

    @Test("the title comes from the file name")
    func title() {
        let sink = readWhatsApp("13/01/2022, 10:00 - A: m\n", as: "WhatsApp Chat with\(hardBlank)Ann Lee.txt")
        guard case .message(let message)? = sink.records.first?.record else { return }
        #expect(message.conversationTitle == "Ann Lee")
    }

    @Test("without brackets a mark at the start of a body is a person's; with them it is the app's")
    func marks() {
        #expect(
            chatLines("18/03/22, 14:56 - Ann: \(leftMark)why not?\n18/03/22, 14:57 - Bob: \(leftMark)\(leftMark)well") == [
                "2022-03-18T14:56 | text | Ann | \(leftMark)why not?",
                "2022-03-18T14:57 | text | Bob | \(leftMark)\(leftMark)well",
            ])
        #expect(
            chatLines("[18/03/22, 14:56:00] Ann: \(leftMark)Ann zrobi coś nowego")
                == ["2022-03-18T14:56:00 | notice | Ann | \(leftMark)Ann zrobi coś nowego"])
    }
}
