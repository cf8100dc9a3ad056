import CaseModel
import Testing

@testable import CaseAnalysis

@Suite struct ConversationTests {
    /// Two phones' exports of one chat: seconds against minutes, a second and a minute apart, one edited message.
    private func twoExports() -> Evidence {
        var evidence = Evidence()
        evidence.add(
            "android.txt",
            [
                message("2026-04-02T17:20", "Morgan", "Order PO-77001 is placed, ninety metres."),
                message("2026-04-02T17:31", "Yu", "Thank you Morgan, 30 days."),
                message("2026-04-15T18:03", "Yu", "Shipped today with UPS"),
                message("2026-04-15T18:03", "Yu", "OK"), message("2026-04-15T18:03", "Yu", "OK"),
                message("2026-05-18T17:22", "Yu", "3,150 is right, sorry."),
                message("2026-05-19T16:58", "Morgan", "OK, will pay this week."),
                message("2026-06-02T09:15", "Yu", "When can you pay?"),
            ], format: "whatsapp-text")
        evidence.add(
            "iphone.txt",
            [
                message("2026-04-02T17:20:14", "Morgan", "Order PO-77001 is placed, ninety metres."),
                message("2026-04-02T17:31:40", "Yu", "Thank you Morgan, 30 days."),
                message("2026-04-15T18:02:59", "Yu", "Shipped today with UPS"),
                message("2026-04-15T18:03:05", "Yu", "OK"), message("2026-04-15T18:03:21", "Yu", "OK"),
                message("2026-05-18T17:22:36", "Yu", "3,150.00 is right, sorry. The other is a mistake."),
                message("2026-05-19T16:58:29", "Morgan", "OK, will pay this week."),
            ], format: "whatsapp-text")
        return evidence
    }

    @Test func overlappingExportsAreMergedEntryByEntry() throws {
        let made = twoExports().assembled(.scenario())
        #expect(made.conversations.count == 1)
        let conversation = try #require(made.conversations.first)
        #expect(conversation.entries.count == 9)
        #expect(conversation.participants.count == 2)
        #expect(conversation.entries.filter { $0.citations.all.count == 2 }.count == 6)
        let merged = try #require(made.finding("CF-F-EXPORTS-MERGED"))
        #expect(merged.argument("common") == .number(6))
        #expect(merged.citations.all.count == 2)
        let differing = try #require(made.finding("CF-F-EXPORTS-DIFFER"))
        #expect(differing.argument("count") == .number(2))
        // The export with seconds stands for both.
        guard case .message(let first) = conversation.entries[0].content else { throw TestFailure() }
        #expect(first.time.text == "2026-04-02T17:20:14")
    }

    @Test func equalMessagesOfOneExportStay() {
        var evidence = Evidence()
        evidence.add(
            "chat.txt", (0..<5).map { _ in message("2026-04-02T17:20", "Yu", "Hello?") }, format: "whatsapp-text")
        #expect(evidence.assembled().conversations.first?.entries.count == 5)
    }

    @Test func chatsThatOnlyLookAlikeStayApart() {
        var evidence = Evidence()
        for (path, day) in [("a.txt", "02"), ("b.txt", "09")] {
            evidence.add(
                path,
                [
                    message("2026-04-\(day)T10:00", "Yu", "Good morning, any news?"),
                    message("2026-04-\(day)T10:01", "Ann", "Not yet, sorry about that."),
                    message("2026-04-\(day)T10:02", "Yu", "Please tell me soon."),
                ], format: "whatsapp-text")
        }
        let made = evidence.assembled()
        #expect(made.conversations.count == 2)
        #expect(made.finding("CF-F-EXPORTS-MERGED") == nil)
        // Display names alone join nobody.
        #expect(made.parties.filter { $0.names == ["Yu"] }.count == 2)
    }

    @Test func oneByteIdenticalMessageIsEnoughForIdenticalFiles() {
        var evidence = Evidence()
        evidence.add("a.txt", [message("2026-04-02T10:00", "Yu", "Hi")], format: "whatsapp-text", sha256: "x")
        evidence.add("b.txt", [message("2026-04-02T10:00", "Yu", "Hi")], format: "whatsapp-text", sha256: "x")
        let made = evidence.assembled()
        #expect(made.conversations.count == 1)
        #expect(made.conversations.first?.entries.first?.citations.all.count == 2)
    }

    @Test func mailsAreOneByTheirId() {
        var evidence = Evidence()
        let letter = mail("2026-04-02T10:00:00Z", from: "a@x.example", to: "b@x.example", "Hello", "Words", id: "<1@x>")
        let other = mail("2026-04-02T11:00:00Z", from: "b@x.example", to: "a@x.example", "Re: Hello", "Words", id: "<2@x>")
        evidence.add("1.eml", [letter], format: "email")
        evidence.add("box/1.eml", [letter], format: "email")
        evidence.add("2.eml", [other], format: "email")
        let made = evidence.assembled()
        #expect(made.conversations.count == 1)
        #expect(made.conversations.first?.entries.map { $0.citations.all.count } == [2, 1])
    }

