import ByteIO

/// The tag file `container-sha256.txt`: how each member stands in the zip. One line per member, in the order of the
/// bytes of the names:
///
///     SHA-256-of-the-bytes-in-the-zip stored|deflate SIZE SIZE-IN-ZIP CRC-32 NAME/PATH
///
/// The digest is taken over the bytes as they stand in the zip, so that even the padding bits inside deflated data are
/// accounted for. The list itself and the tag manifest (which holds the list's digest) are not in it: they are stored.
struct ContainerList {
    struct Line: Equatable, Sendable {
        let sha256: String
        let facts: ZipMemberFacts
        let name: [UInt8]
    }

    /// By name in the zip.
    let lines: [[UInt8]: Line]

    static func text(_ members: [ZipMember]) -> [UInt8] {
        text(members.map { Line(sha256: $0.content.compressedSHA256, facts: $0.content.facts, name: $0.name) })
    }

    private static func text(_ lines: [Line]) -> [UInt8] {
        var text: [UInt8] = []
        for line in lines.sorted(by: { precedesBytewise($0.name, $1.name) }) {
            let facts = line.facts
            let crc = String(facts.crc32, radix: 16)
            let padded = String(repeating: "0", count: 8 - crc.utf8.count) + crc
            let method = facts.method == ZipFormat.stored ? "stored" : "deflate"
            text += "\(line.sha256) \(method) \(facts.size) \(facts.compressedSize) \(padded) ".utf8
            text += BagText.encodedPath(line.name)
            text.append(10)
        }
        return text
    }

    /// Nil unless the bytes are exactly what `text` writes.
    init?(_ bytes: [UInt8]) {
        var lines: [[UInt8]: Line] = [:]
        for text in BagText.lines(bytes) {
            let parts = text.split(separator: 32, maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6 else { return nil }
            let words = parts[..<5].map { String(decoding: $0, as: UTF8.self) }
            guard let size = UInt64(words[2]), let compressed = UInt64(words[3]), let crc = UInt32(words[4], radix: 16),
                words[1] == "stored" || words[1] == "deflate"
            else { return nil }
            let facts = ZipMemberFacts(
                method: words[1] == "stored" ? ZipFormat.stored : ZipFormat.deflate, crc32: crc,
                compressedSize: compressed, size: size)
            let name = BagText.decodedPath(parts[5])
            guard lines.updateValue(Line(sha256: words[0], facts: facts, name: name), forKey: name) == nil else { return nil }
        }
        guard Self.text(Array(lines.values)) == bytes else { return nil }
        self.lines = lines
    }
}
