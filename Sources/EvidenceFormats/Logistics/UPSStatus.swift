import CaseModel

/// UPS's status types and codes on the ladder. The type is coarse and reliable, the code finer; published tables of
/// codes contradict real replies, so the words decide where neither is known.
struct UPSStatus: Hashable {
    let type: String
    let code: String
    let text: String

    /// The step, and what decided it.
    var step: (step: ShipmentStep, basis: String) {
        switch type {
        case "D": return delivered
        case "M": return type(code == "MV" || code == "VD" ? .cancelled : .labelCreated)
        case "MV": return type(.cancelled)
        case "RS": return type(.returned)
        case "P": return type(.pickedUp)
        case "O": return type(.outForDelivery)
        case "X": return exception
        case "I", "W", "DO", "DD", "NA": return moving
        default:
            // Neither type nor code is known: words alone may lie on either side, so they only decide when clear.
            guard type.isEmpty else { return (.unknown, "unknown type \(type)") }
            return StatusWording.step(of: text).map { ($0, "text") } ?? (.unknown, "no status")
        }
    }

    private func type(_ step: ShipmentStep) -> (ShipmentStep, String) { (step, "type " + type) }

    /// Type D is said of every place where UPS leaves a parcel, the post office that carries it on included (SurePost).
    private var delivered: (ShipmentStep, String) {
        if StatusWording.isHandOver(text) { return (.inTransit, "text") }
        switch StatusWording.step(of: text) {
        case let step? where step == .availableForPickup || step == .returned: return (step, "text")
        default: return type(.delivered)
        }
    }

    private var moving: (ShipmentStep, String) {
        if let step = Self.codes[code] { return (step, "code " + code) }
        switch StatusWording.step(of: text) {
        case nil, .inTransit?, .delivered?: return type(.inTransit)
        // The announcement to the post office that takes over; UPS has the parcel by then.
        case .labelCreated? where type == "I": return type(.inTransit)
        case let step?: return (step, "text")
        }
    }

    private var exception: (ShipmentStep, String) {
        // A delivery is reported with type D only: words like "delivered" in an exception tell of something else.
        switch StatusWording.step(of: text) {
        case let step? where [.returned, .deliveryAttempted, .customs, .lost, .availableForPickup].contains(step):
            (step, "text")
        default: type(.exception)
        }
    }

    private static let codes: [String: ShipmentStep] = [
        "OR": .pickedUp, "PU": .pickedUp, "AR": .inTransit, "DP": .inTransit, "LC": .inTransit, "IP": .customs,
        "EP": .customs,
        // DS stands for the last scan before the round as well as for the round itself: the words tell which.
        "OT": .outForDelivery, "OF": .outForDelivery,
    ]
}
