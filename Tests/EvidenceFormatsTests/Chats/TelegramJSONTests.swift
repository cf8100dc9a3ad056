import ByteIO
import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

private func read(_ text: String, siblings: [String: Int] = [:]) -> (sink: CollectingSink, error: IngestError?) {
    CollectingSink.read(Array(text.utf8), as: "result.json", with: TelegramJSON(), siblings: siblings)
}

private func message(_ members: String, siblings: [String: Int] = [:]) -> (Message?, CollectingSink) {
    let (sink, _) = read(
        "{\"name\":\"N\",\"type\":\"personal_chat\",\"id\":5,\"messages\":[{\"type\":\"message\",\(members)}]}", siblings: siblings)
    guard case .message(let message)? = sink.records.first?.record else { return (nil, sink) }
    return (message, sink)
}

@Suite("Telegram JSON")
struct TelegramJSONTests {
    @Test("all there is to a message")
    func full() throws {
        let (message, sink) = message(
            """
            "id":7,"date":"2024-05-01T12:00:00","date_unixtime":"1714557600","edited":"2024-05-01T12:05:00",
            "edited_unixtime":"1714557900","from":"Ann","from_id":"user9","reply_to_message_id":3,
            "forwarded_from":"Bob","via_bot":"@gif","photo":"photos/p.jpg","width":1,"height":2,
            "text":["see ",{"type":"link","text":"https://x.example"}," now"],
            "reactions":[{"type":"emoji","count":2,"emoji":"👍","recent":[{"from":"Bob","from_id":"user8"}]}]
            """, siblings: ["p.jpg": 4])
        let found = try #require(message)
        #expect(found.id == "7")
        #expect(found.conversation == "5")
        #expect(found.conversationTitle == "N")
        #expect(
            found.time
                == EventTime(
                    .instant(Instant(seconds: 1_714_557_600), offset: 7200), text: "2024-05-01T12:00:00 / 1714557600", zone: .derived))
        #expect(found.editedTime?.iso == "2024-05-01T12:05:00+02:00")
        #expect(found.isEdited)
        #expect(found.sender == Participant(name: "Ann", identity: Identity(.account, "user9", scheme: "telegram")))
        #expect(found.text == "see https://x.example now")
        #expect(found.kind == .media)
        #expect(found.attachments == [Attachment(name: "photos/p.jpg", mediaType: "image/jpeg", state: .item(4))])
        #expect(found.replyTo == "3")
        #expect(found.forwardedFrom == "Bob")
        #expect(found.extra == [NamedText("via_bot", "@gif"), NamedText("reactions", "👍 × 2 (Bob)")])
        #expect(sink.records.map(\.locator) == [.json(pointer: "/messages/0")])
        #expect(sink.diagnostics.isEmpty)
    }

    @Test(
        "times: what there is, and no more",
        arguments: [
            ("\"date\":\"2019-07-05T16:55:32\"", "2019-07-05T16:55:32", EventTime.ZoneGround.none),
            ("\"date_unixtime\":\"1652135033\"", "2022-05-09T22:23:53Z", .utcByFormat),
            ("\"date\":\"2022-05-10T04:08:53\",\"date_unixtime\":\"1652135033\"", "2022-05-10T04:08:53+05:45", .derived),
            ("\"date\":\"2022-05-11T22:23:53\",\"date_unixtime\":\"1652135033\"", "2022-05-09T22:23:53Z", .utcByFormat),
            ("\"date\":\"2022-05-09T18:23:53\",\"date_unixtime\":1652135033", "2022-05-09T18:23:53-04:00", .derived),
        ])
    func times(members: String, iso: String, zone: EventTime.ZoneGround) throws {
        let (message, sink) = message("\(members),\"from\":\"A\",\"text\":\"x\"")
        #expect(message?.time.iso == iso)
        #expect(message?.time.zone == zone)
        #expect(sink.diagnostics.contains { $0.kind == .timeWithoutZone } == (zone == .none))
        #expect(sink.diagnostics.contains { $0.kind == .timesDisagree } == members.contains("05-11"))
    }

    @Test("seconds that no calendar shows are no time", arguments: ["-9223372036854775808", "9223372036854775807", "253402300800"])
    func secondsOutsideOfTheCalendar(seconds: String) {
        let (alone, _) = message("\"date_unixtime\":\"\(seconds)\",\"from\":\"A\",\"text\":\"x\"")
        #expect(alone?.time.day == nil)
        let (both, _) = message(
            "\"date\":\"2024-05-01T12:00:00\",\"date_unixtime\":\"\(seconds)\",\"edited_unixtime\":\(seconds),\"text\":\"x\"")
        #expect(both?.time.iso == "2024-05-01T12:00:00")
    }

    @Test(
        "kinds",
        arguments: [
            ("\"text\":\"x\"", Message.Kind.text), ("\"text\":\"\",\"poll\":{\"question\":\"q\"}", .poll),
            ("\"text\":\"\",\"location_information\":{\"latitude\":1.5,\"longitude\":2}", .location),
            ("\"text\":\"\",\"contact_information\":{\"first_name\":\"A\",\"phone_number\":\"+44\"}", .contact),
            ("\"text\":\"\",\"media_type\":\"sticker\",\"file\":\"stickers/s.webp\"", .sticker),
            ("\"text\":\"\",\"media_type\":\"voice_message\",\"file\":\"voice/v.ogg\"", .media), ("\"text\":\"\"", .other),
            ("\"text\":[],\"text_entities\":[{\"type\":\"plain\",\"text\":\"y\"}]", .text),
        ])
    func kinds(members: String, kind: Message.Kind) {
        #expect(message("\"date_unixtime\":\"1\",\"from\":\"A\",\(members)").0?.kind == kind)
    }

    @Test(
        "a sentence in place of a path is no path",
        arguments: [
            "(File not included. Change data exporting settings to download.)",
            "(File exceeds maximum size. Change data exporting settings to download.)",
            "(File unavailable, please try again later)",
        ])
    func omitted(sentence: String) {
        let (message, sink) = message("\"date_unixtime\":\"1\",\"from\":\"A\",\"photo\":\"\(sentence)\",\"text\":\"\"")
        #expect(message?.attachments == [Attachment(name: nil, mediaType: "image/jpeg", state: .omitted)])
        #expect(sink.diagnostics.map(\.kind) == [.chatMediaOmitted])
    }

    @Test("a file that is not there is listed; a path out of the folder finds nothing")
    func missing() {
        let (message, sink) = message(
            "\"date_unixtime\":\"1\",\"from\":\"A\",\"file\":\"../../etc/passwd\",\"text\":\"\"", siblings: ["x": 1])
        #expect(message?.attachments.first?.state == .missing)
        #expect(sink.diagnostics.first?.arguments["names"] == "../../etc/passwd")
    }

    @Test("deleted accounts, old numbers, channels")
    func senders() {
        let sender: (String) -> Participant? = { message("\"date_unixtime\":\"1\",\($0),\"text\":\"x\"").0?.sender }
        #expect(
            sender("\"from\":null,\"from_id\":\"user3\"")
                == Participant(name: nil, identity: Identity(.account, "user3", scheme: "telegram")))
        #expect(
            sender("\"from\":\"A\",\"from_id\":4400000007")
                == Participant(name: "A", identity: Identity(.account, "4400000007", scheme: "telegram")))
        #expect(sender("\"from\":\"A\"") == Participant(name: "A"))
        #expect(sender("\"from\":null")?.key == "name:")
    }

    @Test("an account of 2020: ids without the word, calls without an actor's id")
    func oldAccount() {
        let text = """
            {"personal_information":{"user_id":1111,"first_name":"Own"},"chats":{"list":[{"name":"Ann","type":"personal_chat","id":2222,"messages":[
             {"id":1,"type":"message","date":"2020-01-03T10:00:00","from":"Own","from_id":1111,"text":"hi"},
             {"id":2,"type":"service","date":"2020-01-03T10:01:00","actor":"Own","actor_id":1111,"action":"phone_call","text":""},
             {"id":3,"type":"service","date":"2020-01-03T10:02:00","actor":"Ann","actor_id":2222,"action":"phone_call","text":""},
             {"id":4,"type":"service","date":"2020-01-03T10:03:00","actor":"Ann","action":"phone_call","text":""}]}]}}
            """
        let records = read(text).sink.records.map(\.record)
        if case .message(let message)? = records.first {
            #expect(message.sender.isOwner && message.sender.identity?.value == "user1111")
        }
        let directions = records.compactMap { if case .call(let call) = $0 { call.direction } else { nil } }
        #expect(directions == [.outgoing, .incoming, .unknown])
    }

    @Test("a whole account: chats apart, calls, notices, address book, owner")
    func account() {
        let text = """
            {"about":"x","personal_information":{"user_id":9,"first_name":"Own"},
             "contacts":{"about":"","list":[{"user_id":3,"first_name":"Ann","last_name":"Lee","phone_number":"+44 1","date":"x"}]},
             "sessions":{"list":[1,[2]]},
             "chats":{"about":"","list":[
               {"name":"Ann","type":"personal_chat","id":3,"messages":[
                 {"id":1,"type":"service","date_unixtime":"100","actor":"Own","actor_id":"user9","action":"phone_call","duration_seconds":56,"discard_reason":"hangup","text":""},
                 {"id":2,"type":"service","date_unixtime":"200","actor":"Ann","actor_id":"user3","action":"phone_call","discard_reason":"missed","text":""},
                 {"id":3,"type":"message","date_unixtime":"300","from":"Own","from_id":"user9","text":"hi"}]},
               {"name":null,"type":"private_group","messages":[
                 {"id":1,"type":"service","date_unixtime":"400","actor":"Ann","actor_id":"user3","action":"invite_members","members":["Carol",null],"text":""}]}]},
             "left_chats":{"list":[{"name":"Old","type":"private_group","id":77,"messages":[]}]},
             "novelty":{"a":1}}
            """
        let (sink, error) = read(text)
        #expect(error == nil)
        guard sink.records.count == 5, case .contact(let contact) = sink.records[0].record,
            case .call(let made) = sink.records[1].record, case .call(let missed) = sink.records[2].record,
            case .message(let message) = sink.records[3].record, case .notice(let notice) = sink.records[4].record
        else {
            Issue.record("\(sink.records)")
            return
        }
        #expect(
            contact == Contact(name: "Ann Lee", identities: [Identity(.phone, "+44 1"), Identity(.account, "user3", scheme: "telegram")]))
        #expect(made.outcome == .answered && made.durationSeconds == 56 && made.direction == .outgoing && made.party.isOwner)
        #expect(missed.outcome == .missed && missed.durationSeconds == nil && missed.direction == .incoming)
        #expect(message.sender.isOwner && message.conversation == "3")
        #expect(notice.text == "invite_members (members: Carol, null)")
        #expect(notice.conversation == "/chats/list/1")
        #expect(sink.records[4].locator == .json(pointer: "/chats/list/1/messages/0"))
        #expect(sink.diagnostics.map(\.message) == ["something this reader does not know: novelty"])
    }

    @Test("what breaks off keeps what stands before, and says so")
    func cuts() {
        let text = """
            {"name":"N","type":"personal_chat","id":5,"messages":[
            {"id":1,"type":"message","date":"2024-05-01T12:00:00","date_unixtime":"1714557600","from":"A","from_id":"user1","text":"é😀"},
            {"id":2,"type":"message","date":"2024-05-01T12:00:01","date_unixtime":"1714557601","from":"B","from_id":"user2","text":[{"type":"bold","text":"b"}]}]}
            """
        let bytes = Array(text.utf8)
        let whole = read(text).sink.records.map(\.record)
        for length in 0..<bytes.count {
            let (sink, error) = CollectingSink.read(Array(bytes[..<length]), as: "result.json", with: TelegramJSON())
            #expect(sink.records.map(\.record) == Array(whole.prefix(sink.records.count)))
            #expect(error != nil, "cut at \(length) not told")
        }
        #expect(whole.count == 2)
    }

    @Test("what the exporting program did not know is a notice without author")
    func unsupported() {
        let (sink, _) = read("{\"messages\":[{\"id\":87,\"type\":\"unsupported\"}]}")
        guard case .notice(let notice)? = sink.records.first?.record else { return #expect(Bool(false), "no notice") }
        #expect(notice.actor == nil && notice.time == .unknown("") && notice.id == "87")
        #expect(sink.diagnostics.map(\.kind) == [.chatNotExported])
    }

    @Test("odd entries are told, never dropped silently")
    func odd() {
        let (sink, error) = read(
            "{\"messages\":[1,null,{\"type\":\"message\",\"from\":\"A\",\"text\":\"a\\ud83d\"},{\"type\":\"unsupported\",\"date_unixtime\":\"5\"}]}"
        )
        #expect(error == nil)
        #expect(sink.records.count == 2)
        #expect(
            sink.diagnostics.map(\.kind) == [.recordUnreadable, .recordUnreadable, .timeUnreadable, .chatNotExported, .charactersReplaced])
        #expect(sink.diagnostics.first?.locator == .json(pointer: "/messages/0"))
    }

    @Test(
        "recognition",
        arguments: [
            ("{\"messages\":[{\"type\":\"message\",\"date_unixtime\":\"1\",\"from\":\"A\",\"text\":\"x\"}]}", true),
            ("{\"chats\":{\"list\":[]}}", true), ("{\"name\":\"x\",\"type\":\"y\",\"id\":1,\"messages\":[]}", true),
            ("[{\"message.id\":1,\"sender_id\":2,\"text\":\"x\",\"date\":\"y\"}]", false),
            (
                "{\"participants\":[],\"messages\":[{\"sender_name\":\"A\",\"timestamp_ms\":1,\"content\":\"x\",\"type\":\"Generic\"}]}",
                false
            ),
            ("{\"guild\":{},\"channel\":{},\"messages\":[{\"id\":\"1\",\"type\":\"Default\",\"timestamp\":\"x\"}]}", false),
            ("{\"messages\":[{\"created_date\":\"x\",\"creator\":{},\"text\":\"y\"}]}", false), ("{}", false),
        ])
    func recognition(text: String, isOurs: Bool) {
        #expect((TelegramJSON().recognize(ChatCorpus.probe(Array(text.utf8), name: "result.json")) != .no) == isOurs)
    }
}
