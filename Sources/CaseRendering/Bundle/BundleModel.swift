import CaseModel

/// `bundle.json`: the bundle as finished strings and blocks.
struct BundleModel {
    let context: ModelContext
    let pages: [Int: PreparedPages]
    /// Messages that the report cites, by item: the bundle says on which page each stands.
    let cited: [Int: Set<Int>]

    func bytes() -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            head(&$0)
            $0.member("parts", array: { for part in parts { write(part, &$0) } })
        }
        return LongWords.listed(in: writer.take())
    }

    /// What has no pages although it is a picture or PDF, or other pages than its own: number and reason.
    var unshown: [String] {
        context.content.exhibits.compactMap { exhibit in
            guard let said = pages[exhibit.item]?.note, exhibit.duplicateOf == nil else { return nil }
            // One sentence, whose end whoever prints it sets.
            let sentence = sentence(said.key, said.words)
            return exhibit.number + ": " + (sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence)
        }
    }

    private func sentence(_ key: String, _ words: String) -> String {
        let sentence = context.label(key, ["words": context.safe.name(words)])
        return sentence.last == " " ? String(sentence.dropLast()) : sentence
    }

    private struct Part {
        let section: ExhibitSection
        var exhibits: [Exhibit]
        let isLater: Bool
    }

    /// Runs of one section in the order of the numbers: what was added later comes behind everything, under its own heading.
    private var parts: [Part] {
        var parts: [Part] = []
        for exhibit in context.content.exhibits {
            if exhibit.parent != nil || parts.last?.section == exhibit.section, !parts.isEmpty {
                parts[parts.count - 1].exhibits.append(exhibit)
            } else {
                let isLater = parts.contains { $0.section == exhibit.section }
                parts.append(Part(section: exhibit.section, exhibits: [exhibit], isLater: isLater))
            }
        }
        return parts
    }

    private func head(_ writer: inout JSONWriter) {
        let settings = context.content.settings
        writer.member("lang", settings.language == .zhHans ? "zh" : settings.language.rawValue)
        writer.member("region", [.en: "gb", .de: "de", .zhHans: "cn"][settings.language])
        writer.member("title", context.title)
        writer.member("pieces", HyphenatedNumbers.pieces(of: context.title))
        let heading = context.label("bundle") + " – " + context.title
        writer.member("heading", heading)
        writer.member("running", heading.shortened)
        created(&writer)
        writer.member(
            "sides",
            array: {
                for side in [CaseParty.Side.claimant, .respondent] {
                    $0.object {
                        $0.member("role", context.word("side." + side.rawValue))
                        $0.member("name", context.name(side))
                    }
                }
            })
        writer.member(
            "cover",
            array: {
                pair(context.label("case"), context.safe.name(settings.id), &$0)
                if let order = settings.claim.order { pair(context.label("order"), context.safe.name(order), &$0) }
                if let court = settings.court { pair(context.label("court"), context.safe.name(court), &$0) }
                pair(context.label("made"), context.createdDay, &$0)
            })
        writer.member("counts", context.label("cover.counts", ["exhibits": String(context.content.exhibits.count)]))
        writer.member(
            "labels",
            object: { labels in
                for (key, text) in context.wording.section("document") { labels.member(key, text) }
            })
    }

    private func created(_ writer: inout JSONWriter) {
        guard let local = LocalDateTime(secondsAsIfUTC: context.createdAt.seconds) else { return }
        writer.member(
            "created",
            object: {
                $0.member("year", local.day.year)
                $0.member("month", local.day.month)
                $0.member("day", local.day.day)
                $0.member("hour", local.hour)
                $0.member("minute", local.minute)
                $0.member("second", local.second ?? 0)
            })
    }

    private func write(_ part: Part, _ writer: inout JSONWriter) {
        writer.object {
            let name = context.word("section." + part.section.rawValue)
            $0.member("title", part.isLater ? context.label("addedLater", ["section": name]) : name)
            $0.member("exhibits", array: { for exhibit in part.exhibits { write(exhibit, &$0) } })
        }
    }

    private func write(_ exhibit: Exhibit, _ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", exhibit.number)
            $0.member("depth", exhibit.number.split(separator: ".").count)
            // A subject may be as long as its mail.
            let title = context.sentence(exhibit.title).shortened(to: 300)
            $0.member("title", title)
            $0.member("pieces", HyphenatedNumbers.pieces(of: title))
            $0.member("short", title.shortened)
            $0.member("date", exhibit.date.map { date($0) } ?? context.word("undated"))
            $0.member("dated", exhibit.date != nil)
            guard let item = context.item(exhibit) else { return }
            $0.member("name", context.safe.name(item.name))
            $0.member("facts", array: { for (name, text) in facts(exhibit, item) { pair(name, text, &$0) } })
            $0.member("sha256", item.sha256)
            let shown = exhibit.duplicateOf == nil ? pages[item.index] : nil
            $0.member("notes", notes(exhibit, item, shown))
            $0.member(
                "blocks",
                array: {
                    guard exhibit.duplicateOf == nil else { return }
                    block(shown, item, &$0)
                    ExhibitBlocks(context: context, item: item, cited: cited[item.index] ?? []).write(&$0)
                })
        }
    }

    /// The day alone, for the index.
    private func date(_ time: CaseTime) -> String {
        time.time.day?.iso ?? context.safe.name(time.time.text)
    }

    private func pair(_ name: String, _ text: String, _ writer: inout JSONWriter) {
        writer.array {
            $0.value(name)
            $0.value(text)
        }
    }

    private func facts(_ exhibit: Exhibit, _ item: Item) -> [(String, String)] {
        var facts = [(context.word("file.path"), context.safe.name(item.path))]
        if let encoding = item.pathEncoding { facts.append((context.word("file.encodedName"), encoding)) }
        if let stored = item.storedName { facts.append((context.word("file.storedName"), context.safe.name(stored))) }
        if let parent = exhibit.parent { facts.append((context.word("partOf"), parent)) }
        if let file = exhibit.file { facts.append((context.word("file.inDossier"), file)) }
        facts.append((context.word("file.size"), context.word("bytes", ["number": context.wording.number(String(item.bytes))])))
        facts.append((context.word("file.type"), [item.mediaType, item.puid].compactMap(\.self).joined(separator: " · ")))
        let status = context.word("status." + item.status.rawValue)
        facts.append((context.word("file.status"), [status, item.format].compactMap(\.self).joined(separator: " · ")))
        facts.append((context.word("file.basis"), context.safe.name(item.basis)))
        if let encoding = item.encoding { facts.append((context.word("file.encoding"), encoding)) }
        if let date = exhibit.date {
            let assumed = date.isZoneAssumed && date.time.wallClock != nil ? " (" + context.assumedZone + ")" : ""
            facts.append((context.label("slip.date"), context.safe.name(context.wording.date(date)) + assumed))
        }
        return facts
    }

    /// What has to be said on the slip sheet: twins, what could not be read or shown.
    private func notes(_ exhibit: Exhibit, _ item: Item, _ shown: PreparedPages?) -> [String] {
        var notes: [String] = []
        if let twin = exhibit.duplicateOf { notes.append(context.label("slip.duplicate", ["number": twin])) }
        switch shown {
        case .picture(let picture) where picture.isDamaged: notes.append(context.label("slip.damagedPicture"))
        default: if let said = shown?.note { notes.append(sentence(said.key, said.words)) }
        }
        for diagnostic in item.diagnostics where diagnostic.kind.severity != .note {
            let place = diagnostic.locator.map(context.place) ?? ""
            let text = context.safe.name(context.wording.diagnostic(diagnostic))
            notes.append(place.isEmpty ? text : "\(text) (\(place))")
        }
        if exhibit.duplicateOf == nil, shown == nil, !ExhibitBlocks.hasContent(item) {
            notes.append(native(exhibit, item))
        }
        return Array(notes.prefix(12)) + (notes.count > 12 ? [context.word("andMore", ["number": String(notes.count - 12)])] : [])
    }

    private func native(_ exhibit: Exhibit, _ item: Item) -> String {
        if item.bytes == 0 { return context.label("slip.empty") }
        if context.content.exhibits.contains(where: { $0.parent == exhibit.number }) { return context.label("slip.container") }
        if let parent = exhibit.parent { return context.label("slip.native.part", ["number": parent]) }
        return context.label("slip.native")
    }

    /// For the foot of the page: one line.
    private func block(_ shown: PreparedPages?, _ item: Item, _ writer: inout JSONWriter) {
        switch shown {
        case .picture(let picture):
            writer.object {
                $0.member("kind", "picture")
                $0.member("file", picture.file)
                $0.member("width", Self.points(picture.width))
                $0.member("height", Self.points(picture.height))
                $0.member("turn", picture.turn)
                $0.member("mirrored", picture.isMirrored)
            }
        case .document(let document):
            writer.object {
                $0.member("kind", "pages")
                $0.member("file", document.file)
                $0.member("count", document.pages)
                $0.member("turns", array: { for turn in document.turns { $0.value(turn) } })
            }
        case .nothing, nil: break
        }
    }

    /// Hundredths of a point, as a whole number.
    private static func points(_ value: Double) -> Int { Int((value * 100).rounded(.down)) }
}
