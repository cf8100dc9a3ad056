import CaseModel

/// Puts each parcel together from all sources that speak of it, and says why it is taken to belong to the order.
struct ShipmentAssembly {
    let gathering: Gathering
    let clock: CaseClock
    let scope: CaseScope
    let mentions: Mentions
    let conversations: [ConversationDraft]

    private struct Parcel {
        var records: [Sourced<Shipment>] = []
        var events: [Sourced<TrackingEvent>] = []
    }

    func assemble() -> [CaseShipment] {
        let parcels = collect().filter { !$0.records.isEmpty || !$0.events.isEmpty }
        var result: [CaseShipment] = []
        for parcel in parcels { if let made = shipment(parcel) { result.append(made) } }
        result.sort { before($0, $1) }
        return result.enumerated().map { number, made in
            CaseShipment(
                id: "S\(number + 1)", shipment: made.shipment, events: made.events, status: made.status,
                deliveredAt: made.deliveredAt, link: made.link, citations: made.citations)
        }
    }

    /// Parcels of the order first, then by their first event, then by place in the evidence.
    private func before(_ a: CaseShipment, _ b: CaseShipment) -> Bool {
        func key(_ shipment: CaseShipment) -> (Int, Int64) {
            let first = shipment.events.compactMap { clock.order($0.time) }.first
            let foreign = if case .foreign = shipment.link { 1 } else { 0 }
            return (foreign, first ?? .max)
        }
        let (first, second) = (key(a), key(b))
        return first != second ? first < second : gathering.precedes(a.citations.first, b.citations.first)
    }

    /// Records and events by parcel number; what has none stays with its own source.
    private func collect() -> [Parcel] {
        var parcels: [Parcel] = []
        var places: [String: Int] = [:]
        func place(_ key: String) -> Int {
            if let place = places[key] { return place }
            parcels.append(Parcel())
            places[key] = parcels.count - 1
            return parcels.count - 1
        }
        var numbersOfItem: [Int: Set<String>] = [:]
        for record in gathering.shipments {
            guard let number = Identifier(.parcel, record.value.trackingNumber)?.value else {
                parcels[place("item:\(record.citation.item)")].records.append(record)
                continue
            }
            parcels[place(number)].records.append(record)
            numbersOfItem[record.citation.item, default: []].insert(number)
        }
        for event in gathering.events {
            let own = Identifier(.parcel, event.value.trackingNumber)?.value
            let only = numbersOfItem[event.citation.item].flatMap { $0.count == 1 ? $0.first : nil }
            parcels[place(own ?? only ?? "item:\(event.citation.item)")].events.append(event)
        }
        return parcels
    }

    /// The source that tells most of a delivery first: a carrier's record before the sender's announcement.
    private func ordered(_ records: [Sourced<Shipment>]) -> [Sourced<Shipment>] {
        func rank(_ shipment: Shipment) -> Int {
            shipment.signatory != nil ? 0 : shipment.deliveredAt != nil ? 1 : 2
        }
        return records.enumerated().sorted { (rank($0.element.value), $0.offset) < (rank($1.element.value), $1.offset) }
            .map(\.element)
    }

    private func shipment(_ found: Parcel) -> CaseShipment? {
        let parcel = Parcel(records: ordered(found.records), events: found.events)
        let sources = parcel.records.map(\.citation) + parcel.events.prefix(1).map(\.citation)
        guard let citations = Citations(sources) else { return nil }
        var merged = parcel.records.first?.value ?? Shipment(trackingNumber: parcel.events.first?.value.trackingNumber)
        for record in parcel.records.dropFirst() { merged.complete(with: record.value) }
        let events = self.events(parcel)
        let status = Self.status(events.map(\.event), delivered: merged.deliveredAt != nil)
        let delivered = status == .delivered ? deliveredAt(merged, events) : nil
        if merged.signatory == nil { merged.signatory = events.last { $0.event.step == .delivered }?.event.signatory }
        if merged.deliveryPlace == nil { merged.deliveryPlace = events.last { $0.event.step == .delivered }?.event.place }
        return CaseShipment(
            id: "", shipment: merged, events: events, status: status, deliveredAt: delivered,
            link: link(parcel, merged), citations: citations)
    }

    private func deliveredAt(_ shipment: Shipment, _ events: [CaseShipment.Event]) -> CaseTime? {
        if let time = shipment.deliveredAt { return clock.placeTime(time) }
        return events.last { $0.event.step == .delivered }?.time
    }

