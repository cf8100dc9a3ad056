/// Formats that a few bytes at a fixed place give away. Identifiers: PRONOM signature file v116; nil where PRONOM needs
/// more than these bytes, or has no entry.
struct Signature: Sendable {
    let offset: Int
    let bytes: [UInt8]
    let mediaType: String
    let puid: String?
    /// What the bytes are, for the ground.
    let title: String

    init(_ text: String, at offset: Int = 0, _ mediaType: String, _ puid: String?, _ title: String) {
        self.init(Array(text.utf8), at: offset, mediaType, puid, title)
    }

    init(_ bytes: [UInt8], at offset: Int = 0, _ mediaType: String, _ puid: String?, _ title: String) {
        self.offset = offset
        self.bytes = bytes
        self.mediaType = mediaType
        self.puid = puid
        self.title = title
    }

    func matches(_ head: [UInt8]) -> Bool {
        head.count >= offset + bytes.count && head[offset..<offset + bytes.count].elementsEqual(bytes)
    }
}

enum SignatureTable {
    /// Looked through in this order; the first match counts. Formats with several versions are refined elsewhere.
    static let all: [Signature] = [
        Signature([0xFF, 0xD8, 0xFF], "image/jpeg", "fmt/41", "JPEG"),
        Signature([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png", "fmt/11", "PNG"),
        Signature("GIF87a", "image/gif", "fmt/3", "GIF 87a"),
        Signature("GIF89a", "image/gif", "fmt/4", "GIF 89a"),
        Signature([0x49, 0x49, 0x2A, 0], "image/tiff", "fmt/353", "TIFF, little-endian"),
        Signature([0x4D, 0x4D, 0, 0x2A], "image/tiff", "fmt/353", "TIFF, big-endian"),
        Signature([0x49, 0x49, 0x2B, 0, 8, 0, 0, 0], "image/tiff", nil, "BigTIFF, little-endian"),
        Signature([0x4D, 0x4D, 0, 0x2B, 0, 8, 0, 0], "image/tiff", nil, "BigTIFF, big-endian"),
        Signature([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20], "image/jp2", "x-fmt/392", "JPEG 2000"),
        Signature("8BPS", "image/vnd.adobe.photoshop", "x-fmt/92", "Photoshop"),
        Signature([0xC5, 0xD0, 0xD3, 0xC6], "application/postscript", nil, "DOS EPS"),
        Signature("%!PS", "application/postscript", nil, "PostScript"),
        Signature([0x78, 0x9F, 0x3E, 0x22], "application/vnd.ms-tnef", nil, "TNEF"),
        Signature([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage", "fmt/111", "OLE 2"),
        Signature("!BDN", "application/vnd.ms-outlook-pst", "x-fmt/249", "Outlook personal folders"),
        Signature([0x50, 0x4B, 3, 4], "application/zip", "x-fmt/263", "PK"),
        Signature([0x50, 0x4B, 5, 6], "application/zip", "x-fmt/263", "PK, empty archive"),
        Signature([0x50, 0x4B, 7, 8, 0x50, 0x4B, 3, 4], "application/zip", "x-fmt/263", "PK, spanning mark"),
        Signature([0x1F, 0x8B, 8], "application/gzip", "x-fmt/266", "1F 8B"),
        Signature([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "application/x-7z-compressed", "fmt/484", "7z"),
        Signature([0x52, 0x61, 0x72, 0x21, 0x1A, 7, 1, 0], "application/vnd.rar", "fmt/613", "RAR 5"),
        Signature([0x52, 0x61, 0x72, 0x21, 0x1A, 7, 0], "application/vnd.rar", "fmt/411", "RAR"),
        Signature("BZh", "application/x-bzip2", "x-fmt/268", "bzip2"),
        Signature([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "application/x-xz", "fmt/1098", "xz"),
        Signature([0x28, 0xB5, 0x2F, 0xFD], "application/zstd", nil, "Zstandard"),
        Signature("ustar", at: 257, "application/x-tar", "x-fmt/265", "ustar"),
        Signature("SQLite format 3\0", "application/vnd.sqlite3", "fmt/729", "SQLite 3"),
        Signature("#!AMR\n", "audio/AMR", "fmt/356", "AMR"),
        Signature("#!AMR-WB\n", "audio/AMR-WB", nil, "AMR wide-band"),
        Signature("#!SILK_V3", "audio/x-silk", nil, "SILK"),
        Signature("\u{2}#!SILK_V3", "audio/x-silk", nil, "SILK as WeChat writes it"),
        Signature("fLaC", "audio/flac", "fmt/279", "FLAC"),
        Signature("ID3", "audio/mpeg", "fmt/134", "ID3 tag"),
        Signature("caff", "audio/x-caf", nil, "Core Audio"),
        Signature("MThd", "audio/midi", nil, "MIDI"),
        Signature("FLV\u{1}", "video/x-flv", nil, "Flash video"),
        Signature([0, 0, 1, 0xBA], "video/mpeg", nil, "MPEG program stream"),
        Signature([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "video/x-ms-asf", nil, "ASF"),
        Signature("{\\rtf", "application/rtf", nil, "RTF"),
        Signature("\u{7F}ELF", "application/x-elf", nil, "ELF program"),
        Signature("wOFF", "font/woff", nil, "WOFF"),
        Signature("wOF2", "font/woff2", nil, "WOFF 2"),
        Signature("-----BEGIN ", "application/x-pem-file", nil, "PEM"),
    ]

    /// Names that say what bytes without a signature are. Low confidence: the ground says so.
    static let byExtension: [String: (mediaType: String, puid: String?)] = [
        "csv": ("text/csv", "x-fmt/18"), "tsv": ("text/tab-separated-values", "x-fmt/13"), "txt": ("text/plain", "x-fmt/111"),
        "text": ("text/plain", "x-fmt/111"), "log": ("text/plain", "x-fmt/111"), "md": ("text/markdown", "fmt/1149"),
        "markdown": ("text/markdown", "fmt/1149"), "json": ("application/json", "fmt/817"),
        "jsonl": ("application/x-ndjson", nil), "ndjson": ("application/x-ndjson", nil), "jsonld": ("application/ld+json", nil),
        "yaml": ("application/yaml", nil), "yml": ("application/yaml", nil), "mbox": ("application/mbox", "fmt/720"),
        "edi": ("application/EDIFACT", nil), "x12": ("application/EDI-X12", nil), "ofx": ("application/x-ofx", nil),
        "sta": ("text/plain", nil), "html": ("text/html", "fmt/96"), "htm": ("text/html", "fmt/96"),
        "svg": ("image/svg+xml", "fmt/92"), "css": ("text/css", "x-fmt/224"), "js": ("text/javascript", "x-fmt/423"),
    ]
}