    @Test("mails with one id that differ in anything are two, whatever the id says", arguments: [0, 1, 2, 3])
    func mailsWithOneIdThatDiffer(kind: Int) throws {
        func letter(_ second: Bool) -> Record {
            let bytes = Attachment(name: kind == 2 && second ? "b.pdf" : "a.pdf", mediaType: nil, state: .item(second ? 3 : 2))
            let person = Participant(name: nil, identity: Identity(.email, kind == 1 && second ? "c@x.example" : "b@x.example"))
            return .message(
                Message(
                    id: "1@x", conversation: "thread", time: time("2026-04-02T10:00:00Z"),
                    sender: Participant(name: nil, identity: Identity(.email, "a@x.example")), recipients: [person], kind: .mail,
                    subject: kind == 0 && second ? "USD 1,420" : "USD 1,240", text: "See the subject.", attachments: [bytes]))
        }
        var evidence = Evidence()
        evidence.add("1.eml", [letter(false)], format: "email")
        evidence.add("2.eml", [letter(true)], format: "email")
        evidence.add("1.eml/a", [], format: nil, sha256: "one")
        evidence.add("2.eml/a", [], format: nil, sha256: kind == 3 ? "two" : "one")
        let made = evidence.assembled()
        #expect(made.conversations.flatMap(\.entries).map { $0.citations.all.count } == [1, 1])
        #expect(made.finding("CF-F-EXPORTS-MERGED") == nil)
    }

    @Test func theCopyThatNamesTheBlindRecipientIsTheSameMail() {
        func letter(_ blind: Bool) -> Record {
            let people = ["b@x.example"] + (blind ? ["boss@x.example"] : [])
            return .message(
                Message(
                    id: "1@x", conversation: "thread", time: time("2026-04-02T10:00:00Z"),
                    sender: Participant(name: nil, identity: Identity(.email, "a@x.example")),
                    recipients: people.map { Participant(name: nil, identity: Identity(.email, $0)) }, kind: .mail, text: "Words",
                    extra: blind ? [NamedText("Bcc", "Boss <boss@x.example>")] : []))
        }
        var evidence = Evidence()
        evidence.add("1.eml", [letter(false)], format: "email")
        evidence.add("sent/1.eml", [letter(true)], format: "email")
        #expect(evidence.assembled().conversations.first?.entries.map { $0.citations.all.count } == [2])
    }

    @Test func smsAndCallsWithOneNumberAreOneConversation() {
        var evidence = Evidence()
        let phone = Participant(name: "Dan", identity: Identity(.phone, "+44 7700 900417"))
        evidence.add(
            "sms.xml",
            [
                .message(
                    Message(
                        conversation: "+447700900417", time: time("2026-04-02T10:00:00Z"), sender: phone, kind: .sms,
                        text: "Hello"))
            ], format: "sms-backup-xml")
        evidence.add(
            "calls.xml",
            [
                .call(
                    Call(
                        conversation: "+44 7700 900417", time: time("2026-04-02T09:00:00Z"), direction: .outgoing,
                        outcome: .missed, party: phone))
            ], format: "sms-backup-xml")
        let made = evidence.assembled()
        #expect(made.conversations.count == 1)
        #expect(made.conversations.first?.entries.map(\.sender) == [nil, "P1"])
    }

    @Test func peopleAreJoinedByAddressesAndAliases() throws {
        var evidence = Evidence()
        evidence.add(
            "1.eml", [mail("2026-04-02T10:00:00Z", from: "DAN@guest.example", to: "sales@lamps.example", "Hello")],
            format: "email")
        evidence.add(
            "chat.txt", [message("2026-04-02T10:00", "Dan", "Hi"), message("2026-04-02T10:01", "Dаn", "Hi")], format: "whatsapp-text")
        evidence.add("i.xml", [.document(document(.invoice, "I-1", "2026-04-03"))])
        let made = evidence.assembled(.scenario())
        #expect(made.parties.map(\.side) == [.claimant, .respondent, .other])
        let respondent = made.parties[1]
        #expect(respondent.names == ["Guest House Ltd", "Dan"])
        // A Cyrillic letter in the name makes somebody else.
        #expect(made.parties[2].names == ["Dаn"])
        let chat = try #require(made.conversations.first { $0.platform == "whatsapp-text" })
        #expect(chat.entries.map(\.sender) == ["P2", "P3"])
    }

