import CaseModel
import struct Foundation.Decimal

extension ViewerData {
    /// Chronology, findings, parties, parcels, accounts, and what the first page takes from them.
    func writeOverview(_ out: inout JSONWriter) {
        out.member("timelineKinds", TimelineEntry.Kind.allCases.map(\.rawValue))
        out.member("timeline", array: { out in for entry in content.timeline { write(entry, to: &out) } })
        out.member("keyFacts", array: { out in for index in KeyFacts(content).entries { out.value(index) } })
        out.member("tiles", array: { writeTiles(&$0) })
        out.member("findings", array: { out in for finding in content.findings { write(finding, to: &out) } })
        out.member("parties", array: { out in for party in content.parties { write(party, to: &out) } })
        out.member("shipments", array: { out in for shipment in content.shipments { write(shipment, to: &out) } })
        out.member("accounts", array: { out in for account in content.accounts { write(account, to: &out) } })
    }

    private func write(_ entry: TimelineEntry, to out: inout JSONWriter) {
        let time = entry.time.time
        out.object { out in
            out.member("id", entry.id)
            out.member("kind", entry.kind.rawValue)
            out.member("date", times.moment(time))
            out.member("year", time.day.map { String($0.year) } ?? "")
            out.member("day", times.date(time))
            out.member("clock", times.clock(time))
            if case .instant = time.value { out.member("offset", times.zone(of: entry.time)) }
            if entry.time.isZoneAssumed, time.wallClock != nil { out.member("assumed", true) }
            member("text", entry.text, to: &out)
            member("citations", entry.citations, to: &out)
        }
    }

    private func write(_ finding: Finding, to out: inout JSONWriter) {
        out.object { out in
            out.member("code", finding.code)
            out.member("grade", finding.grade.rawValue)
            for part in ["title", "explanation", "advice"] {
                member(part, wording.pieces(finding, part, exhibit: places.exhibit), to: &out)
            }
            member("citations", finding.citations, to: &out)
        }
    }

    private func write(_ party: CaseParty, to out: inout JSONWriter) {
        out.object { out in
            out.member("side", party.side.rawValue)
            out.member("name", partyName(party))
            out.member("names", party.names)
            out.member("address", party.address)
            out.member(
                "identities",
                array: { out in
                    for identity in party.identities {
                        let kind = labels["identity." + identity.kind.rawValue]
                        texts([identity.scheme.map { "\(kind) (\($0))" } ?? kind, identity.value], to: &out)
                    }
                })
            member("citations", party.citations, to: &out)
        }
    }

    func partyName(_ party: CaseParty) -> String { party.name ?? party.identities.first?.value ?? party.id }

    private func write(_ parcel: CaseShipment, to out: inout JSONWriter) {
        let shipment = parcel.shipment
        out.object { out in
            out.member("name", shipment.trackingNumber ?? parcel.id)
            out.member("status", parcel.status.rawValue)
            switch parcel.link {
            case .named(let citations):
                out.member("link", "named")
                member("linkCitations", citations, to: &out)
            case .alone: out.member("link", "alone")
            case .foreign(let citations):
                out.member("link", "foreign")
                member("linkCitations", citations, to: &out)
            }
            out.member(
                "facts",
                array: { out in
                    for (key, value) in shipmentFacts(shipment, deliveredAt: parcel.deliveredAt?.time) {
                        texts([labels["field." + key], value], to: &out)
                    }
                })
            out.member("events", array: { out in for event in parcel.events { write(event, to: &out) } })
            member("citations", parcel.citations, to: &out)
        }
    }

    func shipmentFacts(_ shipment: Shipment, deliveredAt: EventTime?) -> [(key: String, value: String)] {
        let all: [(String, String?)] = [
            ("trackingNumber", shipment.trackingNumber), ("carrier", shipment.carrier), ("service", shipment.service),
            ("deliveredAt", deliveredAt.map(times.moment)), ("signatory", shipment.signatory),
            ("deliveryPlace", shipment.deliveryPlace), ("weight", shipment.weight),
        ]
        return all.compactMap { key, value in value.map { (key, $0) } }
    }

    private func write(_ event: CaseShipment.Event, to out: inout JSONWriter) {
        out.object { out in
            out.member("date", times.moment(event.time.time))
            if event.time.isZoneAssumed, event.time.time.wallClock != nil { out.member("assumed", true) }
            out.member("step", event.event.step.rawValue)
            out.member("text", event.event.text)
            out.member("place", event.event.place)
            member("citations", event.citations, to: &out)
        }
    }

    private func write(_ account: Account, to out: inout JSONWriter) {
        let debits = account.total(.charged) + account.total(.refunded)
        let credits = account.total(.credited) + account.total(.paid)
        out.object { out in
            out.member("currency", account.currency)
            out.member("due", amount(account.due, account.currency))
            out.member("debits", amount(debits, account.currency))
            out.member("credits", amount(credits, account.currency))
            out.member(
                "entries",
                array: { out in
                    for entry in account.entries {
                        let isDebit = entry.kind == .charged || entry.kind == .refunded
                        out.object { out in
                            out.member("kind", entry.kind.rawValue)
                            out.member("date", entry.date.map { times.date($0.time) } ?? "")
                            member("text", entry.text, to: &out)
                            out.member("amount", wording.amount(entry.money))
                            out.member(isDebit ? "debit" : "credit", wording.amount(entry.money))
                            member("citations", entry.citations, to: &out)
                        }
                    }
                })
        }
    }

    private func amount(_ value: Decimal, _ currency: String) -> String {
        wording.amount(Money(amount: value, currency: currency, text: ""))
    }

    /// Order, delivery, signature and due date, where the case has them.
    private func writeTiles(_ out: inout JSONWriter) {
        func tile(_ key: String, _ value: String, _ citations: Citations?) {
            out.object { out in
                out.member("what", labels["tile." + key])
                out.member("value", value)
                member("citations", citations, to: &out)
            }
        }
        let order = content.orders.first { $0.value.id == content.settings.claim.order } ?? content.orders.first
        if let id = content.settings.claim.order ?? order?.value.id {
            tile("order", id, order?.value.id == id ? order?.citations : nil)
        }
        let own = content.shipments.filter { if case .foreign = $0.link { false } else { true } }
        if let parcel = own.first(where: { $0.deliveredAt != nil }), let time = parcel.deliveredAt {
            let event = parcel.events.last { $0.event.step == .delivered }
            tile("delivered", times.moment(time.time), event?.citations ?? parcel.citations)
            if let name = parcel.shipment.signatory { tile("signed", name, event?.citations ?? parcel.citations) }
        } else if let parcel = own.first ?? content.shipments.first {
            tile("notDelivered", labels["tile.notProven"], parcel.citations)
        }
        let invoice = content.documents.first { $0.value.kind == .invoice && $0.value.due != nil }
        if let due = content.settings.claim.due {
            tile("dueOn", times.day(due), invoice?.value.due?.day == due ? invoice?.citations : nil)
        } else if let invoice, let due = invoice.value.due {
            tile("dueOn", times.date(due), invoice.citations)
        }
    }
}
