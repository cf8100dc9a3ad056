import CaseModel
import EvidenceIngest

/// Makes a message of a header block.
struct MailRecord {
    private let fields: MailFields
    private let charset: String?
    private(set) var notes: [Diagnostic] = []

    init(_ fields: MailFields, charset: String?) {
        self.fields = fields
        self.charset = charset
    }

    mutating func message(_ body: MailAssembly, _ attachments: [Attachment], envelope: String?) -> Message {
        let id = ids("message-id").first ?? fields.raw("message-id").map { HeaderText.words($0) }.flatMap { $0.isEmpty ? nil : $0 }
        let references = ids("references")
        let answered = ids("in-reply-to").first ?? references.last
        let subject = fields.raw("subject").map { HeaderText.words($0, charset: charset) }
        var extra = kept(envelope)
        extra += body.outside
        if let other = body.otherText { extra.append(NamedText("text/html", other)) }
        return Message(
            id: id, conversation: references.first ?? answered ?? id ?? "", conversationTitle: subject.map(Self.thread),
            time: time(), sender: sender(), recipients: recipients(), kind: .mail,
            delivery: fields.raw("x-unsent").map { HeaderText.token($0) } == "1" ? .draft : .unknown, subject: subject,
            text: body.text, attachments: attachments, replyTo: answered, extra: extra)
    }

    private func ids(_ name: String) -> [String] {
        fields.raw(name).map { GMimeParsing.identifiers(HeaderText.unfold($0)) } ?? []
    }

    private mutating func time() -> EventTime {
        let text = fields.every("date").lazy.map { HeaderText.verbatim(HeaderText.unfold($0)) }.first { !$0.isEmpty }
        guard let text else {
            notes.append(Diagnostic(.mailWithoutDate, at: .header("Date")))
            return .unknown("")
        }
        let time = MailDate.parse(text)
        switch time.value {
        case .unknown: notes.append(Diagnostic(.timeUnreadable, at: .header("Date"), ["text": text]))
        case .local, .day: notes.append(Diagnostic(.timeWithoutZone, at: .header("Date")))
        case .instant, .span: break
        }
        return time
    }

    /// Who wrote it: of several authors the one who sent it (RFC 5322 §3.6.2).
    private mutating func sender() -> Participant {
        let authors = participants("from")
        if authors.count == 1 { return authors[0] }
        let senders = participants("sender")
        if let first = authors.first(where: { $0.identity != nil }) ?? authors.first {
            return senders.first { sender in authors.contains { $0.key.lowercased() == sender.key.lowercased() } } ?? first
        }
        if let sender = senders.first { return sender }
        notes.append(Diagnostic(.mailWithoutSender, at: .header("From")))
        return participants("return-path").first ?? Participant(name: nil)
    }

    private func recipients() -> [Participant] {
        var seen: Set<Participant> = []
        return ["to", "cc", "bcc"].flatMap { participants($0) }.filter { seen.insert($0).inserted }
    }

    /// Those that all fields of a name list. RFC 5322 §3.6 knows one of each, mails have several.
    private func participants(_ name: String) -> [Participant] {
        let lists: [[UInt8]] = fields.every(name).map { HeaderText.prepare(HeaderText.unfold($0), charset: charset) }
        let found: [Participant] = lists.flatMap { AddressList($0).elements.flatMap { Self.participants($0) } }
        if !found.isEmpty { return found }
        let words = lists.map { GMimeParsing.text($0).trimmed() }.first { !$0.isEmpty && $0 != "<>" }
        return words.map { [Participant(name: $0)] } ?? []
    }

