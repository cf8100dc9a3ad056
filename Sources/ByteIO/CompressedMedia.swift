/// Recognises content that is compressed already, by its first bytes alone (never by its name), so that equal bytes
/// are always treated alike.
enum CompressedMedia {
    /// Bytes that `matches` looks at.
    static let prefixLength = 16

    private static let signatures: [(offset: Int, bytes: [UInt8])] = [
        (0, [0xFF, 0xD8, 0xFF]),  // JPEG
        (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),  // PNG
        (0, Array("GIF8".utf8)),
        (8, Array("WEBP".utf8)),
        (4, Array("ftyp".utf8)),  // MP4, MOV, HEIC, AVIF, M4A, 3GP
        (0, Array("PK\u{3}\u{4}".utf8)),  // zip, docx, xlsx, jar
        (0, [0x1F, 0x8B]),  // gzip
        (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),  // 7z
        (0, Array("Rar!\u{1A}\u{7}".utf8)),
        (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),  // xz
        (0, Array("BZh".utf8)),
        (0, [0x28, 0xB5, 0x2F, 0xFD]),  // Zstandard
        (0, Array("OggS".utf8)),  // Vorbis, Opus
        (0, Array("fLaC".utf8)),
        (0, Array("ID3".utf8)),  // MP3
        (0, [0xFF, 0xFB]), (0, [0xFF, 0xF3]), (0, [0xFF, 0xF2]), (0, [0xFF, 0xF1]), (0, [0xFF, 0xF9]),  // MP3, AAC
        (0, [0x1A, 0x45, 0xDF, 0xA3]),  // Matroska, WebM
        (0, Array("#!AMR".utf8)),
        (0, [0xFF, 0x0A]),  // JPEG XL
        (4, Array("JXL ".utf8)),
        (4, Array("jP  ".utf8)),  // JPEG 2000
    ]

    static func matches(_ start: UnsafeRawBufferPointer) -> Bool {
        signatures.contains { signature in
            let end = signature.offset + signature.bytes.count
            return start.count >= end && start[signature.offset..<end].elementsEqual(signature.bytes)
        }
    }
}
