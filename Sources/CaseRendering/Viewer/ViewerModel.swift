import CaseModel
import Foundation

/// The data of `index.html` as its script reads it: finished words of the case's language, exhibits by their position.
struct ViewerModel {
    let theCase: Case
    let wording: Wording
    let files: [(path: String, sha256: String, bytes: Int64)]
    let pages: [String: ClosedRange<Int>]
    let createdAt: Instant
    let citations: CitationText
    /// Position of an item's exhibit in the list of exhibits.
    let places: [Int: Int]
    private let positions: [String: Int]

    init(
        _ theCase: Case, wording: Wording, files: [(path: String, sha256: String, bytes: Int64)],
        pages: [String: ClosedRange<Int>], createdAt: Instant
    ) {
        self.theCase = theCase
        self.wording = wording
        self.files = files
        self.pages = pages
        self.createdAt = createdAt
        citations = CitationText(theCase, map: PageMap(), wording: wording)
        places = Dictionary(theCase.exhibits.enumerated().map { ($1.item, $0) }, uniquingKeysWith: { first, _ in first })
        positions = Dictionary(theCase.exhibits.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func json() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            let settings = theCase.settings
            json.member("language", settings.language.rawValue)
            json.member("id", settings.id)
            json.member("title", settings.title ?? settings.id)
            json.member("zone", settings.timeZone)
            json.member("created", wording.day(createdAt.utcDay))
            json.member("labels", object: { json in for (key, text) in wording.section("viewer") { json.member(key, text) } })
            writeDocuments(&json)
            json.member("tiles", array: { _ in })
            json.member("keyFacts", array: { json in for index in keyFacts { json.value(index) } })
            json.member("timelineKinds", TimelineEntry.Kind.allCases.map(\.rawValue))
            json.member("timeline", array: { json in for entry in theCase.timeline { write(entry, &json) } })
            json.member("findings", array: { json in for finding in theCase.findings { write(finding, &json) } })
            json.member("shipments", array: { json in for shipment in theCase.shipments { write(shipment, &json) } })
            json.member("parties", array: { json in for party in theCase.parties { write(party, &json) } })
            json.member("accounts", array: { json in for account in theCase.accounts { write(account, &json) } })
            json.member("exhibits", array: { json in for exhibit in theCase.exhibits { write(exhibit, &json) } })
            ViewerMessages(self).write(&json)
            json.member("manifest", array: { json in
                for file in files {
                    json.array { json in
                        json.value(file.path)
                        json.value(file.sha256)
                        json.value(file.bytes)
                    }
                }
            })
            json.member("laterFiles", [])
            json.member("refusals", array: { json in
                for refusal in theCase.refusals {
                    json.array { json in
                        json.value(refusal.path)
                        json.value(refusal.reason)
                    }
                }
            })
        }
        return json.take()
    }

    /// Our own words throughout are a string; a sentence that holds words of the evidence is marked as such.
    func sentence(_ text: String, _ name: String, _ json: inout JSONWriter) { json.member(name, ["", text]) }

    /// `[exhibit, place, message number, exact place]`.
    func write(_ name: String, _ cited: Citations?, _ json: inout JSONWriter) {
        json.member(name, array: { json in for citation in cited?.all ?? [] { write(citation, &json) } })
    }

    func write(_ citation: Citation, _ json: inout JSONWriter) {
        json.array { json in
            json.value(places[citation.item] ?? 0)
            switch citation.locator {
            case .message(let number, let line):
                json.value(messagePlace(number, line))
                json.value(number)
            case .xml(let path, let line):
                json.value(label("place.line", ["number": wording.number(String(line))]))
                json.value("")
                json.value(path)
            case .json(let pointer):
                json.value(citations.place(citation.locator) ?? "")
                json.value("")
                json.value(pointer)
            case .line(let line): json.value(label("place.line", ["number": wording.number(String(line))]))
            case .page(let page): json.value(label("place.page", ["number": wording.number(String(page))]))
            default: json.value(citations.place(citation.locator) ?? "")
            }
        }
    }

