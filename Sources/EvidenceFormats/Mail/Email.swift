import CaseModel
package import EvidenceIngest

/// Mails (RFC 5322, MIME) and mailboxes (RFC 4155 and relatives). Facts: formats/chats.md §13.
package struct Email: Ingestor {
    package init() {}

    package var descriptor: IngestorDescriptor {
        IngestorDescriptor(
            id: "email", family: .mail, title: "E-mail and mailbox",
            origin: "Save the mail from the mail program as .eml, or export a folder as .mbox.",
            fileNames: "*.eml, *.emlx, *.mbox, Inbox", keepsPartialRecords: true,
            coverage: Coverage(
                read: [
                    "Message-ID", "In-Reply-To", "References", "Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject",
                    "text/plain", "text/html", "format=flowed", "attachments", "embedded mails", "uuencode", "Received",
                    "Return-Path", "DKIM-Signature", "ARC-*", "Authentication-Results", "mbox separators", "Content-Length",
                    "mails saved as UTF-16", "Apple Mail's length line and property list",
                ],
                passedOver: [
                    "preambles that announce MIME", "remote pictures (never loaded)", "other X- fields", "mbox quoting (kept as written)",
                ],
                missing: ["TNEF contents", "S/MIME and PGP decryption", "joining message/partial"]))
    }

    package func recognize(_ probe: FileProbe) -> Recognition {
        let name = probe.name.lowercased()
        return switch MailShape.detect(probe.head, isCalledMail: name.hasSuffix(".eml") || name.hasSuffix(".emlx")) {
        case .message(let basis, _, let isSure): .yes(isSure ? .certain : .likely, basis: basis)
        case .mailbox(let basis), .appleMail(let basis): .yes(.certain, basis: basis)
        case .webArchive, nil: .no
        }
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        let bytes = try source.bytes()
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            // An editor wrote the mail's characters anew: what they say of their own coding is no longer so.
            let text = try source.text()
            try readMail(Array(text.text.utf8), isRecoded: true, into: &sink)
            let damage = ["count": String(text.replacements), "used": text.encoding]
            if text.replacements > 0 { sink.report(.mailCharsetReplaced, at: .whole, damage) }
            return
        }
        if let apple = AppleMail(bytes) { return try read(apple, bytes, into: &sink) }
        // Old Macs end lines with a carriage return; every line feed below is one of theirs.
        let starts = MailboxSplitter.separators(in: MailShape.withLineFeeds(bytes))
        if starts.count > 1 {
            split(bytes, at: starts, into: &sink)
        } else {
            try readMail(MailShape.withLineFeeds(bytes), into: &sink)
        }
    }

    /// The message between Apple's lines; what its property list says is kept with it.
    private func read(_ apple: AppleMail, _ bytes: [UInt8], into sink: inout some RecordSink) throws(IngestError) {
        let list = apple.properties.flatMap { AppleMailProperties(Array(bytes[$0])) }
        try readMail(Array(bytes[apple.message]), line: AppleMail.firstLine, extra: list?.all ?? [], into: &sink)
        if apple.message.count != apple.announced {
            let what = "its first line announces \(apple.announced) bytes, the mail has \(apple.message.count)"
            sink.report(.mailAppleDamaged, at: .line(1), ["what": what])
        }
        if list == nil { sink.report(.mailAppleDamaged, at: .whole, ["what": "its property list is missing or cut off"]) }
    }

    /// Each mail of a mailbox is an item of its own, byte for byte with its “From ” line.
    private func split(_ bytes: [UInt8], at starts: [Int], into sink: inout some RecordSink) {
        for (index, start) in starts.enumerated() {
            // What stands before the first separator (a byte order mark, empty lines) goes with the first mail.
            let from = index == 0 ? 0 : start
            let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
            var name = ""
            name.appendPadded(index + 1, 4)
            _ = sink.attach(
                ChildContent(name: name + ".eml", declaredType: "message/rfc822", bytes: Array(bytes[from..<end])))
        }
        sink.report(.mailboxBetween, at: .whole, ["count": String(starts.count)])
    }

    /// `line`: where the mail begins in its file. `extra`: what the file says of it.
    private func readMail(
        _ bytes: [UInt8], isRecoded: Bool = false, line: Int = 1, extra: [NamedText] = [], into sink: inout some RecordSink
    ) throws(IngestError) {
        let (envelope, start) = Self.start(of: bytes)
        guard var tree = GMimeParsing.tree(Array(bytes[start...])) else { throw IngestError(.mailUnreadable, at: .whole) }
        guard !tree.fields.all.isEmpty || tree.body != nil else { throw IngestError(.mailUnreadable, at: .whole) }
        if isRecoded { tree.body = tree.body?.recoded() }
        let assembly = MailAssembly(tree)
        var builder = MailRecord(tree.fields, charset: MailAssembly.firstCharset(tree.body))
        let attachments = assembly.attachments.map { part in
            let item = sink.attach(ChildContent(name: part.name, declaredType: part.type, bytes: part.bytes))
            return Attachment(name: part.name, mediaType: part.type, state: .item(item))
        }
        var message = builder.message(assembly, attachments, envelope: envelope)
        message.extra += extra
        sink.emit(.message(message), at: .line(line))
        for note in builder.notes + assembly.notes { sink.report(note) }
        report(Self.isHeaderOnly(bytes[start...], tree) ? tree.findings.subtracting([.truncated]) : tree.findings, into: &sink)
    }

    /// RFC 5322 §3.5: a mail may end with its last field; the empty line belongs to the body. A multipart needs a body.
    private static func isHeaderOnly(_ bytes: ArraySlice<UInt8>, _ tree: MailTree) -> Bool {
        if case .multipart = tree.body { return false }
        var isLineStart = true
        for byte in bytes where byte != 0x0D {
            if byte == 0x0A, isLineStart { return false }
            isLineStart = byte == 0x0A
        }
        return isLineStart
    }

    private func report(_ findings: Set<MailFinding>, into sink: inout some RecordSink) {
        for finding in MailFinding.allCases where findings.contains(finding) {
            switch finding {
            case .truncated: sink.report(.mailTruncated, at: .whole)
            case .malformed: sink.report(.mailMalformed, at: .whole, ["what": "a part is not built as it should be"])
            case .withoutBoundary: sink.report(.mailMalformed, at: .whole, ["what": "a multipart without boundary"])
            case .tooDeep: sink.report(.mailTooDeep, at: .whole, ["level": String(GMimeParsing.depthLimit)])
            case .badHeader: sink.report(.mailMalformed, at: .whole, ["what": "a line in the header is no field"])
            case .zeroInHeader: sink.report(.mailMalformed, at: .whole, ["what": "zero bytes in the header are read as blanks"])
            case .fieldTooLong:
                let what = "a header field is read up to its byte \(MailBytes.fieldLimit)"
                sink.report(.mailMalformed, at: .whole, ["what": what])
            }
        }
    }

    /// Behind byte order mark, empty lines, “From ” line and the indentation of a damaged first field.
    private static func start(of bytes: [UInt8]) -> (envelope: String?, start: Int) {
        var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func skip(_ isSkipped: (UInt8) -> Bool) { while at < bytes.count, isSkipped(bytes[at]) { at += 1 } }
        at += MailShape.blankLines(bytes[at...])
        var envelope: String?
        if bytes[at...].starts(with: Array("From ".utf8)) {
            let line = bytes[at...].prefix { $0 != 0x0A }
            envelope = HeaderText.verbatim(Array(line))
            at = min(at + line.count + 1, bytes.count)
        }
        skip { $0 == 0x20 || $0 == 0x09 }
        return (envelope, at)
    }
}
