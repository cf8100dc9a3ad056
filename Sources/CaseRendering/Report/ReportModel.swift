import CaseModel
import Foundation

/// `report.json`: what `report.typ` prints, as finished strings of the case's language.
struct ReportModel {
    let theCase: Case
    let wording: Wording
    let citations: CitationText
    let safe: SafeText
    let createdAt: Instant
    let bundlePages: [String: ClosedRange<Int>]

    init(_ theCase: Case, wording: Wording, map: PageMap, safe: SafeText, createdAt: Instant) {
        self.theCase = theCase
        self.wording = wording
        self.safe = safe
        self.createdAt = createdAt
        bundlePages = map.exhibits
        citations = CitationText(theCase, map: map, wording: wording)
    }

    func json() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            writeHead(&json)
            writeBrief(&json)
            writeParties(&json)
            writeAccounts(&json)
            writeChronology(&json)
            writeShipments(&json)
            writeConversations(&json)
            writeFindings(&json)
            writeExhibits(&json)
            json.member("integrity", integrity)
            json.member("limits", [label("limits1"), label("limits2")])
        }
        return LongWords.listed(in: json.take())
    }

    func label(_ key: String, _ arguments: [String: String] = [:]) -> String { wording.label("report", key, arguments) }

    func sentence(_ phrase: Phrase) -> String { safe.sentence(wording.pieces(phrase, exhibit: citations.exhibit)) }

    /// One of the texts of a finding: `title`, `explanation`, `advice`.
    func sentence(_ finding: Finding, _ part: String) -> String {
        safe.sentence(wording.pieces(finding, part, exhibit: citations.exhibit))
    }

    /// The first `most` citations as links; how many more there are stands behind them, without an exhibit.
    func write(_ cited: Citations?, _ json: inout JSONWriter, most: Int = 4) {
        let all = cited?.all ?? []
        json.member(
            "cites",
            array: { json in
                for citation in all.prefix(most) {
                    json.object { json in
                        json.member("exhibit", citations.exhibit(citation.item))
                        json.member("text", safe(citations.text(citation)))
                    }
                }
                guard let more = citations.more(all.count - most) else { return }
                json.object { $0.member("text", more) }
            })
    }

    private func writeHead(_ json: inout JSONWriter) {
        let settings = theCase.settings
        let title = settings.title ?? label("defaultTitle", ["case": settings.id])
        json.member("title", safe(title))
        json.member("pieces", HyphenatedNumbers.pieces(of: safe(title)))
        json.member("running", safe(title.shortened))
        json.member("case", settings.id)
        json.member("lang", settings.language == .zhHans ? "zh" : settings.language.rawValue)
        json.member("made", wording.day(createdAt.utcDay))
        json.member(
            "created",
            object: { json in
                guard let local = LocalDateTime(secondsAsIfUTC: createdAt.seconds) else { return }
                json.member("year", local.day.year)
                json.member("month", local.day.month)
                json.member("day", local.day.day)
                json.member("hour", local.hour)
                json.member("minute", local.minute)
                json.member("second", local.second ?? 0)
            })
        json.member(
            "labels",
            object: { json in
                for (key, text) in wording.section("report") { json.member(key, text) }
            })
        json.key("zone_note")
        if let zone = settings.timeZone, theCase.timeline.contains(where: \.time.isZoneAssumed) {
            json.value(label("zoneNote", ["zone": zone]))
        } else {
            json.null()
        }
    }

    private func writeParties(_ json: inout JSONWriter) {
        json.member(
            "parties",
            array: { json in
                for party in theCase.parties {
                    json.object { json in
                        json.member("role", label("side." + party.side.rawValue))
                        json.member("name", safe.name(party.name ?? party.identities.first?.value ?? party.id))
                        json.member("details", details(party).map { safe($0) })
                        write(party.citations, &json, most: 3)
                    }
                }
            })
    }

    func details(_ party: CaseParty) -> [String] {
        let others = party.names.filter { $0 != party.name }
        var lines = party.address
        if !others.isEmpty { lines.append(label("alsoKnownAs", ["names": others.joined(separator: ", ")])) }
        // An address that stands for the name is there already.
        let marks = party.identities.map { [$0.scheme, $0.value].compactMap(\.self).joined(separator: " ") }
            .filter { $0 != party.name && !(party.name == nil && $0 == party.identities.first?.value) }
        if !marks.isEmpty { lines.append(marks.joined(separator: " · ")) }
        return lines
    }

    private func writeAccounts(_ json: inout JSONWriter) {
        json.member(
            "accounts",
            array: { json in
                for account in theCase.accounts {
                    json.object { json in
                        json.member("currency", account.currency)
                        json.member("due", wording.amount(account.due, account.currency))
                        json.member(
                            "entries",
                            array: { json in
                                for entry in account.entries { write(entry, &json) }
                            })
                    }
                }
            })
    }

    private func write(_ entry: Account.Entry, _ json: inout JSONWriter) {
        json.object { json in
            json.member("date", entry.date.map { wording.compactDate($0.time) } ?? "")
            json.member("text", sentence(entry.text))
            let reduces = entry.kind == .paid || entry.kind == .credited
            json.member("amount", (reduces ? "−" : "") + wording.number(entry.money.plain))
            write(entry.citations, &json)
        }
    }

    private func writeChronology(_ json: inout JSONWriter) {
        json.member(
            "chronology",
            array: { json in
                for entry in theCase.timeline {
                    json.object { json in
                        json.member("date", safe(wording.compactDate(entry.time.time)))
                        json.key("note")
                        if let note = zoneNote(entry) { json.value(note) } else { json.null() }
                        json.member("text", sentence(entry.text))
                        write(entry.citations, &json)
                    }
                }
            })
    }

    /// What is known of the zone, in two words; nil for days.
    private func zoneNote(_ entry: TimelineEntry) -> String? {
        switch entry.time.time.value {
        case .instant(_, let offset): Wording.offset(offset)
        case .local where entry.time.isZoneAssumed: label("zoneAssumedShort")
        // A carrier's scan shows the clock of its place, a chat that of some telephone.
        case .local: label([.communication, .demand].contains(entry.kind) ? "zoneNoneShort" : "zoneLocalShort")
        case .day, .span, .unknown: nil
        }
    }

    private func writeConversations(_ json: inout JSONWriter) {
        json.member(
            "conversations",
            array: { json in
                for conversation in theCase.conversations {
                    json.object { json in
                        json.member("platform", wording.optional("phrases", "platform." + conversation.platform) ?? conversation.platform)
                        json.member("participants", safe(participants(conversation)))
                        json.member("span", span(conversation))
                        json.member("count", String(conversation.entries.count))
                        write(whole(conversation.entries.flatMap { $0.citations.all }), &json)
                    }
                }
            })
    }

    /// The exhibits that citations name, each once and as a whole, in the order of their numbers; nil when there are none.
    func whole(_ citations: [Citation]) -> Citations? {
        let items = Set(citations.map(\.item))
        let named = theCase.exhibits.filter { items.contains($0.item) }.map { Citation(item: $0.item, locator: .whole) }
        return Citations(named)
    }

    private func participants(_ conversation: Conversation) -> String {
        let names = Dictionary(
            theCase.parties.map { ($0.id, $0.name ?? $0.identities.first?.value) }, uniquingKeysWith: { first, _ in first })
        let shown = conversation.participants.map { (names[$0] ?? nil) ?? $0 }
        return shown.isEmpty ? conversation.title ?? "" : shown.joined(separator: ", ")
    }

    private func span(_ conversation: Conversation) -> String {
        let days = conversation.entries.compactMap(\.time.time.day)
        guard let first = days.min(), let last = days.max() else { return "" }
        return first == last ? wording.day(first) : wording.day(first) + " – " + wording.day(last)
    }

    private func writeExhibits(_ json: inout JSONWriter) {
        json.member(
            "exhibits",
            array: { json in
                for exhibit in theCase.exhibits {
                    let item = theCase.items[exhibit.item]
                    json.object { json in
                        json.member("number", exhibit.number)
                        // The whole stands on the slip sheet's page behind it, and in case.json.
                        json.member("title", sentence(exhibit.title).shortened(to: 300))
                        json.member("path", safe.name(item.path).shortened(to: 300))
                        json.member("sha256", item.sha256)
                        json.member("reading", reading(exhibit, item))
                        json.member("pages", bundlePages[exhibit.number].map { String($0.lowerBound) } ?? "–")
                    }
                }
            })
    }

    private func reading(_ exhibit: Exhibit, _ item: Item) -> String {
        if let twin = exhibit.duplicateOf { return label("sameAs", ["number": twin]) }
        return label("status." + item.status.rawValue)
    }

    private var integrity: [String] {
        let files = theCase.items.filter { $0.parent == nil }.count
        return [
            label("integrity1", ["files": String(files), "parts": String(theCase.items.count - files)]),
            label("integrity2"), label("integrity3"),
        ]
    }
}
