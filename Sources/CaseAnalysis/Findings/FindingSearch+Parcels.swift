import CaseModel

extension FindingSearch {
    func parcels() throws -> [Finding] {
        let expected = expected(), terms = terms(), reported = reportedNumbers
        let known = context.scope.parcels.map(\.value).joined(separator: ", ")
        var found = try result.shipments.flatMap { shipment -> [Finding] in
            try Task.checkCancellation()
            if case .foreign(let citations) = shipment.link { return [foreign(shipment, citations, known)] }
            return state(shipment, terms, expected, reported) + consignee(shipment, expected)
        }
        if let missing = noParcel() { found.append(missing) }
        return found + unreported(reported)
    }

    /// Parcels that documents of the order name by a tracking number and no record is about, where others are.
    private func unreported(_ reported: Set<Identifier>) -> [Finding] {
        guard !result.shipments.isEmpty else { return [] }
        var known = reported
        known.formUnion(result.shipments.compactMap { Identifier(.parcel, $0.shipment.trackingNumber) })
        let tracked = Set(
            ourDocuments.flatMap(\.value.references).filter { $0.kind == .tracking }.compactMap { Identifier($0) })
        return context.scope.parcels.filter { tracked.contains($0) && !known.contains($0) }.compactMap { parcel in
            context.scope.namedBy[parcel].map { Finding("CF-F-DELIVERY-NO-REPORT", .serious, ["number": .text(parcel.value)], $0) }
        }
    }

    /// Further numbers under which carriers report on parcels.
    private var reportedNumbers: Set<Identifier> {
        Set(
            result.shipments.filter { !$0.events.isEmpty || $0.deliveredAt != nil }
                .flatMap(\.shipment.references).compactMap { Identifier(.parcel, $0.value) })
    }

    private func number(_ shipment: CaseShipment) -> Phrase.Argument {
        .text(shipment.shipment.trackingNumber ?? shipment.id)
    }

    /// Goods were sold, but no parcel of the order and no receipt of the buyer is in the evidence.
    private func noParcel() -> Finding? {
        let isOurs = result.shipments.contains { if case .foreign = $0.link { false } else { true } }
        let received = ourDocuments.contains {
            $0.value.kind == .receiptAdvice || $0.value.times.contains { $0.name.hasSuffix("ActualDeliveryDate") }
        }
        guard !isOurs, !received else { return nil }
        let expecting = ourDocuments.filter { [.despatchAdvice, .invoice, .order].contains($0.value.kind) }
        if let document = expecting.first, let citations = some(expecting.map(\.citations)) {
            return Finding("CF-F-DELIVERY-NO-PARCEL", .serious, ["document": number(of: document.value)], citations)
        }
        guard let order = ourOrders.first else { return nil }
        return Finding("CF-F-DELIVERY-NO-PARCEL", .serious, ["document": .text(order.value.id)], order.citations)
    }

    private func foreign(_ shipment: CaseShipment, _ ground: Citations, _ known: String) -> Finding {
        var citations = shipment.citations
        citations.add(ground)
        let reference = shipment.shipment.references.first {
            $0.kind == .order && ground.all.map(\.item).contains(shipment.citations.first.item)
        }
        if let reference {
            return Finding(
                "CF-F-PARCEL-OTHER-ORDER", .serious,
                ["number": number(shipment), "reference": .text(reference.value)], citations)
        }
        return Finding("CF-F-PARCEL-UNNAMED", .serious, ["number": number(shipment), "known": .text(known)], citations)
    }

