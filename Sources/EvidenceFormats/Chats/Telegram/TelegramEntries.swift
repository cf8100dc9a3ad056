import CaseModel
import EvidenceIngest
import JSONReading

/// Turns the entries of an export (`messages[]`) into messages, notices and calls.
struct TelegramEntries {
    let source: EvidenceSource
    /// `user123`, when the export says whose account it is.
    private var owner: String?
    private var hasLocalTimes: Locator?
    private var disagreements = Mentions()
    private var missing = Mentions()
    private var omitted = Mentions()
    private var unsupported = Mentions()

    init(source: EvidenceSource) { self.source = source }

    mutating func note(owner value: JSONValue) { owner = value["user_id"]?.scalar.map { "user" + $0 } }

    mutating func emit(_ value: JSONValue, of chat: TelegramChat, at locator: Locator, into sink: inout some RecordSink) {
        guard case .object = value else {
            sink.report(.recordUnreadable, at: locator, ["reason": "it is no object"])
            return
        }
        if value["type"]?.string == "unsupported" {
            // Something the exporting program does not know: mostly a number, without author and time.
            unsupported.add(locator)
            let isTimed = value["date"] != nil || value["date_unixtime"] != nil
            let notice = SystemNotice(
                id: value["id"]?.scalar, conversation: chat.conversation, conversationTitle: chat.title,
                time: isTimed ? time(value, at: locator) : .unknown(""), text: "unsupported")
            return sink.emit(.notice(notice), at: locator)
        }
        let time = time(value, at: locator)
        if time.value == .unknown { sink.report(.timeUnreadable, at: locator, ["text": time.text]) }
        if value["type"]?.string == "service" || value["action"] != nil {
            sink.emit(service(value, time, chat), at: locator)
        } else {
            sink.emit(.message(message(value, time, chat, at: locator)), at: locator)
        }
    }

    func reportTotals(into sink: inout some RecordSink) {
        if let hasLocalTimes { sink.report(.timeWithoutZone, at: hasLocalTimes) }
        disagreements.report(.timesDisagree, into: &sink)
        missing.report(.chatMediaMissing, into: &sink)
        omitted.report(.chatMediaOmitted, into: &sink)
        unsupported.report(.chatNotExported, into: &sink)
    }

    // MARK: Times and people

    /// `date` is the exporting computer's wall clock, `date_unixtime` UTC; their difference is that computer's offset.
    private mutating func time(_ value: JSONValue, at locator: Locator) -> EventTime {
        let local = value["date"]?.string
        let unix = value["date_unixtime"]
        guard let time = TelegramTime.time(local: local, unix: unix) else {
            return .unknown(local ?? unix?.scalar ?? "")
        }
        if case .local = time.value, hasLocalTimes == nil { hasLocalTimes = locator }
        if local != nil, unix != nil, time.zone == .utcByFormat { disagreements.add(locator) }
        return time
    }

    /// A deleted account has an id but no name.
    private func participant(_ name: JSONValue?, _ id: JSONValue?) -> Participant {
        let id = id?.scalar.map(Self.account)
        let identity = id.map { Identity(.account, $0, scheme: "telegram") }
        return Participant(name: name?.scalar, identity: identity, isOwner: id != nil && id == owner)
    }

    /// Exports before 2021 write a person's id without the word: `1111` is `user1111`. Groups and channels have longer numbers.
    private static func account(_ id: String) -> String {
        UInt64(id).map { $0 <= UInt64(UInt32.max) } ?? false ? "user" + id : id
    }

    // MARK: Service entries

