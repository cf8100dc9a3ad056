import ByteIO

/// An object's `logs/custody.jsonl`: a chain in which every line names the SHA-256 of the one before. The hash of the
/// newest line stands in the message of the newest version in the inventory, whose digest the next line names: neither
/// can be cut, reordered or rewritten without the other.
struct CustodyLog: Sendable {
    private(set) var entries: [CustodyEntry] = []
    /// SHA-256 of each line.
    private(set) var hashes: [String] = []
    private(set) var problems: [(line: Int, message: String)] = []

    /// Of the newest line; empty when there is none.
    var lastHash: String { hashes.last ?? "" }

    init(_ bytes: [UInt8]) {
        guard bytes.last == UInt8(ascii: "\n") else {
            problems.append((0, "is empty or does not end with a line end"))
            return
        }
        for (index, line) in bytes.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard let entry = CustodyEntry(Array(line)) else {
                problems.append((index + 1, "has in line \(index + 1) no entry as casefile writes them"))
                continue
            }
            if entry.sequence != index + 1 { problems.append((index + 1, "counts \(entry.sequence) in line \(index + 1)")) }
            if entry.previous != hashes.last { problems.append((index + 1, "has a line \(index + 1) that does not follow the one before")) }
            entries.append(entry)
            hashes.append(Digester.digest(of: Array(line), .sha256))
        }
    }
}

/// The end of a version's message that ties the inventory to the log: ` [custody SEQUENCE sha256:HASH]`.
enum CustodyPin {
    static func text(sequence: Int, hash: String) -> String { " [custody \(sequence) sha256:\(hash)]" }

    /// A message without its pin, and the pin; nil when there is none.
    static func split(_ message: String) -> (text: String, pin: String?) {
        let bytes = Array(message.utf8)
        guard bytes.last == UInt8(ascii: "]"), bytes.count > 65, bytes.suffix(65).dropLast().allSatisfy(TextForms.isHexadecimal)
        else { return (message, nil) }
        let digest = Array(" sha256:".utf8)
        let front = bytes.dropLast(65)
        guard front.suffix(digest.count) == digest[...] else { return (message, nil) }
        let number = front.dropLast(digest.count).reversed().prefix(while: TextForms.isDigit).count
        let start = Array(" [custody ".utf8)
        let text = front.dropLast(digest.count + number)
        guard number > 0, text.suffix(start.count) == start[...] else { return (message, nil) }
        let end = text.count - start.count
        return (String(decoding: bytes[..<end], as: UTF8.self), String(decoding: bytes[end...], as: UTF8.self))
    }

    /// SHA-512 of an inventory from which the pin is taken away; nil when it does not stand there exactly once.
    static func inventoryDigest(_ bytes: [UInt8], without pin: String) -> String? {
        let pattern = Array(pin.utf8)
        var found: Int?
        var place = 0
        while place + pattern.count <= bytes.count {
            // The pin's second byte is rarer than its first.
            guard let bracket = bytes[(place + 1)...].firstIndex(of: pattern[1]) else { break }
            place = bracket - 1
            if place + pattern.count <= bytes.count, bytes[place..<place + pattern.count] == pattern[...] {
                if found != nil { return nil }
                found = place
            }
            place += 1
        }
        guard let found else { return nil }
        return Digester.digest(of: Array(bytes[..<found]) + bytes[(found + pattern.count)...], .sha512)
    }
}
