import ByteIO

/// An order in an archive: the platform it was placed on, and the platform's id of it. Two names are the same when
/// their bytes are: letter case and Unicode composition count.
package struct OrderName: Hashable, Comparable, Sendable {
    /// Lower-case letters, digits and hyphens.
    package let platform: String
    /// Any text without control characters, 1 to 300 bytes.
    package let id: String
    private let key: [UInt8]

    package enum Problem: Error, Hashable, Sendable {
        case noColon
        case platform(String)
        case emptyID
        case control
        case tooLong
    }

    package static let longestID = 300

    package init(platform: String, id: String) throws(Problem) {
        guard !platform.isEmpty, platform.utf8.count <= 60, platform.utf8.allSatisfy(Self.isPlatformByte) else {
            throw .platform(platform)
        }
        if id.isEmpty { throw .emptyID }
        if id.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) { throw .control }
        if id.utf8.count > Self.longestID { throw .tooLong }
        self.platform = platform
        self.id = id
        key = Array((platform + ":" + id).utf8)
    }

    /// Reads `PLATFORM:ID`; the id may hold further colons.
    package init(_ text: String) throws(Problem) {
        guard let colon = text.firstIndex(of: ":") else { throw .noColon }
        try self.init(platform: String(text[..<colon]), id: String(text[text.index(after: colon)...]))
    }

    private static let urnPrefix = "urn:casefile:order:"

    /// The identifier of the order's object: `urn:casefile:order:PLATFORM:ID`, in the id every byte but unreserved ones
    /// (RFC 3986 §2.3) as `%XX`.
    package var urn: String { Self.urnPrefix + platform + ":" + PercentCoding.encoded(id.utf8, upperCase: true, keeping: "-._~") }

    /// Nil for the identifier of anything else.
    package init?(urn: String) {
        guard urn.hasPrefix(Self.urnPrefix) else { return nil }
        let rest = urn.dropFirst(Self.urnPrefix.count)
        guard let colon = rest.firstIndex(of: ":"),
            let bytes = PercentCoding.decoded(rest[rest.index(after: colon)...]),
            let id = String(validating: bytes, as: UTF8.self),
            let name = try? OrderName(platform: String(rest[..<colon]), id: id), name.urn == urn
        else { return nil }
        self = name
    }

    package static func < (left: OrderName, right: OrderName) -> Bool { precedesBytewise(left.key, right.key) }
    package static func == (left: OrderName, right: OrderName) -> Bool { left.key == right.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }

    private static func isPlatformByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
}

extension OrderName: CustomStringConvertible {
    /// `PLATFORM:ID`.
    package var description: String { platform + ":" + id }
}

extension OrderName.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noColon: "an order is named PLATFORM:ID, like aliexpress:8123-4471"
        case .platform(let text):
            "`\(displayText(ofName: text.utf8))` is no name of a platform: use lower-case letters, digits and hyphens"
        case .emptyID: "the id of the order is missing behind the colon"
        case .control: "the id of the order holds a control character"
        case .tooLong: "the id of the order is longer than \(OrderName.longestID) bytes"
        }
    }
}

/// An order in an archive, as written where a SOURCE is asked for: `ARCHIVE#PLATFORM:ID`.
package struct OrderReference: Hashable, Sendable {
    /// Path of the archive.
    package let archive: String
    package let order: OrderName

    /// Every way to read `text`, the shortest path first: paths and ids may hold `#` themselves. Empty when it is no
    /// reference at all.
    package static func readings(of text: String) -> [OrderReference] {
        text.indices.compactMap { index in
            guard text[index] == "#", index != text.startIndex,
                let order = try? OrderName(String(text[text.index(after: index)...]))
            else { return nil }
            return OrderReference(archive: String(text[..<index]), order: order)
        }
    }
}

/// `%` and two hexadecimal digits for bytes that may not stand as they are.
enum PercentCoding {
    static func encoded(_ bytes: some Sequence<UInt8>, upperCase: Bool, keeping others: String) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            let isLetterOrDigit = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            if isLetterOrDigit || others.utf8.contains(byte) {
                text.append(byte)
            } else {
                let digits = hexadecimal([byte])
                text += [UInt8(ascii: "%")] + Array((upperCase ? digits.uppercased() : digits).utf8)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil when a `%` is not followed by two hexadecimal digits.
    static func decoded(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
