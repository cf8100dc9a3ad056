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
        guard let match = message.firstMatch(of: #/ \[custody [0-9]+ sha256:[0-9a-f]{64}\]$/#) else { return (message, nil) }
        return (String(message[..<match.range.lowerBound]), String(match.0))
    }

    /// SHA-512 of an inventory from which the pin is taken away; nil when it does not stand there exactly once.
    static func inventoryDigest(_ bytes: [UInt8], without pin: String) -> String? {
        let pattern = Array(pin.utf8)
        let places = bytes.ranges(of: pattern)
        guard places.count == 1, let place = places.first else { return nil }
        var rest = bytes
        rest.removeSubrange(place)
        return Digester.digest(of: rest, .sha512)
    }
}
