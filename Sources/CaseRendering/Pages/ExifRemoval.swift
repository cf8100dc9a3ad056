/// Copies of PNG and WebP files without their EXIF, which says how the picture is to be turned. Pixels are not touched; what
/// stands behind damage is kept as it is.
enum ExifRemoval {
    static func removed(from bytes: [UInt8], _ suffix: String) -> [UInt8] {
        switch suffix {
        // ISO/IEC 15948 §5.3: length, type, data, check.
        case "png": kept(bytes, from: 8, littleEndian: false, lengthAt: 0, typeAt: 4, frame: 12, isPadded: false, type: "eXIf")
        case "webp": webp(bytes)
        default: bytes
        }
    }

    /// RFC 9649 §2.3, §2.7: chunks of even length; the head counts them all, and a flag says that there is EXIF.
    private static func webp(_ bytes: [UInt8]) -> [UInt8] {
        var copy = kept(bytes, from: 12, littleEndian: true, lengthAt: 4, typeAt: 0, frame: 8, isPadded: true, type: "EXIF")
        guard copy.count > 20, copy[12..<16].elementsEqual("VP8X".utf8) else { return bytes }
        copy[20] &= ~0x08
        let size = UInt32(truncatingIfNeeded: copy.count - 8)
        for place in 0..<4 { copy[4 + place] = UInt8(truncatingIfNeeded: size >> (8 * UInt32(place))) }
        return copy
    }

    private static func kept(
        _ bytes: [UInt8], from start: Int, littleEndian: Bool, lengthAt: Int, typeAt: Int, frame: Int, isPadded: Bool, type: String
    ) -> [UInt8] {
        var copy = Array(bytes.prefix(start))
        var at = start
        while at + frame <= bytes.count {
            let digits = bytes[(at + lengthAt)..<(at + lengthAt + 4)]
            let length = (littleEndian ? Array(digits.reversed()) : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - at - frame else { break }
            // The byte behind a last chunk of odd length is often missing.
            let next = min(at + frame + length + (isPadded ? length % 2 : 0), bytes.count)
            if !bytes[(at + typeAt)..<(at + typeAt + 4)].elementsEqual(type.utf8) { copy += bytes[at..<next] }
            at = next
        }
        return copy + bytes[min(at, bytes.count)...]
    }
}
