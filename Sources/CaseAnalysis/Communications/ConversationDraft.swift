import CaseModel

/// A conversation before its people have their ids.
struct ConversationDraft {
    struct Entry {
        let content: Conversation.Content
        let time: CaseTime
        /// Seconds since 1970 for ordering; for an unknown time that of the entry before it, or `beforeAll`.
        let order: Int64
        /// False when the source shows minutes only.
        let showsSeconds: Bool
        /// Number of the sender in the registry of parties.
        let sender: Int?
        var citations: Citations
    }

    /// The order of entries without a time that no other stands before: less than any time, and far from where sums and
    /// differences of two would overflow.
    static let beforeAll: Int64 = -1 << 60

    let format: String
    /// What keeps it apart from other conversations of the format.
    let key: String
    var title: String?
    var entries: [Entry] = []
    /// In order of appearance.
    var participants: [Int] = []
    /// Items it was read from, in canonical order.
    var items: [Int] = []
    /// True when the source names conversations by an id, so that equal ids are the same conversation.
    let hasOwnID: Bool

    mutating func add(participant: Int) {
        if participants.last != participant, !participants.contains(participant) { participants.append(participant) }
    }
}

/// Two or more exports that hold the same conversation.
struct ExportOverlap {
    /// Index in the list of conversations.
    let conversation: Int
    let items: [Int]
    /// Entries found in more than one export.
    let common: Int
    /// Entries inside the common period that only one export has.
    let onlyInOne: [Citations]
}

/// The conversations of the case, and which exports were merged.
struct AssembledConversations {
    let drafts: [ConversationDraft]
    let overlaps: [ExportOverlap]

    func finished(_ parties: ResolvedParties) -> [Conversation] {
        drafts.enumerated().map { number, draft in
            var ids: [String] = []
            for participant in draft.participants {
                let id = parties.party(participant).id
                if !ids.contains(id) { ids.append(id) }
            }
            let names = Dictionary(
                Set(draft.entries.compactMap(\.sender)).map { ($0, parties.party($0).id) }, uniquingKeysWith: { a, _ in a })
            return Conversation(
                id: "K\(number + 1)", platform: draft.format, title: draft.title, participants: ids,
                entries: draft.entries.map {
                    Conversation.Entry(
                        content: $0.content, time: $0.time, sender: $0.sender.flatMap { names[$0] },
                        citations: $0.citations)
                })
        }
    }
}
