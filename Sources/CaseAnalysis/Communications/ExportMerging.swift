import CaseModel

/// Merges several exports of one conversation. Messages are the same when the platform gives them the same id; without
/// ids when sender and words are equal and the times differ by at most a second, or a minute where one export shows
/// minutes only. Equal messages inside one export are never merged: people repeat themselves. Anybody can write the id of
/// a mail, so mails are the same only when subject, recipients and attachments are equal too.
struct ExportMerging {
    private let gathering: Gathering
    private let parties: PartyRegistry
    /// Senders of messages found in two exports: the same people, whatever the exports call them.
    private(set) var samePeople: [(Int, Int)] = []

    init(gathering: Gathering, parties: PartyRegistry) {
        self.gathering = gathering
        self.parties = parties
    }

    /// Two exports are of one conversation when so many messages of the shorter one's common period are in both.
    static let share = 0.5
    static let leastCommon = 3

    mutating func merge(_ drafts: [ConversationDraft]) -> ([ConversationDraft], [ExportOverlap]) {
        var groups: [[Int]] = drafts.indices.map { [$0] }
        for (a, b) in candidates(drafts) {
            guard let first = groups.firstIndex(where: { $0.contains(a) }),
                let second = groups.firstIndex(where: { $0.contains(b) }), first != second,
                areSame(drafts[a], drafts[b])
            else { continue }
            groups[min(first, second)] += groups[max(first, second)]
            groups.remove(at: max(first, second))
        }
        var result: [ConversationDraft] = []
        var overlaps: [ExportOverlap] = []
        for group in groups {
            let parts = group.sorted().flatMap { split(drafts[$0]) }
            guard parts.count > 1 else {
                result.append(drafts[group[0]])
                continue
            }
            let (draft, overlap) = join(parts, conversation: result.count)
            result.append(draft)
            if let overlap { overlaps.append(overlap) }
        }
        return (result, overlaps)
    }

    // MARK: - Which exports belong together

    /// Pairs of drafts without an id of their own that share at least two telling messages.
    private func candidates(_ drafts: [ConversationDraft]) -> [(Int, Int)] {
        let open = drafts.indices.filter { !drafts[$0].hasOwnID }
        guard open.count > 1 else { return [] }
        var holders: [Key: [Int]] = [:]
        for draft in open {
            var seen: Set<Key> = []
            for entry in drafts[draft].entries where seen.count < 20_000 {
                let key = key(entry, format: drafts[draft].format)
                if key.text.utf8.count >= 8 || isTwin(drafts[draft]), seen.insert(key).inserted { holders[key, default: []].append(draft) }
            }
        }
        var shared: [Int: Int] = [:]
        for group in holders.values where group.count > 1 && group.count <= 16 {
            for (place, a) in group.enumerated() {
                for b in group.dropFirst(place + 1) { shared[a * drafts.count + b, default: 0] += 1 }
            }
        }
        return shared.keys.sorted().map { ($0 / drafts.count, $0 % drafts.count) }
    }

    /// True when another item has the same bytes.
    private func isTwin(_ draft: ConversationDraft) -> Bool {
        guard let item = draft.items.first else { return false }
        let digest = gathering.items[item].sha256
        return gathering.items.contains { $0.sha256 == digest && $0.index != item }
    }

    private func areSame(_ a: ConversationDraft, _ b: ConversationDraft) -> Bool {
        guard a.format == b.format, let first = a.items.first, let second = b.items.first else { return false }
        if gathering.items[first].sha256 == gathering.items[second].sha256 { return true }
        let start = max(a.entries.first?.order ?? 0, b.entries.first?.order ?? 0) - 60
        let end = min(a.entries.last?.order ?? 0, b.entries.last?.order ?? 0) + 60
        let within = min(
            a.entries.count { (start...max(start, end)).contains($0.order) },
            b.entries.count { (start...max(start, end)).contains($0.order) })
        let common = match(a.entries, b.entries, format: a.format).count
        return common >= Self.leastCommon && Double(common) >= Self.share * Double(within)
    }

