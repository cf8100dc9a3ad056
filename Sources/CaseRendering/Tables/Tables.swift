package import CaseModel
import struct Foundation.Decimal

/// `tables/`: the case for spreadsheet programs. Each row names its exhibit and the place in it. Times stand as their
/// source has them (ISO 8601), in UTC, and as written.
package enum Tables {
    /// The four files, names relative to `tables/`.
    package static func files(_ content: Case, wording: Wording) -> [(name: String, bytes: [UInt8])] {
        let sheet = TableSheet(content, wording)
        return [
            ("chronology.csv", sheet.chronology()), ("exhibits.csv", sheet.exhibits()),
            ("account.csv", sheet.account()), ("messages.csv", sheet.messages()),
        ]
    }
}

struct TableSheet {
    let content: Case
    let wording: Wording
    let labels: Labels
    let shared: Labels
    let places: CitationText
    let exhibitOfItem: [Int: Exhibit]
    let parties: [String: CaseParty]

    init(_ content: Case, _ wording: Wording) {
        self.content = content
        self.wording = wording
        labels = Labels(wording, "tables")
        shared = Labels(wording, "viewer")
        places = CitationText(content, map: PageMap(), wording: wording)
        exhibitOfItem = Dictionary(content.exhibits.map { ($0.item, $0) }) { first, _ in first }
        parties = Dictionary(content.parties.map { ($0.id, $0) }) { first, _ in first }
    }

    func heading(_ keys: [String]) -> [String] { keys.map { labels[$0] } }

    func text(_ phrase: Phrase) -> String { wording.sentence(phrase, exhibit: places.exhibit) }

    static var timeKeys: [String] { ["time", "utc", "zone", "written"] }

    /// Under `timeKeys`: as its source has it, in UTC, whether the zone was assumed, as written.
    func time(_ time: CaseTime?) -> [String] {
        guard let time else { return ["", "", "", ""] }
        let needsZone: Bool
        if case .local = time.time.value { needsZone = true } else { needsZone = time.isZoneAssumed }
        let isPoint = time.time.wallClock != nil
        let zone = !isPoint ? "" : time.isZoneAssumed ? labels["zone.assumed"] : needsZone ? "" : labels["zone.stated"]
        return [time.time.iso ?? "", isPoint ? time.instant?.iso() ?? "" : "", zone, time.time.text]
    }

    static var citationKeys: [String] { ["exhibit", "place", "further"] }

    /// Under `citationKeys`: exhibit and place of the first citation, then the others in one field.
    func citations(_ citations: Citations?) -> [String] {
        guard let citations else { return ["", "", ""] }
        let others = citations.all.dropFirst().map { citation in
            let place = exact(citation.locator)
            return number(citation) + (place.isEmpty ? "" : " (\(place))")
        }
        return [number(citations.first), exact(citations.first.locator), others.joined(separator: "; ")]
    }

    private func number(_ citation: Citation) -> String { exhibitOfItem[citation.item]?.number ?? "" }

    private func exact(_ locator: Locator) -> String {
        let place = places.place(locator) ?? ""
        return places.detail(locator).map { "\(place), \($0)" } ?? place
    }

    func chronology() -> [UInt8] {
        var csv = CSVWriter()
        csv.row(heading(["number"] + Self.timeKeys + ["kind", "text"] + Self.citationKeys))
        for entry in content.timeline {
            csv.row(
                [entry.id] + time(entry.time) + [shared["kind." + entry.kind.rawValue], text(entry.text)]
                    + citations(entry.citations))
        }
        return csv.bytes
    }

    func exhibits() -> [UInt8] {
        var csv = CSVWriter()
        csv.row(
            heading([
                "exhibit", "partOf", "section", "title", "date", "source", "file", "type", "puid", "reader", "basis",
                "encoding", "reading", "bytes", "sha256", "sha512", "duplicateOf", "notes",
            ]))
        for exhibit in content.exhibits where content.items.indices.contains(exhibit.item) {
            let item = content.items[exhibit.item]
            let notes = item.diagnostics.map { diagnostic in
                let place = diagnostic.locator.map(exact) ?? ""
                return wording.diagnostic(diagnostic) + (place.isEmpty ? "" : " (\(place))")
            }
            var fields: [CSVWriter.Field] = [
                exhibit.number, exhibit.parent ?? "", shared["section." + exhibit.section.rawValue], text(exhibit.title),
                exhibit.date?.time.iso ?? "", item.path, exhibit.file ?? "", item.mediaType, item.puid ?? "",
                item.format ?? "", item.basis, item.encoding ?? "", shared["status." + item.status.rawValue],
            ].map(CSVWriter.Field.text)
            fields.append(.number(String(item.bytes)))
            fields += [item.sha256, item.sha512, exhibit.duplicateOf ?? "", notes.joined(separator: "; ")].map {
                .text($0)
            }
            csv.row(fields)
        }
        return csv.bytes
    }

    /// Per currency: the entries, then one row with the amount due.
    func account() -> [UInt8] {
        var csv = CSVWriter()
        csv.row(heading(["currency", "date", "written", "kind", "text", "amount", "effect"] + Self.citationKeys))
        for account in content.accounts {
            for entry in account.entries {
                let isDebit = entry.kind == .charged || entry.kind == .refunded
                let effect = isDebit ? entry.money.amount : -entry.money.amount
                csv.row(
                    [
                        .text(account.currency), .text(entry.date?.time.iso ?? ""), .text(entry.date?.time.text ?? ""),
                        .text(shared["accountKind." + entry.kind.rawValue]), .text(text(entry.text)),
                        .number(entry.money.plain), .number(plain(effect)),
                    ] + citations(entry.citations).map(CSVWriter.Field.text))
            }
            csv.row(
                [
                    .text(account.currency), .text(""), .text(""), .text(""), .text(labels["balance"]), .text(""),
                    .number(plain(account.due)),
                ] + ["", "", ""].map(CSVWriter.Field.text))
        }
        return csv.bytes
    }

    private func plain(_ amount: Decimal) -> String { Money(amount: amount, currency: nil, text: "").plain }
}