    @Test func withoutSettingsDocumentsNameTheSides() {
        var evidence = Evidence()
        evidence.add("i.xml", [.document(document(.invoice, "I-1", "2026-04-03"))])
        let made = evidence.assembled()
        #expect(
            made.parties.map { "\($0.id) \($0.side) \($0.name ?? "")" } == ["P1 claimant Lamp Maker Ltd", "P2 respondent Guest House Ltd"])
        evidence.add("j.xml", [.document(document(.invoice, "I-2", "2026-04-03", seller: "Another Ltd"))])
        #expect(evidence.assembled().parties.map(\.side) == [.respondent, .other, .other])
    }

    @Test(
        arguments: [
            ("Order PO-77001, please", ["PO-77001"]), ("po-77001", ["PO-77001"]), ("PO-770011", []), ("PO-77001-2", []),
            ("XPO-77001", []), ("订单号PO-77001。", ["PO-77001"]), ("see https://t.example/PO-77001?x", ["PO-77001"]),
            ("2026/0391 and 12026/0391", ["2026/0391"]), ("", []),
        ] as [(String, [String])])
    func numbersAreFoundAsWholeTokens(text: String, found: [String]) {
        let scanner = TokenScanner(["PO-77001", "2026/0391"])
        #expect(scanner.find(in: text) == found)
    }

    @Test(
        arguments: [
            ("We owe you the money.", [.debt, .acknowledgement]), ("Howe over", []),
            ("Wir schulden Ihnen 50,00 EUR", [.debt, .acknowledgement, .amount]), ("我们欠您 £20", [.debt, .acknowledgement, .amount]),
            ("Final demand: please pay", [.demand]), ("costs 12,480.00 GBP", [.amount]), ("€ 5", [.amount]), ("room 12", []),
            ("The lamps have arrived", [.receipt]), ("two are broken", [.complaint]), ("The goods arrived, thank you.", [.receipt]),
            ("Wir haben keine Ware erhalten", []), ("I have not received the goods", [.complaint]), ("Nothing has arrived yet", []),
            ("Nothing\nhas arrived", []), ("We owe you nothing", []), ("We don't owe. I owe you nothing!", []), ("我不欠你钱", []),
            ("你的货，收到货了", [.receipt]), ("还没收到货了", [.complaint]), ("Have the goods arrived?", []),
            ("Sind wir sicher, dass niemand ist da?", []),
            ("I cannot come, but the goods have arrived.", [.receipt]), ("No problem. The lamps have arrived.", [.receipt]),
            ("If the goods have arrived, we will pay", [.debt]), ("No problem, the goods have arrived", [.receipt]),
            ("I don't have the money now, I owe you 500", [.debt, .acknowledgement]), ("Order No.417 has arrived", [.receipt]),
            ("Goods arrived, nothing broken", [.receipt]), ("We will pay tomorrow, ok?", [.debt]), ("We owe your company nothing", []),
            ("We deny that we owe you", []), ("Ich bestreite, dass ich zahlen muss", []), ("货收到了吗", []), ("没有问题", []),
            ("Nothing was damaged", []), ("Nichts ist kaputt", []), ("we\nowe you", [.debt, .acknowledgement]),
            ("I know we owe you 5.00 EUR.", [.debt, .acknowledgement, .amount]),
        ] as [(String, MessageWords.Topics)])
    func plainExpressions(text: String, topics: MessageWords.Topics) {
        #expect(MessageWords.standard.topics(of: text) == topics)
    }

    @Test(arguments: [
        "Fine.\n\n-----Original Message-----\nFrom: Lin\nYou said that you will pay.",
        "Fine.\n\nAm 3. Mai schrieb Lin:\nSie werden zahlen.",
        "Fine.\n\nOn Monday Lin wrote:\nYou will pay.", "Fine.\n > you will pay", "Fine.\n| you will pay",
    ])
    func quotedWordsAreNotOnesOwn(text: String) {
        let mail = Message(time: .unknown(""), sender: Participant(name: "Dan"), kind: .mail, text: text)
        #expect(mail.ownWords.trimmingBlanks() == "Fine.")
    }

    @Test(arguments: ["Am 3. Mai habe ich Ihnen geschrieben,\ndass wir zahlen werden.", "Am Freitag schrieb ich Ihnen.\nWir zahlen."])
    func ownSentencesAboutWritingAreNoQuotation(text: String) {
        #expect(Message(time: .unknown(""), sender: Participant(name: "Dan"), kind: .mail, text: text).ownWords == text)
    }

    @Test func theTellingSentenceIsQuoted() {
        let text = "Dear Lin,\n\napologies. We owe you\nthe 12,480.00 GBP on it. Best"
        #expect(MessageWords.standard.sentence(of: text, about: .debt) == "We owe you\nthe 12,480.00 GBP on it.")
    }
}

struct TestFailure: Error {}