    private func service(_ value: JSONValue, _ time: EventTime, _ chat: TelegramChat) -> Record {
        let actor = participant(value["actor"], value["actor_id"])
        let hasActor = actor.name != nil || actor.identity != nil
        let action = value["action"]?.string ?? ""
        guard action == "phone_call" || action == "conference_call" else {
            return .notice(
                SystemNotice(
                    id: value["id"]?.scalar, conversation: chat.conversation, conversationTitle: chat.title, time: time,
                    text: Self.sentence(value, action), actor: hasActor ? actor : nil))
        }
        let duration = value["duration_seconds"]?.integer.map { Int(clamping: $0) }
        let direction: Call.Direction = owner == nil || actor.identity == nil ? .unknown : actor.isOwner ? .outgoing : .incoming
        return .call(
            Call(
                id: value["id"]?.scalar, conversation: chat.conversation, conversationTitle: chat.title, time: time,
                direction: direction, outcome: Self.outcome(value["discard_reason"]?.string, duration),
                isVideo: value["is_video"]?.bool ?? false, party: actor, durationSeconds: duration,
                text: Self.sentence(value, action)))
    }

    private static func outcome(_ reason: String?, _ duration: Int?) -> Call.Outcome {
        switch reason {
        case "missed": .missed
        case "busy": .rejected
        case "hangup" where duration == nil: .cancelled
        default: duration == nil ? .unknown : .answered
        }
    }

    private static let base: Set<String> = [
        "id", "type", "date", "date_unixtime", "actor", "actor_id", "action", "text", "text_entities",
    ]

    /// The action and everything the entry says about it, by the export's own names.
    private static func sentence(_ value: JSONValue, _ action: String) -> String {
        var parts: [String] = []
        for member in value.members ?? [] where !base.contains(member.key) {
            parts.append("\(member.key): \(TelegramText.plain(member.value))")
        }
        let words = TelegramText.text(value)
        if !words.isEmpty { parts.append(words) }
        return action + (parts.isEmpty ? "" : " (" + parts.joined(separator: "; ") + ")")
    }

    // MARK: Messages

    private mutating func message(
        _ value: JSONValue, _ time: EventTime, _ chat: TelegramChat, at locator: Locator
    ) -> Message {
        let attachments = attachments(value, at: locator)
        let text = TelegramText.text(value)
        let edited = TelegramTime.time(local: value["edited"]?.string, unix: value["edited_unixtime"])
        var forwarded = value["forwarded_from"]?.scalar
        if forwarded == nil, value["forwarded_from"] != nil || value["forwarded_from_id"] != nil {
            forwarded = value["forwarded_from_id"]?.scalar ?? ""
        }
        return Message(
            id: value["id"]?.scalar, conversation: chat.conversation, conversationTitle: chat.title, time: time,
            sender: participant(value["from"], value["from_id"]),
            kind: Self.kind(value, text, attachments), text: text, attachments: attachments,
            replyTo: value["reply_to_message_id"]?.scalar, forwardedFrom: forwarded,
            isEdited: edited != nil, editedTime: edited, extra: Self.extra(value))
    }

    private static func kind(_ value: JSONValue, _ text: String, _ attachments: [Attachment]) -> Message.Kind {
        if value["poll"] != nil || value["todo_list"] != nil { return .poll }
        if value["location_information"] != nil { return .location }
        if value["contact_information"] != nil { return .contact }
        if value["media_type"]?.string == "sticker" { return .sticker }
        if !attachments.isEmpty { return .media }
        return text.isEmpty || value["type"]?.string != "message" ? .other : .text
    }

    private mutating func attachments(_ value: JSONValue, at locator: Locator) -> [Attachment] {
        var found: [Attachment] = []
        for key in ["photo", "file", "contact_vcard"] {
            guard let path = (value[key] ?? value["contact_information"]?[key])?.string, !path.isEmpty else { continue }
            let type = key == "photo" ? "image/jpeg" : key == "file" ? value["mime_type"]?.string : nil
            // "(File not included. …)" and its kin stand in place of a path.
            if path.hasPrefix("(") && path.hasSuffix(")") {
                omitted.add(locator)
                found.append(Attachment(name: value["file_name"]?.string, mediaType: type, state: .omitted))
                continue
            }
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if let item = source.sibling(named: path) ?? source.sibling(named: name) {
                found.append(Attachment(name: path, mediaType: type, state: .item(item)))
            } else {
                missing.add(locator, path)
                found.append(Attachment(name: path, mediaType: type, state: .missing))
            }
        }
        return found
    }

