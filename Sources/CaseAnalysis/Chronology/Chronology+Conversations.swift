import CaseModel

extension Chronology {
    func conversations() -> [Draft] {
        result.conversations.indices.flatMap { index -> [Draft] in
            let conversation = result.conversations[index]
            var drafts: [Draft] = []
            for place in conversation.entries.indices {
                let note = context.mentions.note(index, place)
                guard note.traits.isSuperset(of: [.mail, .sent]) || note.traits.contains(.call) else { continue }
                let entry = conversation.entries[place]
                switch entry.content {
                case .message(let message): if let made = mail(message, entry, note) { drafts.append(made) }
                case .call(let call): if let made = self.call(call, entry) { drafts.append(made) }
                case .notice: break
                }
            }
            return drafts + days(of: conversation, index)
        }
    }

    private func mail(_ message: Message, _ entry: Conversation.Entry, _ note: Mentions.Note) -> Draft? {
        guard entry.time.time.value != .unknown else { return nil }
        let sender = Phrase.Argument.text(name(entry.sender, message.sender))
        let text: Phrase
        if let subject = message.subject?.trimmingBlanks(), !subject.isEmpty {
            text = Phrase("timeline.mail", ["sender": sender, "subject": .text(Wording.excerpt(subject))])
        } else {
            text = Phrase("timeline.mailWithoutSubject", ["sender": sender])
        }
        let isDemand =
            context.parties.side(of: entry.sender) == .claimant
            && note.topics.union(MessageWords.standard.topics(of: message.subject ?? "")).contains(.demand)
        return Draft(
            time: entry.time, kind: isDemand ? .demand : .communication, text: text, citations: entry.citations)
    }

    func name(_ id: String?, _ participant: Participant) -> String {
        participant.name ?? context.parties.name(of: id) ?? participant.identity?.value ?? "–"
    }

    private func call(_ call: Call, _ entry: Conversation.Entry) -> Draft? {
        guard entry.time.time.value != .unknown else { return nil }
        let party = Phrase.Argument.text(name(nil, call.party))
        let outcome = Phrase.Argument.key("callOutcome.\(call.outcome.rawValue)")
        let direction = Phrase.Argument.key("callDirection.\(call.direction.rawValue)")
        let text: Phrase
        if let seconds = call.durationSeconds, seconds > 0 {
            text = Phrase(
                "timeline.call.duration",
                ["direction": direction, "party": party, "outcome": outcome, "seconds": .number(seconds)])
        } else {
            text = Phrase("timeline.call", ["direction": direction, "party": party, "outcome": outcome])
        }
        return Draft(time: entry.time, kind: .communication, text: text, citations: entry.citations)
    }

    // MARK: - Chats

    /// A day of a conversation: its most telling message, and how many there are.
    private struct Day {
        var best: Int
        var score: Int
        var count: Int
        /// Further messages of weight.
        var others: [Int]
        /// Whether the most telling message asks for payment.
        var isDemand: Bool
    }

    /// At most this many days of one conversation are told.
    static let mostDays = 40

    /// The first and the last day, and the days on which a number of the case, an amount, a demand, a promise, a
    /// receipt or a complaint was written. Of very long conversations the days of most weight; of those without the
    /// respondent only the days on which a number of the case was written.
    private func days(of conversation: Conversation, _ index: Int) -> [Draft] {
        var days: [CalendarDay: Day] = [:]
        var first: CalendarDay?
        var last: CalendarDay?
        let sides = Dictionary(
            conversation.participants.map { ($0, context.parties.side(of: $0)) }, uniquingKeysWith: { first, _ in first })
        for place in conversation.entries.indices {
            let note = context.mentions.note(index, place)
            guard note.traits.isSuperset(of: [.chat, .sent]), let day = conversation.entries[place].time.time.day else { continue }
            if first == nil { first = day }
            last = day
            let side = conversation.entries[place].sender.flatMap { sides[$0] ?? nil }
            let (score, isDemand) = weight(note, side)
            self.note(place, score, isDemand, in: &days[day])
        }
        let isBetweenSides = conversation.participants.contains { context.parties.side(of: $0) == .respondent }
        var told = days.filter {
            isBetweenSides ? $0.value.score > 0 || $0.key == first || $0.key == last : $0.value.score >= 3
        }.map(\.key)
        if told.count > Self.mostDays {
            told = Array(told.sorted { (-(days[$0]?.score ?? 0), $0) < (-(days[$1]?.score ?? 0), $1) }.prefix(Self.mostDays))
        }
        return told.sorted().compactMap { day in days[day].flatMap { draft($0, conversation) } }
    }

