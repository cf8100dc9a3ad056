/// Formats that are containers of a general kind: RIFF, ISO media, Matroska, Ogg, zip, OLE.
extension Signatures {
    static func containerFormat(_ head: [UInt8]) -> MediaIdentity? {
        riff(head) ?? isoMedia(head) ?? ogg(head) ?? matroska(head) ?? bitmap(head) ?? program(head)
    }

    private static func ascii(_ head: [UInt8], _ at: Int, _ count: Int) -> String {
        at >= 0 && at + count <= head.count ? String(decoding: head[at..<at + count], as: UTF8.self) : ""
    }

    private static func riff(_ head: [UInt8]) -> MediaIdentity? {
        guard ascii(head, 0, 4) == "RIFF" else { return nil }
        switch ascii(head, 8, 4) {
        case "WEBP":
            let puid = ["VP8 ": "fmt/566", "VP8L": "fmt/567", "VP8X": "fmt/568"][ascii(head, 12, 4)]
            return MediaIdentity(mediaType: "image/webp", puid: puid, basis: "signature RIFF WEBP")
        case "WAVE": return MediaIdentity(mediaType: "audio/wav", puid: "fmt/6", basis: "signature RIFF WAVE")
        case "AVI ": return MediaIdentity(mediaType: "video/x-msvideo", puid: "fmt/5", basis: "signature RIFF AVI")
        default: return nil
        }
    }

    /// ISO 14496-12: the brand in the first box says what it is.
    private static func isoMedia(_ head: [UInt8]) -> MediaIdentity? {
        guard ascii(head, 4, 4) == "ftyp" else {
            // QuickTime before brands.
            guard ["moov", "mdat", "wide", "free"].contains(ascii(head, 4, 4)), head[0] == 0 || ascii(head, 4, 4) == "mdat"
            else { return nil }
            return MediaIdentity(mediaType: "video/quicktime", puid: "x-fmt/384", basis: "signature: QuickTime atom")
        }
        let brand = ascii(head, 8, 4)
        let basis = "signature ftyp " + brand
        switch brand {
        case "heic", "heix", "heim", "heis", "hevc", "hevx":
            return MediaIdentity(mediaType: "image/heic", puid: "fmt/1101", basis: basis)
        case "mif1", "msf1", "mif3":
            // A general brand: what is compatible says more.
            let length = min(Int(head[3]) | Int(head[2]) << 8, head.count)
            // `mif3` names the coding in the place of its version (ISO/IEC 23008-12, low-overhead image file format).
            let brands = stride(from: brand == "mif3" ? 12 : 16, to: max(16, length - 3), by: 4).map { ascii(head, $0, 4) }
            if brands.contains("avif") { return MediaIdentity(mediaType: "image/avif", puid: nil, basis: basis) }
            return brands.contains { $0 == "heic" || $0 == "heix" }
                ? MediaIdentity(mediaType: "image/heic", puid: "fmt/1101", basis: basis)
                : MediaIdentity(mediaType: "image/heif", puid: nil, basis: basis)
        case "avif", "avis": return MediaIdentity(mediaType: "image/avif", puid: nil, basis: basis)
        case "avci", "avcs": return MediaIdentity(mediaType: "image/avci", puid: nil, basis: basis)
        case "j2ki", "j2is": return MediaIdentity(mediaType: "image/hej2k", puid: nil, basis: basis)
        case "qt  ": return MediaIdentity(mediaType: "video/quicktime", puid: "x-fmt/384", basis: basis)
        case "M4A ", "M4B ": return MediaIdentity(mediaType: "audio/mp4", puid: "fmt/199", basis: basis)
        case let name where name.hasPrefix("3gp") || name.hasPrefix("3gr"):
            return MediaIdentity(mediaType: "video/3gpp", puid: "fmt/357", basis: basis)
        case let name where name.hasPrefix("3g2"):
            return MediaIdentity(mediaType: "video/3gpp2", puid: nil, basis: basis)
        default: return MediaIdentity(mediaType: "video/mp4", puid: "fmt/199", basis: basis)
        }
    }

    /// The first packet of an Ogg stream names the codec.
    private static func ogg(_ head: [UInt8]) -> MediaIdentity? {
        guard ascii(head, 0, 4) == "OggS", head.count > 27 else { return nil }
        let packet = 27 + Int(head[26])
        if ascii(head, packet, 8) == "OpusHead" {
            return MediaIdentity(mediaType: "audio/ogg", puid: "fmt/946", basis: "signature OggS OpusHead")
        }
        if ascii(head, packet + 1, 6) == "vorbis" {
            return MediaIdentity(mediaType: "audio/ogg", puid: "fmt/203", basis: "signature OggS vorbis")
        }
        let type = ascii(head, packet + 1, 6) == "theora" ? "video/ogg" : "application/ogg"
        return MediaIdentity(mediaType: type, puid: nil, basis: "signature OggS")
    }

