import CaseModel

/// The facts of an exhibit's records as rows: name, value, place. Messages have a view of their own.
struct ExhibitFields {
    struct Row: Hashable {
        let name: String
        let value: String
        let place: String
        let detail: String?
    }

    let labels: Labels
    let times: TimeWords
    let places: CitationText
    let limit: Int
    private(set) var rows: [Row] = []
    private(set) var isCut = false

    init(labels: Labels, times: TimeWords, places: CitationText, limit: Int) {
        self.labels = labels
        self.times = times
        self.places = places
        self.limit = limit
    }

    mutating func add(_ captured: CapturedRecord) {
        let place = captured.citation.locator
        switch captured.record {
        case .document(let document): add(document, place)
        case .order(let order): add(order, place)
        case .shipment(let shipment): add(shipment, place)
        case .trackingEvent(let event): add(event, place)
        case .payment(let payment): add(payment, place)
        case .image(let image): add(image, place)
        case .pdf(let pdf): add(pdf, place)
        case .contact(let contact):
            let accounts = contact.identities.map(\.value)
            row(labels["field.contact"], ([contact.name].compactMap { $0 } + accounts).joined(separator: ", "), place)
        case .message, .notice, .call, .prose: break
        }
    }

    private mutating func row(_ name: String, _ value: String?, _ locator: Locator?) {
        guard let value, !value.isEmpty else { return }
        guard rows.count < limit else {
            isCut = true
            return
        }
        let place = locator ?? .whole
        rows.append(Row(name: name, value: value, place: places.shownPlace(place), detail: places.detail(place)))
    }

    private mutating func field(_ key: String, _ value: String?, _ locator: Locator?) {
        row(labels["field." + key], value, locator)
    }

    private mutating func add(_ document: BusinessDocument, _ place: Locator) {
        let kind = labels["documentKind." + document.kind.rawValue]
        field("document", document.typeName == kind || document.typeName.isEmpty ? kind : "\(kind) (\(document.typeName))", place)
        field("number", document.number, place)
        field("issued", document.issued.map(times.date), place)
        field("due", document.due.map(times.date), place)
        field("payable", document.payable.map { money($0.money) }, document.payable?.locator ?? place)
        for party in document.parties { row(party.field, text(party.party), party.locator ?? place) }
        add(document.references, place)
        add(document.amounts, place)
        add(document.times, place)
        for line in document.lines { add(line, place) }
        for response in document.responses {
            let value = [response.code, response.document].compactMap { $0 } + response.reasons
            field("response", value.joined(separator: ", "), response.locator ?? place)
        }
        for note in document.notes { field("note", note, place) }
        for extra in document.extra { row(extra.name, extra.text, place) }
    }

    private mutating func add(_ order: Order, _ place: Locator) {
        field("order", "\(order.id) (\(order.platform))", place)
        field("created", order.created.map(times.moment), place)
        field("status", order.status, place)
        field("total", order.total.map { money($0.money) }, order.total?.locator ?? place)
        for (key, party) in [("buyer", order.buyer), ("seller", order.seller), ("shipTo", order.shipTo)] {
            field(key, party.map(text), place)
        }
        for state in order.states { row(state.name, state.text, place) }
        add(order.amounts, place)
        add(order.times, place)
        for parcel in order.parcels { field("parcel", parcel.value, parcel.locator ?? place) }
        for line in order.lines { add(line, place) }
        for change in order.history {
            let words = [change.status, change.actor, change.note].compactMap { $0 }.joined(separator: ", ")
            row(times.moment(change.time), words, change.locator ?? place)
        }
    }

    private mutating func add(_ shipment: Shipment, _ place: Locator) {
        field("trackingNumber", shipment.trackingNumber, place)
        field("carrier", shipment.carrier, place)
        field("service", shipment.service, place)
        field("deliveredAt", shipment.deliveredAt.map(times.moment), place)
        field("signatory", shipment.signatory, place)
        field("deliveryPlace", shipment.deliveryPlace, place)
        field("weight", shipment.weight, place)
        for party in shipment.parties { row(party.field, text(party.party), party.locator ?? place) }
        add(shipment.references, place)
        add(shipment.times, place)
        for extra in shipment.extra { row(extra.name, extra.text, place) }
    }

    private mutating func add(_ event: TrackingEvent, _ place: Locator) {
        let step = labels["step." + event.step.rawValue]
        let words = [event.text, event.place, event.signatory].compactMap { $0 }.filter { !$0.isEmpty }
        row(times.moment(event.time), ([step] + words).joined(separator: " · "), place)
    }

    private mutating func add(_ payment: Payment, _ place: Locator) {
        let kind = labels["paymentKind." + payment.kind.rawValue]
        field("payment", "\(kind) \(money(payment.money))", place)
        field("created", payment.time.map(times.moment), place)
        field("note", payment.text, place)
        field("status", payment.status, place)
        add(payment.references, place)
    }

    private mutating func add(_ image: ImageFacts, _ place: Locator) {
        field("image", labels["field.pixels", ["width": String(image.width), "height": String(image.height)]], place)
        field("taken", image.taken.map(times.moment), place)
        field("device", image.device, place)
        if image.hasLocation { field("location", labels["field.locationIn"], place) }
        for extra in image.extra { row(extra.name, extra.text, place) }
    }

    private mutating func add(_ pdf: PDFFacts, _ place: Locator) {
        field("pages", String(pdf.pages), place)
        field("revisions", pdf.revisions > 1 ? String(pdf.revisions) : nil, place)
        field("title", pdf.title, place)
        field("producer", pdf.producer, place)
        field("created", pdf.created.map(times.moment), place)
        field("encrypted", pdf.isEncrypted ? labels["field.yes"] : nil, place)
        for extra in pdf.extra { row(extra.name, extra.text, place) }
    }

    private mutating func add(_ references: [Reference], _ place: Locator) {
        for reference in references { row(reference.field, reference.value, reference.locator ?? place) }
    }

    private mutating func add(_ amounts: [NamedAmount], _ place: Locator) {
        for amount in amounts { row(amount.name, money(amount.money), amount.locator ?? place) }
    }

    private mutating func add(_ moments: [NamedTime], _ place: Locator) {
        for moment in moments { row(moment.name, times.moment(moment.time), moment.locator ?? place) }
    }

    private mutating func add(_ line: DocumentLine, _ place: Locator) {
        let parts = [line.description, line.quantity, line.amount.map(money)].compactMap { $0 }.filter { !$0.isEmpty }
        let name = line.id.map { "\(labels["field.line"]) \($0)" } ?? labels["field.line"]
        row(name, parts.joined(separator: " · "), line.locator ?? place)
    }

    /// Amounts of the evidence are shown as it has them, in plain digits with the currency it names.
    private func money(_ money: Money) -> String {
        money.currency.map { "\(money.plain) \($0)" } ?? money.plain
    }

    private func text(_ party: Party) -> String {
        let identities = party.identities.map(\.value)
        let parts = [party.name, party.contactName].compactMap { $0 } + party.address + identities
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
