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
                let facts = KeyFacts(theCase)
                for entry in facts.entries.map({ theCase.timeline[$0] }) {
                    json.object { json in
                        json.member("date", entry.time.time.day.map { wording.day($0) } ?? "")
                        json.member("text", sentence(entry.text))
                        write(entry.citations, &json, most: 2)
                    }
                }
                for finding in facts.words {
                    json.object { json in
                        json.member("date", "–")
                        json.member("text", sentence(finding, "title"))
                        write(finding.citations, &json, most: 2)
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
                        json.member("text", sentence(finding, "title"))
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
                    json.object { json in
                        json.member("grade", label("grade." + finding.grade.rawValue))
                        json.member("color", color(finding.grade))
                        json.member("title", sentence(finding, "title"))
                        json.member("explanation", sentence(finding, "explanation"))
                        json.member("advice", sentence(finding, "advice"))
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
        // What a carrier reports stands with its event; papers written before it say nothing of it.
        let last = shipment.events.last { $0.event.step == shipment.status && !$0.event.isPlanned }?.citations ?? whole
        let delivery = shipment.events.last { $0.event.step == .delivered && !$0.event.isPlanned }?.citations ?? whole
        facts.append((label("shipmentStatus"), wording.label("phrases", "shipmentStep." + shipment.status.rawValue), last))
        if let delivered = shipment.deliveredAt { facts.append((label("deliveredAt"), wording.date(delivered), delivery)) }
        if let signatory = shipment.shipment.signatory { facts.append((label("signedBy"), signatory, delivery)) }
        if let place = shipment.shipment.deliveryPlace { facts.append((label("deliveryPlace"), place, delivery)) }
        switch shipment.link {
        case .named(let citations): facts.append((label("link"), label("link.named"), citations))
        case .alone: facts.append((label("link"), label("link.alone"), whole))
        case .foreign(let citations): facts.append((label("link"), label("link.foreign"), citations))
        }
        return facts
    }
}