    private func state(_ shipment: CaseShipment, _ terms: Terms, _ expected: Expected, _ reported: Set<Identifier>) -> [Finding] {
        var citations = shipment.citations
        if let last = shipment.events.last(where: { !$0.event.isPlanned }) { citations.add(last.citations) }
        switch shipment.status {
        case .delivered: return delivered(shipment, terms, expected)
        case .returned: return [Finding("CF-F-PARCEL-RETURNED", .serious, ["number": number(shipment)], citations)]
        case .lost: return [Finding("CF-F-PARCEL-LOST", .serious, ["number": number(shipment)], citations)]
        case .cancelled: return [Finding("CF-F-PARCEL-CANCELLED", .serious, ["number": number(shipment)], citations)]
        // Another record reports on it under its other number.
        case .unknown where Identifier(.parcel, shipment.shipment.trackingNumber).map(reported.contains) ?? false: return []
        case .unknown:
            if case .named(let naming) = shipment.link { citations.add(naming) }
            return [Finding("CF-F-DELIVERY-NO-REPORT", .serious, ["number": number(shipment)], citations)]
        default:
            return [
                Finding(
                    "CF-F-DELIVERY-UNPROVEN", .serious,
                    ["number": number(shipment), "step": Wording.step(shipment.status)], citations)
            ]
        }
    }

    // MARK: - Delivered

    /// What the dates of deliveries are held against.
    private struct Terms {
        /// The day payment fell due, and the invoice that says so when the claim does not.
        var due: (day: CalendarDay, citations: Citations?)?
        /// Days by which delivery was promised. Each is earlier than all before it: later ones are never the first missed.
        var promises: [(day: CalendarDay, citation: Citation)] = []
    }

    private func terms() -> Terms {
        var terms = Terms()
        if let due = result.settings.claim.due {
            terms.due = (due, nil)
        } else {
            let invoices = ourDocuments.filter { $0.value.kind == .invoice }
            let days = invoices.compactMap { invoice in invoice.value.due?.day.map { (day: $0, citations: Optional(invoice.citations)) } }
            terms.due = days.max { $0.day < $1.day }
        }
        for document in ourDocuments where [.order, .orderResponse, .contract, .despatchAdvice].contains(document.value.kind) {
            for named in document.value.times where Self.promises.contains(where: { named.name.contains($0) }) {
                if named.name.hasSuffix("StartDate") || named.name.hasSuffix("/StartDate") { continue }
                let end: CalendarDay? = if case .span(_, let last) = named.time.value { last } else { named.time.day }
                guard let end, terms.promises.last.map({ end < $0.day }) ?? true else { continue }
                terms.promises.append((end, context.gathering.refine(document.citations.first, named.locator)))
            }
        }
        return terms
    }

    private func delivered(_ shipment: CaseShipment, _ terms: Terms, _ expected: Expected) -> [Finding] {
        let event = shipment.events.last { $0.event.step == .delivered && !$0.event.isPlanned }
        let citations = event?.citations ?? shipment.citations
        return [
            signature(shipment, citations), twice(shipment), afterwards(shipment), place(shipment, event, expected),
            afterDue(shipment, citations, terms), late(shipment, citations, terms),
        ].compactMap { $0 }
    }

    /// What the carrier reports after the delivery and what may undo it.
    private func afterwards(_ shipment: CaseShipment) -> Finding? {
        guard let delivery = shipment.events.last(where: { $0.event.step == .delivered && !$0.event.isPlanned }) else { return nil }
        let later = shipment.events.last { event in
            [.lost, .exception].contains(event.event.step) && !event.event.isPlanned && isLater(event.time, delivery.time)
        }
        return later.map {
            Finding(
                "CF-F-PARCEL-AFTER-DELIVERY", .serious,
                ["number": number(shipment), "text": .text(Wording.excerpt($0.event.text, limit: 120)), "time": .time($0.time)],
                $0.citations)
        }
    }

    /// Where one of two times is only a day, a later day is needed.
    private func isLater(_ one: CaseTime, _ other: CaseTime) -> Bool {
        guard one.time.wallClock == nil || other.time.wallClock == nil else {
            return (context.clock.order(one) ?? .min) > (context.clock.order(other) ?? .max)
        }
        guard let a = one.time.day, let b = other.time.day else { return false }
        return a > b
    }

