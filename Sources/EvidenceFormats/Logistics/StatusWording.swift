import CaseModel

/// The step an English status line names; for codes that nobody documents and carriers that give words only.
///
/// The first pattern that fits decides, and the order matters: "not delivered" before "delivered", "returned" before
/// everything, "out for delivery" before "delivery". Nil when nothing fits.
enum StatusWording {
    static func step(of text: String) -> ShipmentStep? {
        var words = normalized(text)
        // An attempt that is announced is none. One that was made, and announces the next, says so beside it.
        var isAnnounced = false
        for announcement in announcements where words.contains(announcement) {
            words = words.replacing(announcement, with: [])
            isAnnounced = true
        }
        return patterns.first { $0.fits(words) }?.step ?? (isAnnounced ? .inTransit : nil)
    }

    /// True when another carrier has the parcel from here on.
    static func isHandOver(_ text: String) -> Bool { handOver.fits(normalized(text)) }

    private static let announcements = ["scheduled for ups delivery attempt", "will attempt", "will be attempted"]
        .map { Array($0.utf8) }

    /// Lower case, single blanks, apostrophes gone.
    private static func normalized(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A: result.append(byte + 0x20)
            case 0x20, 0x09...0x0D: if result.last != 0x20 { result.append(0x20) }
            case 0x27: continue
            default: result.append(byte)
            }
        }
        return result
    }

    private struct Pattern: Sendable {
        let step: ShipmentStep
        let words: [[UInt8]]

        init(_ step: ShipmentStep, _ words: String...) {
            self.step = step
            self.words = words.map { Array($0.utf8) }
        }

        func fits(_ text: [UInt8]) -> Bool { words.contains { text.contains($0) } }
    }

    private static let handOver = Pattern(
        .inTransit, "agent for final delivery", "tendered to", "transferred to post office", "transferred to the local post office",
        "transferred to local post office")

    private static let patterns: [Pattern] = [
        Pattern(
            .returned, "return to s", "returned to s", "returning to s", "being returned", "was returned",
            "delivered to sender",
            "original sender", "to the sender", "delivered, to sender"),
        Pattern(.lost, "parcel lost", "package lost", "lost in transit", "was lost", "declared lost", "presumed lost"),
        Pattern(.cancelled, "cancelled", "canceled", "voided", "void information"),
        Pattern(.exception, "attempting to update", "attempting to obtain"),
        handOver,
        Pattern(.inTransit, "redelivery scheduled", "awaiting delivery scan", "preparing for delivery"),
        Pattern(
            .labelCreated, "label created", "created a label", "shipping label", "label has been", "label printed",
            "merchant order receipt", "for mailing", "billing information", "order processed", "order information",
            "shipment information",
            "pre-shipment", "electronic notification", "electronic shipping info"),
        Pattern(.deliveryAttempted, "refused", "rejected by"),
        Pattern(
            .deliveryAttempted, "attempt", "notice left", "no access", "no one available", "no authorized recipient",
            "not available for delivery", "receiver was not", "customer was not", "business closed",
            "could not be delivered",
            "unable to deliver", "unable to be delivered", "not delivered", "no secure location"),
        Pattern(
            .exception, "undeliver", "delivery exception", "dlvry excpt", "insufficient address", "incorrect address",
            "no such number", "damage", "left no address", "addressee unknown", "vacant", "unclaimed", "mail recovery", "dead mail",
            "intercepted", "rescheduled", "status not updated"),
        Pattern(
            .outForDelivery, "out for delivery", "out-for-delivery", "loaded on delivery vehicle",
            "on vehicle for delivery"),
        Pattern(
            .availableForPickup, "available for pickup", "ready for pickup", "awaiting pickup",
            "awaiting customer pickup",
            "available for redelivery", "available for redlvry", "collect for pick up", "delivered to ups access point",
            "held at post office", "hold at", "pick up by"),
        Pattern(
            .inTransit, "will be delivered", "to be delivered", "expected delivery", "scheduled delivery",
            "out of delivery"),
        Pattern(.customs, "customs", "import scan", "export scan", "clearance", "brokerage", "inbound into", "duties"),
        Pattern(
            .delivered, "delivered", "picked up at the post office", "picked up at post office",
            "picked up at a postal facility",
            "picked up at postal facility"),
        Pattern(
            .pickedUp, "picked up", "pickup scan", "pick-up scan", "collected", "origin scan", "accept",
            "in possession",
            "drop-off", "dropped off"),
        Pattern(.exception, "delay", "exception", "missent", "on hold", "held"),
        Pattern(
            .inTransit, "in transit", "transit", "enroute", "en route", "arriv", "depart", "process", "sort",
            "facility",
            "location scan", "destination scan", "warehouse scan", "dispatch", "forward", "moving", "unit"),
        // Said beside the scans of a shipping partner too, which decide.
        Pattern(.labelCreated, "awaiting item"),
    ]
}

extension [UInt8] {
    /// True when `part` stands somewhere in it.
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        guard let first = part.first, count >= part.count else { return false }
        for start in 0...(count - part.count) where self[start] == first {
            if self[start..<start + part.count].elementsEqual(part) { return true }
        }
        return false
    }
}
