import CaseModel

extension TableSheet {
    func messages() -> [UInt8] {
        var csv = CSVWriter()
        csv.row(
            heading(
                ["conversation", "platform", "number"] + Self.timeKeys
                    + ["sender", "identity", "side", "recipients", "kind", "delivery", "subject", "text", "attachments"]
                    + Self.citationKeys))
        for conversation in content.conversations {
            let title = conversation.title ?? conversation.id
            for (index, entry) in conversation.entries.enumerated() {
                let platform = wording.optional("phrases", "platform." + conversation.platform) ?? conversation.platform
                let place = [title, platform, String(index + 1)]
                csv.row(place + time(entry.time) + body(entry) + citations(entry.citations))
            }
        }
        return csv.bytes
    }

    private func body(_ entry: Conversation.Entry) -> [String] {
        let party = entry.sender.flatMap { parties[$0] }
        let side = party.map { shared["side." + $0.side.rawValue] } ?? ""
        switch entry.content {
        case .message(let message):
            let name = self.name(message.sender) ?? party?.name ?? (message.delivery == .sent ? shared["message.ownDevice"] : "")
            return [
                name, message.sender.identity?.value ?? "", side,
                message.recipients.compactMap(self.name).joined(separator: "; "),
                labels["messageKind." + message.kind.rawValue], delivery(message), message.subject ?? "", message.text,
                message.attachments.map(describe).joined(separator: "; "),
            ]
        case .notice(let notice):
            return [
                notice.actor.flatMap(self.name) ?? "", notice.actor?.identity?.value ?? "", side, "",
                labels["messageKind.notice"], "", "", notice.text, "",
            ]
        case .call(let call):
            // A phone names whom it called, not itself.
            let isOwn = call.direction == .outgoing && !call.party.isOwner
            let name = self.name(call.party) ?? ""
            return [
                isOwn ? shared["message.ownDevice"] : name, isOwn ? "" : call.party.identity?.value ?? "", side, isOwn ? name : "",
                labels["messageKind.call"], "", describe(call), call.text, "",
            ]
        }
    }

    private func name(_ person: Participant) -> String? { person.name ?? person.identity?.value }

    private func delivery(_ message: Message) -> String {
        message.delivery == .unknown ? "" : labels["delivery." + message.delivery.rawValue]
    }

    private func describe(_ file: Attachment) -> String {
        let name = file.name ?? shared["file.unnamed"]
        switch file.state {
        case .item(let item): return exhibitOfItem[item].map { "\(name) (\($0.number))" } ?? name
        case .missing: return "\(name) (\(shared["file.missing"]))"
        case .omitted: return "\(name) (\(shared["file.omitted"]))"
        }
    }

    private func describe(_ call: Call) -> String {
        var words = [shared[call.isVideo ? "call.video" : "call.audio"]]
        if call.direction != .unknown { words.append(shared["call." + call.direction.rawValue]) }
        if call.outcome != .unknown { words.append(shared["call." + call.outcome.rawValue]) }
        if let seconds = call.durationSeconds { words.append("\(seconds) s") }
        return words.joined(separator: ", ")
    }
}
