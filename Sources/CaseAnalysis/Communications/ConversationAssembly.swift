import CaseModel

/// Gathers messages, notices and calls into conversations, merges exports of the same conversation, and puts every
/// conversation in order of time.
struct ConversationAssembly {
    let gathering: Gathering
    let clock: CaseClock

    func assemble(_ parties: inout PartyRegistry) -> AssembledConversations {
        var drafts = collect(&parties)
        drafts = drafts.map(ordered)
        var merging = ExportMerging(gathering: gathering, parties: parties)
        var (merged, overlaps) = merging.merge(drafts)
        for (a, b) in merging.samePeople { parties.unite(a, b) }
        let first = merged.map { $0.entries.first }
        let order = merged.indices.sorted { a, b in
            let times = (first[a]?.order ?? .max, first[b]?.order ?? .max)
            if times.0 != times.1 { return times.0 < times.1 }
            guard let one = first[a], let two = first[b] else { return a < b }
            return gathering.precedes(one.citations.first, two.citations.first)
        }
        var places = [Int](repeating: 0, count: merged.count)
        for (place, draft) in order.enumerated() { places[draft] = place }
        merged = order.map { merged[$0] }
        overlaps = overlaps.map {
            ExportOverlap(
                conversation: places[$0.conversation], items: $0.items, common: $0.common, onlyInOne: $0.onlyInOne)
        }
        return AssembledConversations(drafts: merged, overlaps: overlaps.sorted { $0.conversation < $1.conversation })
    }

    /// One draft for each conversation of each item; conversations with an id of their own run across items.
    private func collect(_ parties: inout PartyRegistry) -> [ConversationDraft] {
        var drafts: [ConversationDraft] = []
        var places: [String: Int] = [:]
        for index in gathering.order {
            let item = gathering.items[index]
            var local: [String: Int] = [:]
            var people: [Participant: Int] = [:]
            for captured in item.records {
                guard let unit = Unit(captured.record) else { continue }
                let place: Int
                if let known = local[unit.conversation] {
                    place = known
                } else {
                    place = open(unit, item, &drafts, &places)
                    local[unit.conversation] = place
                    people = [:]
                }
                if drafts[place].title == nil { drafts[place].title = unit.title }
                append(captured, unit, to: &drafts[place], people: &people, &parties)
            }
        }
        return drafts
    }

    private func open(
        _ unit: Unit, _ item: Item, _ drafts: inout [ConversationDraft], _ places: inout [String: Int]
    ) -> Int {
        let format = item.format ?? item.mediaType
        let own = Self.conversationKey(unit.conversation)
        let key = format + "\u{0}" + (own.isEmpty ? "item:\(item.index)" : own)
        if let place = places[key] {
            if drafts[place].items.last != item.index { drafts[place].items.append(item.index) }
            return place
        }
        places[key] = drafts.count
        var draft = ConversationDraft(format: format, key: key, hasOwnID: !own.isEmpty)
        draft.items = [item.index]
        if own.isEmpty { draft.entries.reserveCapacity(item.records.count) }
        drafts.append(draft)
        return drafts.count - 1
    }

    /// Phone numbers are compared by their digits; other ids as they are.
    private static func conversationKey(_ text: String) -> String {
        let shape: (UInt8) -> Bool = { (0x30...0x39).contains($0) || [0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F].contains($0) }
        guard text.hasPrefix("+") || text.hasPrefix("00"), text.utf8.allSatisfy(shape),
            let key = PartyRegistry.key(Identity(.phone, text))
        else { return text }
        return key
    }

    private func append(
        _ captured: CapturedRecord, _ unit: Unit, to draft: inout ConversationDraft, people: inout [Participant: Int],
        _ parties: inout PartyRegistry
    ) {
        func number(_ participant: Participant) -> Int {
            if let known = people[participant] { return known }
            let party = parties.register(participant, scope: draft.key, at: captured.citation)
            people[participant] = party
            return party
        }
        let sender = unit.sender.map(number)
        if let sender { draft.add(participant: sender) }
        for other in unit.others { draft.add(participant: number(other)) }
        let time = clock.time(unit.time)
        draft.entries.append(
            ConversationDraft.Entry(
                content: unit.content, time: time, order: clock.order(time) ?? draft.entries.last?.order ?? ConversationDraft.beforeAll,
                showsSeconds: unit.time.showsSeconds, sender: unit.isOutgoingCall ? nil : sender,
                citations: Citations(captured.citation)))
    }

    /// In order of time; of equal times as the sources have them.
    private func ordered(_ draft: ConversationDraft) -> ConversationDraft {
        var draft = draft
        let keys = draft.entries.map(\.order)
        guard zip(keys, keys.dropFirst()).contains(where: { $0 > $1 }) else { return draft }
        draft.entries = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { draft.entries[$0] }
        return draft
    }
}

/// What messages, notices and calls have in common.
private struct Unit {
    let content: Conversation.Content
    let conversation: String
    let title: String?
    let time: EventTime
    let sender: Participant?
    let others: [Participant]
    var isOutgoingCall = false

    init?(_ record: Record) {
        switch record {
        case .message(let message):
            content = .message(message)
            (conversation, title, time) = (message.conversation, message.conversationTitle, message.time)
            (sender, others) = (message.sender, message.recipients)
        case .notice(let notice):
            content = .notice(notice)
            (conversation, title, time) = (notice.conversation, notice.conversationTitle, notice.time)
            (sender, others) = (nil, [])
        case .call(let call):
            content = .call(call)
            (conversation, title, time) = (call.conversation, call.conversationTitle, call.time)
            (sender, others) = (call.party, [])
            isOutgoingCall = call.direction == .outgoing && !call.party.isOwner
        default: return nil
        }
    }
}

extension EventTime {
    var showsSeconds: Bool {
        switch value {
        case .instant: true
        case .local(let local): local.second != nil
        case .day, .span, .unknown: false
        }
    }
}
