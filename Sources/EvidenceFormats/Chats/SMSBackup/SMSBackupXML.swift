import CaseModel
package import EvidenceIngest
import XMLReading

/// The XML that the Android app "SMS Backup & Restore" writes: text messages, multimedia messages and the call log.
/// Read element by element, so that size does not matter.
package struct SMSBackupXML: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "sms-backup-xml", family: .chats, title: "SMS Backup & Restore (XML)",
        origin: "In the app SMS Backup & Restore: Back up now, messages and call log, without encryption.",
        fileNames: "sms-….xml, calls-….xml", keepsPartialRecords: true,
        coverage: Coverage(
            read: [
                "sms with direction, state and both times", "mms with texts, media, sender and recipients",
                "calls with direction, outcome and duration", "emoji written as two halves",
            ],
            passedOver: ["layout parts (SMIL)", "technical fields of the radio (toa, sc_toa, ct_t, …)"],
            missing: ["encrypted backups"]))

    package func recognize(_ probe: FileProbe) -> Recognition {
        if let xml = probe.xml {
            guard xml.root.namespace == nil else { return .no }
            if xml.root.local == "smses" { return .yes(.certain, basis: "root element smses") }
            let isCallLog =
                xml.elements.first?.name.local == "call"
                || (xml.elements.isEmpty && xml.rootAttributes.value("count") != nil)
            return xml.root.local == "calls" && isCallLog
                ? .yes(.certain, basis: "root element calls with call") : .no
        }
        guard let text = probe.text?.prefix(2000), text.contains("<smses ") else { return .no }
        return .yes(.likely, basis: "smses element, not well-formed")
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        var limits = XMLLimits.streaming
        limits.repairsCharacterReferences = true
        var xml = source.xml(limits)
        var backup = SMSBackup()
        var failure: XMLReadingError?
        do throws(XMLReadingError) { try backup.read(&xml, into: &sink) } catch { failure = error }
        // What was found so far is told, also of a file that breaks off.
        let repairs = xml.repairs
        if repairs.joinedPairs > 0 { sink.report(.surrogatesJoined, ["count": String(repairs.joinedPairs)]) }
        if repairs.replaced > 0 { sink.report(.charactersReplaced, ["count": String(repairs.replaced)]) }
        if xml.hasDoctype { sink.report(.xmlDoctype) }
        backup.reportTotals(isWhole: failure == nil, into: &sink)
        if let failure { throw IngestError(failure) }
    }
}

/// Walks a backup and keeps what holds for more than one entry.
struct SMSBackup {
    private var number = 0
    private var declared: String?
    private var unsent = Mentions()
    private var withoutData = Mentions()
    private var neverFetched = Mentions()
    private var inSeconds = Mentions()

    mutating func read(_ xml: inout XMLReader, into sink: inout some RecordSink) throws(XMLReadingError) {
        while true {
            switch try xml.advance() {
            case .finished: return
            case .start where xml.depth == 1: declared = xml.attributes.value("count")
            case .start: try entry(&xml, into: &sink)
            case .text:
                // White space between elements is left out by the reader, but not that of a backup without entries.
                if xml.text.allSatisfy(\.isWhitespace) { break }
                sink.report(.unknownContent, at: .line(xml.line), ["what": "text between the entries"])
            case .end: break
            }
        }
    }

    private mutating func entry(_ xml: inout XMLReader, into sink: inout some RecordSink) throws(XMLReadingError) {
        let line = xml.line
        let name = xml.elementName.local
        guard name == "sms" || name == "mms" || name == "call" else {
            sink.report(.unknownContent, at: .xml(path: xml.path, line: line), ["what": name])
            return try xml.skip()
        }
        let element = try xml.element()
        number += 1
        let locator = Locator.message(number, line: line)
        let fields = SMSFields(element)
        let time = fields.time
        if fields.isInSeconds { inSeconds.add(locator) }
        if time.value == .unknown { sink.report(.timeUnreadable, at: locator, ["text": time.text]) }
        switch name {
        case "sms": sink.emit(.message(sms(fields, time, at: locator)), at: locator)
        case "mms": sink.emit(.message(mms(element, fields, time, at: locator, into: &sink)), at: locator)
        default: sink.emit(.call(Self.call(fields, time)), at: locator)
        }
    }

    /// `isWhole`: the file was read to its end, so that its own count can be compared.
    func reportTotals(isWhole: Bool, into sink: inout some RecordSink) {
        unsent.report(.messagesUnsent, into: &sink)
        withoutData.report(.partWithoutData, into: &sink)
        neverFetched.report(.chatNotExported, into: &sink)
        inSeconds.report(.timesInSeconds, into: &sink)
        if isWhole, let declared, Int(declared) != number {
            sink.report(.countDiffers, ["declared": declared, "found": String(number)])
        }
    }

