import CaseModel

@testable import CaseAnalysis

/// Builds items for scenarios: one call per file, records inside.
struct Evidence {
    private(set) var items: [Item] = []

    @discardableResult
    mutating func add(
        _ path: String, _ records: [Record], format: String? = nil, parent: Int? = nil, sha256: String? = nil,
        bytes: Int64 = 100, status: ItemStatus = .read, rawPath: [UInt8]? = nil
    ) -> Int {
        let index = items.count
        var number = 0
        let captured = records.enumerated().map { place, record in
            var own: Int?
            switch record {
            case .message, .notice, .call:
                number += 1
                own = number
            default: break
            }
            let locator: Locator = own.map { .message($0, line: $0) } ?? .xml(path: "/r/\(place)", line: place + 1)
            return CapturedRecord(record: record, citation: Citation(item: index, locator: locator), number: own)
        }
        items.append(
            Item(
                index: index, path: path, rawPath: rawPath, pathEncoding: nil, parent: parent, bytes: bytes,
                sha256: sha256 ?? "digest of \(path)", sha512: "", mediaType: "application/octet-stream", puid: nil,
                format: format, basis: "", encoding: nil, status: status, diagnostics: [], records: captured))
        return index
    }

    /// The same items in another intake order, with all indices changed accordingly.
    func permuted(_ order: [Int]) -> Evidence {
        var place = [Int](repeating: 0, count: items.count)
        for (new, old) in order.enumerated() { place[old] = new }
        var result = Evidence()
        result.items = order.enumerated().map { new, old in
            let item = items[old]
            return Item(
                index: new, path: item.path, rawPath: item.rawPath, pathEncoding: item.pathEncoding,
                parent: item.parent.map { place[$0] }, bytes: item.bytes, sha256: item.sha256, sha512: item.sha512,
                mediaType: item.mediaType, puid: item.puid, format: item.format, basis: item.basis,
                encoding: item.encoding, status: item.status, diagnostics: item.diagnostics,
                records: item.records.map {
                    CapturedRecord(
                        record: $0.record, citation: Citation(item: new, locator: $0.citation.locator), number: $0.number)
                })
        }
        return result
    }

    /// Without one item and its parts.
    func without(_ index: Int) -> Evidence {
        var gone: Set<Int> = [index]
        for item in items { if let parent = item.parent, gone.contains(parent) { gone.insert(item.index) } }
        let kept = items.indices.filter { !gone.contains($0) }
        var place: [Int: Int] = [:]
        for (new, old) in kept.enumerated() { place[old] = new }
        var result = Evidence()
        result.items = kept.enumerated().map { new, old in
            let item = items[old]
            return Item(
                index: new, path: item.path, rawPath: item.rawPath, pathEncoding: item.pathEncoding,
                parent: item.parent.flatMap { place[$0] }, bytes: item.bytes, sha256: item.sha256, sha512: item.sha512,
                mediaType: item.mediaType, puid: item.puid, format: item.format, basis: item.basis,
                encoding: item.encoding, status: item.status, diagnostics: item.diagnostics,
                records: item.records.map {
                    CapturedRecord(
                        record: $0.record, citation: Citation(item: new, locator: $0.citation.locator), number: $0.number)
                })
        }
        return result
    }

    func assembled(_ settings: CaseSettings = CaseSettings(id: "T"), refusals: [Refusal] = []) -> Case {
        // Only a cancelled task has none.
        (try? Assembler.assemble(items: items, refusals: refusals, settings: settings)) ?? Case(settings: settings, items: [], refusals: [])
    }
}

func time(_ text: String) -> EventTime { ISOTime.parse(text) ?? .unknown(text) }

func money(_ amount: String, _ currency: String? = "GBP") -> Money {
    Money(plain: amount, currency: currency) ?? Money(amount: 0, currency: nil, text: amount)
}