    private static func participants(_ element: AddressList.Element) -> [Participant] {
        let angle = element.angle.map { HeaderText.address($0) }
        if !element.isGroup, let (name, address) = GMimeParsing.address(element.bytes), address.contains("@"),
            angle == nil || angle == address
        {
            return [Participant(name: name.flatMap { text($0) }, identity: Identity(.email, address.trimmed()))]
        }
        if let angle, isAddress(angle) { return [Participant(name: text(element.name), identity: Identity(.email, angle))] }
        // Addresses without any sign between or around them, and what else stands there.
        let words = element.name.split(separator: 0x20)
        let addresses = words.map { HeaderText.address($0) }
        let places = element.isGroup ? [] : words.indices.filter { isAddress(addresses[$0]) }
        if places.count > 1, places.count == words.count { return addresses.map { Participant(name: nil, identity: Identity(.email, $0)) } }
        if let place = places.last {
            let name = (words[..<place] + words[(place + 1)...]).joined(separator: [0x20])
            return [Participant(name: text(Array(name)[...]), identity: Identity(.email, addresses[place]))]
        }
        // A comment names nobody.
        guard let name = text(element.name), !(name.hasPrefix("(") && name.hasSuffix(")")) else { return [] }
        return [Participant(name: name)]
    }

    private static func isAddress(_ text: String) -> Bool {
        guard let at = text.lastIndex(of: "@"), at != text.startIndex, text.index(after: at) != text.endIndex else { return false }
        return !text.contains { $0.isWhitespace || ":;<>,".contains($0) }
    }

    /// The words of a display name without their quotation marks (RFC 5322 §3.2.4); nil for none.
    private static func text(_ name: ArraySlice<UInt8>) -> String? { text(GMimeParsing.text(Array(name))) }

    private static func text(_ name: String) -> String? {
        var name = name.trimmed()
        if name.count >= 2, name.first == "\"", name.last == "\"" {
            name = String(name.dropFirst().dropLast()).replacing("\\\"", with: "\"").trimmed()
        }
        return name.isEmpty ? nil : name
    }

    // MARK: Further evidence

    /// As they stand: their exact characters are what is signed, or what a server wrote.
    private static let verbatim: Set<String> = [
        "received", "received-spf", "return-path", "dkim-signature", "domainkey-signature", "authentication-results",
        "x-originating-ip", "delivered-to", "x-original-to", "envelope-to", "references", "x-envelope-from", "content-length",
    ]
    private static let decoded: Set<String> = [
        "sender", "reply-to", "to", "cc", "bcc", "x-mailer", "user-agent", "organization", "importance", "x-priority", "priority",
        "disposition-notification-to", "return-receipt-to", "list-id", "thread-topic", "comments", "keywords", "newsgroups",
        "x-unsent", "auto-submitted", "expires", "reply-by",
    ]

    private func kept(_ envelope: String?) -> [NamedText] {
        var extra: [NamedText] = []
        if let envelope { extra.append(NamedText("From ", envelope)) }
        var authors = 0
        let isOneAuthor = participants("from").count == 1
        for field in fields.all {
            let name = field.name.lowercased()
            if name == "from" {
                authors += 1
                let text = HeaderText.words(field.raw, charset: charset)
                // A second field, or several authors, or one that is no address: what was read is not all.
                if authors > 1 || !isOneAuthor || !text.contains("@") { extra.append(NamedText(field.name, text)) }
            } else if Self.verbatim.contains(name) || name.hasPrefix("arc-") {
                extra.append(NamedText(field.name, HeaderText.verbatim(field.raw, charset)))
            } else if Self.decoded.contains(name) || name.hasPrefix("resent-") {
                extra.append(NamedText(field.name, HeaderText.words(field.raw, charset: charset)))
            }
        }
        return extra.filter { !$0.text.isEmpty }
    }

    /// The subject without the marks of answers and forwards, in the languages mail programs write them.
    static func thread(_ subject: String) -> String {
        var rest = subject.trimmed()[...]
        while let colon = rest.firstIndex(where: { $0 == ":" || $0 == "：" }) {
            var mark = rest[..<colon]
            if mark.last == "]", let open = mark.lastIndex(of: "[") { mark = mark[..<open] }
            guard marks.contains(mark.lowercased()) else { break }
            rest = rest[rest.index(after: colon)...].drop { $0.isWhitespace }
        }
        return String(rest)
    }

    private static let marks: Set<String> = [
        "re", "fw", "fwd", "aw", "wg", "sv", "vs", "antw", "tr", "rv", "enc", "res", "odp", "ynt", "回复", "答复", "回覆", "转发", "轉寄",
    ]
}
