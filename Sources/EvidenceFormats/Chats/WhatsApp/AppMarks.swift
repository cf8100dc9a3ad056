/// Which of the two direction marks the app writes in an export: U+200E, or U+200F on a phone whose language runs from
/// right to left. They stand before the bracket of records with media and before the app's own sentences.
struct AppMarks {
    private var leftToRight = false
    private var rightToLeft = false

    init(_ bytes: [UInt8], _ layout: WhatsAppLayout, _ senders: WhatsAppSenders) {
        for (index, header) in layout.headers.enumerated() {
            if header.isMarked { note(bytes, at: header.start) }
            let start = senders.splits[index]?.bodyStart ?? header.rest
            guard start + 2 < header.lineEnd, bytes[start] == 0xE2 else { continue }
            let line = bytes[start..<header.lineEnd]
            if WhatsAppPhrases.shared.isEncryptionNotice(line) || WhatsAppPhrases.shared.meaning(line) != nil { note(bytes, at: start) }
        }
        if !rightToLeft { leftToRight = true }
    }

    private mutating func note(_ bytes: [UInt8], at index: Int) {
        guard index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x80 else { return }
        if bytes[index + 2] == 0x8E { leftToRight = true }
        if bytes[index + 2] == 0x8F { rightToLeft = true }
    }

    /// `third`: the last byte of the mark in UTF-8.
    func contains(_ third: UInt8) -> Bool { third == 0x8E ? leftToRight : rightToLeft }
}
