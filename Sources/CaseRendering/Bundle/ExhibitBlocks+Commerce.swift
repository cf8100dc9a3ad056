import CaseModel

/// Documents, orders, parcels and payments as fields and tables.
extension ExhibitBlocks {
    func document(_ document: BusinessDocument, _ writer: inout JSONWriter) {
        fields(
            context.word("documentKind." + document.kind.rawValue),
            [
                (context.word("file.type"), [document.typeName, document.typeCode].compactMap(\.self).joined(separator: " ")),
                (context.word("field.number"), document.number),
                (context.word("field.issued"), document.issued?.text),
                (context.word("field.due"), document.due?.text),
                (context.word("field.payable"), document.payable.map { context.wording.amount($0.money) }),
            ] + document.times.map { ($0.name, $0.time.text) }, &writer)
        parties(document.parties, &writer)
        references(document.references, &writer)
        lines(document.lines, &writer)
        amounts(document.amounts, &writer)
        table(
            context.label("block.responses"),
            [
                (context.word("field.response"), 40, false), (context.word("field.document"), 40, false),
                (context.label("column.text"), 0, false),
            ], document.responses.map { [$0.code, $0.document ?? "", $0.reasons.joined(separator: "; ")] }, &writer)
        fields(context.label("block.notes"), document.notes.map { (context.word("field.note"), $0) }, &writer)
        fields(context.label("block.further"), document.extra.map { ($0.name, $0.text) }, &writer)
    }

    func order(_ order: Order, _ writer: inout JSONWriter) {
        fields(
            context.word("field.order"),
            [
                (context.word("field.number"), order.id),
                (context.word("field.created"), order.created?.text),
                (context.word("field.status"), order.status),
                (context.word("field.total"), order.total.map { context.wording.amount($0.money) }),
                (context.word("field.buyer"), order.buyer.map(Self.text)),
                (context.word("field.seller"), order.seller.map(Self.text)),
                (context.word("field.shipTo"), order.shipTo.map(Self.text)),
            ] + order.times.map { ($0.name, $0.time.text) } + order.states.map { ($0.name, $0.text) }, &writer)
        lines(order.lines, &writer)
        amounts(order.amounts, &writer)
        references(order.parcels, &writer)
        table(
            context.label("block.history"),
            [
                (context.label("column.time"), 38, false), (context.word("field.status"), 50, false),
                (context.label("column.actor"), 30, false), (context.label("column.text"), 0, false),
            ], order.history.map { [context.compact($0.time), $0.status, $0.actor ?? "", $0.note ?? ""] }, &writer)
    }

    func shipment(_ shipment: Shipment, _ writer: inout JSONWriter) {
        fields(
            context.label("block.parcel"),
            [
                (context.word("field.trackingNumber"), shipment.trackingNumber),
                (context.word("field.carrier"), shipment.carrier),
                (context.word("field.service"), shipment.service),
                (context.word("field.deliveredAt"), shipment.deliveredAt.map(context.compact)),
                (context.word("field.signatory"), shipment.signatory),
                (context.word("field.deliveryPlace"), shipment.deliveryPlace),
                (context.word("field.weight"), shipment.weight),
            ] + shipment.times.map { ($0.name, $0.time.text) } + shipment.extra.map { ($0.name, $0.text) }, &writer)
        parties(shipment.parties, &writer)
        references(shipment.references, &writer)
    }

    func events(_ writer: inout JSONWriter) {
        let rows = item.records.compactMap { captured -> [String]? in
            guard case .trackingEvent(let event) = captured.record else { return nil }
            let text = event.isPlanned ? context.label("planned", ["text": event.text]) : event.text
            let signed = event.signatory.map { context.word("field.signatory") + ": " + $0 } ?? ""
            return [
                context.compact(event.time), context.word("step." + event.step.rawValue), event.place ?? "",
                [text, signed].filter { !$0.isEmpty }.joined(separator: "\n"), event.code ?? "",
            ]
        }
        table(
            context.label("block.events"),
            [
                (context.label("column.time"), 32, false), (context.label("column.step"), 34, false),
                (context.label("column.place"), 38, false), (context.label("column.asWritten"), 0, false),
                (context.label("column.code"), 16, false),
            ], rows, &writer)
    }

    func payments(_ writer: inout JSONWriter) {
        let rows = item.records.compactMap { captured -> [String]? in
            guard case .payment(let payment) = captured.record else { return nil }
            return [
                payment.time.map(context.compact) ?? "", context.word("paymentKind." + payment.kind.rawValue), payment.text,
                payment.status ?? "", context.wording.amount(payment.money),
            ]
        }
        table(
            context.label("block.payments"),
            [
                (context.label("column.time"), 32, false), (context.word("field.payment"), 26, false),
                (context.label("column.text"), 0, false), (context.word("field.status"), 26, false),
                (context.label("column.amount"), 34, true),
            ], rows, &writer)
    }

    private func parties(_ parties: [PartyInRole], _ writer: inout JSONWriter) {
        table(
            context.word("parties"),
            [
                (context.label("column.role"), 48, false), (context.label("column.name"), 0, false),
            ], parties.map { [$0.field, Self.text($0.party)] }, &writer)
    }

    private func references(_ references: [Reference], _ writer: inout JSONWriter) {
        table(
            context.label("block.references"),
            [
                (context.label("column.field"), 70, false), (context.word("field.number"), 0, false),
            ], references.map { [$0.field, $0.value] }, &writer)
    }

    private func lines(_ lines: [DocumentLine], _ writer: inout JSONWriter) {
        let widest = lines.map { $0.id?.count ?? 0 }.max() ?? 0
        table(
            context.label("block.lines"),
            [
                (context.word("field.line"), widest > 9 ? 40 : 18, false), (context.label("column.description"), 0, false),
                (context.label("column.quantity"), 26, true), (context.label("column.amount"), 36, true),
            ],
            lines.map { line in
                let details = line.details.map { "\($0.name): \($0.text)" }
                let words = ([line.description].compactMap(\.self) + details).joined(separator: "\n")
                return [line.id ?? "", words, line.quantity ?? "", line.amount.map(context.wording.amount) ?? ""]
            }, &writer)
    }

    private func amounts(_ amounts: [NamedAmount], _ writer: inout JSONWriter) {
        table(
            context.label("block.amounts"),
            [
                (context.label("column.field"), 0, false), (context.label("column.amount"), 44, true),
            ], amounts.map { [$0.name, context.wording.amount($0.money)] }, &writer)
    }

    private static func text(_ party: Party) -> String {
        var lines = [party.name, party.contactName].compactMap(\.self)
        if !party.address.isEmpty { lines.append(party.address.joined(separator: ", ")) }
        if let country = party.country, party.address.last != country { lines.append(country) }
        let identities = party.identities.map { [$0.scheme, $0.value].compactMap(\.self).joined(separator: " ") }
        if !identities.isEmpty { lines.append(identities.joined(separator: " · ")) }
        return lines.joined(separator: "\n")
    }
}
