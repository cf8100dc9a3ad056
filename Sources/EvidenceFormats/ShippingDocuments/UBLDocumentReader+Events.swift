import CaseModel

extension UBLDocumentReader {
    /// Events that a carrier reports. Requested, planned and estimated ones are times of the shipment, not events; a
    /// `TransportEvent` without time of occurrence, or said not to be completed, is kept as planned.
    mutating func readEvents(into shipments: inout [(Shipment, UBLNode)]) {
        var events: [UBLNode] = []
        var expected: [NamedTime] = []
        root.walk { node in
            guard node.name.hasSuffix("TransportEvent") else { return !node.isLeaf && !Self.isLine(node) }
            if ["Requested", "Planned", "Estimated", "Optional"].contains(where: node.name.hasPrefix) {
                expected += expectedTimes(node)
            } else {
                events.append(node)
            }
            return false
        }
        if shipments.isEmpty { document.times += expected } else { shipments[0].0.times += expected }
        let places = Dictionary(
            shipments.enumerated().map { ($0.element.1.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
        for node in events { keepEvent(node, in: &shipments, at: places) }
    }

    private mutating func expectedTimes(_ node: UBLNode) -> [NamedTime] {
        if let date = node.first("OccurrenceDate"), !date.text.isEmpty {
            let when = time(date: date, clock: node.first("OccurrenceTime"))
            return [NamedTime(node.name, when, locator: date.locator)]
        }
        return node.all("Period").flatMap { period($0) }.map { entry in
            let tail = entry.name.dropFirst("Period".utf8.count)
            return NamedTime(node.name + tail, entry.time, locator: entry.locator)
        }
    }

    /// `places`: the shipments by the paths of their elements.
    private mutating func keepEvent(
        _ node: UBLNode, in shipments: inout [(Shipment, UBLNode)], at places: [String: Int]
    ) {
        let code = node.value("TransportEventTypeCode")
        let date = node.first("OccurrenceDate").flatMap { $0.text.isEmpty ? nil : $0 }
        let isDenied = node.first("CompletionIndicator")?.boolean == false
        // Outside a status report a bare element without code or date says nothing.
        guard code != nil || date != nil || node.first("CurrentStatus") != nil else { return }
        let index = node.ancestors.lazy.compactMap { places[$0.path] }.first ?? (shipments.count == 1 ? 0 : nil)
        let text = Self.eventText(node)
        var event = TrackingEvent(
            trackingNumber: index.flatMap { shipments[$0].0.trackingNumber },
            time: date.map { time(date: $0, clock: node.first("OccurrenceTime")) } ?? expectedTimes(node).first?.time
                ?? .unknown(""),
            step: UBLNames.step(ofStatus: code), basis: code.map { "type code \($0)" } ?? "element \(node.name)",
            code: code, text: text)
        if code == nil { event.step = Self.step(ofElement: node) }
        event.place = Self.place(node.first("Location"))
        event.signatory = node.first("Signature").flatMap(Self.signatory)
        event.isPlanned = date == nil || isDenied
        if event.isPlanned { report(.eventPlanned, at: node, ["text": text.isEmpty ? code ?? node.name : text]) }
        records.append((.trackingEvent(event), node.locator))
        if !event.isPlanned, event.step == .delivered, let index { settle(&shipments[index].0, by: event) }
    }

    /// The first completed delivery settles when the shipment was delivered, and who signed for it.
    private func settle(_ shipment: inout Shipment, by event: TrackingEvent) {
        if shipment.signatory == nil { shipment.signatory = event.signatory }
        if shipment.deliveryPlace == nil { shipment.deliveryPlace = event.place }
        if shipment.deliveredAt == nil { shipment.deliveredAt = event.time }
    }

    private static func step(ofElement node: UBLNode) -> ShipmentStep {
        switch node.name {
        case "ActualPickupTransportEvent", "AcceptanceTransportEvent": .pickedUp
        case "DeliveryTransportEvent" where node.first("CompletionIndicator")?.boolean == true: .delivered
        case "ActualDepartureTransportEvent", "ActualArrivalTransportEvent", "ActualWaypointTransportEvent",
            "LoadingTransportEvent", "DischargeTransportEvent", "WarehousingTransportEvent", "StorageTransportEvent":
            .inTransit
        case "ExportationTransportEvent", "ExaminationTransportEvent": .customs
        default: .unknown
        }
    }

    private static func eventText(_ node: UBLNode) -> String {
        var words = node.all("Description").map(\.text)
        for status in node.all("CurrentStatus") + node.all("ReportedStatus") {
            words += [status.value("Description"), status.value("StatusReason"), status.value("ConditionCode")]
                .compactMap { $0 }
        }
        return words.filter { !$0.isEmpty }.joined(separator: ": ").bounded(textLimit)
    }

    private static func place(_ location: UBLNode?) -> String? {
        guard let location else { return nil }
        let lines = location.first("Address").map(addressLines) ?? []
        let words = [location.value("Name") ?? location.value("Description")].compactMap { $0 } + lines
        return words.isEmpty ? location.value("ID") : words.joined(separator: ", ")
    }

    /// The person who signed, else the party.
    private static func signatory(_ signature: UBLNode) -> String? {
        guard let party = signature.first("SignatoryParty") else { return nil }
        return party.first("Person").flatMap(personName) ?? self.party(party).name
    }
}