    // MARK: - Merging

    /// The entries of each item that shares some with another item, and those of all the rest together.
    private func split(_ draft: ConversationDraft) -> [ConversationDraft] {
        guard draft.items.count > 1 else { return [draft] }
        var holders: [Key: Set<Int>] = [:]
        for entry in draft.entries { holders[key(entry, format: draft.format), default: []].insert(entry.citations.first.item) }
        let sharing = holders.values.reduce(into: Set<Int>()) { if $1.count > 1 { $0.formUnion($1) } }
        guard !sharing.isEmpty else { return [draft] }
        var parts: [Int: ConversationDraft] = [:]
        for item in draft.items {
            let slot = sharing.contains(item) ? item : -1
            var part = parts[slot] ?? draft
            if parts[slot] == nil { (part.entries, part.items) = ([], []) }
            part.items.append(item)
            parts[slot] = part
        }
        for entry in draft.entries {
            let item = entry.citations.first.item
            parts[sharing.contains(item) ? item : -1]?.entries.append(entry)
        }
        return ([-1] + draft.items).compactMap { parts[$0] }
    }

    private mutating func join(_ parts: [ConversationDraft], conversation: Int) -> (ConversationDraft, ExportOverlap?) {
        // The export that shows seconds tells more: its entries stand for both.
        let ordered = parts.enumerated().sorted { a, b in
            let seconds = (a.element.entries.contains(where: \.showsSeconds), b.element.entries.contains(where: \.showsSeconds))
            return seconds.0 != seconds.1 ? seconds.0 : a.offset < b.offset
        }.map(\.element)
        guard var result = ordered.first else { return (parts[0], nil) }
        var common = 0
        var alone: [Citations] = []
        for part in ordered.dropFirst() {
            let pairs = match(result.entries, part.entries, format: result.format)
            common += pairs.count
            if !pairs.isEmpty { alone += onlyInOne(result.entries, part.entries, pairs) }
            let known = Set(pairs.map(\.1))
            for (a, b) in pairs {
                result.entries[a].citations.add(part.entries[b].citations)
                note(result.entries[a].sender, part.entries[b].sender)
            }
            result.entries = interleaved(
                result.entries, part.entries.indices.filter { !known.contains($0) }.map { part.entries[$0] })
            for participant in part.participants { result.add(participant: participant) }
            result.items += part.items
            result.title = result.title ?? part.title
        }
        result.items.sort { gathering.rank[$0] < gathering.rank[$1] }
        guard common > 0 else { return (result, nil) }
        return (result, ExportOverlap(conversation: conversation, items: result.items, common: common, onlyInOne: alone))
    }

    private mutating func note(_ a: Int?, _ b: Int?) {
        guard let a, let b, a != b, !samePeople.contains(where: { $0 == (a, b) }) else { return }
        samePeople.append((a, b))
    }

    private func interleaved(
        _ a: [ConversationDraft.Entry], _ b: [ConversationDraft.Entry]
    ) -> [ConversationDraft.Entry] {
        var result: [ConversationDraft.Entry] = []
        result.reserveCapacity(a.count + b.count)
        var (i, j) = (0, 0)
        while i < a.count || j < b.count {
            if j == b.count || (i < a.count && a[i].order <= b[j].order) {
                result.append(a[i])
                i += 1
            } else {
                result.append(b[j])
                j += 1
            }
        }
        return result
    }

    /// Entries inside the period of both exports that were not found in the other one.
    private func onlyInOne(
        _ a: [ConversationDraft.Entry], _ b: [ConversationDraft.Entry], _ pairs: [(Int, Int)]
    ) -> [Citations] {
        guard let first = pairs.map(\.0).min(), let last = pairs.map(\.0).max() else { return [] }
        let (start, end) = (a[first].order - 60, a[last].order + 60)
        let (inA, inB) = (Set(pairs.map(\.0)), Set(pairs.map(\.1)))
        func rest(_ entries: [ConversationDraft.Entry], _ matched: Set<Int>) -> [Citations] {
            entries.indices.filter { !matched.contains($0) && (start...end).contains(entries[$0].order) }
                .map { entries[$0].citations }
        }
        return rest(a, inA) + rest(b, inB)
    }

