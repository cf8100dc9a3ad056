import CaseModel

/// What the form of a number says about it. A number that fits proves nothing; one that does not fit is kept as a
/// reference and not used to follow a parcel.
enum ParcelNumber {
    /// Words and digits that stand where something had to stand.
    static func isPlaceholder(_ text: String) -> Bool {
        let word = text.trimmingBlanks().lowercased()
        if word.isEmpty || placeholders.contains(word) { return true }
        let bytes = Array(word.utf8)
        if bytes.allSatisfy({ $0 == bytes[0] }) { return true }
        guard bytes.count >= 3, bytes.allSatisfy({ (0x30...0x39).contains($0) }), bytes[0] <= 0x31 else { return false }
        // 12345, 0123456, 1234567890
        return zip(bytes, bytes.dropFirst()).allSatisfy { $1 == $0 + 1 || ($0 == 0x39 && $1 == 0x30) }
    }

    private static let placeholders: Set<String> = [
        "na", "n/a", "n.a.", "none", "null", "nil", "tbd", "test", "unknown", "exampleid", "string", "normalizedstring",
        "-", "--", "?", "xx", "not available", "not applicable",
    ]

    /// True for a number in a field that is meant for tracking numbers, when it is long enough to mean something alone.
    static func isPlausible(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let digits = bytes.count { (0x30...0x39).contains($0) }
        guard (8...40).contains(bytes.count), digits >= 5, !isPlaceholder(text) else { return false }
        return bytes.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x20 || $0 == 0x2F || $0 == 0x2E }
    }

    /// True for forms that hardly occur by chance: a fixed prefix, or a check digit that is right.
    static func matchesCarrierPattern(_ text: String) -> Bool {
        let bytes = Array(text.utf8).filter { $0 != 0x20 }
        return isUPS(bytes) || isPostal(bytes) || isSSCC(bytes) || ParcelDigits.isUSPS(bytes) || isDHLParcel(bytes)
            || isAirWaybill(bytes)
    }

    /// GS1 serial shipping container code: 18 digits, or 20 with the application identifier 00.
    static func isSSCC(_ text: String) -> Bool { isSSCC(Array(text.utf8)) }

    /// Schemes under which GS1 numbers name consignments, shipments and logistic units.
    static func isLogisticScheme(_ scheme: String?) -> Bool {
        guard let scheme else { return false }
        return ["GINC", "GSIN", "SSCC"].contains(scheme.uppercased())
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

    private static func isUPS(_ bytes: [UInt8]) -> Bool {
        bytes.count == 18 && bytes[0] == 0x31 && bytes[1] & 0xDF == 0x5A && bytes.allSatisfy(isLetterOrDigit)
    }

    /// UPU S10: two letters, eight digits, check digit, two letters.
    private static func isPostal(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 13, bytes[0..<2].allSatisfy(isLetter), bytes[2..<11].allSatisfy(isDigit),
            bytes[11...].allSatisfy(isLetter)
        else { return false }
        let sum = zip(bytes[2..<10], [8, 6, 4, 2, 3, 5, 9, 7]).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        let check = 11 - sum % 11
        return Int(bytes[10] - 0x30) == (check == 10 ? 0 : check == 11 ? 5 : check)
    }

    private static func isSSCC(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 20, bytes[0] == 0x30, bytes[1] == 0x30 { return ParcelDigits.hasGS1Check(bytes.dropFirst(2)) }
        return bytes.count == 18 && ParcelDigits.hasGS1Check(bytes)
    }

    private static func isDHLParcel(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 18, bytes.starts(with: [0x4A, 0x44]) || bytes.starts(with: [0x4A, 0x4A, 0x44]) else {
            return false
        }
        return bytes.count <= 25 && bytes.dropFirst(3).allSatisfy(isLetterOrDigit)
    }

    /// `020-68548340`: the last of eight digits is the first seven modulo 7.
    private static func isAirWaybill(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 12, bytes[3] == 0x2D, bytes[0..<3].allSatisfy(isDigit), bytes[4...].allSatisfy(isDigit)
        else { return false }
        return bytes[4..<11].reduce(0) { $0 * 10 + Int($1 - 0x30) } % 7 == Int(bytes[11] - 0x30)
    }
}
