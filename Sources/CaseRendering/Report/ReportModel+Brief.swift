import CaseModel

/// The first page, and the parts that judge.
extension ReportModel {
    func writeBrief(_ json: inout JSONWriter) {
        json.member(
            "sides",
            array: { json in
                for side in [CaseParty.Side.claimant, .respondent] {
                    guard let party = theCase.parties.first(where: { $0.side == side }) else { continue }
                    json.object { json in
                        json.member("role", label("side." + side.rawValue))
                        json.member("name", safe.name(party.name ?? party.identities.first?.value ?? party.id))
                        json.member("details", party.address.map { safe($0) })
                    }
                }
            })
        json.member(
            "due",
            array: { json in
                for account in theCase.accounts {
                    json.object { json in
                        json.member("due", wording.amount(account.due, account.currency))
                        json.member("formula", formula(account))
                        write(sources(account), &json)
                    }
                }
            })
        json.member(
            "key_facts",
            array: { json in
                for entry in keyFacts {
                    json.object { json in
                        json.member("date", entry.time.time.day.map { wording.day($0) } ?? "")
                        json.member("text", sentence(entry.text))
                        write(entry.citations, &json, most: 2)
                    }
                }
            })
        json.member(
            "weaknesses",
            array: { json in
                for finding in weighed.filter({ $0.grade != .note }).prefix(4) {
                    json.object { json in
                        json.member("grade", label("grade." + finding.grade.rawValue))
                        json.member("color", color(finding.grade))
                        json.member("text", safe(wording.finding(finding, exhibit: citations.exhibit).title))
                        write(finding.citations, &json, most: 2)
                    }
                }
            })
    }

    /// The exhibits behind an account's entries, each once; the statement of account says which entry stands where.
    private func sources(_ account: Account) -> Citations? { whole(account.entries.flatMap { $0.citations.all }) }

    private func formula(_ account: Account) -> String {
        let parts = Account.Kind.allCases.compactMap { kind -> String? in
            let total = account.total(kind)
            guard total != 0 else { return nil }
            return label("total." + kind.rawValue, ["amount": wording.amount(total, account.currency)])
        }
        return parts.joined(separator: wording.language == .zhHans ? "，" : ", ")
    }

    /// One entry for each step of the claim: agreed, sent, delivered, invoiced, part paid, demanded.
    private var keyFacts: [TimelineEntry] {
        let kinds: [TimelineEntry.Kind] = [.contract, .despatch, .delivery, .invoice, .payment, .demand]
        var chosen: [TimelineEntry] = []
        for kind in kinds {
            let entries = theCase.timeline.filter { $0.kind == kind }
            let entry = kind == .delivery || kind == .demand ? entries.last : entries.first
            if let entry { chosen.append(entry) }
        }
        let order = Dictionary(theCase.timeline.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        return chosen.sorted { order[$0.id] ?? 0 < order[$1.id] ?? 0 }
    }

    private var weighed: [Finding] {
        Finding.Grade.allCases.flatMap { grade in theCase.findings.filter { $0.grade == grade } }
    }

    private func color(_ grade: Finding.Grade) -> String {
        switch grade {
        case .serious: "#9b2226"
        case .attention: "#8a5a00"
        case .note: "#5c6b7a"
        }
    }

    func writeFindings(_ json: inout JSONWriter) {
        json.member(
            "findings",
            array: { json in
                for finding in weighed {
                    let words = wording.finding(finding, exhibit: citations.exhibit)
                    json.object { json in
                        json.member("grade", label("grade." + finding.grade.rawValue))
                        json.member("color", color(finding.grade))
                        json.member("title", safe(words.title))
                        json.member("explanation", safe(words.explanation))
                        json.member("advice", safe(words.advice))
                        write(finding.citations, &json, most: 6)
                    }
                }
            })
    }

    func writeShipments(_ json: inout JSONWriter) {
        json.member(
            "shipments",
            array: { json in
                for shipment in theCase.shipments {
                    json.object { json in
                        json.member("title", safe(title(shipment)))
                        json.member(
                            "facts",
                            array: { json in
                                for fact in facts(shipment) {
                                    json.object { json in
                                        json.member("label", fact.label)
                                        json.member("text", safe(fact.text))
                                        write(fact.citations, &json)
                                    }
                                }
                            })
                    }
                }
            })
    }

    private func title(_ shipment: CaseShipment) -> String {
        [shipment.shipment.carrier, shipment.shipment.trackingNumber ?? shipment.id].compactMap(\.self)
            .joined(separator: " ")
    }

    private func facts(_ shipment: CaseShipment) -> [(label: String, text: String, citations: Citations)] {
        var facts: [(label: String, text: String, citations: Citations)] = []
        let whole = shipment.citations
        facts.append((label("shipmentStatus"), wording.label("phrases", "shipmentStep." + shipment.status.rawValue), whole))
        if let delivered = shipment.deliveredAt {
            let event = shipment.events.last { $0.event.step == .delivered }
            facts.append((label("deliveredAt"), wording.date(delivered), event?.citations ?? whole))
        }
        if let signatory = shipment.shipment.signatory { facts.append((label("signedBy"), signatory, whole)) }
        if let place = shipment.shipment.deliveryPlace { facts.append((label("deliveryPlace"), place, whole)) }
        switch shipment.link {
        case .named(let citations): facts.append((label("link"), label("link.named"), citations))
        case .alone: facts.append((label("link"), label("link.alone"), whole))
        case .foreign(let citations): facts.append((label("link"), label("link.foreign"), citations))
        }
        return facts
    }
}
