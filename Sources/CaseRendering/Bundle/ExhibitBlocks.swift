import CaseModel

/// What an exhibit says, as blocks: transcripts, letters, tables of events, documents, lines of prose.
struct ExhibitBlocks {
    let context: ModelContext
    let item: Item
    let cited: Set<Int>

    static func hasContent(_ item: Item) -> Bool {
        item.records.contains {
            switch $0.record {
            case .image, .pdf: false
            default: true
            }
        }
    }

    func write(_ writer: inout JSONWriter) {
        messages(&writer)
        for captured in item.records {
            switch captured.record {
            case .document(let document): self.document(document, &writer)
            case .order(let order): self.order(order, &writer)
            case .shipment(let shipment): self.shipment(shipment, &writer)
            case .prose(let prose): lines(prose.lines, &writer)
            default: break
            }
        }
        events(&writer)
        payments(&writer)
        contacts(&writer)
    }

    // MARK: - Small blocks

    func fields(_ title: String?, _ rows: [(String, String?)], _ writer: inout JSONWriter) {
        let rows = rows.filter { $0.1?.isEmpty == false }
        guard !rows.isEmpty else { return }
        writer.object {
            $0.member("kind", "fields")
            $0.member("title", title)
            $0.member(
                "rows",
                array: {
                    for (name, text) in rows {
                        $0.array {
                            // Names of fields are paths in the source; they may be broken behind a slash.
                            $0.value(name.split(separator: "/").joined(separator: " / "))
                            $0.value(context.safe(text ?? ""))
                        }
                    }
                })
        }
    }

    /// `columns`: heading, width in millimetres (0: what is left), whether figures stand right.
    func table(
        _ title: String?, _ columns: [(name: String, width: Int, isNumber: Bool)], _ rows: [[String]],
        _ writer: inout JSONWriter
    ) {
        guard !rows.isEmpty else { return }
        // A column in which nothing stands is left out.
        let used = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        writer.object {
            $0.member("kind", "table")
            $0.member("title", title)
            $0.member(
                "columns",
                array: {
                    for index in used {
                        $0.object {
                            $0.member("name", columns[index].name)
                            $0.member("width", columns[index].width)
                            $0.member("right", columns[index].isNumber)
                        }
                    }
                })
            $0.member(
                "rows",
                array: {
                    for row in rows { $0.array { for index in used { $0.value(context.safe(row[index])) } } }
                })
        }
    }

    private func lines(_ lines: [String], _ writer: inout JSONWriter) {
        writer.object {
            $0.member("kind", "lines")
            $0.member("lines", lines.map { context.safe($0) })
        }
    }

    // MARK: - Conversations

    private func messages(_ writer: inout JSONWriter) {
        let entries = item.records.filter {
            switch $0.record {
            case .message, .notice, .call: true
            default: false
            }
        }
        guard !entries.isEmpty else { return }
        if entries.count == 1, case .message(let mail) = entries[0].record, mail.kind == .mail {
            return letter(mail, &writer)
        }
        writer.object {
            $0.member("kind", "transcript")
            $0.member("rows", array: { for entry in entries { row(entry, &$0) } })
        }
    }

    private func row(_ entry: CapturedRecord, _ writer: inout JSONWriter) {
        let line = TranscriptLine(entry.record, context)
        writer.object {
            $0.member("n", entry.number.map(String.init) ?? "")
            $0.member("time", line.time)
            $0.member("who", line.who)
            $0.member("about", line.about.isEmpty ? nil : line.about)
            $0.member("text", line.text)
            if line.isNotice { $0.member("notice", true) }
            if SafeText.startsRightToLeft(line.text) { $0.member("rtl", true) }
            if let number = entry.number, cited.contains(number) { $0.member("mark", number) }
        }
    }

    private func letter(_ mail: Message, _ writer: inout JSONWriter) {
        let people = { (people: [Participant]) in people.map(TranscriptLine.name).joined(separator: ", ") }
        fields(
            nil,
            [
                (context.label("mail.from"), people([mail.sender])),
                (context.label("mail.to"), people(mail.recipients)),
                (context.label("mail.subject"), mail.subject),
                (context.label("mail.date"), mail.time.text),
                (context.label("mail.id"), mail.id),
                (context.label("mail.attachments"), TranscriptLine.attachments(mail, context)),
            ], &writer)
        writer.object {
            $0.member("kind", "words")
            $0.member("text", context.safe(mail.text))
            if SafeText.startsRightToLeft(mail.text) { $0.member("rtl", true) }
        }
        fields(context.label("mail.headers"), mail.extra.map { (context.safe.name($0.name), $0.text) }, &writer)
    }

