/// The bytes of a mail as GMime can take them: as many as there were, so that every place stays where it is.
struct MailBytes {
    private(set) var bytes: [UInt8]
    private(set) var findings: Set<MailFinding> = []

    /// GMime needs the square of the time for the parameters of a type, and for encoded words that do not end.
    static let fieldLimit = 16_384
    private static let openWordLimit = 500

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var at = 0
        var isHeader = true
        while at < bytes.count {
            var end = Self.endOfLine(bytes, at)
            if isHeader, bytes[at] == 0x0A || bytes[at] == 0x0D { isHeader = false }
            let isType = Self.isType(bytes[at..<end])
            if isHeader || isType {
                while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end = Self.endOfLine(bytes, end) }
                // A zero byte ends a text of C.
                if isHeader, bytes[at..<end].contains(0) { blank(at..<end, .zeroInHeader) { $0 == 0 } }
                if end - at > Self.fieldLimit, isType || Self.openWords(bytes[at..<end]) > Self.openWordLimit {
                    blank((at + Self.fieldLimit)..<end, .fieldTooLong) { $0 != 0x0A && $0 != 0x0D }
                }
            }
            at = end
        }
    }

    private mutating func blank(_ range: Range<Int>, _ finding: MailFinding, where isBlanked: (UInt8) -> Bool) {
        for at in range where isBlanked(bytes[at]) { bytes[at] = 0x20 }
        findings.insert(finding)
    }

    private static func endOfLine(_ bytes: [UInt8], _ at: Int) -> Int { bytes[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count }

    /// `Content-Type` and `Content-Disposition`, of the mail and of its parts.
    private static func isType(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first | 0x20 == 0x63 else { return false }
        let name = String(decoding: line.prefix(20).prefix { $0 != 0x3A }, as: UTF8.self).lowercased()
        return name == "content-type" || name == "content-disposition"
    }

    /// `=?` without `?=`.
    private static func openWords(_ field: ArraySlice<UInt8>) -> Int {
        var open = 0
        var previous: UInt8 = 0
        for byte in field {
            if previous == 0x3D, byte == 0x3F { open += 1 }
            if previous == 0x3F, byte == 0x3D { open -= 1 }
            previous = byte
        }
        return open
    }
}
