/// What stands before the root element, as far as the parser must know it beforehand.
struct XMLPrologue: Hashable {
    enum Width: Hashable { case bytes, utf16LittleEndian, utf16BigEndian }

    /// True after a UTF-8 byte order mark: the bytes are UTF-8, whatever the declaration says (Encoding standard, 6).
    let hasUTF8Mark: Bool
    /// How many bytes are one character of the declaration.
    let width: Width
    /// Bytes before the first `<`: a byte order mark and blanks. Real feeds have blanks before the declaration.
    let skippedBytes: Int
    let skippedLines: Int
    /// The encoding of the XML declaration, as written.
    let declaredEncoding: String?

    /// Nil when the first thing that is neither byte order mark nor blank is not `<`.
    init?(head: UnsafeRawBufferPointer) {
        let (width, mark) = Self.width(of: head)
        let step = width == .bytes ? 1 : 2
        func character(at offset: Int) -> UInt16? {
            guard offset + step <= head.count else { return nil }
            switch width {
            case .bytes: return UInt16(head[offset])
            case .utf16LittleEndian: return UInt16(head[offset]) | UInt16(head[offset + 1]) << 8
            case .utf16BigEndian: return UInt16(head[offset + 1]) | UInt16(head[offset]) << 8
            }
        }
        var offset = mark
        var lines = 0
        while let next = character(at: offset), next == 0x20 || next == 0x0A || next == 0x09 || next == 0x0D {
            if next == 0x0A { lines += 1 }
            offset += step
        }
        guard character(at: offset) == 0x3C else { return nil }
        hasUTF8Mark = width == .bytes && mark > 0
        self.width = width
        skippedBytes = offset
        skippedLines = lines
        var ascii: [UInt8] = []
        while ascii.count < 512, let next = character(at: offset), next < 0x80 {
            ascii.append(UInt8(next))
            if next == 0x3E { break }
            offset += step
        }
        declaredEncoding = Self.encoding(inDeclaration: ascii)
    }

    /// By byte order mark, else by the zero bytes around the first `<` or blank.
    private static func width(of head: UnsafeRawBufferPointer) -> (Width, mark: Int) {
        guard head.count >= 2 else { return (.bytes, 0) }
        switch (head[0], head[1]) {
        case (0xFF, 0xFE): return (.utf16LittleEndian, 2)
        case (0xFE, 0xFF): return (.utf16BigEndian, 2)
        case (0, 1...): return (.utf16BigEndian, 0)
        case (1..., 0): return (.utf16LittleEndian, 0)
        default: break
        }
        if head.count >= 3, head[0] == 0xEF, head[1] == 0xBB, head[2] == 0xBF { return (.bytes, 3) }
        return (.bytes, 0)
    }

    /// The value of `encoding` in `<?xml version='1.0' encoding='…'?>`.
    private static func encoding(inDeclaration ascii: [UInt8]) -> String? {
        guard ascii.starts(with: "<?xml".utf8) else { return nil }
        let words = ascii.split { $0 == 0x20 || $0 == 0x3D || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x3F }
        guard let key = words.firstIndex(where: { $0.elementsEqual("encoding".utf8) }), key + 1 < words.count,
            let quote = words[key + 1].first, quote == 0x22 || quote == 0x27
        else { return nil }
        return String(decoding: words[key + 1].dropFirst().prefix { $0 != quote }, as: UTF8.self)
    }
}
