import CaseModel

/// What the events of one parcel come to, seen one after the other; keeps no events, so that any number may come.
///
/// The rules: the newest event tells where the parcel is, at the same minute the one further up the ladder; once
/// delivered, later scans that are no return change nothing; a parcel that goes back is not delivered to its
/// recipient, whatever comes before or after. Of several deliveries the last one counts.
struct DeliveryHistory {
    private struct Seen {
        let time: EventTime
        let key: Int64
        let step: ShipmentStep
        let place: String?
        let signatory: String?
        let spot: String?

        /// False for days and unknown times: nothing can be said of their order within a day.
        var hasClock: Bool { time.wallClock != nil }
    }

    private var newest: Seen?
    private var delivery: Seen?
    private var previousKey: Int64?
    private var rises = false
    private var falls = false
    private(set) var wasReturned = false
    /// True when events at different times deliver the parcel.
    private(set) var wasDeliveredTwice = false
    private(set) var events = 0

    /// `spot`: where the parcel was left (porch, reception, mailbox), when the source says it.
    mutating func add(_ event: TrackingEvent, spot: String? = nil) {
        guard !event.isPlanned else { return }
        events += 1
        let key = Self.key(event.time)
        if let key, event.time.wallClock != nil {
            if let previous = previousKey, previous != key { if key > previous { rises = true } else { falls = true } }
            previousKey = key
        }
        let seen = Seen(
            time: event.time, key: key ?? .min, step: event.step, place: event.place, signatory: event.signatory,
            spot: spot)
        if Self.isNewer(seen, than: newest) { newest = seen }
        switch event.step {
        case .returned: wasReturned = true
        case .delivered: addDelivery(seen)
        default: break
        }
    }

    private mutating func addDelivery(_ seen: Seen) {
        if let delivery, delivery.hasClock, seen.hasClock, delivery.key / 60 != seen.key / 60 { wasDeliveredTwice = true }
        if let old = delivery, old.key == seen.key {
            // The same delivery scanned twice: what one of them lacks the other may have.
            delivery = Seen(
                time: old.time, key: old.key, step: old.step, place: old.place ?? seen.place,
                signatory: old.signatory ?? seen.signatory, spot: old.spot ?? seen.spot)
        } else if Self.isNewer(seen, than: delivery) {
            delivery = seen
        }
    }

    /// Where the parcel is now; nil without events.
    var current: ShipmentStep? {
        if wasReturned { return .returned }
        return delivery != nil ? .delivered : newest?.step
    }

    /// The time of the event that delivers to the recipient.
    var deliveredAt: EventTime? { wasReturned ? nil : delivery?.time }
    var deliveryPlace: String? { wasReturned ? nil : delivery?.place }
    /// Where it was left: without a signature that is the weaker proof.
    var spot: String? { wasReturned ? nil : delivery?.spot }
    /// Who signed for that delivery.
    var signatory: String? { wasReturned ? nil : delivery?.signatory }
    /// True when the times of the file neither only rise nor only fall.
    var isOutOfOrder: Bool { rises && falls }

    private static func isNewer(_ seen: Seen, than other: Seen?) -> Bool {
        guard let other else { return true }
        if seen.key / 60 != other.key / 60 { return seen.key > other.key }
        return rank(seen.step) > rank(other.step)
    }

    /// Order within the same minute.
    private static func rank(_ step: ShipmentStep) -> Int {
        switch step {
        case .unknown, .labelCreated: 0
        case .pickedUp: 1
        case .inTransit, .exception: 2
        case .customs: 3
        case .outForDelivery: 4
        case .deliveryAttempted, .availableForPickup: 5
        case .delivered, .cancelled: 6
        case .returned, .lost: 7
        }
    }

    /// Seconds by the clock the source shows; legs in several zones are some hours off, as they are in the source.
    private static func key(_ time: EventTime) -> Int64? { time.orderingSeconds { _ in 0 } }
}

/// Whether the field for the signatory names anybody.
enum Signatory {
    /// The name, or nil when the field holds no letters or one of the notes that carriers put there instead.
    static func name(_ text: String) -> String? {
        let name = text.trimmingBlanks()
        guard name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { return nil }
        return notes.contains(name.uppercased()) ? nil : name
    }

    private static let notes: Set<String> = [
        "NA", "N/A", "N.A.", "NONE", "NULL", "NOT REQUIRED", "NOT REQ", "SIGNATURE NOT REQUIRED", "SIGNATURE NOT REQ",
        "NO SIGNATURE REQUIRED", "DRIVER RELEASE", "DR RELEASED", "RELEASED", "CONTACTLESS", "UNSIGNED",
    ]
}
