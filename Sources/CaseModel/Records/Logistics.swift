/// A parcel or consignment as one source describes it.
package struct Shipment: Hashable, Sendable {
    /// The number to follow it by; nil when the source describes a consignment without a usable one.
    package var trackingNumber: String?
    /// Further numbers of the same parcel (waybill, platform number, SSCC) and of what it carries (order, invoice).
    package var references: [Reference]
    package var carrier: String?
    package var service: String?
    package var parties: [PartyInRole]
    package var times: [NamedTime]
    /// Time of the event that delivers to the recipient; nil when there is none (returned, pick-up point only).
    package var deliveredAt: EventTime?
    package var signatory: String?
    package var deliveryPlace: String?
    /// As written, with unit.
    package var weight: String?
    package var extra: [NamedText]

    package init(
        trackingNumber: String?, references: [Reference] = [], carrier: String? = nil, service: String? = nil,
        parties: [PartyInRole] = [], times: [NamedTime] = [], deliveredAt: EventTime? = nil, signatory: String? = nil,
        deliveryPlace: String? = nil, weight: String? = nil, extra: [NamedText] = []
    ) {
        self.trackingNumber = trackingNumber
        self.references = references
        self.carrier = carrier
        self.service = service
        self.parties = parties
        self.times = times
        self.deliveredAt = deliveredAt
        self.signatory = signatory
        self.deliveryPlace = deliveryPlace
        self.weight = weight
        self.extra = extra
    }
}

/// The normalised steps of a shipment.
package enum ShipmentStep: String, Hashable, Sendable, CaseIterable {
    case labelCreated, pickedUp, inTransit, customs, outForDelivery, deliveryAttempted, availableForPickup, delivered
    case returned, lost, cancelled, exception, unknown
}

/// One scan or event of a shipment's history.
package struct TrackingEvent: Hashable, Sendable {
    package var trackingNumber: String?
    package var time: EventTime
    package var step: ShipmentStep
    /// What decided `step`: "type D", "code 01", "text".
    package var basis: String
    package var code: String?
    package var text: String
    package var place: String?
    package var signatory: String?
    /// True for events the source announces but does not report as done.
    package var isPlanned: Bool

    package init(
        trackingNumber: String?, time: EventTime, step: ShipmentStep, basis: String, code: String? = nil, text: String,
        place: String? = nil, signatory: String? = nil, isPlanned: Bool = false
    ) {
        self.trackingNumber = trackingNumber
        self.time = time
        self.step = step
        self.basis = basis
        self.code = code
        self.text = text
        self.place = place
        self.signatory = signatory
        self.isPlanned = isPlanned
    }
}

/// A number by which one document or parcel names another.
package struct Reference: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case order, invoice, despatchAdvice, receiptAdvice, contract, tracking, waybill, container, customer, account
        case payment, message, other
    }

    package let kind: Kind
    /// The field of the source it stands in.
    package let field: String
    package let value: String
    package let locator: Locator?

    package init(_ kind: Kind, field: String, value: String, locator: Locator? = nil) {
        self.kind = kind
        self.field = field
        self.value = value
        self.locator = locator
    }
}

/// A time by the name its source gives it (`ActualDespatchDate`).
package struct NamedTime: Hashable, Sendable {
    package let name: String
    package let time: EventTime
    package let locator: Locator?

    package init(_ name: String, _ time: EventTime, locator: Locator? = nil) {
        self.name = name
        self.time = time
        self.locator = locator
    }
}
