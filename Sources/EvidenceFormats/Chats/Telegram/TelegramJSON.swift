import CaseModel
package import EvidenceIngest
import JSONReading

/// `result.json` of Telegram Desktop: one chat, or a whole account. Read entry by entry, so that size does not matter.
package struct TelegramJSON: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "telegram-json", family: .chats, title: "Telegram Desktop export (JSON)",
        origin: "In Telegram Desktop: the chat's menu, Export chat history, format JSON; or Settings, Export data.",
        fileNames: "result.json", keepsPartialRecords: true,
        coverage: Coverage(
            read: [
                "messages, service entries and calls of all chats", "both times, edits, replies, forwards, bots, reactions",
                "media by path, stickers, locations, contacts, polls", "the address book of a whole account",
            ],
            passedOver: ["thumbnails", "sessions, stories, profile pictures and other account data"],
            missing: ["deleted messages: Telegram leaves no trace but a gap in the numbers"]))

    package func recognize(_ probe: FileProbe) -> Recognition {
        guard let json = probe.json, json.root == .object else { return .no }
        if json.has("list", in: "/chats") || json.has("list", in: "/left_chats") {
            return .yes(.certain, basis: "object with chats.list")
        }
        if json.has("messages"), isMessage(json, "/messages/0") {
            let isComplete = json.has("id") && json.has("type")
            return .yes(isComplete ? .certain : .likely, basis: "object with messages of type, date and sender")
        }
        let isEmptyChat = json.has("name") && json.has("type") && json.has("id") && json.has("messages")
        if isEmptyChat, json.names(in: "/messages/0").isEmpty, !json.has("participants") {
            return .yes(.likely, basis: "object with name, type, id and messages")
        }
        // The address book of an account may fill the whole head.
        let isAccount = json.has("about") && (json.has("personal_information") || json.has("contacts"))
        if isAccount, probe.text?.contains("Telegram") == true {
            return .yes(.likely, basis: "object with about and account data of Telegram")
        }
        return .no
    }

    private func isMessage(_ json: JSONProbe, _ pointer: String) -> Bool {
        let isTimed = json.has("date", in: pointer) || json.has("date_unixtime", in: pointer)
        return isTimed && json.has("type", in: pointer)
            && (json.has("from", in: pointer) || json.has("actor", in: pointer)
                || json.has("text", in: pointer))
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        var json = source.json()
        var reader = TelegramExport(source: source)
        var failure: JSONReadingError?
        do throws(JSONReadingError) { try reader.read(&json, into: &sink) } catch { failure = error }
        // What was found so far is told, also of a file that breaks off.
        reader.reportTotals(replacements: json.replacements, into: &sink)
        if let failure { throw IngestError(failure) }
        if !reader.sawMessages { throw IngestError(.chatNothingFound) }
    }
}
