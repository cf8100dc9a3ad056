/// A mail as Apple Mail stores it (`.emlx`): a line with the length of the message in bytes, the message, and a property
/// list in XML (formats/chats.md §13 for the mail itself).
package struct AppleMail: Hashable, Sendable {
    /// The bytes the first line announces.
    package let announced: Int
    /// Where the message stands. Shorter than announced when the file ends before.
    package let message: Range<Int>
    /// Where the property list stands; nil when none does.
    package let properties: Range<Int>?

    /// The number of the line on which the message begins.
    package static let firstLine = 2

    /// Nil when the file does not begin with a line of one number. `bytes` may be the beginning of a file.
    package init?(_ bytes: [UInt8]) {
        let line = bytes.prefix(32).prefix { $0 != 0x0A && $0 != 0x0D }
        let digits = line.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty, digits.count <= 12, line.count < bytes.count, line.dropFirst(digits.count).allSatisfy({ $0 == 0x20 }),
            let announced = Int(String(decoding: digits, as: UTF8.self))
        else { return nil }
        self.announced = announced
        var start = line.count
        if bytes[start] == 0x0D { start += 1 }
        guard start < bytes.count, bytes[start] == 0x0A else { return nil }
        start += 1
        let end = announced <= bytes.count - start ? start + announced : bytes.count
        if Self.begins(bytes[end...]) {
            (message, properties) = (start..<end, end..<bytes.count)
        } else if let other = Self.lastList(bytes, from: start) {
            // The number is wrong, as after a tool that changed line ends.
            (message, properties) = (start..<other, other..<bytes.count)
        } else {
            (message, properties) = (start..<end, nil)
        }
    }

    private static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = bytes.prefix(64).drop { $0 <= 0x20 }
        return start.starts(with: Array("<?xml".utf8)) || start.starts(with: Array("<plist".utf8))
    }

    /// A declaration at the beginning of a line that a property list follows.
    private static func lastList(_ bytes: [UInt8], from start: Int) -> Int? {
        let (mark, list) = (Array("\n<?xml".utf8), Array("<plist".utf8))
        var at = bytes.count - mark.count
        while at >= start {
            if bytes[at] == mark[0], bytes[at...].starts(with: mark) {
                return bytes[at...].prefix(400).indices.contains { bytes[$0...].starts(with: list) } ? at + 1 : nil
            }
            at -= 1
        }
        return nil
    }
}
