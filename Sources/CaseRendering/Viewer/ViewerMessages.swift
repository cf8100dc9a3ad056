import CaseModel

/// The conversations as compact rows; days, zones and senders stand once in lists of their own, because a case may hold
/// fifty thousand messages.
struct ViewerMessages {
    private let model: ViewerModel
    private static let kinds = Message.Kind.allCases.map(\.rawValue) + ["notice", "call"]

    init(_ model: ViewerModel) { self.model = model }

    private struct Register<Value: Hashable> {
        private(set) var values: [Value] = []
        private var places: [Value: Int] = [:]

        mutating func place(_ value: Value) -> Int {
            if let place = places[value] { return place }
            places[value] = values.count
            values.append(value)
            return values.count - 1
        }
    }

    private struct Sender: Hashable {
        let name: String
        let side: String
        let identity: String
    }

    func write(_ json: inout JSONWriter) {
        var days = Register<CalendarDay>()
        var zones = Register<String>()
        var senders = Register<Sender>()
        let sides = Dictionary(model.theCase.parties.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        json.member("conversations", array: { json in
            for conversation in model.theCase.conversations {
                json.object { json in
                    write(conversation, sides, &days, &zones, &senders, &json)
                }
            }
        })
        json.member("days", days.values.map { model.wording.day($0) })
        json.member("zones", zones.values)
        json.member("messageKinds", Self.kinds)
        json.member("senders", array: { json in
            for sender in senders.values {
                json.array { json in
                    json.value(sender.name)
                    json.value(sender.side)
                    json.value(sender.identity)
                }
            }
        })
    }

    private func write(
        _ conversation: Conversation, _ sides: [String: CaseParty], _ days: inout Register<CalendarDay>,
        _ zones: inout Register<String>, _ senders: inout Register<Sender>, _ json: inout JSONWriter
    ) {
        let platform = model.wording.optional("phrases", "platform." + conversation.platform) ?? conversation.platform
        var ownZones = Register<Int>()
        var ownSenders = Register<Int>()
        json.member("platform", platform)
        json.member("entries", array: { json in
            for entry in conversation.entries {
                let zone = zones.place(self.zone(entry.time))
                _ = ownZones.place(zone)
                var sender = -1
                if let found = self.sender(entry, sides) {
                    sender = senders.place(found)
                    _ = ownSenders.place(sender)
                }
                write(entry, day: entry.time.time.day.map { days.place($0) } ?? -1, zone: zone, sender: sender, &json)
            }
        })
        let names = ownSenders.values.map { senders.values[$0].name }
        json.member("title", conversation.title ?? names.joined(separator: ", "))
        let span = conversation.entries.compactMap(\.time.time.day)
        json.member("from", span.min().map { model.wording.day($0) } ?? "")
        json.member("to", span.max().map { model.wording.day($0) } ?? "")
        json.member("zones", array: { json in for zone in ownZones.values { json.value(zone) } })
        json.member("participants", array: { json in for sender in ownSenders.values { json.value(sender) } })
    }

    private func zone(_ time: CaseTime) -> String {
        if case .instant(_, let offset) = time.time.value { return Wording.offset(offset) }
        guard time.isZoneAssumed, let zone = model.theCase.settings.timeZone else { return model.label("zoneNone") }
        return model.label("zoneAssumedShort", ["zone": zone])
    }

    private func sender(_ entry: Conversation.Entry, _ sides: [String: CaseParty]) -> Sender? {
        let participant: Participant? =
            switch entry.content {
            case .message(let message): message.sender
            case .call(let call): call.party
            case .notice(let notice): notice.actor
            }
        guard let participant else { return nil }
        let side = entry.sender.flatMap { sides[$0]?.side.rawValue } ?? "other"
        let identity = participant.identity?.value ?? ""
        let name = participant.name ?? (identity.isEmpty ? "" : identity)
        return Sender(name: name, side: side, identity: identity == name ? "" : identity)
    }

    private func write(
        _ entry: Conversation.Entry, day: Int, zone: Int, sender: Int, _ json: inout JSONWriter
    ) {
        let first = entry.citations.first
        var number = 0
        var line: Int?
        if case .message(let found, let at) = first.locator { (number, line) = (found, at) }
        json.array { json in
            json.value(day)
            json.value(entry.time.time.wallClock.map { String($0.iso.dropFirst(11)) } ?? "")
            json.value(zone)
            json.value(sender)
            json.value(kind(entry.content))
            json.value(text(entry.content))
            json.value(model.places[first.item] ?? 0)
            json.value(number)
            json.value(line ?? 0)
            writeExtra(entry, &json)
        }
    }

    private func kind(_ content: Conversation.Content) -> Int {
        switch content {
        case .message(let message): Self.kinds.firstIndex(of: message.kind.rawValue) ?? 0
        case .notice: Self.kinds.count - 2
        case .call: Self.kinds.count - 1
        }
    }

    private func text(_ content: Conversation.Content) -> String {
        switch content {
        case .message(let message): return message.text
        case .notice(let notice): return notice.text
        case .call(let call):
            if !call.text.isEmpty { return call.text }
            let outcome = model.wording.label("phrases", "callOutcome." + call.outcome.rawValue)
            return outcome + (call.durationSeconds.map { " · \($0) s" } ?? "")
        }
    }

    private func writeExtra(_ entry: Conversation.Entry, _ json: inout JSONWriter) {
        let more = Array(entry.citations.all.dropFirst())
        var subject: String?
        var attachments: [Attachment] = []
        if case .message(let message) = entry.content {
            subject = message.subject
            attachments = message.attachments
        }
        guard !more.isEmpty || subject != nil || !attachments.isEmpty else { return }
        json.object { json in
            json.member("subject", subject)
            if !attachments.isEmpty {
                json.member("files", array: { json in for attachment in attachments { write(attachment, &json) } })
            }
            if !more.isEmpty { json.member("more", array: { json in for citation in more { model.write(citation, &json) } }) }
        }
    }

    private func write(_ attachment: Attachment, _ json: inout JSONWriter) {
        json.array { json in
            json.value(attachment.name ?? "")
            switch attachment.state {
            case .item(let item):
                json.value("item")
                json.value(model.places[item] ?? -1)
            case .missing: json.value("missing")
            case .omitted: json.value("omitted")
            }
        }
    }
}
