import CaseModel
package import EvidenceIngest

/// The text that WhatsApp makes with "export chat": `_chat.txt` of the iPhone, `WhatsApp Chat with ….txt` of Android.
///
/// Texts are kept with all their code points; only line breaks inside a message are one kind (LF).
package struct WhatsAppText: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "whatsapp-text", family: .chats, title: "WhatsApp chat export",
        origin: "In the chat: menu, More, Export chat; with media, as a zip.",
        fileNames: "_chat.txt in a zip, WhatsApp Chat with ….txt", keepsPartialRecords: true,
        coverage: Coverage(
            read: [
                "all header forms, calendars, digits and day halves", "messages, notices, calls, deleted and edited marks",
                "media by name, captions, locations, contact cards, polls",
            ],
            passedOver: ["votes of a poll as numbers (kept in the text)"],
            missing: ["times of the Islamic calendar", "what the app does not export: reactions, replies, read receipts"]))

    package func recognize(_ probe: FileProbe) -> Recognition {
        guard let text = probe.text, probe.json == nil, probe.xml == nil else { return .no }
        let bytes = Array(text.utf8)
        let layout = WhatsAppLayout(bytes)
        let count = layout.headers.count
        guard count > 0, layout.preamble.count <= max(3, count / 4) else { return .no }
        let isNamed = Self.hasUsualName(probe.name)
        let senders = WhatsAppSenders(bytes, layout.headers)
        let names = senders.splits.compactMap { $0?.name }
        let hasEncryptionNotice = layout.headers.contains { header in
            WhatsAppPhrases.shared.isEncryptionNotice(bytes[header.rest..<header.lineEnd])
        }
        guard !names.isEmpty || hasEncryptionNotice, !Self.isProgramLog(names) else { return .no }
        let isMarked = layout.headers.contains { $0.isMarked }
        // One long message must not hide a chat that its name or the app's own words show.
        let isSure = layout.preamble.isEmpty && (isMarked || isNamed || hasEncryptionNotice)
        guard isSure || count * (isNamed ? 40 : 12) >= layout.filledLines else { return .no }
        if !isMarked, !isNamed, !hasEncryptionNotice, Self.isSignalExport(layout, bytes) { return .no }
        let isCertain = isMarked || hasEncryptionNotice || isNamed
        return .yes(
            isCertain ? .certain : .likely,
            basis: "\(count) of \(layout.filledLines) lines begin with date, time and sender as in WhatsApp exports")
    }

    private static func hasUsualName(_ name: String) -> Bool {
        let lower = name.lowercased()
        return lower == "_chat.txt" || lower.contains("whatsapp")
    }

    /// Logs of programs write dates in brackets too; their "names" are levels.
    private static func isProgramLog(_ names: [String]) -> Bool {
        let levels: Set<String> = [
            "debug", "info", "warn", "warning", "error", "notice", "fatal", "critical", "trace", "severe", "verbose",
        ]
        let count = names.lazy.filter { levels.contains($0.lowercased()) }.count
        return count * 2 >= max(1, names.count)
    }

    /// `[YYYY-MM-DD, HH:MM] Name:` without seconds and with bare line feeds is how signal-export writes.
    private static func isSignalExport(_ layout: WhatsAppLayout, _ bytes: [UInt8]) -> Bool {
        !bytes.contains(0x0D)
            && layout.headers.allSatisfy { header in
                header.form.closing == .bracket && header.form.isYearFirst && header.form.separator == 3
                    && header.form.hasComma && !header.form.hasSeconds && !header.form.hasHalf
            }
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        let bytes = Array(try source.text().text.utf8)
        let layout = WhatsAppLayout(bytes)
        guard let first = layout.headers.first else { throw IngestError(.chatNothingFound) }
        let dates = WhatsAppDates(layout.headers) { index in
            FileName.dates(bytes[layout.body(of: index, in: bytes)])
        }
        report(layout, dates, into: &sink)
        sink.report(.timeWithoutZone, at: .line(first.line))
        var reader = WhatsAppRecords(
            bytes: bytes, layout: layout, senders: WhatsAppSenders(bytes, layout.headers), dates: dates,
            title: ChatTitle.fromFileName(source.name))
        for index in layout.headers.indices { reader.emit(index, source, into: &sink) }
        reader.reportTotals(into: &sink)
    }

    /// Words before the clock that are not known, where no hour shows that the clock has 24 of them; each once.
    private static func unknownWords(_ headers: [WhatsAppHeader]) -> [(String, WhatsAppHeader)] {
        guard headers.allSatisfy({ $0.clock.hour <= 12 && $0.clock.half == nil }) else { return [] }
        var known = DayHalf.connectors
        return headers.compactMap { known.insert($0.form.connector).inserted ? ($0.form.connector, $0) : nil }
    }

    private func report(_ layout: WhatsAppLayout, _ dates: WhatsAppDates, into sink: inout some RecordSink) {
        for decision in dates.decisions {
            let kind: DiagnosticKind =
                decision.runs > 1 ? .chatDateOrderMixed : decision.isOpen ? .chatDateOrderOpen : .chatDateOrder
            sink.report(
                kind, at: .line(decision.firstLine),
                [
                    "order": decision.order.rawValue, "ground": decision.ground.rawValue,
                    "runs": String(decision.runs),
                ])
        }
        for (word, header) in Self.unknownWords(layout.headers) {
            sink.report(.chatWordInTime, at: .line(header.line), ["word": word])
        }
        if layout.formCount > 1, let first = layout.headers.first,
            let other = layout.headers.first(where: { $0.form != first.form })
        {
            sink.report(.chatForms, at: .line(other.line), ["count": String(layout.formCount)])
        }
        if let inside = layout.leftInside.first {
            sink.report(.chatQuotedHeaders, at: .line(inside.line), ["count": String(layout.leftInside.count)])
        }
        if let line = layout.preamble.first {
            sink.report(.chatPreamble, at: .line(line), ["count": String(layout.preamble.count)])
        }
    }
}

