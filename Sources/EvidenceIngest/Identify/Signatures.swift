/// What kind of file some bytes are.
package struct MediaIdentity: Hashable, Sendable {
    /// IANA media type, or the usual unregistered one.
    package let mediaType: String
    /// PRONOM identifier; nil when none is known.
    package let puid: String?
    /// The ground: "signature %PDF-1.7", "content: …", "name only: .csv".
    package let basis: String

    package init(mediaType: String, puid: String?, basis: String) {
        self.mediaType = mediaType
        self.puid = puid
        self.basis = basis
    }
}

/// Recognises media types: by signature first, then by the shape of the text, by the name last (standards/packaging.md
/// §8). Looks at the head only; never fails. No bytes and bytes of no known kind are `application/octet-stream`.
package enum Signatures {
    /// `head`: the first 64 KiB, or all of a smaller item. `name`: its last component. `size`: of the whole item.
    package static func identify(head: [UInt8], name: String, size: Int64) -> MediaIdentity {
        let ending = fileExtension(name)
        if size == 0 { return MediaIdentity(mediaType: "application/octet-stream", puid: nil, basis: "empty") }
        if let found = pdf(head) ?? containerFormat(head) ?? fixed(head, ending) ?? audioFrames(head) ?? signedData(head) {
            return found
        }
        if let text = textual(head, ending: ending, isWhole: size <= Int64(head.count)) { return text }
        return MediaIdentity(mediaType: "application/octet-stream", puid: nil, basis: "no known signature")
    }

    /// Lower-case, without the dot; empty when there is none.
    static func fileExtension(_ name: String) -> String {
        guard let dot = name.utf8.lastIndex(of: 0x2E), dot != name.startIndex else { return "" }
        return name[name.utf8.index(after: dot)...].lowercased()
    }

    private static func fixed(_ head: [UInt8], _ ending: String) -> MediaIdentity? {
        guard let signature = SignatureTable.all.first(where: { $0.matches(head) }) else { return nil }
        switch signature.mediaType {
        case "image/jpeg": return jpeg(head)
        case "image/png": return png(head)
        case "application/zip": return zipFamily(head, signature)
        case "application/x-ole-storage": return oleFamily(head, ending, signature)
        // Text may begin with these letters too.
        case "application/x-bzip2": if head.count < 10 || head[4..<10] != [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] { return nil }
        case "audio/mpeg": if head.count < 10 || head[3] > 4 || head[6..<10].contains(where: { $0 > 127 }) { return nil }
        default: break
        }
        return MediaIdentity(
            mediaType: signature.mediaType, puid: signature.puid, basis: "signature " + signature.title)
    }

    /// `%PDF-` within the first 1024 bytes (ISO 32000-2 annex I); a PDF/A says so in its XMP, if that is in the head.
    private static func pdf(_ head: [UInt8]) -> MediaIdentity? {
        guard let start = head.prefix(1024).firstIndex(of: Array("%PDF-".utf8)), head.count >= start + 8 else { return nil }
        if start > 0, head[..<start].contains(where: { $0 > 0x7F }) { return nil }
        let version = String(decoding: head[(start + 5)..<(start + 8)], as: UTF8.self)
        let versions = [
            "1.0": "fmt/14", "1.1": "fmt/15", "1.2": "fmt/16", "1.3": "fmt/17", "1.4": "fmt/18", "1.5": "fmt/19",
            "1.6": "fmt/20", "1.7": "fmt/276", "2.0": "fmt/1129",
        ]
        var basis = "signature %PDF-" + version
        var puid = versions[version]
        if let part = xmpValue(head, "pdfaid:part") {
            let level = xmpValue(head, "pdfaid:conformance")?.lowercased() ?? ""
            let archival = [
                "1a": "fmt/95", "1b": "fmt/354", "2a": "fmt/476", "2b": "fmt/477", "2u": "fmt/478", "3a": "fmt/479",
                "3b": "fmt/480", "3u": "fmt/481", "4": "fmt/1910",
            ]
            basis += ", PDF/A-\(part)\(level) by its metadata"
            puid = archival[part + level] ?? puid
        }
        return MediaIdentity(mediaType: "application/pdf", puid: puid, basis: basis)
    }

    /// `<pdfaid:part>3</pdfaid:part>` or `pdfaid:part="3"`.
    private static func xmpValue(_ head: [UInt8], _ name: String) -> String? {
        guard let at = head[...].firstIndex(of: Array(name.utf8)) else { return nil }
        let rest = head[(at + name.utf8.count)...].prefix(8)
        let value = rest.drop { $0 == 0x3E || $0 == 0x3D || $0 == 0x22 || $0 == 0x27 || $0 == 0x20 }
            .prefix { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) }
        return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }

    /// JFIF version from APP0, EXIF version from the tag 0x9000 ("0220").
    private static func jpeg(_ head: [UInt8]) -> MediaIdentity {
        var puid = "fmt/41"
        var basis = "signature FF D8 FF"
        if head.count > 12, head[3] == 0xE0, head[6..<10].elementsEqual(Array("JFIF".utf8)) {
            puid = ["1.0": "fmt/42", "1.1": "fmt/43", "1.2": "fmt/44"]["\(head[11]).\(head[12])"] ?? "fmt/43"
            basis += ", JFIF \(head[11]).0\(head[12])"
        }
        if let exif = head.prefix(4096).firstIndex(of: Array("Exif\0\0".utf8)) {
            let tags: [(tag: [UInt8], form: String)] = [([0x90, 0, 0, 7, 0, 0, 0, 4], "big"), ([0, 0x90, 7, 0, 4, 0, 0, 0], "little")]
            for (tag, _) in tags {
                guard let at = head[exif...].firstIndex(of: tag), head.count >= at + 12 else { continue }
                let version = String(decoding: head[(at + 8)..<(at + 12)], as: UTF8.self)
                let puids = ["0200": "x-fmt/398", "0210": "x-fmt/390", "0220": "x-fmt/391", "0221": "fmt/645"]
                if let known = puids[version] ?? (version.hasPrefix("023") ? "fmt/1507" : nil) {
                    puid = known
                    basis += ", EXIF " + version
                }
                break
            }
        }
        return MediaIdentity(mediaType: "image/jpeg", puid: puid, basis: basis)
    }

    /// The version follows from the newest kind of chunk (PNG 1.1: iCCP, sPLT, sRGB; 1.2: iTXt).
    private static func png(_ head: [UInt8]) -> MediaIdentity {
        var puid = "fmt/11"
        var at = 8
        while at + 8 <= head.count {
            let length = Int(head[at]) << 24 | Int(head[at + 1]) << 16 | Int(head[at + 2]) << 8 | Int(head[at + 3])
            switch String(decoding: head[(at + 4)..<(at + 8)], as: UTF8.self) {
            case "iTXt": puid = "fmt/13"
            case "iCCP", "sPLT", "sRGB": if puid == "fmt/11" { puid = "fmt/12" }
            default: break
            }
            guard length < 1 << 30 else { break }
            at += 12 + length
        }
        return MediaIdentity(mediaType: "image/png", puid: puid, basis: "signature PNG")
    }

    /// Two MPEG audio frames in a row.
    private static func audioFrames(_ head: [UInt8]) -> MediaIdentity? {
        guard head.count > 4, head[0] == 0xFF else { return nil }
        if head[1] & 0xF6 == 0xF0 { return adts(head) }
        guard head[1] & 0xE6 == 0xE2, let length = layer3Length(head[...]), head.count > length + 4,
            layer3Length(head[length...]) != nil
        else { return nil }
        return MediaIdentity(mediaType: "audio/mpeg", puid: "fmt/134", basis: "signature: MPEG layer 3 frames")
    }

    private static func layer3Length(_ frame: ArraySlice<UInt8>) -> Int? {
        let start = frame.startIndex
        guard frame.count >= 4, frame[start] == 0xFF, frame[start + 1] & 0xE6 == 0xE2 else { return nil }
        let version = Int(frame[start + 1] >> 3 & 3)
        let rate = Int(frame[start + 2] >> 4)
        let sampling = Int(frame[start + 2] >> 2 & 3)
        guard version != 1, rate != 0, rate != 15, sampling != 3 else { return nil }
        let rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
        let rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
        let frequency = [44_100, 48_000, 32_000][sampling] / (version == 3 ? 1 : version == 2 ? 2 : 4)
        let bits = (version == 3 ? rates1 : rates2)[rate] * 1000
        return (version == 3 ? 144 : 72) * bits / frequency + Int(frame[start + 2] >> 1 & 1)
    }

    private static func adts(_ head: [UInt8]) -> MediaIdentity? {
        guard head.count > 8 else { return nil }
        let length = Int(head[3] & 3) << 11 | Int(head[4]) << 3 | Int(head[5]) >> 5
        guard length > 7, head.count > length + 1, head[length] == 0xFF, head[length + 1] & 0xF6 == 0xF0 else { return nil }
        return MediaIdentity(mediaType: "audio/aac", puid: nil, basis: "signature: ADTS frames")
    }

    /// DER: CMS (signatures of mails and documents) and RFC 3161 answers.
    private static func signedData(_ head: [UInt8]) -> MediaIdentity? {
        guard head.count > 24, head[0] == 0x30, head[1] >= 0x80 else { return nil }
        let content = head[1] == 0x80 ? 2 : 2 + Int(head[1] & 0x7F)
        guard content <= 6 else { return nil }
        let signedOID: [UInt8] = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7]
        if head[content...].starts(with: signedOID) {
            return MediaIdentity(mediaType: "application/pkcs7-signature", puid: "fmt/670", basis: "signature: CMS object")
        }
        let granted: [UInt8] = [0x30, 3, 2, 1]
        if head[content...].starts(with: granted), head[content...].prefix(64).firstIndex(of: signedOID) != nil {
            return MediaIdentity(mediaType: "application/timestamp-reply", puid: "fmt/1717", basis: "signature: RFC 3161 answer")
        }
        return nil
    }
}

extension Collection<UInt8> where Index == Int {
    /// Where `pattern` first begins.
    func firstIndex(of pattern: [UInt8]) -> Int? {
        guard let first = pattern.first, count >= pattern.count else { return nil }
        var from = startIndex
        let last = endIndex - pattern.count
        while from <= last, let at = self[from...last].firstIndex(of: first) {
            if self[at..<at + pattern.count].elementsEqual(pattern) { return at }
            from = at + 1
        }
        return nil
    }
}