    private static let read: Set<String> = [
        "id", "type", "date", "date_unixtime", "from", "from_id", "text", "text_entities", "photo", "file",
        "thumbnail", "mime_type", "edited", "edited_unixtime", "reply_to_message_id", "forwarded_from",
        "photo_file_size", "file_size", "thumbnail_file_size", "width", "height",
    ]

    /// All other members by their own names: via_bot, reactions, poll, location_information, saved_from and what newer
    /// versions add.
    private static func extra(_ value: JSONValue) -> [NamedText] {
        var extra: [NamedText] = []
        for member in value.members ?? [] where !read.contains(member.key) {
            let text = member.key == "reactions" ? TelegramText.reactions(member.value) : TelegramText.plain(member.value)
            extra.append(NamedText(member.key, text))
        }
        return extra
    }
}

/// Times of an entry.
enum TelegramTime {
    /// Offsets in use lie between −12 and +14 hours and are whole quarters of an hour.
    private static let offsets: ClosedRange<Int64> = -43_200...50_400

    /// With both fields an instant whose offset is derived; with UTC alone an instant; with the wall clock alone a
    /// local time. Nil when neither can be read; seconds outside of the years 1…9999 cannot. When the two differ by no
    /// offset there is, UTC holds.
    static func time(local: String?, unix: JSONValue?) -> EventTime? {
        let reading = local.flatMap { ISOTime.parse($0) }
        guard let unix, let seconds = unix.integer, let written = unix.scalar, seconds != 0,
            Instant.calendarSeconds.contains(seconds)
        else {
            // "1970-01-01…" stands for "never edited" in old files.
            guard let reading, let day = reading.day, day.year > 1970 else { return nil }
            return reading
        }
        guard let local, let wall = reading?.wallClock else {
            return EventTime(.instant(Instant(seconds: seconds), offset: 0), text: written, zone: .utcByFormat)
        }
        let offset = wall.secondsAsIfUTC - seconds
        let text = local + " / " + written
        guard offsets.contains(offset), offset % 900 == 0 else {
            return EventTime(.instant(Instant(seconds: seconds), offset: 0), text: text, zone: .utcByFormat)
        }
        return EventTime(.instant(Instant(seconds: seconds), offset: Int(offset)), text: text, zone: .derived)
    }
}

/// Texts of an entry.
enum TelegramText {
    /// `text` is a string, or pieces of plain and marked text that follow each other without separator; newer files
    /// repeat it in `text_entities`.
    static func text(_ value: JSONValue) -> String {
        let text = joined(value["text"])
        return text.isEmpty ? joined(value["text_entities"]) : text
    }

    private static func joined(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): return text
        case .array(let pieces):
            return pieces.map { $0.string ?? $0["text"]?.string ?? "" }.joined()
        case .object: return value?["text"]?.string ?? ""
        default: return ""
        }
    }

    /// A value in one line: scalars as written, lists with commas, objects as `name: value`.
    static func plain(_ value: JSONValue) -> String {
        switch value {
        case .array(let elements): elements.map(plain).joined(separator: ", ")
        case .object(let members):
            "{" + members.map { "\($0.key): \(plain($0.value))" }.joined(separator: "; ") + "}"
        case .null: "null"
        default: value.scalar ?? ""
        }
    }

    /// `👍 × 2`, with the names where the export has them.
    static func reactions(_ value: JSONValue) -> String {
        let list = value.array ?? []
        return list.map { reaction in
            let sign = reaction["emoji"]?.string ?? reaction["document_id"]?.scalar ?? reaction["type"]?.string ?? "?"
            let count = reaction["count"]?.scalar ?? "1"
            let names = (reaction["recent"]?.array ?? []).compactMap { $0["from"]?.string }
            return sign + " × " + count + (names.isEmpty ? "" : " (" + names.joined(separator: ", ") + ")")
        }.joined(separator: "; ")
    }
}