    private static func matroska(_ head: [UInt8]) -> MediaIdentity? {
        guard head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) else { return nil }
        if head.prefix(64).firstIndex(of: Array("webm".utf8)) != nil {
            return MediaIdentity(mediaType: "video/webm", puid: "fmt/573", basis: "signature EBML webm")
        }
        return MediaIdentity(mediaType: "video/x-matroska", puid: "fmt/569", basis: "signature EBML")
    }

    /// `BM` are common letters: the header that follows has to fit.
    private static func bitmap(_ head: [UInt8]) -> MediaIdentity? {
        guard ascii(head, 0, 2) == "BM", head.count >= 18, head[6..<10].allSatisfy({ $0 == 0 }) else { return nil }
        let puids: [UInt8: String] = [12: "fmt/115", 40: "fmt/116", 108: "fmt/118", 124: "fmt/119"]
        guard head[15] == 0, head[16] == 0, head[17] == 0, let puid = puids[head[14]] else { return nil }
        return MediaIdentity(mediaType: "image/bmp", puid: puid, basis: "signature BM")
    }

    private static func program(_ head: [UInt8]) -> MediaIdentity? {
        guard ascii(head, 0, 2) == "MZ", head.count >= 64 else { return nil }
        let at = Int(head[60]) | Int(head[61]) << 8
        guard ascii(head, at, 4) == "PE\0\0" else { return nil }
        return MediaIdentity(
            mediaType: "application/vnd.microsoft.portable-executable", puid: nil, basis: "signature MZ, PE: a program")
    }

    // MARK: Zip

    /// Office documents are zips that begin in a known way.
    static func zipFamily(_ head: [UInt8], _ signature: Signature) -> MediaIdentity {
        let members = zipMembers(head)
        let plain = MediaIdentity(mediaType: "application/zip", puid: signature.puid, basis: "signature " + signature.title)
        if let first = members.first, first.name == "mimetype" {
            let types = [
                "application/epub+zip": "fmt/483", "application/vnd.etsi.asic-e+zip": "fmt/1564",
                "application/vnd.oasis.opendocument.text": nil, "application/vnd.oasis.opendocument.spreadsheet": nil,
                "application/vnd.oasis.opendocument.presentation": nil, "application/vnd.oasis.opendocument.graphics": nil,
                "application/vnd.etsi.asic-s+zip": nil,
            ]
            let declared = String(decoding: first.stored.prefix(80), as: UTF8.self)
            if let puid = types[declared] {
                return MediaIdentity(mediaType: declared, puid: puid, basis: "zip whose first member declares " + declared)
            }
        }
        guard members.contains(where: { $0.name == "[Content_Types].xml" || $0.name == "_rels/.rels" }) else { return plain }
        let office: [(folder: String, name: String, puid: String?)] = [
            ("xl/", "spreadsheetml.sheet", "fmt/214"), ("word/", "wordprocessingml.document", "fmt/412"),
            ("ppt/", "presentationml.presentation", "fmt/215"),
        ]
        for (folder, name, puid) in office where members.contains(where: { $0.name.hasPrefix(folder) }) {
            return MediaIdentity(
                mediaType: "application/vnd.openxmlformats-officedocument." + name, puid: puid,
                basis: "zip with [Content_Types].xml and \(folder)")
        }
        return plain
    }

    /// Members whose local headers lie in the head; the first one's bytes when it is stored uncompressed.
    private static func zipMembers(_ head: [UInt8]) -> [(name: String, stored: ArraySlice<UInt8>)] {
        var members: [(String, ArraySlice<UInt8>)] = []
        var at = 0
        while members.count < 200, at + 30 <= head.count, head[at...].starts(with: [0x50, 0x4B, 3, 4]) {
            func word(_ offset: Int) -> Int { Int(head[at + offset]) | Int(head[at + offset + 1]) << 8 }
            let size = word(18) | word(20) << 16
            let nameEnd = at + 30 + word(26)
            let data = nameEnd + word(28)
            guard nameEnd <= head.count else { break }
            let stored = word(8) == 0 && data <= head.count ? head[data..<min(head.count, data + size)] : []
            members.append((String(decoding: head[(at + 30)..<nameEnd], as: UTF8.self), stored))
            var next = data + size
            // Sizes that follow the data are unknown here: look for the next header.
            if word(6) & 8 != 0, size == 0 {
                guard data < head.count, let found = head[data...].firstIndex(of: [0x50, 0x4B, 3, 4]) else { break }
                next = found
            } else if next + 4 <= head.count, !head[next...].starts(with: [0x50, 0x4B, 3, 4]) {
                guard word(6) & 8 != 0, let found = head[next...].firstIndex(of: [0x50, 0x4B, 3, 4]) else { break }
                next = found
            }
            guard next > at, next <= head.count else { break }
            at = next
        }
        return members
    }

    // MARK: OLE

    /// The names of the streams say what an OLE file is, when their directory lies in the head; else its own name.
    static func oleFamily(_ head: [UInt8], _ ending: String, _ signature: Signature) -> MediaIdentity {
        func has(_ name: String) -> Bool { head[...].firstIndex(of: name.utf8.flatMap { [$0, 0] }) != nil }
        let kinds: [(stream: String, ending: String, type: String, puid: String)] = [
            ("__substg1.0_", "msg", "application/vnd.ms-outlook", "x-fmt/430"),
            ("Workbook", "xls", "application/vnd.ms-excel", "fmt/61"),
            ("WordDocument", "doc", "application/msword", "fmt/40"),
            ("PowerPoint Document", "ppt", "application/vnd.ms-powerpoint", "fmt/126"),
        ]
        for kind in kinds where has(kind.stream) {
            return MediaIdentity(mediaType: kind.type, puid: kind.puid, basis: "OLE 2 with a stream \(kind.stream)")
        }
        for kind in kinds where kind.ending == ending {
            return MediaIdentity(mediaType: kind.type, puid: kind.puid, basis: "signature OLE 2; the kind by name only: .\(ending)")
        }
        return MediaIdentity(mediaType: signature.mediaType, puid: signature.puid, basis: "signature OLE 2")
    }
}