func document(
    _ kind: BusinessDocument.Kind, _ number: String?, _ issued: String? = nil, amount: String? = nil,
    currency: String? = "GBP", due: String? = nil, order: String? = nil, invoice: String? = nil,
    tracking: String? = nil, seller: String? = "Lamp Maker Ltd", buyer: String? = "Guest House Ltd"
) -> BusinessDocument {
    var made = BusinessDocument(kind: kind, typeName: kind.rawValue)
    made.number = number
    made.issued = issued.map(time)
    made.due = due.map(time)
    if let amount { made.payable = NamedAmount("PayableAmount", money(amount, currency), locator: .xml(path: "/amount", line: 9)) }
    if let order { made.references.append(Reference(.order, field: "OrderReference", value: order)) }
    if let invoice { made.references.append(Reference(.invoice, field: "InvoiceReference", value: invoice)) }
    if let tracking { made.references.append(Reference(.tracking, field: "TrackingID", value: tracking)) }
    if let seller { made.parties.append(PartyInRole(role: .seller, field: "Supplier", party: Party(name: seller))) }
    if let buyer { made.parties.append(PartyInRole(role: .buyer, field: "Customer", party: Party(name: buyer))) }
    return made
}

func shipment(
    _ number: String?, order: String? = nil, delivered: String? = nil, signatory: String? = nil, place: String? = nil
) -> Shipment {
    var made = Shipment(trackingNumber: number)
    if let order { made.references.append(Reference(.order, field: "ReferenceNumber", value: order, locator: .line(3))) }
    made.deliveredAt = delivered.map(time)
    made.signatory = signatory
    made.deliveryPlace = place
    return made
}

func event(_ number: String?, _ at: String, _ step: ShipmentStep, signatory: String? = nil, place: String? = nil) -> Record {
    .trackingEvent(
        TrackingEvent(
            trackingNumber: number, time: time(at), step: step, basis: "test", text: step.rawValue, place: place,
            signatory: signatory))
}

func message(_ at: String, _ sender: String, _ text: String, id: String? = nil, conversation: String = "") -> Record {
    .message(
        Message(
            id: id, conversation: conversation, time: time(at), sender: Participant(name: sender), kind: .text, text: text))
}

func mail(_ at: String, from: String, to: String, _ subject: String, _ text: String = "", id: String? = nil) -> Record {
    .message(
        Message(
            id: id, conversation: "thread", time: time(at),
            sender: Participant(name: nil, identity: Identity(.email, from)),
            recipients: [Participant(name: nil, identity: Identity(.email, to))], kind: .mail, subject: subject,
            text: text))
}

extension CaseSettings {
    /// Claimant, respondent, order and zone of the scenarios.
    static func scenario(
        order: String? = "PO-77001", principal: String? = nil, due: CalendarDay? = nil, zone: String? = "Asia/Shanghai"
    ) -> CaseSettings {
        var settings = CaseSettings(id: "T")
        settings.claimant.name = "Lamp Maker Ltd"
        settings.claimant.aliases = ["Lin"]
        settings.claimant.email = "sales@lamps.example"
        settings.respondent.name = "Guest House Ltd"
        settings.respondent.aliases = ["Dan"]
        settings.respondent.email = "dan@guest.example"
        settings.claim.order = order
        settings.claim.principal = principal.map { money($0) }
        settings.claim.due = due
        settings.timeZone = zone
        return settings
    }
}

extension Case {
    var codes: [String] { findings.map(\.code) }

    func finding(_ code: String) -> Finding? { findings.first { $0.code == code } }

    /// `number section titleKey` of each exhibit.
    var exhibitLines: [String] { exhibits.map { "\($0.number) \($0.section.rawValue) \($0.title.key)" } }

    /// `kind phraseKey` of each line of the chronology.
    var timelineLines: [String] { timeline.map { "\($0.kind.rawValue) \($0.text.key)" } }

    /// Everything that cites, with what it says.
    var statements: [(text: String, citations: Citations)] {
        timeline.map { ("\($0.text)", $0.citations) } + findings.map { ("\($0.code) \($0.arguments)", $0.citations) }
            + accounts.flatMap { $0.entries.map { ("\($0.text) \($0.money)", $0.citations) } }
            + documents.map { ("\($0.value.kind) \($0.value.number ?? "")", $0.citations) }
            + orders.map { ($0.value.id, $0.citations) } + payments.map { ($0.value.text, $0.citations) }
            + shipments.map { ($0.id, $0.citations) } + shipments.flatMap { $0.events.map { ($0.event.text, $0.citations) } }
            + conversations.flatMap { $0.entries.map { ("\($0.time)", $0.citations) } }
            + parties.compactMap { party in party.citations.map { (party.id, $0) } }
    }
}

extension Finding {
    func argument(_ name: String) -> Phrase.Argument? { arguments.first { $0.name == name }?.value }
}
