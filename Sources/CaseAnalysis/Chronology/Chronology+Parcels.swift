import CaseModel

extension Chronology {
    /// Each change of step of each parcel that may belong to the order.
    func parcels() -> [Draft] {
        result.shipments.flatMap { shipment -> [Draft] in
            if case .foreign = shipment.link { return [] }
            return steps(of: shipment)
        }
    }

    private func steps(of shipment: CaseShipment) -> [Draft] {
        let number = shipment.shipment.trackingNumber ?? shipment.id
        var drafts: [Draft] = []
        var last: ShipmentStep?
        var seen: Set<ShipmentStep> = []
        for event in shipment.events where !event.event.isPlanned && event.event.time.value != .unknown {
            let step = event.event.step
            // Going on after customs or a failed attempt is no news; every attempt, delivery and exception is.
            let isNews = step != last && (step != .inTransit || !seen.contains(.inTransit))
            guard step != .unknown, isNews || step == .deliveryAttempted else { continue }
            last = step
            seen.insert(step)
            drafts.append(draft(event, shipment, number))
        }
        if !seen.contains(.delivered), let delivered = shipment.deliveredAt, delivered.time.value != .unknown {
            drafts.append(
                Draft(time: delivered, kind: .delivery, text: delivery(shipment, number), citations: shipment.citations))
        }
        return drafts
    }

    private func draft(_ event: CaseShipment.Event, _ shipment: CaseShipment, _ number: String) -> Draft {
        let step = event.event.step
        if step == .delivered {
            let text =
                shipment.status == .returned
                ? Phrase("timeline.parcel.backAtSender", ["number": .text(number)])
                : delivery(
                    number, signatory: event.event.signatory ?? shipment.shipment.signatory,
                    place: event.event.place ?? shipment.shipment.deliveryPlace)
            return Draft(time: event.time, kind: .delivery, text: text, citations: event.citations)
        }
        let kind: TimelineEntry.Kind = step == .labelCreated ? .despatch : .transport
        let key = "timeline.parcel.\(step.rawValue)"
        guard let place = event.event.place, !place.isEmpty else {
            return Draft(time: event.time, kind: kind, text: Phrase(key, ["number": .text(number)]), citations: event.citations)
        }
        let text = Phrase(key + ".place", ["number": .text(number), "place": .text(place)])
        return Draft(time: event.time, kind: kind, text: text, citations: event.citations)
    }

    private func delivery(_ shipment: CaseShipment, _ number: String) -> Phrase {
        delivery(number, signatory: shipment.shipment.signatory, place: shipment.shipment.deliveryPlace)
    }

    private func delivery(_ number: String, signatory: String?, place: String?) -> Phrase {
        let signatory = signatory.flatMap { Signature.isName($0) ? $0 : nil }
        switch (signatory, place?.trimmingBlanks()) {
        case (let name?, let place?) where !place.isEmpty:
            return Phrase(
                "timeline.delivered.signedAt", ["number": .text(number), "signatory": .text(name), "place": .text(place)])
        case (let name?, _):
            return Phrase("timeline.delivered.signed", ["number": .text(number), "signatory": .text(name)])
        case (nil, let place?) where !place.isEmpty:
            return Phrase("timeline.delivered.at", ["number": .text(number), "place": .text(place)])
        default:
            return Phrase("timeline.delivered", ["number": .text(number)])
        }
    }
}

/// What carriers write into the field for the name of who signed.
enum Signature {
    /// True when the text can be a name: it has at least two letters, and is not a time, a number or a filler.
    static func isName(_ text: String) -> Bool {
        let plain = text.trimmingBlanks().uppercased()
        guard plain.unicodeScalars.count(where: \.properties.isAlphabetic) >= 2 || isSingleIdeograph(plain) else { return false }
        return !fillers.contains(plain)
    }

    private static func isSingleIdeograph(_ text: String) -> Bool { text.unicodeScalars.contains { $0.properties.isIdeographic } }

    private static let fillers: Set<String> = [
        "NA", "N/A", "NONE", "NULL", "UNKNOWN", "NO SIGNATURE", "NOT REQUIRED", "SIGNATURE NOT REQUIRED", "NSR", "COVID19",
        "COVID 19", "COVID-19", "DRIVER RELEASE", "DR", "LEFT", "DROP OFF",
    ]

    /// Places where a carrier leaves a parcel without handing it to anybody.
    static func isLeftBehind(_ text: String) -> Bool {
        // Whole words: Lockerbie is a town. Chinese has no blanks between them.
        let plain = " " + text.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : " " }.joined() + " "
        return leftBehind.contains { plain.contains($0.first?.isASCII == true ? " \($0) " : $0) }
    }

    private static let leftBehind = [
        "PORCH", "MAILBOX", "MAIL BOX", "LETTERBOX", "LETTER BOX", "SAFE PLACE", "SAFEPLACE", "FRONT DOOR", "SIDE DOOR",
        "REAR DOOR", "BACK DOOR", "LEFT AT", "LEFT IN", "GARAGE", "PATIO", "DECK", "LOCKER", "PARCEL BOX", "DOORSTEP",
        "YARD", "ABSTELLORT", "BRIEFKASTEN", "PACKSTATION", "快递柜", "丰巢", "信箱",
    ]
}
