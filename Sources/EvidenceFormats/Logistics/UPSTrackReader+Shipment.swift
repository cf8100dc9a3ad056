import CaseModel
import EvidenceIngest
import XMLReading

extension UPSTrackReader {
    /// A consignment with its packages. A package's shipment is held back until the next one begins, so that what
    /// stands behind the only package is known too.
    mutating func shipment(into sink: inout some RecordSink) throws(IngestError) {
        let start = cursor.locator
        var common = Shipment(trackingNumber: nil, carrier: "UPS")
        var number: String?
        var pending: (shipment: Shipment, locator: Locator)?
        var history = DeliveryHistory()
        loop: while true {
            switch try cursor.next() {
            case .child(.Package):
                if let held = pending { sink.emit(.shipment(held.shipment.merged(with: common)), at: held.locator) }
                pending = try package(of: number, into: &sink)
            case .child(.Activity): try activity(of: number, history: &history, into: &sink)
            case .child(.ShipmentIdentificationNumber): number = try identification(&common)
            case .child(.InquiryNumber), .child(.ShipmentReferenceNumber):
                let value = try codedValue().value
                if number == nil {
                    number = value
                } else {
                    common.add(.tracking, "InquiryNumber", value, unless: number)
                }
            case .child(let tag): try shipmentField(tag, &common, into: &sink)
            case .unknownChild: try passOver(into: &sink)
            case .end: break loop
            }
        }
        if let held = pending { return sink.emit(.shipment(held.shipment.merged(with: common)), at: held.locator) }
        common.trackingNumber = number
        finish(&common, history, at: start, into: &sink)
        // An answer that only asks which of several shipments is meant describes none.
        if history.events == 0, common == Shipment(trackingNumber: nil, carrier: "UPS") { return }
        sink.emit(.shipment(common), at: start)
    }

    private mutating func identification(_ common: inout Shipment) throws(IngestError) -> String? {
        let locator = cursor.locator
        let value = try cursor.text()
        guard !value.isEmpty else { return nil }
        common.references.append(
            Reference(.waybill, field: "ShipmentIdentificationNumber", value: value, locator: locator))
        return value
    }

    /// Fields that stand in a shipment or a package.
    private mutating func shipmentField(
        _ tag: UPSTag, _ shipment: inout Shipment, into sink: inout some RecordSink
    ) throws(IngestError) {
        switch tag {
        case .Shipper, .ShipTo, .ShipmentAddress: try party(tag, &shipment)
        case .ShipmentWeight, .PackageWeight: try weight(tag, &shipment)
        case .Service:
            let service = try codedValue()
            shipment.service = service.description ?? service.code
        case .ReferenceNumber, .AlternateTrackingNumber, .AlternateTrackingInfo: try reference(tag, &shipment)
        case .PickupDate, .ScheduledDeliveryDate, .RescheduledDeliveryDate, .EstimatedDeliveryDate:
            try day(tag, &shipment, into: &sink)
        case .ScheduledDeliveryTime, .RescheduledDeliveryTime, .EstimatedDeliveryTime:
            let text = try cursor.text()
            if !text.isEmpty { shipment.extra.append(NamedText(tag.rawValue, text)) }
        case .DeliveryDate, .DeliveryDetail, .DeliveryDateTime: try deliveryDetail(tag, &shipment, into: &sink)
        case .DeliveryDetails:
            details: while true {
                switch try cursor.next() {
                case .child(.DeliveryDate): try deliveryDetail(.DeliveryDate, &shipment, into: &sink)
                case .child, .unknownChild: try passOver(into: &sink)
                case .end: break details
                }
            }
        case .SignedForByName:
            let locator = cursor.locator
            let text = try cursor.text()
            shipment.signatory = signatory(text, at: locator, into: &sink)
        case .Document: try proof(into: &sink)
        case .COD: try cashOnDelivery(&shipment)
        case .PackageServiceOptions: try serviceOptions(&shipment)
        case .Message, .CurrentStatus, .DeliveryDateUnavailable:
            let value = try codedValue()
            let text = [value.code, value.description].compactMap { $0 }.joined(separator: " ")
            if !text.isEmpty { shipment.extra.append(NamedText(tag.rawValue, text)) }
        case .DeliveryIndicator, .ShipperNumber:
            let text = try cursor.text()
            if !text.isEmpty { shipment.extra.append(NamedText(tag.rawValue, text)) }
        default: try passOver(into: &sink)
        }
    }

    // MARK: Package

