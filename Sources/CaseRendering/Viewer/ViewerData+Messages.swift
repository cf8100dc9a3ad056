import CaseModel

/// What conversations have in common, named by index from their entries.
struct ConversationTables {
    var days: [CalendarDay] = []
    private var dayIndex: [CalendarDay: Int] = [:]
    var zones: [String] = []
    private var zoneIndex: [ZoneKey: Int] = [:]
    /// Name, side, account.
    var senders: [[String]] = []
    private var senderIndex: [SenderKey: Int] = [:]

    private enum ZoneKey: Hashable { case offset(Int), assumed, none, needless }
    private struct SenderKey: Hashable {
        let party: String?
        let participant: Participant
    }

    mutating func day(_ day: CalendarDay?) -> Int {
        guard let day else { return -1 }
        // Entries stand in time order: mostly it is the day of the entry before.
        if days.last == day { return days.count - 1 }
        if let known = dayIndex[day] { return known }
        days.append(day)
        dayIndex[day] = days.count - 1
        return days.count - 1
    }

    mutating func zone(_ time: CaseTime, _ words: TimeWords) -> Int {
        let key: ZoneKey
        switch time.time.value {
        case .instant(_, let offset): key = .offset(offset)
        case .local: key = time.isZoneAssumed ? .assumed : .none
        case .day, .span, .unknown: key = .needless
        }
        if let known = zoneIndex[key] { return known }
        zones.append(words.zone(of: time) ?? "")
        zoneIndex[key] = zones.count - 1
        return zones.count - 1
    }

    mutating func sender(_ participant: Participant, party: String?, make: () -> [String]) -> Int {
        let key = SenderKey(party: party, participant: participant)
        if let known = senderIndex[key] { return known }
        senders.append(make())
        senderIndex[key] = senders.count - 1
        return senders.count - 1
    }
}

extension ViewerData {
    mutating func writeConversations(_ out: inout JSONWriter) {
        out.member("messageKinds", Self.kinds)
        var tables = tables
        out.member(
            "conversations",
            array: { out in
                for conversation in content.conversations { write(conversation, &tables, to: &out) }
            })
        out.member("days", tables.days.map(times.weekday))
        out.member("zones", tables.zones)
        out.member("senders", array: { out in for sender in tables.senders { texts(sender, to: &out) } })
    }

    private static var kinds: [String] { Message.Kind.allCases.map(\.rawValue) + ["notice", "call"] }

    private func write(_ conversation: Conversation, _ tables: inout ConversationTables, to out: inout JSONWriter) {
        out.object { out in
            out.member("id", conversation.id)
            out.member("title", conversation.title ?? labels["conversationUntitled", ["id": conversation.id]])
            out.member("platform", wording.optional("phrases", "platform." + conversation.platform) ?? conversation.platform)
            let dated = conversation.entries.lazy.filter { $0.time.time.day != nil }
            out.member("from", dated.first.map { times.date($0.time.time) } ?? "?")
            out.member("to", conversation.entries.last { $0.time.time.day != nil }.map { times.date($0.time.time) } ?? "?")
            out.member(
                "participants",
                array: { out in
                    for id in conversation.participants {
                        guard let party = partyByID[id] else { continue }
                        let bare = Participant(name: nil)
                        out.value(tables.sender(bare, party: id) { [partyName(party), party.side.rawValue, ""] })
                    }
                })
            var zones: [Int] = []
            out.member(
                "entries",
                array: { out in
                    for entry in conversation.entries {
                        let zone = write(entry, &tables, to: &out)
                        if !zones.contains(zone), !tables.zones[zone].isEmpty { zones.append(zone) }
                    }
                })
            out.member("zones", array: { out in for zone in zones { out.value(zone) } })
        }
    }

    /// `[day, clock, zone, sender, kind, text, exhibit, message number, further]`; the index of the zone.
    private func write(_ entry: Conversation.Entry, _ tables: inout ConversationTables, to out: inout JSONWriter) -> Int {
        let (text, kind, participant) = Self.core(entry.content)
        let time = entry.time.time
        let zone = tables.zone(entry.time, times)
        let day = tables.day(time.day)
        let sender = participant.map { person in
            tables.sender(person, party: entry.sender) { describe(person, party: entry.sender) }
        }
        out.array { out in
            out.value(day)
            out.value(day < 0 ? UnseenCharacters.spelled(time.text) : times.clock(time))
            out.value(zone)
            out.value(sender ?? -1)
            out.value(kind)
            out.value(text)
            let item = entry.citations.first.item
            out.value(exhibitOfItem.indices.contains(item) ? exhibitOfItem[item] : -1)
            if case .message(let number, _) = entry.citations.first.locator { out.value(number) } else { out.value(0) }
            writeFurther(entry, to: &out)
        }
        return zone
    }

