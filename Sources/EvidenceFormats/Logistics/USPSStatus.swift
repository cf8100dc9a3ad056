import CaseModel

/// USPS's event codes on the ladder; words decide where the code is not known, and when they say that a delivery went
/// back to the sender.
enum USPSStatus {
    static func step(code: String, text: String) -> (step: ShipmentStep, basis: String) {
        let words = StatusWording.step(of: text)
        guard let step = codes[code] else { return words.map { ($0, "text") } ?? (.unknown, "unknown code \(code)") }
        return step == .delivered && words == .returned ? (.returned, "text") : (step, "code " + code)
    }

    private static let codes: [String: ShipmentStep] = {
        let groups: [(ShipmentStep, [String])] = [
            (.labelCreated, ["GX", "MA"]), (.pickedUp, ["03", "OA", "TM"]),
            (.inTransit, ["10", "EF", "PC", "07", "T1"]),
            (.outForDelivery, ["OF"]), (.delivered, ["01"]),
            (.deliveryAttempted, ["02", "04", "51", "52", "53", "54", "55", "56"]), (.exception, ["05", "21", "22"]),
            (.returned, ["09", "29", "31"]), (.availableForPickup, ["14", "16"]),
        ]
        return Dictionary(uniqueKeysWithValues: groups.flatMap { step, codes in codes.map { ($0, step) } })
    }()

    /// Sentences that stand where an event should, and say that there is none.
    static func isError(_ sentence: String) -> Bool {
        let words = sentence.lowercased()
        return [
            "no record", "not a valid", "not available for your item", "could not locate", "may be incorrect",
            "not found",
        ]
        .contains { words.contains($0) }
    }
}