/// The other side's or the group's name, as the file name gives it.
enum ChatTitle {
    private static let patterns: [(before: String, after: String)] = [
        ("WhatsApp Chat with ", ""), ("WhatsApp Chat - ", ""), ("WhatsApp Chat mit ", ""), ("Chat de WhatsApp con ", ""),
        ("Discussion WhatsApp avec ", ""), ("Chat WhatsApp con ", ""), ("Conversa do WhatsApp com ", ""),
        ("WhatsApp-chat met ", ""), ("WhatsApp Chat met ", ""), ("Chat WhatsApp s uživatelem ", ""),
        ("Czat WhatsApp z ", ""), ("Чат WhatsApp с ", ""), ("Чат WhatsApp з ", ""), ("Chat WhatsApp dengan ", ""),
        ("WhatsApp Sohbeti - ", ""), ("محادثة واتساب مع ", ""), ("与", "的 WhatsApp 聊天"), ("與", "的 WhatsApp 對話"),
        ("WhatsApp-chatt med ", ""), ("WhatsApp-chat med ", ""),
    ]

    /// Nil for names that say nothing (`_chat.txt`).
    static func fromFileName(_ name: String) -> String? {
        guard name.lowercased().hasSuffix(".txt") else { return nil }
        let stem = String(
            name.unicodeScalars.dropLast(4).map { scalar in
                ScalarCursor.isBlank(scalar.value) ? Character(" ") : Character(scalar)
            })
        for pattern in patterns where stem.hasPrefix(pattern.before) && stem.hasSuffix(pattern.after) {
            let title = stem.dropFirst(pattern.before.count).dropLast(pattern.after.count)
            if !title.isEmpty { return String(title) }
        }
        return nil
    }
}