    private static func core(_ content: Conversation.Content) -> (text: String, kind: Int, sender: Participant?) {
        let kinds = Message.Kind.allCases
        switch content {
        case .message(let message): return (message.text, kinds.firstIndex(of: message.kind) ?? 0, message.sender)
        case .notice(let notice): return (notice.text, kinds.count, notice.actor)
        case .call(let call): return (call.text, kinds.count + 1, call.party)
        }
    }

    private func describe(_ person: Participant, party id: String?) -> [String] {
        let party = id.flatMap { partyByID[$0] }
        let name = person.name ?? party.map(partyName) ?? person.identity?.value ?? ""
        return [name, party?.side.rawValue ?? "", person.identity?.value ?? ""]
    }

    /// What few entries have; nothing at all for the others.
    private func writeFurther(_ entry: Conversation.Entry, to out: inout JSONWriter) {
        var about: [String] = []
        var notes: [(String, String)] = []
        var message: Message?
        switch entry.content {
        case .message(let content):
            message = content
            about = state(of: content)
            notes = self.notes(on: content)
        case .call(let call): about = [describe(call)]
        case .notice: break
        }
        let more = entry.citations.all.dropFirst()
        guard
            !about.isEmpty || !notes.isEmpty || !more.isEmpty || message?.subject != nil
                || message?.attachments.isEmpty == false
        else { return }
        out.object { out in
            out.member("subject", message?.subject)
            if !about.isEmpty { out.member("about", about.joined(separator: " · ")) }
            if let files = message?.attachments, !files.isEmpty {
                out.member("files", array: { out in for file in files { write(file, to: &out) } })
            }
            if !notes.isEmpty {
                out.member("notes", array: { out in for note in notes { texts([note.0, note.1], to: &out) } })
            }
            if !more.isEmpty { out.member("more", array: { out in for citation in more { writeFull(citation, to: &out) } }) }
        }
    }

    /// Always with a message number, which the script looks entries up by.
    private func writeFull(_ citation: Citation, to out: inout JSONWriter) {
        guard exhibitOfItem.indices.contains(citation.item), exhibitOfItem[citation.item] >= 0 else { return }
        out.array { out in
            out.value(exhibitOfItem[citation.item])
            out.value(places.shownPlace(citation.locator))
            if case .message(let number, _) = citation.locator { out.value(number) } else { out.value(0) }
        }
    }

    private func write(_ file: Attachment, to out: inout JSONWriter) {
        out.array { out in
            out.value(file.name ?? "")
            switch file.state {
            case .item(let item):
                out.value("item")
                out.value(exhibitOfItem.indices.contains(item) ? exhibitOfItem[item] : -1)
            case .missing: out.value("missing")
            case .omitted: out.value("omitted")
            }
        }
    }

    private func state(of message: Message) -> [String] {
        var words: [String] = []
        switch message.kind {
        case .deleted, .location, .contact, .poll, .sticker: words.append(labels["message." + message.kind.rawValue])
        case .text, .media, .mail, .sms, .mms, .other: break
        }
        switch message.delivery {
        case .draft, .failed, .queued: words.append(labels["message." + message.delivery.rawValue])
        case .sent, .received, .unknown: break
        }
        if let edited = message.editedTime {
            words.append(labels["message.editedAt", ["time": times.moment(edited)]])
        } else if message.isEdited {
            words.append(labels["message.edited"])
        }
        return words
    }

    private func notes(on message: Message) -> [(String, String)] {
        var notes: [(String, String)] = []
        if let origin = message.forwardedFrom { notes.append((labels["message.forwarded"], origin)) }
        if let answered = message.replyTo { notes.append((labels["message.replyTo"], answered)) }
        if message.kind == .mail, !message.recipients.isEmpty {
            let names = message.recipients.map { $0.name ?? $0.identity?.value ?? "" }
            notes.append((labels["message.recipients"], names.joined(separator: ", ")))
        }
        return notes
    }

    private func describe(_ call: Call) -> String {
        var words = [labels[call.isVideo ? "call.video" : "call.audio"]]
        if call.direction != .unknown { words.append(labels["call." + call.direction.rawValue]) }
        if call.outcome != .unknown { words.append(labels["call." + call.outcome.rawValue]) }
        if let seconds = call.durationSeconds, seconds > 0 {
            words.append(labels["call.duration", ["minutes": String(seconds / 60), "seconds": String(seconds % 60)]])
        }
        return words.joined(separator: ", ")
    }
}
