import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

/// Mails that are written otherwise than the standards ask, as programs write them.
struct MailDamageTests {
    private func text(_ headers: String, _ body: String) -> ReadMail { ReadMail(ReadMail.mail(headers + "\n\n" + body)) }

    // MARK: Transfer encodings

    @Test(
        arguments: [
            ("VG90YWwgVVNEIDEyNDAuNTA=", "Total USD 1240.50", []), ("VG90YWwgVVNEIDEyNDAuNTA", "Total USD 1240.50", []),
            ("VG90YWwgVVNEIDEyNDAuNQ", "Total USD 1240.5", []), ("VG90YWwgVVNEIDEyNDAuNQ=", "Total USD 1240.5", []),
            ("VG90\nYWwgVVNEIDEyNDAuNQ", "Total USD 1240.5", []),
            // Each block with its own padding.
            ("VVNEIDEyNDAuNQ==\nMCBzZWNvbmQ=", "USD 1240.50 second", []),
            ("VVNEIDEyNDAuNQ==MCBzZWNvbmQ", "USD 1240.5", ["CF-MAIL-TRANSFER"]),
            ("VG90YWwgVVNEIDEyNDAuNQ==\n\n-- \nlist of b.example", "Total USD 1240.5", ["CF-MAIL-TRANSFER"]),
            ("VVNEIDEyNDAuN", "USD 1240.", ["CF-MAIL-TRANSFER"]),
            ("VVNEIDEyNDAuNTAgYW5kIHNvIG9u\n-- \nSent from my phone\n", "USD 1240.50 and so on", ["CF-MAIL-TRANSFER"]),
            ("VVNEIDEyNDAu\nNTAgYW5kI*HNvIG9u\n", "USD 1240.50 and so on", ["CF-MAIL-TRANSFER"]),
        ] as [(String, String, Set<String>)])
    func base64(written: String, words: String, codes: Set<String>) {
        let mail = text("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", written)
        #expect(mail.message?.text == words)
        #expect(mail.codes == codes)
    }

    @Test(arguments: ["base64;", "\"base64\"", " BASE64 (see below)", "(coded) base64", "7bit\nContent-Transfer-Encoding: base64"])
    func namesOfTransferEncodings(name: String) {
        let mail = text(
            "Content-Type: multipart/mixed; boundary=b",
            "--b\nContent-Type: text/plain\n\nsee\n--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\n"
                + "Content-Transfer-Encoding: \(name)\n\nVG90YWw7VVNEIDEyNDAuNTA\n--b--\n")
        #expect(mail.sink.children.map(\.bytes) == [Array("Total;USD 1240.50".utf8)])
    }

