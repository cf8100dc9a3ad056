package import struct Foundation.Decimal

/// An amount as its source states it. Decimal throughout; binary floating point never touches it.
package struct Money: Hashable, Sendable {
    package let amount: Decimal
    /// ISO 4217; nil when the source names none. Never defaulted.
    package let currency: String?
    /// As written.
    package let text: String

    package init(amount: Decimal, currency: String?, text: String) {
        self.amount = amount
        self.currency = currency
        self.text = text
    }

    /// Reads a plain decimal number (`-?digits[.digits]`, blanks around it, a leading `+`, an exponent); nil for
    /// anything else. Grouped or localised numbers need a reader that knows their format.
    package init?(plain text: String, currency: String?) {
        guard let amount = Money.decimal(plain: text) else { return nil }
        self.init(amount: amount, currency: Money.code(currency), text: text)
    }

    /// `Decimal(string:)` stops silently at the first character it does not know ("12,5" is 12 there), so the
    /// grammar is checked first.
    package static func decimal(plain text: String) -> Decimal? {
        let trimmed = text.trimmingBlanks()
        var digits = 0
        var state = 0  // 0 sign, 1 integer, 2 fraction, 3 exponent sign, 4 exponent
        for byte in trimmed.utf8 {
            switch (byte, state) {
            case (0x2B, 0), (0x2D, 0): state = 1
            case (0x30...0x39, 0), (0x30...0x39, 1): (state, digits) = (1, digits + 1)
            case (0x30...0x39, 2): digits += 1
            case (0x2E, 0), (0x2E, 1): state = 2
            case (0x45, 1), (0x65, 1), (0x45, 2), (0x65, 2):
                guard digits > 0 else { return nil }
                (state, digits) = (3, 0)
            case (0x2B, 3), (0x2D, 3): state = 4
            case (0x30...0x39, 3), (0x30...0x39, 4): (state, digits) = (4, digits + 1)
            default: return nil
            }
        }
        guard digits > 0, digits <= 38 else { return nil }
        return Decimal(string: trimmed.hasPrefix("+") ? String(trimmed.dropFirst()) : trimmed)
    }

    /// In capitals, as ISO 4217 writes codes (sources do not always); nil for blanks.
    private static func code(_ currency: String?) -> String? {
        guard let code = currency?.trimmingBlanks(), !code.isEmpty else { return nil }
        return code.uppercased()
    }

    /// The amount in plain decimal digits, with at least the decimals that its currency has (two where none is known).
    package var plain: String {
        let units = currency.flatMap(Money.minorUnits(of:)) ?? 2
        let text = amount.description
        let dot = text.firstIndex(of: ".")
        let decimals = dot.map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        guard decimals < units else { return text }
        return text + (dot == nil ? "." : "") + String(repeating: "0", count: units - decimals)
    }
}