    private mutating func package(
        of shipmentNumber: String?, into sink: inout some RecordSink
    ) throws(IngestError) -> (shipment: Shipment, locator: Locator) {
        let start = cursor.locator
        var parcel = Shipment(trackingNumber: nil, carrier: "UPS")
        var history = DeliveryHistory()
        loop: while true {
            switch try cursor.next() {
            case .child(.TrackingNumber):
                let number = try cursor.text()
                if !number.isEmpty { parcel.trackingNumber = number }
            case .child(.Activity):
                try activity(of: parcel.trackingNumber ?? shipmentNumber, history: &history, into: &sink)
            case .child(let tag): try shipmentField(tag, &parcel, into: &sink)
            case .unknownChild: try passOver(into: &sink)
            case .end: break loop
            }
        }
        parcel.trackingNumber = parcel.trackingNumber ?? shipmentNumber
        finish(&parcel, history, at: start, into: &sink)
        return (parcel, start)
    }

    private mutating func finish(
        _ parcel: inout Shipment, _ history: DeliveryHistory, at locator: Locator, into sink: inout some RecordSink
    ) {
        let signatory = parcel.signatory
        parcel.deliveredAt = history.deliveredAt
        parcel.signatory = history.signatory
        parcel.sign(signatory)
        parcel.deliveryPlace = history.deliveryPlace
        if let spot = history.spot, parcel.signatory == nil { parcel.extra.append(NamedText("leftAt", spot)) }
        report.check(history, of: parcel.trackingNumber, at: locator, into: &sink)
    }

    // MARK: Fields

    /// `Code`, `Description` and `Value` of the element just begun; its own text counts as value where it has no parts.
    mutating func codedValue() throws(IngestError) -> (code: String?, description: String?, value: String?) {
        var result: (code: String?, description: String?, value: String?) = (nil, nil, nil)
        var type: String?
        cursor.dropLooseText()
        while true {
            switch try cursor.next() {
            case .child(.Code): result.code = try cursor.text().collapsingBlanks().nonEmpty
            case .child(.Description): result.description = try cursor.text().collapsingBlanks().nonEmpty
            case .child(.Value): result.value = try cursor.text().collapsingBlanks().nonEmpty
            case .child(.Type): type = try cursor.text().collapsingBlanks().nonEmpty
            case .child, .unknownChild: try cursor.skip()
            case .end:
                let own = cursor.looseText.collapsingBlanks().nonEmpty
                return (result.code, result.description ?? type, result.value ?? own)
            }
        }
    }

    private mutating func reference(_ tag: UPSTag, _ shipment: inout Shipment) throws(IngestError) {
        let locator = cursor.locator
        let reference = try codedValue()
        guard let value = reference.value else { return }
        let kind: Reference.Kind =
            switch reference.code {
            case _ where tag != .ReferenceNumber: .tracking
            case "PO", "33": .order
            case "IK", "28": .invoice
            default: .other
            }
        let field = reference.code.map { "\(tag.rawValue) \($0)" } ?? tag.rawValue
        shipment.references.append(Reference(kind, field: field, value: value, locator: locator))
    }

    /// What the driver had to collect, and whether it was.
    private mutating func cashOnDelivery(_ shipment: inout Shipment) throws(IngestError) {
        let element = try cursor.element()
        let amount = element.child("Amount") ?? element.child("CODAmount")
        let parts = [
            amount?.child("MonetaryValue"), amount?.child("CurrencyCode"), element.descendant("Status", "Description"),
        ]
        let words = parts.compactMap { $0?.text.collapsingBlanks().nonEmpty }
        if !words.isEmpty { shipment.extra.append(NamedText("COD", words.joined(separator: " "))) }
    }

    /// The number under which the post office goes on with the parcel, and cash on delivery; options of the service
    /// beside them say nothing of what happened.
    private mutating func serviceOptions(_ shipment: inout Shipment) throws(IngestError) {
        while true {
            switch try cursor.next() {
            case .child(.USPSPICNumber):
                let locator = cursor.locator
                let number = try cursor.text()
                guard !number.isEmpty, number != shipment.trackingNumber else { continue }
                shipment.references.append(
                    Reference(.tracking, field: UPSTag.USPSPICNumber.rawValue, value: number, locator: locator))
            case .child(.COD): try cashOnDelivery(&shipment)
            case .child, .unknownChild: try cursor.skip()
            case .end: return
            }
        }
    }

    private mutating func weight(_ tag: UPSTag, _ shipment: inout Shipment) throws(IngestError) {
        var weight = ""
        var unit = ""
        loop: while true {
            switch try cursor.next() {
            case .child(.Weight): weight = try cursor.text()
            case .child(.UnitOfMeasurement): unit = try codedValue().code ?? ""
            case .child, .unknownChild: try cursor.skip()
            case .end: break loop
            }
        }
        guard !weight.isEmpty else { return }
        let text = unit.isEmpty ? weight : weight + " " + unit
        // Zero stands for a weight that nobody took.
        let isZero = weight.utf8.allSatisfy { $0 == 0x30 || $0 == 0x2E }
        if isZero { shipment.extra.append(NamedText(tag.rawValue, text)) } else { shipment.weight = text }
    }