    /// Two lines of 45 and 5 bytes: blanks cut off their ends, as servers do, and a check character behind them.
    @Test(arguments: [
        ["M5&]T86P@55-$(#$R-# N-3", "%86)C"], ["M5&]T86P@55-$(#$R-#`N-3``````````````````````````````````````X", "%86)C````X"],
    ])
    func uuencode(lines: [String]) throws {
        let expected = Array("Total USD 1240.50".utf8) + [UInt8](repeating: 0, count: 28) + Array("abc".utf8) + [0, 0]
        let block = "begin 644 a.txt\n" + lines.joined(separator: "\n") + "\n`\nend\n"
        let coded = text(
            "Content-Type: application/octet-stream; name=a.txt\nContent-Disposition: attachment\n"
                + "Content-Transfer-Encoding: x-uuencode", block)
        #expect(coded.sink.children.map(\.bytes) == [expected] && coded.codes.isEmpty)
        let inText = text("Content-Type: text/plain", "See below.\n\n" + block)
        #expect(
            inText.sink.children.map(\.bytes) == [expected]
                && inText.message?.text.trimmingPrefix("See below.").allSatisfy(\.isNewline) == true)
    }

    // MARK: Dates

    @Test(
        arguments: [
            ("mar, 03 feb 2026 10:15:00 +0100", "2026-02-03T10:15:00+01:00"),
            ("mar., 3-Feb-2026 10:15:00 +0100", "2026-02-03T10:15:00+01:00"),
            ("Mar 3 2026 10:15", "2026-03-03T10:15"), ("2026 Mar 3 10:15", "2026-03-03T10:15"),
            ("mar mar 3 10:15:00 2026", "2026-03-03T10:15:00"),
            ("3 March 2026 10:15", "2026-03-03T10:15"), ("Tue, 3 Sept. 2024 10:15:00 GMT", "2024-09-03T10:15:00Z"),
            ("mardi 3 février 2026 10:15:00 +0100", nil), ("martes, 3 de febrero de 2026 10:15", nil), ("mar. 3 févr. 2026 10:15", nil),
        ] as [(String, String?)])
    func weekdaysThatLookLikeMonths(written: String, iso: String?) {
        let mail = ReadMail(ReadMail.mail("\nx", date: written))
        #expect(mail.message?.time.iso == iso && mail.codes.contains("CF-TIME-UNREADABLE") == (iso == nil))
    }

    // MARK: Addresses

    @Test(
        arguments: [
            ("Tanaka <tanaka.@docomo.example>", "Tanaka", "tanaka.@docomo.example"), ("<.s..p@x.example>", nil, ".s..p@x.example"),
            ("=?utf-8?Q?Wang:)?= <wang@x.example>", "Wang:)", "wang@x.example"),
            ("=?utf-8?Q?Wang,_Wei_<sales>?= <wang@x.example>", "Wang, Wei <sales>", "wang@x.example"),
            ("Wang (Sales <wang@x.example>", "Wang (Sales", "wang@x.example"),
            ("[Order] Wang <wang@x.example>", "[Order] Wang", "wang@x.example"),
            ("Wang <mailto:wang@x.example>", "Wang", "wang@x.example"), ("Wang <>", "Wang", nil), ("Wang", "Wang", nil),
            ("wang@other.example <wang@x.example>", "wang@other.example", "wang@x.example"),
            ("\"Wang, Wei\" <wang@x.example>", "Wang, Wei", "wang@x.example"),
            ("\"Wang <wang@x.example>", "Wang", "wang@x.example"), ("wang@x.example (Wang Wei)", "Wang Wei", "wang@x.example"),
            ("Wang; Wei <wang@x.example>", "Wei", "wang@x.example"), ("=?utf-8?B?eHB0bw?= <wang@x.example>", "xpto", "wang@x.example"),
        ] as [(String, String?, String?)])
    func senders(written: String, name: String?, address: String?) {
        let sender = ReadMail(ReadMail.mail("\nx", from: written)).message?.sender
        #expect(sender?.name == name)
        #expect(sender?.identity == address.map { Identity(.email, $0) })
    }

    @Test(
        arguments: [
            ("To: a@x.example; b@x.example;c@x.example", ["a@x.example", "b@x.example", "c@x.example"]),
            ("To: a@x.example, s..p@x.example, b@x.example", ["a@x.example", "s..p@x.example", "b@x.example"]),
            (
                "To: a@x.example\nTo: b@x.example\nCc: c@x.example\nCc: d@x.example, a@x.example",
                ["a@x.example", "b@x.example", "c@x.example", "d@x.example"]
            ),
            ("To: friends: a@x.example, \"B; c\" <b@x.example>; c@x.example", ["a@x.example", "b@x.example", "c@x.example"]),
            ("To: A <a@x.example> B <b@x.example>", ["a@x.example", "b@x.example"]),
            ("To: a@x.example b@x.example", ["a@x.example", "b@x.example"]),
            ("To: undisclosed-recipients:; (none given)", ["undisclosed-recipients"]),
            ("To: <Undisclosed:@x.example;>", ["<Undisclosed:@x.example;>"]), ("To: none:;, a@x.example", ["none", "a@x.example"]),
            ("To: A <a@x.example, B <b@x.example>", ["a@x.example", "b@x.example"]),
        ] as [(String, [String])])
    func recipients(written: String, expected: [String]) {
        let mail = ReadMail("From: w@x.example\n\(written)\nDate: Mon, 2 Mar 2026 10:15:00 +0800\n\nx")
        #expect(mail.message?.recipients.map { $0.identity?.value ?? $0.name ?? "" } == expected)
    }

    // MARK: Character sets

    @Test(arguments: ["text/plain; charset=utf-8", "text/html; charset=\"UTF-8\""])
    func damagedUTF8(type: String) {
        let words = Array("你好，尾款下周付".utf8) + [0xAA] + Array("谢谢".utf8)
        let mail = ReadMail(Array(ReadMail.mail("Content-Type: \(type)\nContent-Transfer-Encoding: 8bit\n\n").utf8) + words)
        #expect(mail.message?.text == "你好，尾款下周付\u{FFFD}谢谢" && mail.codes == ["CF-MAIL-CHARSET-DAMAGED"])
    }

    @Test(
        arguments: [
            ("text/plain", "", "", []), ("text/plain; charset=utf-8", "", "", ["CF-MAIL-CHARSET"]),
            ("text/html", "<html><head><meta charset=iso-2022-jp></head><body>", "</body></html>", []),
        ] as [(String, String, String, Set<String>)])
    func japaneseWithoutLabel(type: String, before: String, after: String, codes: Set<String>) {
        let mail = text("Subject: \u{1B}$BL$J'$$6b\u{1B}(B\nContent-Type: \(type)", before + "\u{1B}$BL$J'$$6b\u{1B}(B USD 100" + after)
        #expect(mail.message?.text == "未払い金 USD 100" && mail.message?.subject == "未払い金" && mail.codes == codes)
    }

    @Test(
        arguments: [
            ("HZ-GB-2312", "fntOMj9uTjQ4Nn59", Array("~{N2?n~} USD 100 ~~ ~{N486~}".utf8), "尾款未付", "尾款 USD 100 ~ 未付"),
            ("koi8_r", "8NLJ18XU", [0xEF, 0xD0, 0xCC, 0xC1, 0xD4, 0xC1], "Привет", "Оплата"),
            ("iso-8859-8-i", "+ezl7Q==", [0xF9, 0xEC, 0xE5, 0xED], "שלום", "שלום"),
            ("unicode-1-1-utf-7", "K1hENXJQZw==", Array("+XD5rPg USD 100 +ZypO2A-".utf8), "尾款", "尾款 USD 100 未付"),
            ("cp819", "gDU=", [0x93, 0x6F, 0x6B, 0x94], "€5", "“ok”"),
        ] as [(String, String, [UInt8], String, String)])
    func labels(label: String, word: String, body: [UInt8], subject: String, words: String) {
        let head = ReadMail.mail("Subject: =?\(label)?B?\(word)?=\nContent-Type: text/plain; charset=\(label)\n\n")
        let mail = ReadMail(Array(head.utf8) + body)
        #expect(mail.message?.subject == subject && mail.message?.text == words && mail.codes.isEmpty)
    }

    @Test(arguments: [[0xFF, 0xFE, 0x41, 0, 0x42, 0], [0xFE, 0xFF, 0, 0x41, 0, 0x42], [0xEF, 0xBB, 0xBF, 0x41, 0x42]] as [[UInt8]])
    func byteOrderMarksAreNoWords(bytes: [UInt8]) {
        let set = bytes[0] == 0xEF ? "utf-8" : "utf-16"
        let mail = ReadMail(Array(ReadMail.mail("Content-Type: text/plain; charset=\(set)\n\n").utf8) + bytes)
        #expect(mail.message?.text == "AB")
    }

    // MARK: Parts

    @Test func wordsOutsideThePartsKeepTheirBytes() {
        let words: [UInt8] = [0xCE, 0xB2, 0xBF, 0xEE, 0x20, 0xCE, 0xB4, 0xB8, 0xB6]
        let head = Array(ReadMail.mail("Content-Type: multipart/mixed; boundary=b\n\n").utf8)
        let part = Array("\n--b\nContent-Type: text/plain; charset=gb2312\n\n".utf8)
        let mail = ReadMail(head + words + part + words + Array("\n--b--\n".utf8) + words + [0x0A])
        #expect(mail.message?.text == "尾款 未付" && mail.extra("preamble") == ["尾款 未付"] && mail.extra("epilogue") == ["尾款 未付"])
        let none = ReadMail(Array(ReadMail.mail("Content-Type: multipart/mixed\n\n").utf8) + words)
        #expect(none.message?.text == "尾款 未付")
        let zero = ReadMail(Array(ReadMail.mail("Content-Type: multipart/mixed; boundary=b\n\nUSD 7").utf8) + [0] + Array(" is due".utf8))
        #expect(zero.message?.text.hasSuffix(" is due") == true)
    }

    @Test func aNameDoesNotMakeAnAttachment() {
        func part(_ type: String, _ words: String) -> String { "--b\nContent-Type: \(type)\n\n\(words)\n" }
        let both = part("text/plain; name=a.txt", "USD 5") + part("text/html; name=a.html", "<p>USD 5</p>") + "--b--\n"
        #expect(text("Content-Type: multipart/alternative; boundary=b", both).message?.text == "USD 5")
        let only = part("text/plain; name=a.txt", "USD 5") + part("image/png; name=a.png", "x") + "--b--\n"
        let mail = text("Content-Type: multipart/mixed; boundary=b", only)
        #expect(mail.message?.text == "USD 5" && mail.sink.children.map(\.name) == ["a.txt", "a.png"])
        let rich = part("text/enriched", "<bold>USD 5</bold>") + "--b--\n"
        #expect(text("Content-Type: multipart/alternative; boundary=b", rich).message?.text == "<bold>USD 5</bold>")
        let second = part("text/plain", "See the file.") + part("text/plain; name=a.txt", "USD 5") + "--b--\n"
        #expect(text("Content-Type: multipart/mixed; boundary=b", second).message?.text == "See the file.")
        let sent = "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nUSD 5\n--b--\n"
        #expect(text("Content-Type: multipart/mixed; boundary=b", sent).message?.text == "")
    }

    @Test func carriageReturnsEndLines() {
        let one = ReadMail.mail("Subject: s\n\nPlease pay USD 100.\nThanks\n")
        let mail = ReadMail(Array(one.replacing("\n", with: "\r").utf8))
        #expect(mail.message?.text == "Please pay USD 100.\nThanks" && mail.message?.subject == "s" && mail.codes.isEmpty)
        let box = "From a@x.example Mon Mar  2 10:15:00 2026\n" + one + "\nFrom a@x.example Mon Mar  2 11:15:00 2026\n" + one
        let bytes = Array(box.replacing("\n", with: "\r").utf8)
        let split = ReadMail(bytes)
        #expect(split.sink.children.count == 2 && split.sink.children.flatMap(\.bytes) == bytes)
        #expect(recognition(of: box.replacing("\n", with: "\r"), by: Email()) != .no)
    }

    @Test func preformattedLinesStay() {
        let mail = text("Content-Type: text/html", "<p>See:</p><pre>Item A   USD 100\nItem B   USD 200</pre><p>end  here</p>")
        #expect(mail.message?.text == "See:\nItem A   USD 100\nItem B   USD 200\nend here")
    }

    // MARK: Headers

    @Test(arguments: [
        "filename*1*=%202.pdf; filename*0*=utf-8''Order%E2%80%93", "filename*0*=utf-8''Order%E2%80%93; filename*1*=%202.pdf",
        "filename*1*=%202.; filename=\"a;b*0=c\"; filename*2=pdf; filename*0*=utf-8''Order%E2%80%93",
    ])
    func piecesOfAName(written: String) {
        let mail = text("Content-Type: application/pdf\nContent-Disposition: attachment; \(written)", "x")
        #expect(mail.sink.children.map(\.name) == ["Order– 2.pdf"])
    }

    @Test func zeroBytesDoNotEndAField() {
        let mail = ReadMail(Array(ReadMail.mail("Subject: pay").utf8) + [0] + Array(" USD 5\n\nbody".utf8))
        #expect(mail.message?.subject?.hasSuffix("USD 5") == true && mail.message?.text == "body" && mail.codes == ["CF-MAIL-MALFORMED"])
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "Subject: " + String(repeating: "=?a?Q?x ", count: 50_000) + "\n\nbody",
            "Content-Type: text/plain" + (0..<50_000).map { "; p\($0)=x" }.joined() + "\n\nbody",
        ])
    func endlessFields(rest: String) {
        let mail = ReadMail(Array(ReadMail.mail(rest).utf8))
        #expect(mail.message?.text == "body" && mail.codes == ["CF-MAIL-MALFORMED"])
    }
}
