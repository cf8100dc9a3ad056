import struct Foundation.Decimal

/// Shipments, documents, orders, payments, and what is concluded from them.
extension CaseJSON {
    func write(_ shipment: CaseShipment, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", shipment.id)
            $0.member("shipment", object: { members(shipment.shipment, &$0) })
            $0.member("status", shipment.status.rawValue)
            time("deliveredAt", shipment.deliveredAt, &$0)
            $0.member("link", object: { members(shipment.link, &$0) })
            list("events", shipment.events, &$0) { write($0, to: &$1) }
            citations(shipment.citations, &$0)
        }
    }

    private func members(_ link: CaseShipment.Link, _ writer: inout JSONWriter) {
        switch link {
        case .named(let all):
            writer.member("kind", "named")
            citations(all, &writer)
        case .alone: writer.member("kind", "alone")
        case .foreign(let all):
            writer.member("kind", "foreign")
            citations(all, &writer)
        }
    }

    private func members(_ shipment: Shipment, _ writer: inout JSONWriter) {
        writer.member("trackingNumber", shipment.trackingNumber)
        references("references", shipment.references, &writer)
        writer.member("carrier", shipment.carrier)
        writer.member("service", shipment.service)
        parties(shipment.parties, &writer)
        named("times", shipment.times, &writer)
        time("deliveredAt", shipment.deliveredAt, &writer)
        writer.member("signatory", shipment.signatory)
        writer.member("deliveryPlace", shipment.deliveryPlace)
        writer.member("weight", shipment.weight)
        named("extra", shipment.extra, &writer)
    }

    private func write(_ event: CaseShipment.Event, to writer: inout JSONWriter) {
        writer.object {
            time("time", event.time, &$0)
            $0.member("trackingNumber", event.event.trackingNumber)
            $0.member("step", event.event.step.rawValue)
            $0.member("basis", event.event.basis)
            $0.member("code", event.event.code)
            $0.member("text", event.event.text)
            $0.member("place", event.event.place)
            $0.member("signatory", event.event.signatory)
            if event.event.isPlanned { $0.member("isPlanned", true) }
            citations(event.citations, &$0)
        }
    }

    func write<Value>(
        _ cited: Cited<Value>, to writer: inout JSONWriter, _ members: (Value, inout JSONWriter) -> Void
    ) {
        writer.object {
            members(cited.value, &$0)
            citations(cited.citations, &$0)
        }
    }

    func write(_ document: BusinessDocument, to writer: inout JSONWriter) {
        writer.member("kind", document.kind.rawValue)
        writer.member("typeName", document.typeName)
        writer.member("typeCode", document.typeCode)
        writer.member("number", document.number)
        time("issued", document.issued, &writer)
        time("due", document.due, &writer)
        parties(document.parties, &writer)
        references("references", document.references, &writer)
        named("amounts", document.amounts, &writer)
        amount("payable", document.payable, &writer)
        named("times", document.times, &writer)
        lines(document.lines, &writer)
        list("responses", document.responses, &writer) { write($0, to: &$1) }
        texts("notes", document.notes, &writer)
        writer.member("profile", document.profile)
        named("extra", document.extra, &writer)
    }

    func write(_ order: Order, to writer: inout JSONWriter) {
        writer.member("platform", order.platform)
        writer.member("id", order.id)
        texts("childIDs", order.childIDs, &writer)
        time("created", order.created, &writer)
        named("times", order.times, &writer)
        writer.member("status", order.status)
        writer.member("statusMeaning", order.statusMeaning)
        writer.member("endMeaning", order.endMeaning)
        named("states", order.states, &writer)
        amount("total", order.total, &writer)
        named("amounts", order.amounts, &writer)
        party("buyer", order.buyer, &writer)
        party("seller", order.seller, &writer)
        party("shipTo", order.shipTo, &writer)
        list("history", order.history, &writer) { write($0, to: &$1) }
        references("parcels", order.parcels, &writer)
        lines(order.lines, &writer)
    }

    func write(_ payment: Payment, to writer: inout JSONWriter) {
        writer.member("kind", payment.kind.rawValue)
        money("money", payment.money, &writer)
        time("time", payment.time, &writer)
        party("payer", payment.payer, &writer)
        party("payee", payment.payee, &writer)
        references("references", payment.references, &writer)
        writer.member("text", payment.text)
        writer.member("status", payment.status)
    }

    private func references(_ name: String, _ references: [Reference], _ writer: inout JSONWriter) {
        list(name, references, &writer) { reference, writer in
            writer.object {
                $0.member("kind", reference.kind.rawValue)
                $0.member("field", reference.field)
                $0.member("value", reference.value)
                locator(reference.locator, &$0)
            }
        }
    }

    private func lines(_ lines: [DocumentLine], _ writer: inout JSONWriter) {
        list("lines", lines, &writer) { line, writer in
            writer.object {
                $0.member("id", line.id)
                $0.member("description", line.description)
                $0.member("quantity", line.quantity)
                money("amount", line.amount, &$0)
                named("details", line.details, &$0)
                locator(line.locator, &$0)
            }
        }
    }

    private func write(_ response: DocumentResponse, to writer: inout JSONWriter) {
        writer.object {
            $0.member("meaning", response.meaning.rawValue)
            $0.member("code", response.code)
            $0.member("document", response.document)
            texts("reasons", response.reasons, &$0)
            time("date", response.date, &$0)
            locator(response.locator, &$0)
        }
    }

    private func write(_ change: StatusChange, to writer: inout JSONWriter) {
        writer.object {
            time("time", change.time, &$0)
            $0.member("status", change.status)
            $0.member("actor", change.actor)
            $0.member("note", change.note)
            locator(change.locator, &$0)
        }
    }

    func write(_ account: Account, to writer: inout JSONWriter) {
        writer.object {
            $0.member("currency", account.currency)
            list("entries", account.entries, &$0) { write($0, to: &$1) }
            $0.member(
                "totals",
                object: {
                    for kind in Account.Kind.allCases { $0.member(kind.rawValue, plain(account.total(kind))) }
                })
            $0.member("due", plain(account.due))
        }
    }

    private func plain(_ amount: Decimal) -> String { Money(amount: amount, currency: nil, text: "").plain }

    private func write(_ entry: Account.Entry, to writer: inout JSONWriter) {
        writer.object {
            $0.member("kind", entry.kind.rawValue)
            time("date", entry.date, &$0)
            money("money", entry.money, &$0)
            phrase("text", entry.text, &$0)
            citations(entry.citations, &$0)
        }
    }

    func write(_ entry: TimelineEntry, to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", entry.id)
            time("time", entry.time, &$0)
            $0.member("kind", entry.kind.rawValue)
            phrase("text", entry.text, &$0)
            citations(entry.citations, &$0)
        }
    }

    func write(_ finding: Finding, to writer: inout JSONWriter) {
        writer.object {
            $0.member("code", finding.code)
            $0.member("grade", finding.grade.rawValue)
            arguments(finding.arguments, &$0)
            citations(finding.citations, &$0)
        }
    }
}