    /// The postal code of the delivery is far from all that documents name. Towns are not compared: carriers write suburbs,
    /// counties, and names without their accents.
    private func place(_ shipment: CaseShipment, _ event: CaseShipment.Event?, _ expected: Expected) -> Finding? {
        guard let event, let ground = expected.citations, let other = expected.firstAddress, let place = event.event.place else {
            return nil
        }
        let there = PostalAreas(place)
        guard there.isFar(from: expected.postalAreas) else { return nil }
        var citations = event.citations
        for citation in ground.all.prefix(Self.mostCitations) { citations.add(citation) }
        return Finding(
            "CF-F-DELIVERY-PLACE-DIFFERS", .attention,
            ["number": number(shipment), "place": .text(place), "expected": .text(other.joined(separator: ", "))],
            citations)
    }

    private func signature(_ shipment: CaseShipment, _ citations: Citations) -> Finding? {
        let signatory = shipment.shipment.signatory?.trimmingBlanks() ?? ""
        let place = shipment.shipment.deliveryPlace ?? ""
        if !signatory.isEmpty, Signature.isName(signatory) { return nil }
        if Signature.isLeftBehind(place) {
            return Finding(
                "CF-F-DELIVERY-SAFE-DROP", .attention, ["number": number(shipment), "place": .text(place)], citations)
        }
        if !signatory.isEmpty {
            return Finding(
                "CF-F-SIGNATORY-UNCLEAR", .attention, ["number": number(shipment), "signatory": .text(signatory)], citations)
        }
        return Finding("CF-F-DELIVERY-NO-SIGNATURE", .attention, ["number": number(shipment)], citations)
    }

    /// Two deliveries, or two sources that differ by more than the clocks of two places can.
    private func twice(_ shipment: CaseShipment) -> Finding? {
        let deliveries = shipment.events.filter { $0.event.step == .delivered && !$0.event.isPlanned }
        guard let first = deliveries.first, let last = deliveries.last,
            let start = context.clock.order(first.time), let end = context.clock.order(last.time), end - start > 26 * 3600
        else { return nil }
        var citations = first.citations
        citations.add(last.citations)
        return Finding(
            "CF-F-DELIVERY-TWICE", .attention,
            ["number": number(shipment), "first": .time(first.time), "second": .time(last.time)], citations)
    }

    private func afterDue(_ shipment: CaseShipment, _ citations: Citations, _ terms: Terms) -> Finding? {
        guard let delivered = shipment.deliveredAt, let day = delivered.time.day, let due = terms.due, day > due.day else { return nil }
        var citations = citations
        if let invoice = due.citations { citations.add(invoice) }
        return Finding(
            "CF-F-DELIVERY-AFTER-DUE", .attention,
            ["number": number(shipment), "delivered": .time(delivered), "due": .time(time(due.day))], citations)
    }

    func time(_ day: CalendarDay) -> CaseTime { context.clock.time(EventTime(.day(day), text: day.iso)) }

    private static let promises = ["RequestedDelivery", "PromisedDelivery", "LatestDelivery", "GuaranteedDelivery"]

    /// Later than what the buyer asked for or was promised; estimates are no promise.
    private func late(_ shipment: CaseShipment, _ citations: Citations, _ terms: Terms) -> Finding? {
        guard let delivered = shipment.deliveredAt, let day = delivered.time.day,
            let promise = terms.promises.first(where: { day > $0.day })
        else { return nil }
        var citations = citations
        citations.add(promise.citation)
        return Finding(
            "CF-F-DELIVERY-LATE", .attention,
            ["number": number(shipment), "delivered": .time(delivered), "promised": .time(time(promise.day))], citations)
    }

    // MARK: - Consignee

    private struct Expected {
        var firstName: String?
        /// As `Names.key` gives them.
        var names: Set<String> = []
        /// As written.
        var spellings: Set<String> = []
        var firstAddress: [String]?
        /// Each address once.
        var places: [Place] = []
        /// What stands in any of them.
        var parts: Set<String> = []
        var postalAreas = PostalAreas()
        var citations: Citations?
        private var seen: Set<[String]> = []

