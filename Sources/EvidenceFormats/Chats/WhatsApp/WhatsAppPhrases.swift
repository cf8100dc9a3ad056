/// The sentences that WhatsApp itself puts in place of a message, looked up without regard to direction marks, kinds
/// of blank, ASCII case, Arabic vowel signs and a final full stop.
struct WhatsAppPhrases: Sendable {
    enum Meaning: UInt8, Sendable {
        case deleted, missedVoice, missedVideo, voiceCall, videoCall, groupCall, notExported
        case omittedMedia, omittedSticker, omittedContact, edited, attached, location
    }

    static let shared = WhatsAppPhrases()

    private let meanings: [UInt64: Meaning]
    /// The beginnings of all phrases: most texts of people are told apart by them alone.
    private let beginnings: Set<UInt32>
    private let encryptionBeginnings: Set<UInt32>
    private let encryption: [[UInt8]]
    private let noticeStems: [[UInt8]]
    private let deletionStems: [[UInt8]]
    private let messageStems: [[UInt8]]

    private init() {
        var meanings: [UInt64: Meaning] = [:]
        for (meaning, list) in WhatsAppWords.phrases {
            for phrase in list { meanings[Self.hash(Array(phrase.utf8)[...])] = meaning }
        }
        self.meanings = meanings
        beginnings = Set(WhatsAppWords.phrases.flatMap(\.1).map { Self.beginning(Array($0.utf8)[...]) })
        encryptionBeginnings = Set(WhatsAppWords.encryption.map { Self.beginning(Array($0.utf8)[...]) })
        encryption = WhatsAppWords.encryption.map { Self.folded(Array($0.utf8)[...]) }
        noticeStems = WhatsAppWords.noticeStems.map { Self.folded(Array($0.utf8)[...]) }
        deletionStems = WhatsAppWords.deletionStems.map { Self.folded(Array($0.utf8)[...]) }
        messageStems = WhatsAppWords.messageStems.map { Self.folded(Array($0.utf8)[...]) }
    }

    /// What the whole text means; nil when it is none of the app's own sentences.
    func meaning(_ bytes: ArraySlice<UInt8>) -> Meaning? {
        guard bytes.count <= 200, beginnings.contains(Self.beginning(bytes)) else { return nil }
        return meanings[Self.hash(bytes)]
    }

    /// The encryption notice, in the wordings that are recognised even without its mark.
    func isEncryptionNotice(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 30, encryptionBeginnings.contains(Self.beginning(bytes)) else { return false }
        let folded = Self.folded(bytes.prefix(240))
        return encryption.contains { folded.starts(with: $0) }
    }

    /// A line without a sender whose text holds a colon: "Ann changed the subject from …".
    func hasNoticeStem(_ bytes: ArraySlice<UInt8>) -> Bool {
        let folded = Self.folded(bytes)
        return noticeStems.contains { Self.contains(folded, $0) }
    }

    /// For app-generated sentences in a wording that is not listed. What is deleted must be a message: groups lose their
    /// picture and their members in the same words.
    func tellsOfDeletion(_ bytes: ArraySlice<UInt8>) -> Bool {
        let folded = Self.folded(bytes.prefix(200))
        return deletionStems.contains { Self.contains(folded, $0) } && messageStems.contains { Self.contains(folded, $0) }
    }

    /// The first four bytes of the folded text.
    private static func beginning(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var key: UInt32 = 0
        var count = 0
        let isLetter: (UInt8) -> Bool = { (0x61...0x7A).contains($0 | 0x20) }
        if bytes.count >= 4, bytes.prefix(4).allSatisfy(isLetter) {
            return bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1 | 0x20) }
        }
        fold(bytes.prefix(24)) { byte in
            if count < 4 { key = key << 8 | UInt32(byte) }
            count += 1
        }
        return key
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard part.count <= text.count, let first = part.first else { return false }
        return (0...(text.count - part.count)).contains { start in
            text[start] == first && text[start..<start + part.count].elementsEqual(part)
        }
    }

    private static func folded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        fold(bytes) { result.append($0) }
        return result
    }

    /// FNV-1a over the folded text, without a full stop at its end.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var atLastLetter = hash
        fold(bytes) { byte in
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            if byte != 0x2E, byte != 0x20, byte != 0x21 { atLastLetter = hash }
        }
        return atLastLetter
    }

    /// Hands over the bytes that matter: marks and vowel signs are left out, blanks are one kind, ASCII is lower case.
    private static func fold(_ bytes: ArraySlice<UInt8>, _ body: (UInt8) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                let next = index + 1 < bytes.count ? bytes[index + 1] : 0
                let third = index + 2 < bytes.count ? bytes[index + 2] : 0
                switch (byte, next, third) {
                case (0x41...0x5A, _, _):
                    body(byte | 0x20)
                    index += 1
                case (0xC2, 0xA0, _), (0xD8, 0x9C, _), (0xD9, 0x8B...0x92, _):
                    if byte == 0xC2 { body(0x20) }
                    index += 2
                case (0xE2, 0x80, 0x8E), (0xE2, 0x80, 0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA6...0xA9),
                    (0xEF, 0xBB, 0xBF):
                    index += 3
                case (0xE2, 0x80, 0x89), (0xE2, 0x80, 0xAF):
                    body(0x20)
                    index += 3
                case (0xE2, 0x80, 0x98...0x99):
                    body(0x27)
                    index += 3
                case (0xE3, 0x80, 0x82), (0xE0, 0xA5, 0xA4):
                    body(0x2E)
                    index += 3
                default:
                    body(byte)
                    index += 1
                }
            }
        }
    }
}
