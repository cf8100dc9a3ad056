import CaseModel

/// Numbers at given places of a file; everything outside of it is nil.
struct ByteCursor {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    func byte(_ at: Int) -> Int? { at >= 0 && at < bytes.count ? Int(bytes[at]) : nil }

    func u16(_ at: Int, littleEndian: Bool = false) -> Int? {
        guard let a = byte(at), let b = byte(at + 1) else { return nil }
        return littleEndian ? b << 8 | a : a << 8 | b
    }

    func u32(_ at: Int, littleEndian: Bool = false) -> Int? {
        guard let a = u16(at, littleEndian: littleEndian), let b = u16(at + 2, littleEndian: littleEndian) else { return nil }
        return littleEndian ? b << 16 | a : a << 16 | b
    }

    func u64(_ at: Int, littleEndian: Bool = false) -> Int? {
        guard let a = u32(at, littleEndian: littleEndian), let b = u32(at + 4, littleEndian: littleEndian) else { return nil }
        let (high, low) = littleEndian ? (b, a) : (a, b)
        return high < 1 << 16 ? high << 32 | low : nil
    }

    func slice(_ range: Range<Int>) -> [UInt8]? {
        range.lowerBound >= 0 && range.upperBound <= bytes.count ? Array(bytes[range]) : nil
    }

    func hasText(_ text: String, at: Int) -> Bool { slice(at..<(at + text.utf8.count))?.elementsEqual(text.utf8) ?? false }

    /// Latin text up to the first NUL.
    func text(_ range: Range<Int>) -> String? {
        slice(range).map { bytes in
            String(String.UnicodeScalarView(bytes.prefix { $0 != 0 }.map { Unicode.Scalar($0) })).trimmingBlanks()
        }
    }
}