    private mutating func day(
        _ tag: UPSTag, _ shipment: inout Shipment, into sink: inout some RecordSink
    ) throws(IngestError) {
        let locator = cursor.locator
        let text = try cursor.text()
        guard !text.isEmpty else { return }
        let time = readable(CarrierTime.compact(date: text, time: ""), text, at: locator, into: &sink)
        shipment.times.append(NamedTime(tag.rawValue, time, locator: locator))
    }

    /// `Type` with `Date` and `Time`, as the web service gives them; a bare date in the older replies.
    private mutating func deliveryDetail(
        _ tag: UPSTag, _ shipment: inout Shipment, into sink: inout some RecordSink
    ) throws(IngestError) {
        let locator = cursor.locator
        let element = try cursor.element()
        let date = (element.child("Date")?.text ?? element.text).trimmingBlanks()
        guard !date.isEmpty else { return }
        let clock = element.child("Time")?.text.trimmingBlanks() ?? ""
        let type = element.descendant("Type", "Description") ?? element.child("Type")
        let name = type?.text.collapsingBlanks() ?? ""
        let time = readable(CarrierTime.compact(date: date, time: clock), date + " " + clock, at: locator, into: &sink)
        shipment.times.append(NamedTime(name.isEmpty ? tag.rawValue : name, time, locator: locator))
    }

    mutating func readable(
        _ time: EventTime?, _ text: String, at locator: @autoclosure () -> Locator, into sink: inout some RecordSink
    ) -> EventTime {
        if let time { return time }
        let text = text.collapsingBlanks()
        if !text.isEmpty { report.once(.timeUnreadable, ["text": text], key: text, at: locator(), into: &sink) }
        return .unknown(text)
    }

    private mutating func party(_ tag: UPSTag, _ shipment: inout Shipment) throws(IngestError) {
        let locator = cursor.locator
        var party = Party()
        var type: String?
        loop: while true {
            switch try cursor.next() {
            case .child(.Address): try address(&party)
            case .child(.ShipperNumber):
                let account = try cursor.text()
                if !account.isEmpty { party.identities.append(Identity(.account, account, scheme: "ups")) }
            case .child(.Type): type = try codedValue().code
            case .child(.CompanyName), .child(.Name):
                party.name = try cursor.text().collapsingBlanks().nonEmpty ?? party.name
            case .child(.AttentionName): party.contactName = try cursor.text().collapsingBlanks().nonEmpty
            case .child, .unknownChild: try cursor.skip()
            case .end: break loop
            }
        }
        guard !party.isEmpty else { return }
        let isSender = tag == .Shipper || (tag == .ShipmentAddress && type == "01")
        let isRecipient = tag == .ShipTo || (tag == .ShipmentAddress && type == "02")
        let field = tag == .ShipmentAddress ? tag.rawValue + (type.map { " " + $0 } ?? "") : tag.rawValue
        shipment.parties.append(
            PartyInRole(
                role: isSender ? .consignor : isRecipient ? .consignee : .other, field: field, party: party,
                locator: locator))
    }

    /// The lines: street, then the city with its state and postcode, then the country.
    private mutating func address(_ party: inout Party) throws(IngestError) {
        var city: [String] = []
        loop: while true {
            switch try cursor.next() {
            case .child(.CountryCode): party.country = try cursor.text().nonEmpty
            case .child(.City), .child(.StateProvinceCode), .child(.PostalCode):
                let part = try cursor.text().collapsingBlanks()
                if !part.isEmpty { city.append(part) }
            case .child, .unknownChild:
                let line = try cursor.text().collapsingBlanks()
                if !line.isEmpty { party.address.append(line) }
            case .end: break loop
            }
        }
        if !city.isEmpty { party.address.append(city.joined(separator: ", ")) }
        if let country = party.country { party.address.append(country) }
    }
}

extension Shipment {
    /// What a consignment says of all its packages, where the package does not say it itself.
    fileprivate func merged(with common: Shipment) -> Shipment {
        var result = self
        result.service = service ?? common.service
        result.parties = common.parties + parties
        result.times = common.times + times
        result.references = common.references.filter { $0.value != trackingNumber } + references
        result.extra = common.extra + extra
        result.sign(common.signatory)
        if let weight = common.weight {
            if result.weight == nil {
                result.weight = weight
            } else {
                result.extra.append(NamedText("ShipmentWeight", weight))
            }
        }
        return result
    }

    /// Takes a signature that no event holds: of the delivery when there was one, else it only stands there.
    fileprivate mutating func sign(_ name: String?) {
        guard let name, signatory == nil else { return }
        if deliveredAt == nil { extra.append(NamedText("SignedForByName", name)) } else { signatory = name }
    }

    fileprivate mutating func add(_ kind: Reference.Kind, _ field: String, _ value: String?, unless same: String?) {
        guard let value, value != same else { return }
        references.append(Reference(kind, field: field, value: value))
    }
}
