package import CaseModel

/// What `inspect` says of an item: counts, first and last time, and the facts others link by. Built while records
/// pass, so that a feed of any size needs no memory for its records.
package struct ItemSummary: Sendable {
    package private(set) var counts = RecordCounts()
    package private(set) var first: EventTime?
    package private(set) var last: EventTime?
    package private(set) var trackingNumbers = FactList()
    package private(set) var orderIDs = FactList()
    package private(set) var documentNumbers = FactList()
    package private(set) var deliveredAt: EventTime?
    package private(set) var totals: [Money] = []

    private var senders: Set<String> = []
    private var numberedShipments: Set<String> = []
    private var firstKey = Int64.max
    private var lastKey = Int64.min

    package init() {}

    package mutating func add(_ record: Record) {
        if let time = record.time { place(time) }
        switch record {
        case .message(let message):
            counts.messages += 1
            if senders.insert(message.sender.key).inserted { counts.participants += 1 }
        case .notice: counts.system += 1
        case .call: counts.calls += 1
        case .shipment(let shipment): add(shipment)
        case .trackingEvent(let event):
            counts.trackingEvents += 1
            if let number = event.trackingNumber { trackingNumbers.add(number) }
        case .document(let document): add(document)
        case .order(let order): add(order)
        case .payment(let payment):
            counts.payments += 1
            add(payment.references)
        case .contact, .image, .pdf, .prose: break
        }
    }

    private mutating func add(_ shipment: Shipment) {
        if let number = shipment.trackingNumber {
            if numberedShipments.insert(number).inserted { counts.shipments += 1 }
            trackingNumbers.add(number)
        } else {
            counts.shipments += 1
        }
        add(shipment.references)
        if deliveredAt == nil { deliveredAt = shipment.deliveredAt }
    }

    private mutating func add(_ document: BusinessDocument) {
        counts.documents += 1
        if let number = document.number { documentNumbers.add(number) }
        if let payable = document.payable { totals.append(payable.money) }
        add(document.references)
    }

    private mutating func add(_ order: Order) {
        counts.orders += 1
        orderIDs.add(order.id)
        if let total = order.total { totals.append(total.money) }
        add(order.parcels)
    }

    private mutating func add(_ references: [Reference]) {
        for reference in references {
            switch reference.kind {
            case .tracking: trackingNumbers.add(reference.value)
            case .order: orderIDs.add(reference.value)
            default: break
            }
        }
    }

    private mutating func place(_ time: EventTime) {
        guard let key = time.orderingSeconds(offset: { _ in 0 }) else { return }
        if key < firstKey { (first, firstKey) = (time, key) }
        if key > lastKey { (last, lastKey) = (time, key) }
    }
}

/// Distinct values in the order met. Stops at `FactList.most`: a feed of a million parcels is described, not repeated.
package struct FactList: Sendable {
    package static let most = 10_000
    package private(set) var values: [String] = []
    /// How many further values (repetitions among them) were left out after the limit.
    package private(set) var leftOut = 0
    private var known: Set<String> = []
    private var latest: String?

    package mutating func add(_ value: String) {
        // Events of one parcel follow each other.
        if value == latest { return }
        latest = value
        if known.contains(value) { return }
        guard values.count < Self.most else {
            leftOut += 1
            return
        }
        known.insert(value)
        values.append(value)
    }
}
