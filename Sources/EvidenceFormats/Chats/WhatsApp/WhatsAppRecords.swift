import CaseModel
import EvidenceIngest

/// Turns headers with their bodies into records, and keeps count of what has to be said about all of them.
struct WhatsAppRecords {
    let bytes: [UInt8]
    let layout: WhatsAppLayout
    let senders: WhatsAppSenders
    let dates: WhatsAppDates
    let title: String?
    private let appMarks: AppMarks

    private var participants: [String: Participant] = [:]
    private var number = 0
    private var messages = 0
    private var named = 0
    private var missing = Mentions()
    private var omitted = Mentions()
    private var withheld = Mentions()
    private var unlisted = Mentions()
    private var backwards = Mentions()
    private var latest: Int64?

    init(bytes: [UInt8], layout: WhatsAppLayout, senders: WhatsAppSenders, dates: WhatsAppDates, title: String?) {
        self.bytes = bytes
        self.layout = layout
        self.senders = senders
        self.dates = dates
        self.title = title
        appMarks = AppMarks(bytes, layout, senders)
    }

    mutating func emit(_ index: Int, _ source: EvidenceSource, into sink: inout some RecordSink) {
        let header = layout.headers[index]
        let written = String(decoding: bytes[header.written], as: UTF8.self)
        let time = dates.time(of: header, at: index, written: written)
        number += 1
        let locator = Locator.message(number, line: header.line)
        if time.value == .unknown { sink.report(.timeUnreadable, at: locator, ["text": written]) }
        noteOrder(time, locator)
        let whole = layout.body(of: index, in: bytes)
        guard let split = senders.splits[index] else {
            let body = WhatsAppBody(bytes, whole, appMarks: appMarks)
            sink.emit(record(body.contentWithoutSender, time, nil, text(whole), locator, source), at: locator)
            return
        }
        let range = split.bodyStart..<max(split.bodyStart, whole.upperBound)
        let body = WhatsAppBody(bytes, range, appMarks: appMarks)
        let content = body.content(isMarked: header.isMarked, isPhone: header.form.closing == .bracket)
        let record = record(content, time, participant(split.name), text(range), locator, source)
        if case .message = record { messages += 1 }
        sink.emit(record, at: locator)
    }

    private mutating func participant(_ name: String) -> Participant {
        if let known = participants[name] { return known }
        let participant = WhatsAppSenders.participant(name)
        participants[name] = participant
        return participant
    }

    private func text(_ range: Range<Int>) -> String {
        guard bytes[range].contains(0x0D) else { return String(decoding: bytes[range], as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(range.count)
        for index in range where !(bytes[index] == 0x0D && index + 1 < range.upperBound && bytes[index + 1] == 0x0A) {
            plain.append(bytes[index])
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private mutating func record(
        _ content: WhatsAppBody.Content, _ time: EventTime, _ sender: Participant?, _ text: String, _ locator: Locator,
        _ source: EvidenceSource
    ) -> Record {
        switch content {
        case .notice(let isListed):
            if !isListed { unlisted.add(locator) }
            return .notice(SystemNotice(conversationTitle: title, time: time, text: text, actor: sender))
        case .call(let outcome, let isVideo, let seconds):
            return .call(
                Call(
                    conversationTitle: title, time: time, direction: .unknown, outcome: outcome, isVideo: isVideo,
                    party: sender ?? Participant(name: nil), durationSeconds: seconds, text: text))
        case .message(let kind, let file, let isEdited, let isWithheld):
            if isWithheld { withheld.add(locator) }
            let attachments = file.map { [attachment($0, locator, source)] } ?? []
            return .message(
                Message(
                    conversationTitle: title, time: time, sender: sender ?? Participant(name: nil), kind: kind, text: text,
                    attachments: attachments, isEdited: isEdited))
        }
    }

    private mutating func attachment(_ file: WhatsAppBody.File, _ locator: Locator, _ source: EvidenceSource) -> Attachment {
        guard let name = file.name, !file.isOmitted else {
            omitted.add(locator)
            return Attachment(name: file.name, state: .omitted)
        }
        named += 1
        // Unpacked on Windows, `DOC-….` has lost its dot.
        let shortened = name.hasSuffix(".") ? String(name.dropLast()) : name
        if let item = source.sibling(named: name) ?? source.sibling(named: shortened) { return Attachment(name: name, state: .item(item)) }
        missing.add(locator, name)
        return Attachment(name: name, state: .missing)
    }

    private mutating func noteOrder(_ time: EventTime, _ locator: Locator) {
        guard let seconds = time.wallClock?.secondsAsIfUTC else { return }
        if let latest, seconds < latest { backwards.add(locator) }
        latest = seconds
    }

    func reportTotals(into sink: inout some RecordSink) {
        missing.report(.chatMediaMissing, into: &sink)
        omitted.report(.chatMediaOmitted, into: &sink)
        withheld.report(.chatNotExported, into: &sink)
        unlisted.report(.chatUnlistedNotice, into: &sink)
        backwards.report(.chatBackwards, into: &sink)
        // The app stops at a round number; a few notices more or less do not matter.
        let isAtCap = (39_900...40_100).contains(number) || (named > 0 && (9_950...10_050).contains(number))
        if isAtCap { sink.report(.chatCap, ["count": String(number)]) }
    }
}
