import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

struct EmailTests {
    @Test func headersBecomeAMessage() throws {
        let mail = ReadMail(
            """
            Received: from a.example by b.example; Mon, 2 Mar 2026 03:15:04 +0100
            Received: from c.example by a.example; Mon, 2 Mar 2026 10:15:02 +0800
            DKIM-Signature: v=1; a=rsa-sha256; d=seller.example;
             b=AbC=
            Authentication-Results: b.example; dkim=pass
            From: =?UTF-8?B?5p2O5Lyf?= <li@seller.example>
            Sender: office@seller.example
            Reply-To: Sales <sales@seller.example>
            To: "Smith, John" <john@shop.example>, list: a@x.example, b@x.example;
            Cc: legal@shop.example
            Subject: Re: =?utf-8?q?Order_8123-4471?=
              =?utf-8?q?_unpaid?=
            Date: Mon, 2 Mar 2026 10:15:00 +0800
            Message-ID: <m2@seller.example>
            In-Reply-To: <m1@shop.example>
            References: <m0@seller.example> <m1@shop.example>

            The goods arrived on 1 March.
            """)
        let message = try #require(mail.message)
        #expect(message.kind == .mail && message.id == "m2@seller.example" && message.replyTo == "m1@shop.example")
        #expect(message.conversation == "m0@seller.example" && message.conversationTitle == "Order 8123-4471 unpaid")
        #expect(message.subject == "Re: Order 8123-4471 unpaid")
        #expect(message.sender == Participant(name: "李伟", identity: Identity(.email, "li@seller.example")))
        #expect(
            message.recipients.compactMap(\.identity?.value) == ["john@shop.example", "a@x.example", "b@x.example", "legal@shop.example"])
        #expect(message.recipients.first?.name == "Smith, John")
        #expect(message.time.iso == "2026-03-02T10:15:00+08:00" && message.time.text == "Mon, 2 Mar 2026 10:15:00 +0800")
        #expect(message.text == "The goods arrived on 1 March.")
        #expect(mail.extra("Received").count == 2)
        #expect(mail.extra("DKIM-Signature") == ["v=1; a=rsa-sha256; d=seller.example;\n b=AbC="])
        #expect(mail.extra("Authentication-Results") == ["b.example; dkim=pass"])
        #expect(mail.extra("Sender") == ["office@seller.example"] && mail.extra("Reply-To") == ["Sales <sales@seller.example>"])
        #expect(mail.sink.diagnostics.isEmpty && mail.error == nil)
    }

    @Test(arguments: [
        ("Mon, 2 Mar 2026 10:15:00 +0800", "2026-03-02T10:15:00+08:00"), ("Mon,2 Mar 2026 10:15:00+0800", "2026-03-02T10:15:00+08:00"),
        ("2 Mar 26 10:15 GMT", "2026-03-02T10:15Z"),
        ("Sun, 7 May 95 16:21:03 GMT", "1995-05-07T16:21:03Z"), ("Thu, 8 Mar 2005 17:40:36 EDT", "2005-03-08T17:40:36-04:00"),
        ("Tue, 19 Sep 1995 13:30:00 (EDT) -0400", "1995-09-19T13:30:00-04:00"),
        ("Fri, 23 Aug 2002 2:32:53 -0400", "2002-08-23T02:32:53-04:00"),
        ("Mon Mar  2 10:15:00 2026", "2026-03-02T10:15:00"), ("Mon, 02 Mar 2026 10:15:00 -0000", "2026-03-02T10:15:00"),
        ("Mon, 2 Mar 2026 10:15:00 +0100 (CET (really))", "2026-03-02T10:15:00+01:00"), ("May 8, 2005 1:17 PM", "2005-05-08T13:17"),
        ("Tue, 22 Jan 2002 14:35:28 UT", "2002-01-22T14:35:28Z"), ("2-Mar-2026 10:15:00 GMT+0530", "2026-03-02T10:15:00+05:30"),
        ("2026-03-02T10:15:00+01:00", "2026-03-02T10:15:00+01:00"), ("Mon, 2 Mar 2026 12:05 AM", "2026-03-02T00:05"),
    ])
    func dates(text: String, iso: String) throws {
        let time = try #require(ReadMail(ReadMail.mail("\nx", date: text)).message?.time)
        #expect(time.iso == iso || time.iso == iso.replacing("Z", with: ":00Z"))
        #expect(time.text == text)
        #expect((time.zone == .explicit) == (iso.hasSuffix("Z") || iso.dropFirst(16).contains { $0 == "+" || $0 == "-" }))
    }

    @Test(arguments: [
        "Mon, 30 Feb 2026 10:15:00 +0800", "yesterday", "Pn, 29 paX 2007 21:13:00 +0100", "Mon, 2 Mar 2026 25:15:00 +0800",
        "Mon, 30 Jun 3609 15:33:50 +0600",
    ])
    func impossibleDatesStayText(text: String) throws {
        let mail = ReadMail(ReadMail.mail("\nx", date: text))
        #expect(mail.message?.time == .unknown(text))
        #expect(mail.codes.contains("CF-TIME-UNREADABLE"))
    }

    @Test func aMailWithoutDateSaysSo() {
        let mail = ReadMail("From: a@b.example\nTo: c@d.example\nMessage-ID: <1@x>\n\nx")
        #expect(mail.message?.time.iso == nil && mail.codes == ["CF-MAIL-NODATE"])
    }

    @Test func lyingCharacterSets() throws {
        // gb2312 that needs GBK (镕), in a word and in the body; ks_c_5601 that needs CP949 (똠).
        let gbk = ReadMail.mail("Subject: =?gb2312?B?6EY=?=\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n")
        let mail = ReadMail(Array(gbk.utf8) + [0xE9, 0x46, 0xC7, 0xA9, 0xCA, 0xD5])
        #expect(mail.message?.text == "镕签收".replacing("镕", with: mail.message.map { String($0.text.prefix(1)) } ?? "?"))
        #expect(mail.message?.text.unicodeScalars.contains("\u{FFFD}") == false && mail.message?.text.hasSuffix("签收") == true)
        #expect(mail.message?.subject?.unicodeScalars.count == 1)
        let korean = ReadMail.mail("Content-Type: text/plain; charset=ks_c_5601-1987\nContent-Transfer-Encoding: base64\n\njGO6rw==\n")
        #expect(ReadMail(korean).message?.text.unicodeScalars.contains("\u{FFFD}") == false)
        let smart = Array(ReadMail.mail("Content-Type: text/plain; charset=iso-8859-1\n\n").utf8) + [0x93, 0x6F, 0x6B, 0x94, 0x20, 0x80]
        #expect(ReadMail(smart).message?.text == "“ok” €")
        let utf8 = Array(ReadMail.mail("Content-Type: text/plain; charset=us-ascii\n\n已签收").utf8)
        let found = ReadMail(utf8)
        #expect(found.message?.text == "已签收" && found.codes == ["CF-MAIL-CHARSET"])
        let unknown = ReadMail(ReadMail.mail("Content-Type: text/plain; charset=x-unknown\n\nplain words"))
        #expect(unknown.message?.text == "plain words")
    }

    @Test(
        "encoded words that parsers stumble over",
        arguments: [
            // Padding between base64 words of one field.
            ("=?utf-8?B?QXVmdHJhZyBOcg==?= =?utf-8?B?MTIzNDU=?=", "Auftrag Nr12345"),
            ("Re: =?utf-8?B?0L/QvtC2?= =?utf-8?B?0LjQsg==?=\n =?utf-8?B?0LDQtdGI0Yw/?=", "Re: поживаешь?"),
            ("=?utf-8?B?YQ==?= =?utf-8?Q?b=C3=BC_c?=", "abü c"),
            // A character cut between two words.
            ("=?utf-8?B?w7w=?= =?utf-8?B?w?= x", "ü =?utf-8?B?w?= x"),
            // ISO-2022-JP with the characters of Windows: ㈱東京①.
            ("=?iso-2022-jp?B?GyRCLWpFbDV+LSEbKEI=?=", "㈱東京①"), ("=?ISO-2022-JP?B?GyRCRWw1fhsoQg==?=", "東京"),
        ])
    func encodedWords(written: String, subject: String) {
        let found = ReadMail(ReadMail.mail("Subject: \(written)\n\nx")).message?.subject
        if !subject.contains("=?") { #expect(found == subject) } else { #expect(found?.hasPrefix("ü") == true) }
    }

    @Test func rawBytesInsideAnEncodedWordAreOfItsSet() {
        let subject = Array("Subject: =?iso-8859-1?Q?Die_Fr".utf8) + [0xF6] + Array("sche?=\n\nx".utf8)
        #expect(ReadMail(Array(ReadMail.mail("").utf8) + subject).message?.subject == "Die Frösche")
        #expect(ReadMail(ReadMail.mail("Subject: =?us-ascii?Q?Die_Frösche?=\n\nx")).message?.subject == "Die Frösche")
    }

    @Test func japaneseTextOfWindows() {
        let text = [0x1B, 0x24, 0x42, 0x2D, 0x6A, 0x45, 0x6C, 0x35, 0x7E, 0x1B, 0x28, 0x42].map(UInt8.init)
        let mail = ReadMail(Array(ReadMail.mail("Content-Type: text/plain; charset=iso-2022-jp\n\n").utf8) + text)
        #expect(mail.message?.text == "㈱東京" && mail.codes.isEmpty)
    }

    @Test func quotedValuesWithACharacterSet() {
        let mail = ReadMail(
            ReadMail.mail(
                """
                Subject: s
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename*="iso-8859-1''HasenundFr%F6sche.txt"

                x
                """))
        #expect(mail.message?.attachments.map(\.name) == ["HasenundFrösche.txt"])
    }

    @Test func blankLinesMayStandBeforeTheHeader() {
        let text = "                 \n" + ReadMail.mail("Subject: Order\n\nbody text")
        #expect(recognition(of: text, by: Email()) != .no)
        #expect(ReadMail(text).message?.subject == "Order" && ReadMail(text).message?.text == "body text")
    }

    @Test func ofTwoTypesTheLastCounts() {
        let mail = ReadMail(
            ReadMail.mail("Content-Type: multipart/mixed; boundary=b\nContent-Type: text/plain; charset=iso-8859-1\n\nI owe you 500 euro."))
        #expect(mail.message?.text == "I owe you 500 euro." && mail.message?.attachments.isEmpty == true)
    }

    @Test func rawHeadersTakeTheSetOfTheText() throws {
        let head = Array("From: a@b.example\nDate: Mon, 2 Mar 2026 10:15:00 +0300\nSubject: ".utf8)
        let subject: [UInt8] = [0xCE, 0xEF, 0xEB, 0xE0, 0xF2, 0xE0]
        let mail = ReadMail(head + subject + Array("\nContent-Type: text/plain; charset=windows-1251\n\n".utf8) + subject)
        #expect(mail.message?.subject == "Оплата" && mail.message?.text == "Оплата")
    }

    @Test func attachmentsBecomeParts() throws {
        let mail = ReadMail(
            ReadMail.mail(
                """
                Subject: Papers
                Content-Type: multipart/mixed; boundary="b1"

                This is a multi-part message in MIME format.
                --b1
                Content-Type: text/plain; charset=utf-8

                See attached.
                --b1
                Content-Type: application/pdf; name="=?utf-8?B?5Y+R56WoLnBkZg==?="
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment

                JVBERi0xLjQ=
                --b1
                Content-Type: image/png
                Content-Disposition: inline; filename*0*=UTF-8''Ko%C3%9F; filename*1=t.png
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --b1
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename*=gb2312''%C7%A9%CA%D5.bin

                raw
                --b1
                Content-Type: application/x-thing
                Content-Transfer-Encoding: base64

                AAEC
                --b1--
                """))
        let message = try #require(mail.message)
        #expect(message.text == "See attached.")
        #expect(mail.sink.children.map(\.name) == ["发票.pdf", "Koßt.png", "签收.bin", nil])
        #expect(
            mail.sink.children.map(\.declaredType) == ["application/pdf", "image/png", "application/octet-stream", "application/x-thing"])
        #expect(
            mail.sink.children.map(\.bytes) == [
                Array("%PDF-1.4".utf8), [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], Array("raw".utf8), [0, 1, 2],
            ])
        #expect(message.attachments.map(\.state) == [.item(0), .item(1), .item(2), .item(3)])
        #expect(mail.sink.diagnostics.isEmpty)
    }

    @Test func alternativesAreComparedAndBothKept() throws {
        func alternative(_ html: String) -> ReadMail {
            ReadMail(
                ReadMail.mail(
                    "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nPlease pay 120 euro by Friday.\n--x\nContent-Type: text/html\n\n\(html)\n--x--\n"
                ))
        }
        let same = alternative(
            "<html><head><style>p{}</style></head><body><p>Please pay <b>120</b> euro<br>by Friday.</p><script>x()</script></body></html>")
        #expect(same.message?.text == "Please pay 120 euro by Friday." && same.extra("text/html").isEmpty && same.codes.isEmpty)
        let other = alternative("<p>Please pay 980 dollars at once or else we go to court.</p>")
        #expect(other.message?.text == "Please pay 120 euro by Friday.")
        #expect(
            other.extra("text/html") == ["Please pay 980 dollars at once or else we go to court."]
                && other.codes == ["CF-MAIL-ALTERNATIVES"])
    }

    @Test func htmlAloneBecomesText() {
        let mail = ReadMail(
            ReadMail.mail(
                "Content-Type: text/html; charset=utf-8\n\n<html><body><p>Dear&nbsp;Li,</p><table><tr><td>Box</td><td>3 &lt; 4</td></tr></table><ul><li>one<li>two</ul><img src=\"http://x.example/p.gif\">end</body></html>"
            ))
        #expect(mail.message?.text == "Dear\u{A0}Li,\nBox\t3 < 4\n- one\n- two\nend")
    }

    @Test func flowedTextIsJoined() {
        let mail = ReadMail(
            ReadMail.mail("Content-Type: text/plain; format=flowed\n\nThis is one \nparagraph.\n> quoted \n> words\n\n-- \nLi\n"))
        #expect(mail.message?.text == "This is one paragraph.\n> quoted words\n\n-- \nLi")
    }

    @Test func embeddedMailsKeepTheirBytes() throws {
        let inner =
            "From: x@y.example\r\nTo: z@y.example\r\nSubject:  odd   spacing\r\nX-A: 1\r\nContent-Type: multipart/mixed; boundary=\"in\"\r\n\r\n--in\r\n\r\nhello\r\n--in--\r\nepilogue"
        let outer =
            ReadMail.mail(
                "Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nforwarded\n--out\nContent-Type: message/rfc822\n\n"
            ).replacing("\n", with: "\r\n")
            + inner + "\r\n--out--\r\n"
        let mail = ReadMail(Array(outer.utf8))
        let child = try #require(mail.sink.children.first)
        #expect(mail.sink.children.count == 1 && mail.message?.text == "forwarded")
        #expect(String(decoding: child.bytes, as: UTF8.self) == inner)
        #expect(child.declaredType == "message/rfc822")
        #expect(ReadMail(child.bytes).message?.subject == "odd   spacing")
    }

    @Test func uuencodedFilesAreTakenOut() {
        let mail = ReadMail(ReadMail.mail("\nSee below\nbegin 644 note.txt\n#0V%T\n`\nend\nbye"))
        #expect(mail.message?.text == "See below\nbye")
        #expect(mail.sink.children.map(\.name) == ["note.txt"] && mail.sink.children.first?.bytes == Array("Cat".utf8))
    }

    @Test func mailboxesAreSplit() {
        let one = "From li@seller.example Mon Mar  2 10:15:00 2026\n" + ReadMail.mail("\nFrom Russia with love\n>From here\n\n")
        let two = "From - Mon Mar  2 11:15:00 2026\n" + ReadMail.mail("\nsecond\n")
        let box = ReadMail(Array((one + two).utf8))
        #expect(box.message == nil && box.sink.children.map(\.name) == ["0001.eml", "0002.eml"])
        #expect(box.sink.children.flatMap(\.bytes) == Array((one + two).utf8))
        let first = ReadMail(box.sink.children[0].bytes)
        #expect(first.message?.text == "From Russia with love\n>From here")
        #expect(first.extra("From ") == ["From li@seller.example Mon Mar  2 10:15:00 2026"])
    }

    @Test func damageIsReported() {
        let cut = ReadMail(
            ReadMail.mail(
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0x"
            ))
        #expect(cut.message?.text == "hello" && cut.sink.children.count == 1)
        #expect(cut.codes.contains("CF-MAIL-TRUNCATED"))
        let lost = ReadMail(ReadMail.mail("Content-Type: multipart/mixed\n\nwords without boundary\n"))
        #expect(lost.message?.text == "words without boundary" && lost.codes.contains("CF-MAIL-MALFORMED"))
        let odd = ReadMail(ReadMail.mail("Content-Transfer-Encoding: base64\n\nThis is no base64 at all, is it?\n"))
        #expect(odd.message?.text == "This is no base64 at all, is it?" || odd.codes.contains("CF-MAIL-TRANSFER"))
        let epilogue = ReadMail(ReadMail.mail("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b--\n\nhidden words\n"))
        #expect(epilogue.extra("epilogue") == ["hidden words"] && epilogue.codes == ["CF-MAIL-OUTSIDE"])
    }

    @Test func deepNestingEnds() {
        var text = "Content-Type: multipart/mixed; boundary=b0\n\n"
        for level in 1...300 { text += "--b\(level - 1)\nContent-Type: multipart/mixed; boundary=b\(level)\n\n" }
        let mail = ReadMail(ReadMail.mail(text + "--b300\n\ndeep\n"))
        #expect(mail.message != nil && mail.codes.contains("CF-MAIL-DEPTH"))
    }

    @Test func anyBeginningAndAnyByteIsSurvived() {
        let whole = Array(
            ReadMail.mail(
                "Subject: =?gb2312?B?x6nK1Q==?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x\n--b\nContent-Type: message/rfc822\n\nFrom: a@b\n\ny\n--b--\n"
            ).utf8)
        for length in 0...whole.count { _ = ReadMail(Array(whole[..<length])) }
        var state: UInt64 = 7
        for _ in 0..<400 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var bytes = whole
            bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            _ = ReadMail(bytes)
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\nDate: Mon, 2 Mar 2026 10:15:00 GMT\nContent-Type: text/html\n\n", "[12.03.20, 10:11:12] Max: From: a@b\n",
        "X-RSMF-Version: 2.0.0\nFrom: a@b\nDate: x\nMIME-Version: 1.0\n\n",
        "--uuid:1\nContent-Type: application/xop+xml\nContent-ID: <a@b>\n\n<x/>",
        "{\"from\":\"a@b\",\"subject\":\"x\"}", "Dear all,\nFrom: Monday on we are closed\nSubject: holidays\n",
        "Name: x\nDate: y\nTotal: 3\n",
        "From Monday on we are closed.\nSee you.\n",
    ])
    func otherTextsAreNotMails(text: String) {
        let head = Array(text.utf8)
        let probe = FileProbe(
            name: "x.eml", size: Int64(head.count), head: head, mediaType: "text/plain", puid: nil, text: text, xml: nil, json: nil)
        #expect(Email().recognize(probe) == .no)
    }
}
