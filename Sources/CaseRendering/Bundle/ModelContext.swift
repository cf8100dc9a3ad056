import CaseModel

/// What both documents need to turn a case into finished strings.
struct ModelContext: Sendable {
    let content: Case
    let wording: Wording
    let safe: SafeText
    let createdAt: Instant
    /// Exhibits by item index.
    let exhibits: [Int: Exhibit]

    init(_ content: Case, _ wording: Wording, _ safe: SafeText, createdAt: Instant) {
        self.content = content
        self.wording = wording
        self.safe = safe
        self.createdAt = createdAt
        exhibits = Dictionary(content.exhibits.map { ($0.item, $0) }) { first, _ in first }
    }

    func number(_ item: Int) -> String { exhibits[item]?.number ?? "" }

    func item(_ exhibit: Exhibit) -> Item? {
        content.items.indices.contains(exhibit.item) ? content.items[exhibit.item] : nil
    }

    func label(_ key: String, _ arguments: [String: String] = [:]) -> String { wording.label("document", key, arguments) }
    /// Words that the viewer shows as well.
    func word(_ key: String, _ arguments: [String: String] = [:]) -> String { wording.label("viewer", key, arguments) }

    func sentence(_ phrase: Phrase) -> String { safe.sentence(wording.pieces(phrase, exhibit: number)) }

    /// A time for tables: compact, as the source shows it; the text as written when it could not be read.
    func compact(_ time: EventTime) -> String { safe.name(wording.compactDate(time)) }

    /// The same with the zone: the offset the source states, or that one was assumed.
    func zone(_ time: CaseTime) -> String {
        if case .instant(_, let offset) = time.time.value { return Wording.offset(offset) }
        return time.isZoneAssumed ? assumedZone : ""
    }

    /// The zone of the case, said to be assumed.
    var assumedZone: String { label("zoneAssumed", ["zone": content.settings.timeZone ?? ""]) }

    var createdDay: String {
        LocalDateTime(secondsAsIfUTC: createdAt.seconds).map { wording.day($0.day) } ?? ""
    }

    /// Name of a side: from the settings, else the first party of that side.
    func name(_ side: CaseParty.Side) -> String {
        let settings = side == .claimant ? content.settings.claimant.name : content.settings.respondent.name
        let name = settings ?? content.parties.first { $0.side == side }.flatMap { $0.name ?? $0.identities.first?.value }
        return name.map(safe.name) ?? word("notNamed")
    }

    var title: String { content.settings.title.map(safe.name) ?? label("untitled", ["id": safe.name(content.settings.id)]) }

    /// Where in an exhibit: `message 24`, `line 31`; empty for the whole.
    func place(_ locator: Locator) -> String {
        switch locator {
        case .whole: ""
        case .line(let line): word("place.line", ["number": String(line)])
        case .lines(let first, let last): word("place.lines", ["first": String(first), "last": String(last)])
        case .xml(_, let line): word("place.line", ["number": String(line)])
        case .json(let pointer): word("place.json", ["pointer": safe.name(CitationText.short(pointer))])
        case .page(let page): word("place.page", ["number": String(page)])
        case .header(let name): word("place.header", ["name": safe.name(name)])
        case .message(let number, _): word("place.message", ["number": String(number)])
        case .row(let row): word("place.row", ["number": String(row)])
        case .byte(let offset): word("place.byte", ["number": String(offset)])
        }
    }
}