    /// All events in order of time. The same event in two sources is one; two equal ones in one source stay two.
    private func events(_ parcel: Parcel) -> [CaseShipment.Event] {
        struct Key: Hashable {
            let step: ShipmentStep
            let time: EventTime.Value
            let code: String?
            let text: String
            let place: String?
        }
        var made: [CaseShipment.Event] = []
        var places: [Key: [Int]] = [:]
        for source in parcel.events {
            let event = source.value
            let key = Key(step: event.step, time: event.time.value, code: event.code, text: event.text, place: event.place)
            let twin = (places[key] ?? []).first { place in
                !made[place].citations.all.contains { $0.item == source.citation.item }
            }
            if let twin {
                made[twin].citations.add(source.citation)
            } else {
                places[key, default: []].append(made.count)
                made.append(
                    CaseShipment.Event(
                        event: event, time: clock.placeTime(event.time), citations: Citations(source.citation)))
            }
        }
        return Self.ordered(made, clock)
    }

    /// By time; of equal times by the step of the ladder, then by place in the source, newest-first files reversed.
    private static func ordered(_ events: [CaseShipment.Event], _ clock: CaseClock) -> [CaseShipment.Event] {
        let keys = events.map { clock.order($0.time) }
        let known = keys.compactMap { $0 }
        let newestFirst = (known.first ?? 0) > (known.last ?? 0)
        func rank(_ step: ShipmentStep) -> Int { ShipmentStep.allCases.firstIndex(of: step) ?? 0 }
        return events.indices.sorted { a, b in
            let first = (keys[a] ?? .max, rank(events[a].event.step)), second = (keys[b] ?? .max, rank(events[b].event.step))
            if first != second { return first < second }
            return newestFirst ? a > b : a < b
        }.map { events[$0] }
    }

    /// Where the parcel stands: its newest event, but a delivery is undone only by a return, and what is delivered after
    /// a return was delivered to the sender.
    static func status(_ events: [TrackingEvent], delivered: Bool) -> ShipmentStep {
        var status: ShipmentStep = .unknown
        for event in events where !event.isPlanned && event.step != .unknown {
            switch (status, event.step) {
            case (.returned, _), (.delivered, .returned): status = .returned
            case (.delivered, _): break
            case (_, let step): status = step
            }
        }
        return status == .unknown && delivered ? .delivered : status
    }

    // MARK: - Link

    private func link(_ parcel: Parcel, _ merged: Shipment) -> CaseShipment.Link {
        let number = Identifier(.parcel, merged.trackingNumber)
        var naming: Citations?
        if let number, scope.numbers.contains(number) { naming = scope.namedBy[number] }
        var contradicting: Citations?
        for record in parcel.records {
            for reference in record.value.references {
                let place = Citations(gathering.refine(record.citation, reference.locator))
                if Identifier(reference).map(scope.numbers.contains) ?? false || scope.knows(value: reference.value) {
                    naming = Citations.joined([naming, place])
                } else if reference.kind == .order, Identifier(reference) != nil {
                    contradicting = Citations.joined([contradicting, place])
                }
            }
        }
        if let naming { return .named(naming) }
        if let contradicting, !scope.numbers.isEmpty { return .foreign(contradicting) }
        if let number, let messages = messages(naming: number) { return .named(messages) }
        let others = scope.parcels.filter { $0 != number }
        if number != nil, let known = Citations.joined(others.map { scope.namedBy[$0] }) { return .foreign(known) }
        return .alone
    }

    private func messages(naming number: Identifier) -> Citations? {
        let places = mentions.places[number.value] ?? []
        return Citations.joined(places.prefix(8).map { conversations[$0.conversation].entries[$0.entry].citations })
    }
}

extension Shipment {
    /// Takes over what this record lacks from another source about the same parcel.
    mutating func complete(with other: Shipment) {
        references += other.references.filter { new in !references.contains { $0.kind == new.kind && $0.value == new.value } }
        carrier = carrier ?? other.carrier
        service = service ?? other.service
        parties += other.parties.filter { new in !parties.contains { $0.role == new.role && $0.party == new.party } }
        times += other.times.filter { new in !times.contains { $0.name == new.name && $0.time == new.time } }
        deliveredAt = deliveredAt ?? other.deliveredAt
        signatory = signatory ?? other.signatory
        deliveryPlace = deliveryPlace ?? other.deliveryPlace
        weight = weight ?? other.weight
        extra += other.extra.filter { !extra.contains($0) }
    }
}
