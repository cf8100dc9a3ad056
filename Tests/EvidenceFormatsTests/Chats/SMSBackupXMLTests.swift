import ByteIO
import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

private func read(_ text: String) -> (sink: CollectingSink, error: IngestError?) {
    CollectingSink.read(Array(text.utf8), as: "sms.xml", with: SMSBackupXML())
}

private func message(_ entry: String) -> (Message?, CollectingSink) {
    let (sink, _) = read("<?xml version='1.0' encoding='UTF-8'?><smses count=\"1\">\(entry)</smses>")
    guard case .message(let message)? = sink.records.first?.record else { return (nil, sink) }
    return (message, sink)
}

@Suite("SMS Backup & Restore")
struct SMSBackupXMLTests {
    @Test("a received message")
    func received() throws {
        let (message, sink) = message(
            "<sms protocol=\"0\" address=\"+447700900321\" date=\"1777622400123\" type=\"1\" subject=\"null\" body=\"a&#10;b\" "
                + "service_center=\"null\" read=\"1\" status=\"-1\" date_sent=\"1777622399000\" "
                + "readable_date=\"May 1, 2026 09:00:00 AM\" contact_name=\"Jo\" />")
        let found = try #require(message)
        #expect(
            found.time
                == EventTime(.instant(Instant(milliseconds: 1_777_622_400_123), offset: 0), text: "1777622400123", zone: .utcByFormat))
        #expect(found.sender == Participant(name: "Jo", identity: Identity(.phone, "+447700900321")))
        #expect(found.recipients == [Participant(name: nil, isOwner: true)])
        #expect(found.kind == .sms && found.delivery == .received)
        #expect(found.subject == nil)
        #expect(found.text == "a\nb")
        #expect(found.conversation == "+447700900321" && found.conversationTitle == "Jo")
        #expect(
            found.extra == [
                NamedText("date_sent", "1777622399000"), NamedText("readable_date", "May 1, 2026 09:00:00 AM"), NamedText("read", "1"),
            ])
        #expect(sink.records.map(\.locator) == [.message(1, line: 1)])
        #expect(sink.diagnostics.isEmpty)
    }

    @Test(
        "directions and states",
        arguments: [
            ("1", Message.Delivery.received, false), ("2", .sent, true), ("3", .draft, true), ("4", .queued, true),
            ("5", .failed, true), ("6", .queued, true), ("9", .unknown, false),
        ])
    func states(type: String, delivery: Message.Delivery, isOwn: Bool) {
        let (message, sink) = message("<sms address=\"1\" date=\"1000\" type=\"\(type)\" body=\"x\"/>")
        #expect(message?.delivery == delivery)
        #expect(message?.sender.isOwner == isOwn)
        #expect(message?.recipients.first?.isOwner == !isOwn)
        #expect(sink.diagnostics.contains { $0.kind == .messagesUnsent } == ["3", "4", "5", "6"].contains(type))
    }

    @Test("a backup without entries is no damage", arguments: ["<smses count=\"0\">\n</smses>", "<calls count=\"0\" />"])
    func empty(text: String) {
        let (sink, error) = read(text)
        #expect(error == nil && sink.records.isEmpty && sink.diagnostics.isEmpty)
    }

    @Test("null words and unknown names are nothing; a body may be the word")
    func literals() {
        let (message, _) = message(
            "<sms address=\"null\" date=\"1000\" type=\"1\" subject=\"null\" body=\"null\" contact_name=\"(Unknown)\"/>")
        #expect(message?.sender == Participant(name: nil))
        #expect(message?.conversationTitle == nil)
        #expect(message?.text == "null")
    }

    @Test(
        "senders that are words or mail addresses",
        arguments: [
            ("DHL", Identity(.account, "DHL", scheme: "sms")), ("a@b.example", Identity(.email, "a@b.example")),
            ("12345", Identity(.phone, "12345")), ("+44 (0)7700-900", Identity(.phone, "+44 (0)7700-900")),
        ])
    func addresses(address: String, identity: Identity) {
        #expect(message("<sms address=\"\(address)\" date=\"1000\" type=\"1\" body=\"x\"/>").0?.sender.identity == identity)
    }

    @Test("a multimedia message: layout left out, texts joined, media handed over")
    func mms() throws {
        let (message, sink) = message(
            """
            <mms date="1777622400000" msg_box="1" address="+447700900321" sub="null" m_id="abc" contact_name="Jo"><parts>
            <part seq="-1" ct="application/smil" cl="smil.xml" text="&lt;smil/&gt;"/>
            <part seq="0" ct="image/png" cl="door.png" text="null" data="iVBORw0K\nGgo="/>
            <part seq="0" ct="text/plain" cl="t.txt" text="one"/><part seq="0" ct="text/plain" text="two"/>
            <part seq="0" ct="video/mp4" name="v.mp4" cl="null"/><part seq="0" ct="image/jpeg" cl="x.jpg" data="not-base64!!"/>
            </parts><addrs><addr address="+447700900321" type="137"/><addr address="insert-address-token" type="151"/></addrs></mms>
            """)
        let found = try #require(message)
        #expect(found.kind == .mms && found.text == "one\ntwo" && found.id == "abc" && found.subject == nil)
        #expect(
            found.attachments == [
                Attachment(name: "door.png", mediaType: "image/png", state: .item(0)),
                Attachment(name: "v.mp4", mediaType: "video/mp4", state: .missing),
                Attachment(name: "x.jpg", mediaType: "image/jpeg", state: .missing),
            ])
        #expect(sink.children.map(\.bytes) == [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]])
        #expect(sink.diagnostics.map(\.kind) == [.partWithoutData])
        #expect(sink.diagnostics.first?.arguments["count"] == "2")
        #expect(found.extra == [NamedText("addr 137", "+447700900321"), NamedText("addr 151", "insert-address-token")])
    }

    @Test("a message that the phone never fetched is empty, and that is said")
    func neverFetched() {
        let (message, sink) = message(#"<mms date="1700000000000" msg_box="1" m_type="130" address="+4915112345678"><parts/></mms>"#)
        #expect(message?.text == "" && sink.diagnostics.map(\.kind) == [.chatNotExported])
    }

    @Test("a group message: the sender is who the From field names")
    func group() {
        let (message, _) = message(
            "<mms date=\"1000\" msg_box=\"1\" address=\"+1~+2\" contact_name=\"A, B\"><parts/><addrs><addr address=\"+2\" type=\"137\"/></addrs></mms>"
        )
        #expect(message?.sender == Participant(name: nil, identity: Identity(.phone, "+2")))
        #expect(message?.recipients == [Participant(name: nil, isOwner: true), Participant(name: nil, identity: Identity(.phone, "+1"))])
        #expect(message?.conversation == "+1~+2")
    }

    @Test("withheld callers are nobody", arguments: [("-2", "2"), ("-1", "3"), ("-1", "1"), ("-3", "4")])
    func withheldCallers(number: String, presentation: String) {
        let sink = read(
            "<calls count=\"1\"><call number=\"\(number)\" duration=\"0\" date=\"1609632000000\" type=\"3\" presentation=\"\(presentation)\" contact_name=\"(Unknown)\"/></calls>"
        ).sink
        guard case .call(let call)? = sink.records.first?.record else {
            Issue.record("no call")
            return
        }
        #expect(call.party.identity == nil && call.outcome == .missed)
    }

    @Test("a group's sender is one of its members, however the number is written")
    func groupSender() {
        let entry =
            "<mms date=\"1000\" msg_box=\"1\" address=\"(555) 123-4567~+442071234567\"><parts/><addrs>"
            + "<addr address=\"+15551234567\" type=\"137\"/></addrs></mms>"
        let (found, _) = message(entry)
        #expect(found?.sender == Participant(name: nil, identity: Identity(.phone, "(555) 123-4567")))
        #expect(found?.recipients.count == 2)
    }

    @Test(
        "calls",
        arguments: [
            ("1", "125", Call.Direction.incoming, Call.Outcome.answered), ("2", "31", .outgoing, .answered),
            ("2", "0", .outgoing, .unknown), ("3", "0", .incoming, .missed), ("4", "9", .incoming, .voicemail),
            ("5", "0", .incoming, .rejected), ("6", "0", .incoming, .blocked), ("8", "0", .unknown, .unknown),
        ])
    func calls(type: String, duration: String, direction: Call.Direction, outcome: Call.Outcome) {
        let (sink, _) = read(
            "<calls count=\"1\"><call number=\"+1\" duration=\"\(duration)\" date=\"1609632000000\" type=\"\(type)\" presentation=\"1\" contact_name=\"A\"/></calls>"
        )
        guard case .call(let call)? = sink.records.first?.record else {
            Issue.record("no call")
            return
        }
        #expect(call.direction == direction && call.outcome == outcome && call.durationSeconds == Int(duration))
        #expect(call.party == Participant(name: "A", identity: Identity(.phone, "+1")))
        #expect(call.time.iso == "2021-01-03T00:00:00Z")
    }

    @Test("emoji in two halves, single halves, controls")
    func surrogates() {
        let (message, sink) = message("<sms address=\"1\" date=\"1000\" type=\"1\" body=\"ok &#55357;&#56838; &#55357; &#0;\"/>")
        #expect(message?.text == "ok 😆 \u{FFFD} \u{FFFD}")
        #expect(sink.diagnostics.map(\.kind) == [.surrogatesJoined, .charactersReplaced])
        #expect(sink.diagnostics.map { $0.arguments["count"] } == ["1", "2"])
    }

    @Test("the file's own count is compared")
    func count() {
        let (sink, _) = read("<smses count=\"3\"><sms address=\"1\" date=\"1000\" type=\"1\" body=\"x\"/></smses>")
        #expect(sink.diagnostics.map(\.message) == ["the file's own count of entries is 3, found: 1"])
    }

    @Test("unknown elements and unreadable times are told")
    func odd() {
        let (sink, error) = read("<smses count=\"1\"><rcs a=\"1\"/><sms address=\"1\" date=\"bad\" type=\"1\" body=\"x\"/></smses>")
        #expect(error == nil)
        #expect(sink.diagnostics.map(\.kind) == [.unknownContent, .timeUnreadable])
        #expect(sink.records.first?.record.time?.text == "bad")
    }

    @Test("any cut is survived, kept and told")
    func cuts() {
        let text =
            "<?xml version='1.0' encoding='UTF-8'?><smses count=\"2\"><sms address=\"+1\" date=\"1000\" type=\"1\" body=\"é &#55357;&#56838;\"/><mms date=\"2000\" msg_box=\"2\" address=\"+1\"><parts><part ct=\"text/plain\" text=\"x\"/></parts></mms></smses>"
        let bytes = Array(text.utf8)
        let whole = read(text).sink.records.map(\.record)
        #expect(whole.count == 2)
        for length in 0..<bytes.count {
            let (sink, error) = CollectingSink.read(Array(bytes[..<length]), as: "sms.xml", with: SMSBackupXML())
            #expect(sink.records.map(\.record) == Array(whole.prefix(sink.records.count)))
            #expect(error != nil, "cut at \(length) not told")
        }
    }

    @Test(
        "recognition",
        arguments: [
            ("<smses count=\"0\"/>", true), ("<calls count=\"1\"><call number=\"1\"/></calls>", true), ("<calls count=\"0\"/>", true),
            ("<calls><conference/></calls>", false), ("<smses xmlns=\"urn:x\"/>", false), ("<sms/>", false),
            ("<smses count=\"1\"><sms body=\"&#55357;&#56838;\"/></smses>", true),
        ])
    func recognition(text: String, isOurs: Bool) {
        #expect((SMSBackupXML().recognize(ChatCorpus.probe(Array(text.utf8), name: "x.xml")) != .no) == isOurs)
    }

    @Test(
        "times in seconds are read as such, and it is told",
        arguments: [
            ("1772444100", "2026-03-02T09:35:00Z", true), ("1772444100000", "2026-03-02T09:35:00Z", false),
            ("5", "1970-01-01T00:00:00Z", false),
        ])
    func seconds(date: String, iso: String, isTold: Bool) {
        let (message, sink) = message("<mms date=\"\(date)\" msg_box=\"1\" address=\"+441\"><parts/></mms>")
        #expect(message?.time.iso == iso)
        #expect(sink.diagnostics.contains { $0.kind == .timesInSeconds } == isTold)
    }
}
