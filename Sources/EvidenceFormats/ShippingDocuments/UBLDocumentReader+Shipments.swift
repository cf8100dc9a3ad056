import CaseModel

extension UBLDocumentReader {
    /// A number that stands where one is expected, with how good it is to follow the parcel by.
    private struct Candidate {
        let node: UBLNode
        let field: String
        /// Smaller is better; nil when it must not be used.
        let rank: Int?
    }

    /// What every shipment of the document takes from it; worked out once, for there may be many.
    private struct Common {
        let references: [Reference]
        let parties: [PartyInRole]
        let carrierAssignedID: UBLNode?
        let carrier: String?
        let states: [NamedText]
    }

    /// A shipment per header `Shipment` or `Consignment` (one per consignment where several have numbers of their own),
    /// then the events. What lies in lines or in `Delivery` of an order or invoice is only named.
    mutating func readShipments() {
        let holders = [root] + root.all("CustomsDeclaration")
        let found = holders.flatMap { $0.all("Shipment") + $0.all("Consignment") }
        let common = self.common
        var shipments = UBLNames.isRequest(type) ? [] : found.flatMap { shipmentRecords($0, common) }
        if shipments.isEmpty, found.isEmpty, document.kind == .despatchAdvice || document.kind == .waybill {
            shipments = [record(root, consignment: nil, common)]
        }
        nameUnused(besides: UBLNames.isRequest(type) ? [] : found)
        if !UBLNames.isRequest(type) { readEvents(into: &shipments) }
        // Shipments stand before events, in document order.
        let place = records.firstIndex { if case .trackingEvent = $0.record { true } else { false } } ?? records.count
        records.insert(contentsOf: shipments.map { (.shipment($0), $1.locator) }, at: place)
    }

    private var common: Common {
        var references: [Reference] = []
        let own: Reference.Kind? =
            document.kind == .waybill ? .waybill : document.kind == .despatchAdvice ? .despatchAdvice : nil
        if let number = document.number, let own {
            references.append(Reference(own, field: type, value: number, locator: root.first("ID")?.locator))
        }
        references += document.references.filter { [.order, .invoice, .despatchAdvice, .waybill].contains($0.kind) }
        return Common(
            references: references,
            parties: document.parties.filter { [.consignor, .consignee, .carrier, .buyer, .seller].contains($0.role) },
            carrierAssignedID: root.first("CarrierAssignedID"), carrier: root.first("CarrierParty").flatMap { Self.party($0).name },
            states: root.children.filter { $0.isLeaf && $0.name.hasSuffix("StatusCode") }.map { NamedText($0.name, $0.text) })
    }

    private mutating func shipmentRecords(_ node: UBLNode, _ common: Common) -> [(Shipment, UBLNode)] {
        let consignments = node.name == "Shipment" ? node.all("Consignment") : [node]
        let numbered = consignments.filter { c in numbers(shipment: nil, consignment: c, common).contains { $0.rank != nil } }
        if numbered.count > 1 { return consignments.map { record(node, consignment: $0, common) } }
        return [record(node, consignment: numbered.first ?? consignments.first, common)]
    }

    private mutating func record(_ node: UBLNode, consignment: UBLNode?, _ common: Common) -> (Shipment, UBLNode) {
        let candidates = numbers(shipment: node, consignment: consignment, common)
        let best = candidates.enumerated().filter { $0.element.rank != nil }
            .min { ($0.element.rank ?? 0, $0.offset) < ($1.element.rank ?? 0, $1.offset) }?.element
        var shipment = Shipment(trackingNumber: best?.node.text)
        for candidate in candidates { keepNumber(candidate, best: best, in: &shipment) }
        shipment.references += common.references
        let parts = [consignment, node].compactMap { $0 }
        shipment.carrier = Self.carrier(of: parts, common)
        shipment.parties = common.parties
        shipment.times = node === root ? [] : times(below: node)
        shipment.weight = parts.lazy.compactMap { $0.first("GrossWeightMeasure") ?? $0.first("NetWeightMeasure") }.first
            .map(Self.measure)
        shipment.deliveryPlace = parts.lazy.compactMap { Self.deliveryPlace($0) }.first
        if document.kind == .receiptAdvice || document.kind == .transportStatus {
            // The recipient's or carrier's own word; a sender's word about a delivery stays among the times.
            shipment.deliveredAt = shipment.times.first { $0.name == "ActualDeliveryDate" }?.time
        }
        shipment.extra = Self.statuses(parts) + common.states
        return (shipment, consignment ?? node)
    }

    // MARK: - Numbers

    private func numbers(shipment: UBLNode?, consignment: UBLNode?, _ common: Common) -> [Candidate] {
        var found: [Candidate] = []
        var seen: Set<String> = []
        func add(_ node: UBLNode?, _ field: String, rank: Int, meantForTracking: Bool = false) {
            guard let node, !node.text.isEmpty, seen.insert(node.text).inserted else { return }
            let usable =
                UBLNames.isNumbered(node) || ParcelNumber.matchesCarrierPattern(node.text)
                || (meantForTracking && ParcelNumber.isPlausible(node.text))
            found.append(Candidate(node: node, field: field, rank: usable ? rank : nil))
        }
        let parts = [consignment, shipment].compactMap { $0 }
        for part in parts {
            for id in part.descendants("TrackingID") { add(id, "TrackingID", rank: 0, meantForTracking: true) }
        }
        add(consignment?.first("ID"), "Consignment/ID", rank: 1)
        for id in [consignment?.first("CarrierAssignedID"), shipment == nil ? nil : common.carrierAssignedID] {
            add(id, "CarrierAssignedID", rank: 2)
        }
        if shipment?.name == "Shipment" { add(shipment?.first("ID"), "Shipment/ID", rank: 3) }
        let units = parts.flatMap { part in ["TransportHandlingUnit", "Package"].flatMap { part.descendants($0) } }
            .compactMap { $0.first("ID") }.filter(UBLNames.isLogisticUnit)
        // Several units are several parcels of one shipment; none of them is its number.
        let unitRank = Set(units.map(\.text)).count == 1 ? 4 : 5
        for id in units { add(id, "SSCC", rank: unitRank) }
        return found.map { $0.rank == 5 ? Candidate(node: $0.node, field: $0.field, rank: nil) : $0 }
    }