    func messagePlace(_ number: Int, _ line: Int?) -> String {
        let shown = wording.number(String(number))
        guard let line else { return label("place.message", ["number": shown]) }
        return label("place.messageLine", ["number": shown, "line": wording.number(String(line))])
    }

    func label(_ key: String, _ arguments: [String: String] = [:]) -> String { wording.label("viewer", key, arguments) }

    /// Nothing is promised that is not in the dossier.
    private func writeDocuments(_ json: inout JSONWriter) {
        let names = Set(files.map(\.path))
        json.member("documents", array: { json in
            for path in ["report.pdf", "bundle.pdf", "START-HERE.txt", "case.json", "custody.json"] where names.contains(path) {
                json.array { json in
                    json.value(path)
                    json.value(path)
                }
            }
        })
    }

    private var keyFacts: [Int] {
        let kinds: [TimelineEntry.Kind] = [.contract, .despatch, .delivery, .invoice, .payment, .demand]
        return kinds.compactMap { kind in
            kind == .delivery || kind == .demand
                ? theCase.timeline.lastIndex { $0.kind == kind } : theCase.timeline.firstIndex { $0.kind == kind }
        }.sorted()
    }

    private func write(_ entry: TimelineEntry, _ json: inout JSONWriter) {
        json.object { json in
            json.member("kind", entry.kind.rawValue)
            json.member("date", wording.date(entry.time))
            if let day = entry.time.time.day { json.member("year", String(day.year)) }
            json.member("day", entry.time.time.day.map { wording.day($0) } ?? label("undated"))
            json.member("clock", clock(entry.time))
            json.member("assumed", entry.time.isZoneAssumed)
            sentence(wording.sentence(entry.text, exhibit: citations.exhibit), "text", &json)
            write("citations", entry.citations, &json)
        }
    }

    func clock(_ time: CaseTime) -> String {
        guard let local = time.time.wallClock else { return "" }
        let text = String(local.iso.dropFirst(11))
        if case .instant(_, let offset) = time.time.value { return text + " " + Wording.offset(offset) }
        return text
    }

    private func write(_ finding: Finding, _ json: inout JSONWriter) {
        let words = wording.finding(finding, exhibit: citations.exhibit)
        json.object { json in
            json.member("code", finding.code)
            json.member("grade", finding.grade.rawValue)
            sentence(words.title, "title", &json)
            sentence(words.explanation, "explanation", &json)
            sentence(words.advice, "advice", &json)
            write("citations", finding.citations, &json)
        }
    }

    private func write(_ party: CaseParty, _ json: inout JSONWriter) {
        json.object { json in
            json.member("side", party.side.rawValue)
            json.member("name", party.name ?? party.identities.first?.value ?? party.id)
            json.member("names", party.names)
            json.member("address", party.address)
            json.member("identities", array: { json in
                for identity in party.identities {
                    json.array { json in
                        json.value(label("identity." + identity.kind.rawValue))
                        json.value(identity.value)
                    }
                }
            })
            write("citations", party.citations, &json)
        }
    }

    private func write(_ account: Account, _ json: inout JSONWriter) {
        json.object { json in
            json.member("currency", account.currency)
            json.member("due", wording.amount(account.due, account.currency))
            json.member("debits", wording.amount(account.total(.charged) + account.total(.refunded), nil))
            json.member("credits", wording.amount(account.total(.paid) + account.total(.credited), nil))
            json.member("entries", array: { json in
                for entry in account.entries {
                    let amount = wording.number(entry.money.plain)
                    let isDebit = entry.kind == .charged || entry.kind == .refunded
                    json.object { json in
                        json.member("kind", entry.kind.rawValue)
                        json.member("date", entry.date.map { wording.date($0) } ?? label("undated"))
                        json.member("assumed", entry.date?.isZoneAssumed ?? false)
                        sentence(wording.sentence(entry.text, exhibit: citations.exhibit), "text", &json)
                        json.member("debit", isDebit ? amount : "")
                        json.member("credit", isDebit ? "" : amount)
                        json.member("amount", amount)
                        write("citations", entry.citations, &json)
                    }
                }
            })
        }
    }

    func position(_ number: String?) -> Int? { number.flatMap { positions[$0] } }
}
