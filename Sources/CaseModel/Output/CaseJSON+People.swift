/// Parties, participants and what they said to each other.
extension CaseJSON {
    func write(_ party: CaseParty, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", party.id)
            $0.member("side", party.side.rawValue)
            $0.member("name", party.name)
            texts("names", party.names, &$0)
            texts("address", party.address, &$0)
            identities(party.identities, &$0)
            citations(party.citations, &$0)
        }
    }

    func identities(_ identities: [Identity], _ writer: inout JSONWriter) {
        list("identities", identities, &writer) { write($0, to: &$1) }
    }

    private func write(_ identity: Identity, to writer: inout JSONWriter) {
        writer.object {
            $0.member("kind", identity.kind.rawValue)
            $0.member("value", identity.value)
            $0.member("scheme", identity.scheme)
        }
    }

    func party(_ name: String, _ party: Party?, _ writer: inout JSONWriter) {
        guard let party else { return }
        writer.member(
            name,
            object: {
                $0.member("name", party.name)
                texts("address", party.address, &$0)
                $0.member("country", party.country)
                identities(party.identities, &$0)
                $0.member("contactName", party.contactName)
            })
    }

    func parties(_ parties: [PartyInRole], _ writer: inout JSONWriter) {
        list("parties", parties, &writer) { inRole, writer in
            writer.object {
                $0.member("role", inRole.role.rawValue)
                $0.member("field", inRole.field)
                party("party", inRole.party, &$0)
                locator(inRole.locator, &$0)
            }
        }
    }

    func write(
        _ conversation: Conversation, to writer: inout JSONWriter, after: (inout JSONWriter) throws -> Void
    ) rethrows {
        try writer.object {
            $0.member("id", conversation.id)
            $0.member("platform", conversation.platform)
            $0.member("title", conversation.title)
            texts("participants", conversation.participants, &$0)
            try list("entries", conversation.entries, &$0, after) { write($0, to: &$1) }
        }
    }

    /// The time of the record itself is the entry's and not repeated inside.
    private func write(_ entry: Conversation.Entry, to writer: inout JSONWriter) {
        writer.object {
            time("time", entry.time, &$0)
            $0.member("sender", entry.sender)
            switch entry.content {
            case .message(let message): $0.member("message", object: { members(message, &$0) })
            case .notice(let notice): $0.member("notice", object: { members(notice, &$0) })
            case .call(let call): $0.member("call", object: { members(call, &$0) })
            }
            citations(entry.citations, &$0)
        }
    }

    private func members(_ message: Message, _ writer: inout JSONWriter) {
        writer.member("id", message.id)
        conversation(message.conversation, message.conversationTitle, &writer)
        time("editedTime", message.editedTime, &writer)
        participant("sender", message.sender, &writer)
        list("recipients", message.recipients, &writer) { recipient, writer in
            writer.object { members(recipient, &$0) }
        }
        writer.member("kind", message.kind.rawValue)
        writer.member("delivery", message.delivery.rawValue)
        writer.member("subject", message.subject)
        writer.member("text", message.text)
        list("attachments", message.attachments, &writer) { write($0, to: &$1) }
        writer.member("replyTo", message.replyTo)
        writer.member("forwardedFrom", message.forwardedFrom)
        if message.isEdited { writer.member("isEdited", true) }
        named("extra", message.extra, &writer)
    }

    private func members(_ notice: SystemNotice, _ writer: inout JSONWriter) {
        writer.member("id", notice.id)
        conversation(notice.conversation, notice.conversationTitle, &writer)
        writer.member("text", notice.text)
        participant("actor", notice.actor, &writer)
    }

    private func members(_ call: Call, _ writer: inout JSONWriter) {
        writer.member("id", call.id)
        conversation(call.conversation, call.conversationTitle, &writer)
        writer.member("direction", call.direction.rawValue)
        writer.member("outcome", call.outcome.rawValue)
        writer.member("isVideo", call.isVideo)
        participant("party", call.party, &writer)
        writer.member("durationSeconds", call.durationSeconds)
        if !call.text.isEmpty { writer.member("text", call.text) }
    }

    private func conversation(_ key: String, _ title: String?, _ writer: inout JSONWriter) {
        if !key.isEmpty { writer.member("conversation", key) }
        writer.member("conversationTitle", title)
    }

    private func participant(_ name: String, _ participant: Participant?, _ writer: inout JSONWriter) {
        guard let participant else { return }
        writer.member(name, object: { members(participant, &$0) })
    }

    private func members(_ participant: Participant, _ writer: inout JSONWriter) {
        writer.member("name", participant.name)
        if let identity = participant.identity {
            writer.key("identity")
            write(identity, to: &writer)
        }
        if participant.isOwner { writer.member("isOwner", true) }
    }

    private func write(_ attachment: Attachment, to writer: inout JSONWriter) {
        writer.object {
            $0.member("name", attachment.name)
            $0.member("mediaType", attachment.mediaType)
            switch attachment.state {
            case .item(let item):
                $0.member("state", "item")
                $0.member("exhibit", number(ofItem: item))
            case .missing: $0.member("state", "missing")
            case .omitted: $0.member("state", "omitted")
            }
        }
    }
}