    private func contacts(_ writer: inout JSONWriter) {
        let rows = item.records.compactMap { captured -> [String]? in
            guard case .contact(let contact) = captured.record else { return nil }
            return [contact.name ?? "", contact.identities.map(\.value).joined(separator: ", ")]
        }
        table(nil, [(context.label("column.name"), 60, false), (context.label("column.contact"), 0, false)], rows, &writer)
    }
}

/// A message, notice or call as a line of a transcript.
struct TranscriptLine {
    let time: String
    let who: String
    let about: String
    let text: String
    var isNotice = false

    init(_ record: Record, _ context: ModelContext) {
        switch record {
        case .message(let message):
            time = context.compact(message.time)
            // What a device sent names nobody: without a word of it the other side would seem to have written it.
            let sender = context.safe.name(Self.name(message.sender))
            who = sender.isEmpty && message.delivery == .sent ? context.word("message.ownDevice") : sender
            // Empty lines in front of the words say nothing, and thousands of them would take minutes to set.
            text = context.safe(String(message.text.drop { $0.isNewline }))
            about = Self.about(message, context)
        case .notice(let notice):
            time = context.compact(notice.time)
            who = notice.actor.map { context.safe.name(Self.name($0)) } ?? ""
            text = context.safe(notice.text)
            about = context.label("transcript.notice")
            isNotice = true
        case .call(let call):
            time = context.compact(call.time)
            who = context.safe.name(Self.name(call.party))
            text = context.safe(call.text)
            about = Self.about(call, context)
        default: (time, who, text, about) = ("", "", "", "")
        }
    }

    static func name(_ participant: Participant) -> String {
        guard let name = participant.name else { return participant.identity?.value ?? "" }
        guard let identity = participant.identity, identity.kind != .account, identity.value != name else { return name }
        return "\(name) <\(identity.value)>"
    }

    static func attachments(_ message: Message, _ context: ModelContext) -> String? {
        let all = message.attachments.map { attachment in
            let name = attachment.name.map(context.safe.name) ?? context.word("file.unnamed")
            switch attachment.state {
            case .item(let item): return "\(name) → \(context.number(item))"
            case .missing: return "\(name) (\(context.word("file.missing")))"
            case .omitted: return "\(name) (\(context.word("file.omitted")))"
            }
        }
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }

    private static func about(_ message: Message, _ context: ModelContext) -> String {
        var parts: [String] = []
        switch message.delivery {
        case .draft, .failed, .queued: parts.append(context.word("message." + message.delivery.rawValue))
        case .sent, .received, .unknown: break
        }
        switch message.kind {
        case .deleted, .location, .contact, .poll, .sticker: parts.append(context.word("message." + message.kind.rawValue))
        case .text, .media, .mail, .sms, .mms, .other: break
        }
        let title = message.conversationTitle ?? message.conversation
        // With one other side the title is its name again.
        if !title.isEmpty, ![message.sender.name, message.sender.identity?.value].contains(title),
            !message.recipients.contains(where: { $0.name == title || $0.identity?.value == title })
        {
            parts.append(context.safe.name(title))
        }
        if let subject = message.subject, !subject.isEmpty { parts.append(context.safe.name(subject)) }
        let to = message.recipients.map { context.safe.name(name($0)) }.joined(separator: ", ")
        if !to.isEmpty { parts.append(context.word("message.recipients") + " " + to) }
        if let time = message.editedTime {
            parts.append(context.word("message.editedAt", ["time": context.compact(time)]))
        } else if message.isEdited {
            parts.append(context.word("message.edited"))
        }
        if let from = message.forwardedFrom { parts.append(context.word("message.forwarded") + " " + context.safe.name(from)) }
        if let id = message.replyTo { parts.append(context.word("message.replyTo") + " " + context.safe.name(id)) }
        if let files = attachments(message, context) { parts.append(files) }
        return parts.joined(separator: " · ")
    }

    private static func about(_ call: Call, _ context: ModelContext) -> String {
        var parts = [context.word(call.isVideo ? "call.video" : "call.audio")]
        if call.direction != .unknown { parts.append(context.word("call." + call.direction.rawValue)) }
        if call.outcome != .unknown { parts.append(context.word("call." + call.outcome.rawValue)) }
        if let seconds = call.durationSeconds, seconds > 0 {
            parts.append(context.word("call.duration", ["minutes": String(seconds / 60), "seconds": String(seconds % 60)]))
        }
        return parts.joined(separator: " · ")
    }
}
