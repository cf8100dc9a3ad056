import CaseModel

/// What the entries of conversations are and speak of, found in one pass: long chats are read once.
///
/// Numbers are compared as whole tokens: `1Z4` is not found in `1Z45`, nor `PO-1` in `PO-1-2`. Numbers of fewer than
/// five characters, or without a digit, are not looked for in running text.
struct Mentions {
    struct Traits: OptionSet {
        let rawValue: UInt8
        static let mail = Traits(rawValue: 1)
        static let chat = Traits(rawValue: 2)
        static let call = Traits(rawValue: 4)
        /// It reached or left a device: no draft, no failure.
        static let sent = Traits(rawValue: 8)
        /// It names a number of the case.
        static let number = Traits(rawValue: 16)
        /// Deleted, edited, not sent or with attachments.
        static let special = Traits(rawValue: 32)
    }

    struct Note {
        var traits: Traits = []
        /// Of the sender's own words.
        var topics: MessageWords.Topics = []
    }

    /// A message, by conversation and entry.
    struct Place: Hashable {
        let conversation: Int
        let entry: Int
    }

    private(set) var places: [String: [Place]] = [:]
    private var notes: [[Note]] = []

    init(_ conversations: [ConversationDraft], numbers wanted: Set<String>) {
        let scanner = TokenScanner(wanted.filter { $0.utf8.count >= 5 && $0.utf8.contains { (0x30...0x39).contains($0) } })
        notes.reserveCapacity(conversations.count)
        for (number, conversation) in conversations.enumerated() {
            var own: [Note] = []
            own.reserveCapacity(conversation.entries.count)
            for entry in conversation.entries.indices {
                switch conversation.entries[entry].content {
                case .message(let message):
                    let found = scanner.isEmpty ? [] : scanner.find(in: message)
                    for value in Set(found.map(ParcelDigits.withoutRouting)) {
                        places[value, default: []].append(Place(conversation: number, entry: entry))
                    }
                    own.append(Self.note(message, namesNumber: !found.isEmpty))
                case .call: own.append(Note(traits: .call))
                case .notice: own.append(Note())
                }
            }
            notes.append(own)
        }
    }

    private static func note(_ message: Message, namesNumber: Bool) -> Note {
        var note = Note(traits: message.kind == .mail ? .mail : .chat)
        if message.wasSent { note.traits.insert(.sent) }
        if namesNumber { note.traits.insert(.number) }
        if message.kind == .deleted || message.isEdited || !message.wasSent || !message.attachments.isEmpty {
            note.traits.insert(.special)
        }
        note.topics = MessageWords.standard.topics(of: message.ownWords)
        return note
    }

    func note(_ conversation: Int, _ entry: Int) -> Note { notes[conversation][entry] }
}

/// Finds known tokens in text, in one pass over its bytes.
struct TokenScanner {
    private var tokens: [UInt64: String] = [:]
    private let hasSlashes: Bool

    init(_ tokens: Set<String>) {
        hasSlashes = tokens.contains { $0.utf8.contains { $0 == 0x2F || $0 == 0x2E } }
        for token in tokens.sorted() { self.tokens[Self.hash(token.utf8)] = token }
    }

    var isEmpty: Bool { tokens.isEmpty }

    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { step($0, $1) }
    }

    private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    /// The tokens in a message's subject and text, each once, sorted.
    func find(in message: Message) -> [String] {
        guard let subject = message.subject else { return find(in: message.text) }
        return Array(Set(find(in: subject) + find(in: message.text))).sorted()
    }

    /// The tokens found, each once, sorted.
    func find(in text: String) -> [String] {
        var found: [String] = []
        var text = text
        text.withUTF8 { bytes in
            scan(bytes, joiners: false, into: &found)
            if hasSlashes { scan(bytes, joiners: true, into: &found) }
        }
        return found.count > 1 ? Array(Set(found)).sorted() : found
    }

    /// Runs of letters, digits and inner hyphens or underlines; with `joiners` also inner slashes and full stops.
    private func scan(_ bytes: UnsafeBufferPointer<UInt8>, joiners: Bool, into found: inout [String]) {
        var index = 0
        while index < bytes.count {
            guard Self.isWord(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            while index < bytes.count {
                let byte = bytes[index]
                let inner = byte == 0x2D || byte == 0x5F || (joiners && (byte == 0x2F || byte == 0x2E))
                guard Self.isWord(byte) || (inner && index + 1 < bytes.count && Self.isWord(bytes[index + 1])) else { break }
                hash = Self.step(hash, byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte)
                index += 1
            }
            guard index - start >= 5, let token = tokens[hash] else { continue }
            let run = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
            if run.uppercased() == token { found.append(token) }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