    private mutating func delivery(_ code: String?, at locator: Locator) -> Message.Delivery {
        switch code {
        case "1": return .received
        case "2": return .sent
        default: break
        }
        let state: Message.Delivery
        switch code {
        case "3": state = .draft
        case "4", "6": state = .queued
        case "5": state = .failed
        default: return .unknown
        }
        unsent.add(locator)
        return state
    }

    private mutating func sms(_ fields: SMSFields, _ time: EventTime, at locator: Locator) -> Message {
        let delivery = delivery(fields["type"], at: locator)
        let isIncoming = delivery == .received || delivery == .unknown
        let others = fields.others
        return Message(
            conversation: fields.raw("address") ?? "", conversationTitle: fields["contact_name"], time: time,
            sender: isIncoming ? others.first ?? Participant(name: nil) : SMSFields.owner,
            recipients: isIncoming ? [SMSFields.owner] : others, kind: .sms, delivery: delivery,
            subject: fields["subject"],
            // A body may really be the word "null".
            text: fields.raw("body") ?? "",
            extra: fields.extra(["date_sent", "readable_date", "service_center", "status", "read", "sub_id"]))
    }

    private mutating func mms(
        _ element: XMLElement, _ fields: SMSFields, _ time: EventTime, at locator: Locator,
        into sink: inout some RecordSink
    ) -> Message {
        let delivery = delivery(fields["msg_box"], at: locator)
        let isIncoming = delivery == .received || delivery == .unknown
        let others = fields.others
        let addresses = (element.child("addrs")?.children("addr") ?? []).map(SMSFields.init)
        let from = addresses.first { $0["type"] == "137" }?["address"]
        let sender: Participant
        if !isIncoming {
            sender = SMSFields.owner
        } else if others.count == 1, let only = others.first {
            sender = only
        } else {
            // A group: `address` lists all, the `From` field (137) says who wrote.
            sender =
                others.first { SMSFields.isOneNumber($0.identity?.value, from) } ?? from.map(SMSFields.participant)
                ?? Participant(name: nil)
        }
        var parts = MMSParts()
        for part in element.child("parts")?.children("part") ?? [] { parts.add(SMSFields(part), into: &sink) }
        for _ in 0..<parts.withoutData { withoutData.add(locator) }
        // M-Notification.ind (OMA-TS-MMS_ENC §6.2): the phone was told of the message and never fetched it.
        if fields["m_type"] == "130", parts.texts.isEmpty, parts.attachments.isEmpty { neverFetched.add(locator) }
        var extra = fields.extra(["date_sent", "readable_date", "m_type", "read", "sub_id"])
        for address in addresses {
            guard let value = address["address"] else { continue }
            extra.append(NamedText("addr " + (address["type"] ?? "?"), value))
        }
        return Message(
            id: fields["m_id"], conversation: fields.raw("address") ?? "", conversationTitle: fields["contact_name"],
            time: time, sender: sender,
            recipients: isIncoming ? [SMSFields.owner] + others.filter { $0 != sender } : others, kind: .mms,
            delivery: delivery, subject: fields["sub"], text: parts.texts.joined(separator: "\n"),
            attachments: parts.attachments, extra: extra)
    }

    private static func call(_ fields: SMSFields, _ time: EventTime) -> Call {
        let outcomes: [String: Call.Outcome] = [
            "1": .answered, "2": .answered, "3": .missed, "4": .voicemail, "5": .rejected, "6": .blocked, "7": .answered,
        ]
        let code = fields["type"] ?? ""
        let seconds = fields["duration"].flatMap { Int($0) }
        var outcome = outcomes[code] ?? .unknown
        // An outgoing call of no length was not taken.
        if code == "2", seconds == 0 { outcome = .unknown }
        let direction: Call.Direction = code == "2" ? .outgoing : outcomes[code] == nil ? .unknown : .incoming
        // Withheld, unknown and pay phone numbers: Android writes -2, -1 and -3, and says so in `presentation`.
        let isKnown = ["1", nil].contains(fields["presentation"]) && !["-1", "-2", "-3"].contains(fields["number"])
        let number = isKnown ? fields["number"] : nil
        return Call(
            conversation: fields.raw("number") ?? "", conversationTitle: fields["contact_name"], time: time,
            direction: direction, outcome: outcome,
            party: Participant(name: fields["contact_name"], identity: number.map { Identity(.phone, $0) }),
            durationSeconds: seconds, text: fields.presentation)
    }
}