    // MARK: - Matching

    /// What has to be equal in both exports, apart from the time.
    private struct Key: Hashable {
        let format: String
        let sender: String
        let text: String
        var mail: MailKey?
    }

    /// What two copies of one mail have in common besides sender and words.
    private struct MailKey: Hashable {
        private let id: String?
        private let subject: String?
        private let recipients: Set<String>
        /// Name and digest of each.
        private let attachments: [[String]]

        init(_ message: Message, _ gathering: Gathering) {
            id = message.id
            subject = message.subject
            // RFC 5322 §3.6.3: who is named in Bcc may stand in the sender's own copy only.
            let blind = message.extra.filter { $0.name.lowercased() == "bcc" }.flatMap {
                $0.text.lowercased().split { " \t\n,;<>\"".contains($0) }.map(String.init)
            }
            recipients = Set(message.recipients.map { ($0.identity?.value ?? $0.name ?? "").lowercased() }).subtracting(blind)
            attachments = message.attachments.map { attachment in
                guard case .item(let item) = attachment.state, gathering.items.indices.contains(item) else {
                    return [attachment.name ?? ""]
                }
                return [attachment.name ?? "", gathering.items[item].sha256]
            }
        }
    }

    private func key(_ entry: ConversationDraft.Entry, format: String) -> Key {
        let sender = entry.sender.map { senderKey($0) } ?? ""
        switch entry.content {
        case .message(let message):
            if message.kind == .mail { return Key(format: format, sender: sender, text: message.text, mail: MailKey(message, gathering)) }
            if let id = message.id { return Key(format: format, sender: sender, text: id + "\u{0}" + message.text) }
            // One export may name the picture that the other leaves out.
            let isBare = message.kind == .media || message.kind == .sticker
            return Key(format: format, sender: sender, text: isBare ? "\u{0}media" : message.text)
        case .notice(let notice): return Key(format: format, sender: "", text: "\u{1}" + (notice.id ?? "") + notice.text)
        case .call(let call): return Key(format: format, sender: sender, text: "\u{2}" + (call.id ?? "") + call.text)
        }
    }

    private func senderKey(_ sender: Int) -> String {
        let draft = parties.drafts[parties.root(sender)]
        if let side = draft.side { return side.rawValue }
        return draft.identities.first.flatMap { PartyRegistry.key($0) } ?? draft.names.first.map(Names.key) ?? ""
    }

    /// Pairs of entries that are the same, each used once.
    private func match(
        _ a: [ConversationDraft.Entry], _ b: [ConversationDraft.Entry], format: String
    ) -> [(Int, Int)] {
        var waiting: [Key: [Int]] = [:]
        for index in a.indices { waiting[key(a[index], format: format), default: []].append(index) }
        var pairs: [(Int, Int)] = []
        for index in b.indices {
            let key = key(b[index], format: format)
            guard let candidates = waiting[key],
                let place = candidates.firstIndex(where: { isSameTime(a[$0], b[index]) })
            else { continue }
            pairs.append((candidates[place], index))
            waiting[key]?.remove(at: place)
        }
        return pairs
    }

    private func isSameTime(_ a: ConversationDraft.Entry, _ b: ConversationDraft.Entry) -> Bool {
        if a.showsSeconds, b.showsSeconds { return abs(a.order - b.order) <= 1 }
        func minute(_ seconds: Int64) -> Int64 { seconds >= 0 ? seconds / 60 : (seconds - 59) / 60 }
        return abs(minute(a.order) - minute(b.order)) <= 1
    }
}