    /// Usable numbers link to carriers' records; the rest is kept by name, and placeholders are only noted.
    private mutating func keepNumber(_ candidate: Candidate, best: Candidate?, in shipment: inout Shipment) {
        let node = candidate.node
        let isUsable = candidate.rank != nil || candidate.field == "SSCC"
        if isUsable {
            let reference = Reference(.tracking, field: candidate.field, value: node.text, locator: node.locator)
            if node !== best?.node { shipment.references.append(reference) }
            if knownReferences.insert("tracking " + node.text).inserted { document.references.append(reference) }
        } else {
            // Senders number their shipments for themselves; that is odd only when there is nothing better.
            if best == nil || candidate.field != "Shipment/ID" {
                report(.shipmentNumberUnusable, at: node, ["text": node.text, "field": candidate.field])
            }
            guard !ParcelNumber.isPlaceholder(node.text) else { return }
            let isWaybill =
                candidate.field != "Shipment/ID" && candidate.field != "TrackingID" && node.text.utf8.count >= 6
            let kind: Reference.Kind = isWaybill ? .waybill : .other
            shipment.references.append(Reference(kind, field: candidate.field, value: node.text, locator: node.locator))
        }
    }

    /// Logistic units and containers that are named in lines, in requests, or in the delivery of an order.
    private mutating func nameUnused(besides read: [UBLNode]) {
        let paths = Set(read.map(\.path))
        root.walk { node in
            if node.name == "TrackingID", ParcelNumber.isPlausible(node.text) {
                keep(.tracking, field: "TrackingID", node)
            }
            guard node.name == "ID", let parent = node.parentName, !node.text.isEmpty else { return !node.isLeaf }
            if parent == "TransportEquipment" {
                keep(.container, field: "TransportEquipment/ID", node)
            } else if ["TransportHandlingUnit", "Package", "Consignment", "Shipment"].contains(parent),
                UBLNames.isNumbered(node) || UBLNames.isLogisticUnit(node),
                !node.ancestors.contains(where: { paths.contains($0.path) })
            {
                keep(.tracking, field: UBLNames.isLogisticUnit(node) ? "SSCC" : parent + "/ID", node)
            }
            return true
        }
    }

    // MARK: - Parts of a shipment

    /// The carrier of the consignment, else of the document, else of a leg of the way.
    private static func carrier(of parts: [UBLNode], _ common: Common) -> String? {
        func named(_ nodes: [UBLNode]) -> String? {
            nodes.lazy.compactMap { $0.first("CarrierParty").flatMap { party($0).name } }.first
        }
        return named(parts) ?? common.carrier
            ?? named(parts.flatMap { $0.children.filter { $0.name.hasSuffix("ShipmentStage") } })
    }

    private static func deliveryPlace(_ node: UBLNode) -> String? {
        let delivery = node.first("Delivery")
        let place =
            delivery?.first("DeliveryAddress") ?? delivery?.at("DeliveryLocation", "Address")
            ?? node.at("FinalDeliveryTransportationService", "Location", "Address")
        let lines = place.map(addressLines) ?? []
        return lines.isEmpty ? delivery?.value("DeliveryLocation", "Name") : lines.joined(separator: ", ")
    }

    private static func statuses(_ parts: [UBLNode]) -> [NamedText] {
        var found: [NamedText] = []
        var seen: Set<NamedText> = []
        for part in parts {
            for (name, status) in part.all("Status").map({ (part.name + "/Status", $0) })
                + part.all("TransportHandlingUnit").flatMap({ unit in
                    unit.all("Status").map { ("TransportHandlingUnit \(unit.value("ID") ?? "")/Status", $0) }
                })
            {
                let words = ["ConditionCode", "Description", "StatusReason", "Text"].compactMap { status.value($0) }
                let text = NamedText(name, words.joined(separator: ": "))
                if !words.isEmpty, seen.insert(text).inserted { found.append(text) }
            }
        }
        return found
    }
}

extension UBLNames {
    /// True when the identifier's scheme makes it a GS1 number of a consignment, shipment or unit.
    static func isNumbered(_ id: UBLNode) -> Bool {
        !ParcelNumber.isPlaceholder(id.text)
            && (ParcelNumber.isLogisticScheme(id.attribute("schemeID"))
                || ParcelNumber.isLogisticScheme(id.attribute("schemeName")))
    }

    static func isLogisticUnit(_ id: UBLNode) -> Bool {
        ParcelNumber.isSSCC(id.text) || (id.scheme?.uppercased() == "SSCC" && !ParcelNumber.isPlaceholder(id.text))
    }
}
