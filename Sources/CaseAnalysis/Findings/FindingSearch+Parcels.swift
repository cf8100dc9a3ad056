import CaseModel

extension FindingSearch {
    func parcels() -> [Finding] {
        var found = result.shipments.flatMap { shipment -> [Finding] in
            if case .foreign(let citations) = shipment.link { return [foreign(shipment, citations)] }
            return state(shipment) + consignee(shipment)
        }
        if let missing = noParcel() { found.append(missing) }
        return found + unreported()
    }

    /// Parcels that documents of the order name and no record is about, where others are.
    private func unreported() -> [Finding] {
        guard !result.shipments.isEmpty else { return [] }
        let known = Set(
            result.shipments.flatMap { shipment in
                [Identifier(.parcel, shipment.shipment.trackingNumber)].compactMap { $0 }
                    + shipment.shipment.references.compactMap { Identifier(.parcel, $0.value) }
            })
        return context.scope.parcels.filter { !known.contains($0) }.compactMap { parcel in
            context.scope.namedBy[parcel].map { Finding("CF-F-DELIVERY-NO-REPORT", .serious, ["number": .text(parcel.value)], $0) }
        }
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

    private func foreign(_ shipment: CaseShipment, _ ground: Citations) -> Finding {
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
        let known = context.scope.parcels.map(\.value).joined(separator: ", ")
        return Finding("CF-F-PARCEL-UNNAMED", .serious, ["number": number(shipment), "known": .text(known)], citations)
    }

    private func state(_ shipment: CaseShipment) -> [Finding] {
        var citations = shipment.citations
        if let last = shipment.events.last(where: { !$0.event.isPlanned }) { citations.add(last.citations) }
        switch shipment.status {
        case .delivered: return delivered(shipment)
        case .returned: return [Finding("CF-F-PARCEL-RETURNED", .serious, ["number": number(shipment)], citations)]
        case .lost: return [Finding("CF-F-PARCEL-LOST", .serious, ["number": number(shipment)], citations)]
        case .cancelled: return [Finding("CF-F-PARCEL-CANCELLED", .serious, ["number": number(shipment)], citations)]
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

    private func delivered(_ shipment: CaseShipment) -> [Finding] {
        let event = shipment.events.last { $0.event.step == .delivered && !$0.event.isPlanned }
        let citations = event?.citations ?? shipment.citations
        return [
            signature(shipment, citations), twice(shipment), afterwards(shipment), place(shipment, event), afterDue(shipment, citations),
            late(shipment, citations),
        ].compactMap { $0 }
    }

    /// What the carrier reports after the delivery and what may undo it.
    private func afterwards(_ shipment: CaseShipment) -> Finding? {
        guard let delivery = shipment.events.firstIndex(where: { $0.event.step == .delivered && !$0.event.isPlanned }) else { return nil }
        let later = shipment.events[delivery...].last { [.lost, .exception].contains($0.event.step) && !$0.event.isPlanned }
        return later.map {
            Finding(
                "CF-F-PARCEL-AFTER-DELIVERY", .serious,
                ["number": number(shipment), "text": .text(Wording.excerpt($0.event.text, limit: 120)), "time": .time($0.time)],
                $0.citations)
        }
    }

    /// The town of the delivery is none that a document names. Places in other scripts cannot be compared.
    private func place(_ shipment: CaseShipment, _ event: CaseShipment.Event?) -> Finding? {
        let expected = expected()
        guard let event, let ground = expected.citations, let other = expected.addresses.first, var place = event.event.place else {
            return nil
        }
        // Where at the address it was left stands in front.
        if let spot = shipment.shipment.deliveryPlace, place.hasPrefix(spot) { place = String(place.dropFirst(spot.count)) }
        let towns = place.split(separator: ",").map { String($0).trimmingBlanks() }.filter { $0.filter(\.isLetter).count >= 4 }
        let isLatin = { (text: String) in text.unicodeScalars.allSatisfy { $0.value < 0x250 } }
        guard !towns.isEmpty, expected.addresses.allSatisfy({ $0.allSatisfy(isLatin) }), isLatin(place),
            !expected.addresses.contains(where: { Self.isSamePlace(towns, $0) })
        else { return nil }
        var citations = event.citations
        citations.add(ground)
        return Finding(
            "CF-F-DELIVERY-PLACE-DIFFERS", .attention,
            ["number": number(shipment), "place": .text(event.event.place ?? place), "expected": .text(other.joined(separator: ", "))],
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

    private func afterDue(_ shipment: CaseShipment, _ citations: Citations) -> Finding? {
        guard let delivered = shipment.deliveredAt, let day = delivered.time.day else { return nil }
        var citations = citations
        var due = result.settings.claim.due
        if due == nil {
            let invoices = ourDocuments.filter { $0.value.kind == .invoice && $0.value.due?.day != nil }
            guard
                let last = invoices.max(by: {
                    ($0.value.due?.day).map(\.daysSinceEpoch) ?? 0 < ($1.value.due?.day).map(\.daysSinceEpoch) ?? 0
                })
            else { return nil }
            due = last.value.due?.day
            citations.add(last.citations)
        }
        guard let due, day > due else { return nil }
        return Finding(
            "CF-F-DELIVERY-AFTER-DUE", .attention,
            ["number": number(shipment), "delivered": .time(delivered), "due": .time(time(due))], citations)
    }

    func time(_ day: CalendarDay) -> CaseTime { context.clock.time(EventTime(.day(day), text: day.iso)) }

    private static let promises = ["RequestedDelivery", "PromisedDelivery", "LatestDelivery", "GuaranteedDelivery"]

    /// Later than what the buyer asked for or was promised; estimates are no promise.
    private func late(_ shipment: CaseShipment, _ citations: Citations) -> Finding? {
        guard let delivered = shipment.deliveredAt, let day = delivered.time.day else { return nil }
        for document in ourDocuments where [.order, .orderResponse, .contract, .despatchAdvice].contains(document.value.kind) {
            for named in document.value.times where Self.promises.contains(where: { named.name.contains($0) }) {
                if named.name.hasSuffix("StartDate") || named.name.hasSuffix("/StartDate") { continue }
                let end: CalendarDay? = if case .span(_, let last) = named.time.value { last } else { named.time.day }
                guard let end, day > end else { continue }
                var citations = citations
                citations.add(context.gathering.refine(document.citations.first, named.locator))
                return Finding(
                    "CF-F-DELIVERY-LATE", .attention,
                    ["number": number(shipment), "delivered": .time(delivered), "promised": .time(time(end))], citations)
            }
        }
        return nil
    }

    // MARK: - Consignee

    private struct Expected {
        var names: [String] = []
        var addresses: [[String]] = []
        var citations: Citations?
    }

    /// Whom and where documents and orders say the goods go.
    private func expected() -> Expected {
        var expected = Expected()
        func take(_ party: Party, _ citation: Citation) {
            expected.names += [party.name, party.contactName].compactMap { $0 }
            if !party.address.isEmpty { expected.addresses.append(party.address) }
            expected.citations = Citations.joined([expected.citations, Citations(citation)])
        }
        for document in ourDocuments {
            for role in document.value.parties where role.role == .consignee || role.role == .buyer {
                take(role.party, context.gathering.refine(document.citations.first, role.locator))
            }
            for extra in document.value.extra where extra.name == "DeliveryAddress" { expected.addresses.append([extra.text]) }
        }
        for order in ourOrders {
            for party in [order.value.shipTo, order.value.buyer].compactMap({ $0 }) { take(party, order.citations.first) }
        }
        return expected
    }

    private func consignee(_ shipment: CaseShipment) -> [Finding] {
        let expected = expected()
        guard let ground = expected.citations else { return [] }
        var found: [Finding] = []
        for role in shipment.shipment.parties where role.role == .consignee {
            var citations = Citations(context.gathering.refine(shipment.citations.first, role.locator))
            citations.add(ground.first)
            let allowed = expected.names + (result.parties.first { $0.side == .respondent }?.names ?? [])
            if let name = role.party.name, let first = expected.names.first,
                !allowed.contains(where: { Names.key($0) == Names.key(name) }),
                !allowed.contains(where: { $0 == role.party.contactName })
            {
                found.append(
                    Finding(
                        "CF-F-CONSIGNEE-DIFFERS", .serious,
                        ["number": number(shipment), "consignee": .text(name), "expected": .text(first)], citations))
            }
            if let other = expected.addresses.first, !role.party.address.isEmpty,
                !expected.addresses.contains(where: { Self.isSamePlace(role.party.address, $0) })
            {
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

    /// Carriers give only parts of an address: one equal line besides the country is enough, and none at all is needed
    /// where only a country is given.
    static func isSamePlace(_ a: [String], _ b: [String]) -> Bool {
        func parts(_ lines: [String]) -> Set<String> {
            Set(lines.flatMap { $0.split(separator: ",") }.map { Identifier.plain(String($0)) }.filter { $0.utf8.count > 2 })
        }
        let (first, second) = (parts(a), parts(b))
        if first.isEmpty || second.isEmpty { return true }
        if !first.isDisjoint(with: second) { return true }
        let (one, two) = (Identifier.plain(a.joined()), Identifier.plain(b.joined()))
        return first.contains { $0.utf8.count >= 4 && two.contains($0) } || second.contains { $0.utf8.count >= 4 && one.contains($0) }
    }
}
