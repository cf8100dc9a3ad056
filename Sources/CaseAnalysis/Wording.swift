import CaseModel

/// Arguments that are words of the product's own tables.
enum Wording {
    /// Platforms whose names stand in the tables; others are shown by their id.
    static let platforms = ["whatsapp-text", "telegram-json", "sms-backup-xml", "email", "aliexpress", "aliexpress-order"]

    static func platform(_ id: String?) -> Phrase.Argument {
        guard let id else { return .key("platform.unknown") }
        return platforms.contains(id) ? .key("platform.\(id)") : .text(id)
    }

    static func kind(_ document: BusinessDocument) -> Phrase.Argument {
        document.kind == .other ? .text(document.typeName) : .key("documentKind.\(document.kind.rawValue)")
    }

    static func step(_ step: ShipmentStep) -> Phrase.Argument { .key("shipmentStep.\(step.rawValue)") }

    /// The first words of a text, on one line, cut at a blank.
    static func excerpt(_ text: String, limit: Int = 160) -> String {
        var result = ""
        var count = 0
        var lastBlank: String.Index?
        for character in text {
            let isBlank = character.isWhitespace
            if isBlank, result.isEmpty || result.hasSuffix(" ") { continue }
            if count == limit {
                if let lastBlank, result.distance(from: lastBlank, to: result.endIndex) < 24 { result = String(result[..<lastBlank]) }
                return result + "…"
            }
            if isBlank { lastBlank = result.endIndex }
            result.append(isBlank ? " " : character)
            count += 1
        }
        return result.hasSuffix(" ") ? String(result.dropLast()) : result
    }
}
