/// Recognises mail by the shape of its header block: real header names, not the file's name. Shared by the media type
/// and the mail reader, so that both say the same.
package enum MailShape: Hashable, Sendable {
    /// `isSure`: author and time or transport fields are there.
    case message(basis: String, isMIME: Bool, isSure: Bool)
    /// A mail between the lines of Apple Mail; see `AppleMail`.
    case appleMail(basis: String)
    case mailbox(basis: String)
    /// A web page saved by a browser, which is no mail although it looks like one.
    case webArchive(basis: String)

    /// Fields that only mail and news have.
    private static let mailOnly: Set<String> = [
        "from", "received", "return-path", "message-id", "delivered-to", "x-original-to", "in-reply-to", "references",
        "dkim-signature", "newsgroups", "x-mailer", "reply-to", "sender", "cc", "bcc", "to", "subject", "envelope-to",
        "x-originating-ip", "x-envelope-from", "resent-from", "authentication-results", "arc-seal", "recieved",
    ]
    private static let shared: Set<String> = [
        "date", "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-id",
        "content-description", "status", "organization", "lines", "path",
    ]

    /// `isCalledMail`: the name ends in `.eml` or `.emlx`. Then a header block without author is enough, as drafts and single parts
    /// of mails have it.
    package static func detect(_ head: [UInt8], isCalledMail: Bool) -> MailShape? {
        let head = withLineFeeds(head)
        if let wide = wideText(head) {
            guard case .message(let basis, let isMIME, let isSure) = detect(wide, isCalledMail: isCalledMail) else { return nil }
            return .message(basis: "UTF-16; " + basis, isMIME: isMIME, isSure: isSure)
        }
        if let apple = AppleMail(head) {
            guard case .message(let basis, _, _) = detect(Array(head[apple.message]), isCalledMail: isCalledMail) else { return nil }
            return .appleMail(basis: "number of bytes on the first line; " + basis)
        }
        var rest = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        rest = rest.dropFirst(blankLines(rest))
        if rest.starts(with: Array("From ".utf8)) {
            let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
            let body = rest.dropFirst(line.count).drop { $0 == 0x0A || $0 == 0x0D }
            if case .message(_, let isMIME, _) = fields(of: body, isCalledMail: isCalledMail) {
                let second = MailboxSplitter.separators(in: Array(rest), limit: 2).count > 1
                return second
                    ? .mailbox(basis: "content: mailbox, “From ” lines before header blocks")
                    : .message(basis: "content: “From ” line and header block", isMIME: isMIME, isSure: true)
            }
            guard MailboxSplitter.hasDate(line) else { return nil }
            return .mailbox(basis: "content: “From ” line with address and date")
        }
        return fields(of: rest, isCalledMail: isCalledMail)
    }

    /// The same with line feeds for carriage returns when there is no line feed at all: Macs before 2001 end lines so.
    package static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.contains(0x0A), bytes.contains(0x0D) else { return bytes }
        return bytes.map { $0 == 0x0D ? 0x0A : $0 }
    }

    /// Number of bytes of the lines at the beginning that are empty or hold blanks only.
    package static func blankLines(_ bytes: some Collection<UInt8>) -> Int {
        var count = 0
        for (offset, byte) in bytes.enumerated() {
            if byte == 0x0A || byte == 0x0D { count = offset + 1 } else if byte != 0x20 && byte != 0x09 { break }
        }
        return count
    }

    /// The text of what begins with a byte order mark of UTF-16, as UTF-8: mails that an editor saved so.
    private static func wideText(_ head: [UInt8]) -> [UInt8]? {
        guard head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]), let text = DecodedText(head: head, isComplete: false),
            text.encoding.hasPrefix("UTF-16")
        else { return nil }
        return Array(text.text.utf8)
    }

    private struct Block {
        var names: Set<String> = []
        var odd = 0
        var hasAt = false
        var first = true
        var firstName = ""
        var isWebArchive = false
        var isForeign = false
    }

    private static func fields(of bytes: ArraySlice<UInt8>, isCalledMail: Bool) -> MailShape? {
        var block = Block()
        var rest = bytes.prefix(65_536)
        // Line by line: what is no mail is seen to be none on its first line, and every file passes here.
        for _ in 0...400 {
            let end = rest.firstIndex(of: 0x0A)
            let whole = rest[..<(end ?? rest.endIndex)]
            rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
            let line = whole.last == 0x0D ? whole.dropLast() : whole
            if line.isEmpty { break }
            read(line, into: &block)
            if block.isForeign || (block.names.isEmpty && block.odd > 0) { return nil }
        }
        return shape(of: block) ?? (isCalledMail ? calledMail(block) : nil)
    }

    private static func calledMail(_ block: Block) -> MailShape? {
        let known = block.names.intersection(mailOnly.union(shared))
        guard known.contains(block.firstName), block.odd == 0 else { return nil }
        let listed = known.sorted().prefix(3).joined(separator: ", ")
        return .message(
            basis: "name .eml, header block with " + listed, isMIME: block.names.contains("mime-version"), isSure: false)
    }

    private static func shape(of block: Block) -> MailShape? {
        let mail = block.names.intersection(mailOnly)
        let all = block.names.intersection(mailOnly.union(shared))
        guard !mail.isEmpty, all.count >= 2, block.odd <= max(2, block.names.count) else { return nil }
        if block.isWebArchive { return .webArchive(basis: "content: header block of a saved web page") }
        let hasTransport = !block.names.isDisjoint(with: ["received", "message-id", "return-path", "mime-version", "dkim-signature"])
        guard block.hasAt || hasTransport else { return nil }
        let hasAuthor = block.names.contains("from") || block.names.contains("sender") || block.names.contains("return-path")
        guard mail.contains("subject") || hasAuthor || mail.contains("received") || mail.contains("message-id") || mail.contains("to")
        else { return nil }
        let listed = ["from", "date", "subject", "to", "message-id", "received"].filter(block.names.contains)
        return .message(
            basis: "content: header block with " + listed.joined(separator: ", "),
            isMIME: block.names.contains("mime-version"),
            isSure: hasAuthor && (hasTransport || block.names.contains("date")))
    }

    private static func read(_ line: ArraySlice<UInt8>, into block: inout Block) {
        if line.contains(0x40) { block.hasAt = true }
        var line = line
        if line.first == 0x20 || line.first == 0x09 {
            // The first line of a damaged block may be indented; later ones continue a field.
            guard block.first else { return }
            line = line.drop { $0 == 0x20 || $0 == 0x09 }
        }
        block.first = false
        guard let colon = line.firstIndex(of: 0x3A) else {
            block.odd += 1
            return
        }
        var name = line[..<colon]
        while let last = name.last, last == 0x20 || last == 0x09 { name = name.dropLast() }
        guard !name.isEmpty, name.count <= 76, name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            block.odd += 1
            return
        }
        let text = String(decoding: name, as: UTF8.self).lowercased()
        if block.names.isEmpty { block.firstName = text }
        block.names.insert(text)
        if text == "x-rsmf-version" { block.isForeign = true }
        let value = line[colon...].dropFirst().drop { $0 == 0x20 }
        if text == "snapshot-content-location" || (text == "from" && value.starts(with: Array("<Saved by ".utf8))) {
            block.isWebArchive = true
        }
    }
}