    private func note(_ place: Int, _ score: Int, _ isDemand: Bool, in day: inout Day?) {
        guard var known = day else {
            day = Day(best: place, score: score, count: 1, others: [], isDemand: isDemand)
            return
        }
        known.count += 1
        if score > known.score {
            if known.score > 0 { known.others.append(known.best) }
            (known.best, known.score, known.isDemand) = (place, score, isDemand)
        } else if score > 0 {
            known.others.append(place)
        }
        day = known
    }

    private func weight(_ note: Mentions.Note, _ side: CaseParty.Side?) -> (Int, isDemand: Bool) {
        let topics = note.topics
        var score = note.traits.contains(.number) ? 3 : 0
        if topics.contains(.amount) { score += 2 }
        if topics.contains(.debt), side == .respondent { score += 5 }
        if topics.contains(.receipt), side == .respondent { score += 4 }
        if topics.contains(.complaint), side == .respondent { score += 4 }
        let isDemand = topics.contains(.demand) && side == .claimant
        return (score + (isDemand ? 3 : 0), isDemand)
    }

    private func draft(_ day: Day, _ conversation: Conversation) -> Draft? {
        let entry = conversation.entries[day.best]
        guard case .message(let message) = entry.content else { return nil }
        var citations = entry.citations
        for other in day.others.prefix(12) { citations.add(conversation.entries[other].citations) }
        let kind: TimelineEntry.Kind = day.isDemand ? .demand : .communication
        let platform = Wording.platform(conversation.platform)
        let sender = Phrase.Argument.text(name(entry.sender, message.sender))
        let words = Wording.excerpt(message.text)
        guard !words.isEmpty else {
            return Draft(
                time: entry.time, kind: kind,
                text: Phrase("timeline.chat.file", ["platform": platform, "sender": sender, "count": .number(day.count)]),
                citations: citations)
        }
        return Draft(
            time: entry.time, kind: kind,
            text: Phrase(
                day.count == 1 ? "timeline.chat.one" : "timeline.chat",
                ["platform": platform, "sender": sender, "words": .text(words), "count": .number(day.count)]),
            citations: citations)
    }
}

extension Message {
    /// False for drafts and what could not be sent: nobody received them.
    var wasSent: Bool { delivery != .draft && delivery != .failed && delivery != .queued }

    /// The text of a mail without the lines it quotes from the mail it answers.
    var ownWords: String {
        guard kind == .mail else { return text }
        var own: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let plain = line.drop { $0 == " " || $0 == "\t" }
            if Self.beginsQuotation(plain) { break }
            if plain.first != ">", plain.first != "|" { own.append(line) }
        }
        return own.joined(separator: "\n")
    }

    /// The lines under which mail programs put the mail that is answered.
    private static func beginsQuotation(_ line: Substring) -> Bool {
        if line.hasPrefix("-----"),
            ["original message", "ursprüngliche nachricht", "原始邮件", "forwarded message"].contains(where: line.lowercased().contains)
        {
            return true
        }
        if line.hasPrefix("On "), line.suffix(12).lowercased().contains("wrote:") { return true }
        // An own sentence has the verb too ("Am 3. Mai habe ich geschrieben"): a head ends in a colon, or is broken before it.
        if line.hasPrefix("Am "), line.hasSuffix(" schrieb") || line.contains(" schrieb") && (line.hasSuffix(":") || line.hasSuffix("<")) {
            return true
        }
        return line.hasPrefix("在") && (line.hasSuffix("写道：") || line.hasSuffix("写道:"))
    }
}