        mutating func add(names: [String?]) {
            for name in names.compactMap({ $0 }) {
                firstName = firstName ?? name
                if spellings.insert(name).inserted { self.names.insert(Names.key(name)) }
            }
        }

        mutating func add(address: [String]) {
            guard seen.insert(address).inserted else { return }
            firstAddress = firstAddress ?? address
            let place = Place(address)
            places.append(place)
            parts.formUnion(place.parts)
            for line in address { postalAreas.add(line) }
        }
    }

    /// Whom and where documents and orders say the goods go.
    private func expected() -> Expected {
        var expected = Expected()
        func take(_ party: Party, _ citation: Citation) {
            expected.add(names: [party.name, party.contactName])
            if !party.address.isEmpty { expected.add(address: party.address) }
            expected.citations = Citations.joined([expected.citations, Citations(citation)])
        }
        for document in ourDocuments {
            for role in document.value.parties where role.role == .consignee || role.role == .buyer {
                take(role.party, context.gathering.refine(document.citations.first, role.locator))
            }
            for extra in document.value.extra where extra.name == "DeliveryAddress" { expected.add(address: [extra.text]) }
        }
        for order in ourOrders {
            for party in [order.value.shipTo, order.value.buyer].compactMap({ $0 }) { take(party, order.citations.first) }
        }
        return expected
    }

    private func consignee(_ shipment: CaseShipment, _ expected: Expected) -> [Finding] {
        guard let ground = expected.citations else { return [] }
        var found: [Finding] = []
        for role in shipment.shipment.parties where role.role == .consignee {
            var citations = Citations(context.gathering.refine(shipment.citations.first, role.locator))
            citations.add(ground.first)
            let respondent = result.parties.first { $0.side == .respondent }?.names ?? []
            let contact = role.party.contactName
            if let name = role.party.name, let first = expected.firstName,
                !expected.names.contains(Names.key(name)), !respondent.contains(where: { Names.key($0) == Names.key(name) }),
                contact.map({ !expected.spellings.contains($0) && !respondent.contains($0) }) ?? true
            {
                found.append(
                    Finding(
                        "CF-F-CONSIGNEE-DIFFERS", .serious,
                        ["number": number(shipment), "consignee": .text(name), "expected": .text(first)], citations))
            }
            if let other = expected.firstAddress, !role.party.address.isEmpty, !isAny(Place(role.party.address), of: expected) {
                found.append(
                    Finding(
                        "CF-F-DESTINATION-DIFFERS", .serious,
                        [
                            "number": number(shipment), "destination": .text(role.party.address.joined(separator: ", ")),
                            "expected": .text(other.joined(separator: ", ")),
                        ], citations))
            }
        }
        return found
    }

    private func isAny(_ place: Place, of expected: Expected) -> Bool {
        !place.parts.isDisjoint(with: expected.parts) || expected.places.contains { $0.isSame(as: place) }
    }

    /// An address as it is compared.
    struct Place {
        let parts: Set<String>
        let whole: String

        init(_ lines: [String]) {
            parts = Set(
                lines.flatMap { $0.split(separator: ",") }.map { Identifier.plain(String($0)) }.filter { $0.utf8.count > 2 })
            whole = Identifier.plain(lines.joined())
        }

        /// Carriers give only parts of an address: one equal line besides the country is enough, and none at all is needed
        /// where only a country is given.
        func isSame(as other: Place) -> Bool {
            if parts.isEmpty || other.parts.isEmpty || !parts.isDisjoint(with: other.parts) { return true }
            return parts.contains { $0.utf8.count >= 4 && other.whole.contains($0) }
                || other.parts.contains { $0.utf8.count >= 4 && whole.contains($0) }
        }
    }
}
