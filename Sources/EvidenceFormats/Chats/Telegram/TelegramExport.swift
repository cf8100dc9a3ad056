import CaseModel
import EvidenceIngest
import JSONReading

/// Walks an export of Telegram Desktop and keeps what holds for more than one entry.
struct TelegramExport {
    private(set) var sawMessages = false
    private var entries: TelegramEntries
    private var chat = TelegramChat()

    /// Parts of an account export that are no communication.
    private static let passedOver: Set<String> = [
        "about", "profile_pictures", "profile_music", "stories", "sessions", "web_sessions", "other_data", "frequent_contacts", "ips",
        "drafts", "drafts_about", "help", "other", "photos", "videos",
    ]

    init(source: EvidenceSource) { entries = TelegramEntries(source: source) }

    mutating func read(_ json: inout JSONReader, into sink: inout some RecordSink) throws(JSONReadingError) {
        guard try json.next() == .objectStart else { return }
        while case .key(let name)? = try json.next() {
            switch name {
            case "chats", "left_chats": try chats(&json, into: &sink)
            case "contacts": try contacts(&json, into: &sink)
            case "personal_information": entries.note(owner: try json.value())
            default: try member(name, &json, into: &sink)
            }
        }
        // Anything behind the document is an error, and is found only now.
        while try json.next() != nil {}
    }

    func reportTotals(replacements: Int, into sink: inout some RecordSink) {
        entries.reportTotals(into: &sink)
        if replacements > 0 { sink.report(.charactersReplaced, ["count": String(replacements)]) }
    }

    /// `{about, list: [chat, …]}`
    private mutating func chats(_ json: inout JSONReader, into sink: inout some RecordSink) throws(JSONReadingError) {
        guard try json.next() == .objectStart else { return try json.skip() }
        while case .key(let name)? = try json.next() {
            guard name == "list", try json.next() == .arrayStart else {
                try json.skip()
                continue
            }
            sawMessages = true
            while let event = try json.next(), event != .arrayEnd {
                guard event == .objectStart else {
                    sink.report(.unknownContent, at: .json(pointer: json.pointer), ["what": "an entry that is no chat"])
                    try json.skip()
                    continue
                }
                chat = TelegramChat(pointer: json.pointer)
                while case .key(let name)? = try json.next() { try member(name, &json, into: &sink) }
            }
        }
    }

    /// One member of a chat, or of a file that holds one chat.
    private mutating func member(
        _ name: String, _ json: inout JSONReader, into sink: inout some RecordSink
    ) throws(JSONReadingError) {
        switch name {
        case "name": chat.name = try json.value().string
        case "type": chat.type = try json.value().string
        case "id": chat.id = try json.value().scalar
        case "messages": try messages(&json, into: &sink)
        case let name where Self.passedOver.contains(name): try json.skip()
        default:
            sink.report(.unknownContent, at: .json(pointer: json.pointer), ["what": name])
            try json.skip()
        }
    }

    private mutating func messages(_ json: inout JSONReader, into sink: inout some RecordSink) throws(JSONReadingError) {
        guard try json.next() == .arrayStart else {
            sink.report(.unknownContent, at: .json(pointer: json.pointer), ["what": "messages that are no list"])
            return try json.skip()
        }
        sawMessages = true
        while let event = try json.next(), event != .arrayEnd {
            let locator = Locator.json(pointer: json.pointer)
            entries.emit(try json.value(), of: chat, at: locator, into: &sink)
        }
    }

    /// `{about, list: [{user_id, first_name, last_name, phone_number, date}, …]}`
    private mutating func contacts(_ json: inout JSONReader, into sink: inout some RecordSink) throws(JSONReadingError) {
        guard try json.next() == .objectStart else { return try json.skip() }
        while case .key(let name)? = try json.next() {
            guard name == "list", try json.next() == .arrayStart else {
                try json.skip()
                continue
            }
            while let event = try json.next(), event != .arrayEnd {
                let locator = Locator.json(pointer: json.pointer)
                sink.emit(.contact(TelegramContact.contact(try json.value())), at: locator)
            }
        }
    }
}

/// What is known of the chat whose entries follow.
struct TelegramChat {
    var name: String?
    var type: String?
    var id: String?
    /// Tells chats without id apart.
    var pointer = ""

    var conversation: String { id ?? pointer }
    var title: String? { name ?? (type == "saved_messages" ? "Saved Messages" : nil) }
}

enum TelegramContact {
    static func contact(_ value: JSONValue) -> Contact {
        var identities: [Identity] = []
        if let phone = value["phone_number"]?.scalar, !phone.isEmpty { identities.append(Identity(.phone, phone)) }
        if let id = value["user_id"]?.scalar, id != "0" {
            identities.append(Identity(.account, "user" + id, scheme: "telegram"))
        }
        return Contact(name: name(value), identities: identities)
    }

    static func name(_ value: JSONValue) -> String? {
        let parts = [value["first_name"]?.string, value["last_name"]?.string].compactMap { $0 }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
