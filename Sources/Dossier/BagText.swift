import ByteIO

/// A checksum algorithm of a manifest, by the token in its file name.
enum BagAlgorithm: String, CaseIterable, Sendable {
    case sha256
    case sha512

    var digestLength: Int { self == .sha256 ? 64 : 128 }

    /// The digest in `fixity`; nil when it was not computed.
    func digest(_ fixity: Fixity) -> String? { self == .sha256 ? fixity.sha256 : fixity.sha512 }
}

/// The text files of a bag (RFC 8493 §2).
enum BagText {
    /// Lines that end with LF, CR or CRLF; the last may lack its end. No bytes give no lines.
    static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0, position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 10 || byte == 13 {
                lines.append(bytes[start..<position])
                if byte == 13, position + 1 < bytes.count, bytes[position + 1] == 10 { position += 1 }
                start = position + 1
            }
            position += 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    /// A path as a manifest writes it: LF, CR and `%` as `%0A`, `%0D`, `%25`, everything else as it is.
    static func encodedPath(_ path: [UInt8]) -> [UInt8] {
        guard path.contains(where: { $0 == 10 || $0 == 13 || $0 == UInt8(ascii: "%") }) else { return path }
        return path.flatMap { byte -> [UInt8] in
            switch byte {
            case 10: return Array("%0A".utf8)
            case 13: return Array("%0D".utf8)
            case UInt8(ascii: "%"): return Array("%25".utf8)
            default: return [byte]
            }
        }
    }

    /// Undoes `encodedPath`; every other `%` stands for itself, because many writers leave it as it is.
    static func decodedPath(_ path: ArraySlice<UInt8>) -> [UInt8] {
        guard path.contains(UInt8(ascii: "%")) else { return Array(path) }
        var result: [UInt8] = []
        var position = path.startIndex
        while position < path.endIndex {
            let code = path[position...].prefix(3).map { $0 >= 97 ? $0 - 32 : $0 }
            switch String(decoding: code, as: UTF8.self) {
            case "%0A": result.append(10)
            case "%0D": result.append(13)
            case "%25": result.append(UInt8(ascii: "%"))
            default:
                result.append(path[position])
                position += 1
                continue
            }
            position += 3
        }
        return result
    }

    /// A manifest: one line per file, in the order of the bytes of the paths, two spaces between (as `sha256sum -c`
    /// wants it).
    static func manifest(_ lines: [(digest: String, path: [UInt8])]) -> [UInt8] {
        var text: [UInt8] = []
        for line in lines.sorted(by: { precedesBytewise($0.path, $1.path) }) {
            text += line.digest.utf8
            text += [32, 32]
            text += encodedPath(line.path)
            text.append(10)
        }
        return text
    }

    /// One line of a manifest; nil when it is none.
    static func manifestLine(_ line: ArraySlice<UInt8>, _ algorithm: BagAlgorithm) -> (digest: String, path: [UInt8])? {
        let digest = line.prefix { $0 != 32 && $0 != 9 }
        let rest = line.dropFirst(digest.count)
        let path = rest.drop { $0 == 32 || $0 == 9 }
        guard digest.count == algorithm.digestLength, digest.allSatisfy(isHexDigit), !rest.isEmpty, !path.isEmpty else {
            return nil
        }
        let lower = digest.map { (65...70).contains($0) ? $0 + 32 : $0 }
        return (String(decoding: lower, as: UTF8.self), decodedPath(path))
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }

    /// `bag-info.txt`: `Label: value` lines. A line break inside a value becomes a space; nothing is folded, because
    /// folding loses the difference between one space and several.
    static func information(_ fields: [(label: String, value: String)]) -> [UInt8] {
        var text: [UInt8] = []
        for field in fields {
            let value = field.value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }.joined()
            text += "\(field.label): \(value)\n".utf8
        }
        return text
    }

    /// The fields of `bag-info.txt` in order, and the numbers (from 1) of lines that are no field.
    static func parseInformation(_ bytes: [UInt8]) -> (fields: [(label: String, value: String)], badLines: [Int]) {
        var fields: [(label: String, value: String)] = []
        var badLines: [Int] = []
        for (number, line) in lines(bytes).enumerated() {
            guard let text = String(validating: line, as: UTF8.self) else {
                badLines.append(number + 1)
                continue
            }
            if let first = line.first, first == 32 || first == 9 {
                if fields.isEmpty {
                    badLines.append(number + 1)
                } else {
                    fields[fields.count - 1].value += " " + String(text.drop { $0 == " " || $0 == "\t" })
                }
                continue
            }
            guard let colon = text.firstIndex(of: ":"), colon > text.startIndex,
                let next = text[text.index(after: colon)...].first, next == " " || next == "\t",
                text[text.index(before: colon)] != " ", text[text.index(before: colon)] != "\t"
            else {
                badLines.append(number + 1)
                continue
            }
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            fields.append((String(text[..<colon]), String(value)))
        }
        return (fields, badLines)
    }
}
