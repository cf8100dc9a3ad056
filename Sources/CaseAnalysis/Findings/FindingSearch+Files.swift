import CaseModel

extension FindingSearch {
    func files() -> [Finding] {
        let order = context.gathering.order
        func with(_ status: ItemStatus) -> [Int] { order.filter { context.gathering.items[$0].status == status } }
        return [
            list("CF-F-FILES-UNREADABLE", .attention, with(.failed)),
            list("CF-F-FILES-PARTLY-READ", .attention, with(.partial)),
            // A container is understood through its parts.
            list("CF-F-FILES-NOT-UNDERSTOOD", .note, with(.stored).filter { context.gathering.children[$0].isEmpty }),
            duplicates(), sameNames(), disguised(), refused(),
        ].compactMap { $0 } + changedPDFs()
    }

    /// Cites every item, at the place of its first error where there is one.
    private func list(_ code: String, _ grade: Finding.Grade, _ items: [Int]) -> Finding? {
        let cited = items.map { index in
            let error = context.gathering.items[index].diagnostics.first { $0.kind.severity == .error }
            return context.gathering.refine(context.gathering.whole(index), error?.locator)
        }
        guard let citations = Citations(cited) else { return nil }
        return Finding(code, grade, ["count": .number(items.count), "names": names(items)], citations)
    }

    private func duplicates() -> Finding? {
        let items = result.exhibits.filter { $0.duplicateOf != nil }.map(\.item)
        guard let citations = Citations(items.map { context.gathering.whole($0) }) else { return nil }
        return Finding("CF-F-DUPLICATES", .note, ["count": .number(items.count), "names": names(items)], citations)
    }

    /// Different files of one name, which people take for one file.
    private func sameNames() -> Finding? {
        var groups: [String: [Int]] = [:]
        var keys: [String] = []
        for index in context.gathering.order where context.gathering.items[index].parent == nil {
            let key = context.gathering.items[index].name.lowercased()
            if groups[key] == nil { keys.append(key) }
            groups[key, default: []].append(index)
        }
        let clashing = keys.compactMap { groups[$0] }.filter { group in
            Set(group.map { context.gathering.items[$0].sha256 }).count > 1
        }
        guard let citations = Citations(clashing.flatMap { $0 }.map { context.gathering.whole($0) }) else { return nil }
        return Finding(
            "CF-F-SAME-NAME", .note, ["count": .number(clashing.count), "names": names(clashing.compactMap(\.first))], citations)
    }

    /// Names with characters that turn the direction of writing, so that they show another ending than they have.
    private func disguised() -> Finding? {
        let items = context.gathering.order.filter { index in
            context.gathering.items[index].name.unicodeScalars.contains {
                (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
            }
        }
        guard let citations = Citations(items.map { context.gathering.whole($0) }) else { return nil }
        let shown = items.prefix(5).map { Self.visible(context.gathering.items[$0].name) }
        return Finding("CF-F-NAME-DISGUISED", .attention, ["names": .text(shown.joined(separator: ", "))], citations)
    }

    /// Direction marks written out, so that a name is read in the order it is stored.
    private static func visible(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            if (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value) {
                text += "[U+" + String(scalar.value, radix: 16, uppercase: true) + "]"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private func changedPDFs() -> [Finding] {
        context.gathering.order.compactMap { index in
            let item = context.gathering.items[index]
            for captured in item.records {
                guard case .pdf(let pdf) = captured.record, pdf.revisions > 1 else { continue }
                return Finding(
                    "CF-F-PDF-CHANGED", .note, ["name": .text(item.name), "count": .number(pdf.revisions)],
                    Citations(captured.citation))
            }
            return nil
        }
    }

    /// What was not taken in out of a container is cited to the container; what was refused in the folder itself is
    /// listed in the case and has no exhibit that could be cited.
    private func refused() -> Finding? {
        let containers = Dictionary(
            context.gathering.items.map { ($0.path, $0.index) }, uniquingKeysWith: { first, _ in first })
        var cited: [Citation] = []
        var names: [String] = []
        for refusal in result.refusals {
            guard let mark = refusal.path.range(ofLast: "!/"), let item = containers[String(refusal.path[..<mark])] else { continue }
            cited.append(context.gathering.whole(item))
            names.append(refusal.path)
        }
        guard let citations = Citations(cited) else { return nil }
        return Finding(
            "CF-F-REFUSED", .attention,
            [
                "count": .number(names.count),
                "names": .text(names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")),
            ], citations)
    }

    // MARK: - Conversations

    func conversations() -> [Finding] {
        var found = context.overlaps.flatMap(overlap)
        for (number, conversation) in result.conversations.enumerated() {
            var missing: [Citations] = [], omitted: [Citations] = [], deleted: [Citations] = []
            var edited: [Citations] = [], unsent: [Citations] = []
            for index in conversation.entries.indices where context.mentions.note(number, index).traits.contains(.special) {
                let entry = conversation.entries[index]
                guard case .message(let message) = entry.content else { continue }
                let place = entry.citations
                for attachment in message.attachments {
                    if attachment.state == .missing { missing.append(place) }
                    if attachment.state == .omitted { omitted.append(place) }
                }
                if message.kind == .deleted { deleted.append(place) }
                if message.isEdited { edited.append(place) }
                if !message.wasSent { unsent.append(place) }
            }
            found += [
                counted("CF-F-ATTACHMENTS-MISSING", .attention, conversation, missing),
                counted("CF-F-MEDIA-LEFT-OUT", .note, conversation, omitted),
                counted("CF-F-MESSAGES-DELETED", .attention, conversation, deleted),
                counted("CF-F-MESSAGES-EDITED", .note, conversation, edited),
                counted("CF-F-MESSAGES-UNSENT", .note, conversation, unsent),
            ].compactMap { $0 }
        }
        return found
    }

    private func counted(
        _ code: String, _ grade: Finding.Grade, _ conversation: Conversation, _ places: [Citations]
    ) -> Finding? {
        guard let citations = some(places) else { return nil }
        return Finding(code, grade, ["title": title(conversation), "count": .number(places.count)], citations)
    }

    private func title(_ conversation: Conversation) -> Phrase.Argument {
        if let title = conversation.title?.trimmingBlanks(), !title.isEmpty { return .text(title) }
        let others = conversation.participants.filter { context.parties.side(of: $0) != .claimant }
        let names = (others.isEmpty ? conversation.participants : others).compactMap { context.parties.name(of: $0) }
        return names.isEmpty ? Wording.platform(conversation.platform) : .text(names.joined(separator: ", "))
    }

    private func overlap(_ overlap: ExportOverlap) -> [Finding] {
        let conversation = result.conversations[overlap.conversation]
        guard let citations = Citations(overlap.items.map { context.gathering.whole($0) }) else { return [] }
        var found = [
            Finding(
                "CF-F-EXPORTS-MERGED", .note,
                [
                    "title": title(conversation), "exports": .number(overlap.items.count),
                    "common": .number(overlap.common),
                ], citations)
        ]
        if let alone = some(overlap.onlyInOne) {
            found.append(
                Finding(
                    "CF-F-EXPORTS-DIFFER", .attention,
                    ["title": title(conversation), "count": .number(overlap.onlyInOne.count)], alone))
        }
        return found
    }
}

extension String {
    /// The last place where `text` stands, as the range's start.
    fileprivate func range(ofLast text: String) -> String.Index? {
        let bytes = Array(utf8), wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return nil }
        for start in stride(from: bytes.count - wanted.count, through: 0, by: -1)
        where bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
            return utf8.index(utf8.startIndex, offsetBy: start)
        }
        return nil
    }
}
