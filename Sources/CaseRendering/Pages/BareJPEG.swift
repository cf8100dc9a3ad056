/// Copies of JPEG files without what cameras and programs add to the picture: EXIF with device and place, thumbnails,
/// comments, further pictures. Colour profiles stay. Pixels are not touched.
enum BareJPEG {
    /// Programs make ten of a picture that gets finer; every one of them costs a reader as much as the whole picture.
    private static let mostScans = 64

    /// Nil when the file is not plainly built (ITU-T T.81, annex B): damaged, cut off, of a rare kind. Such a file needs
    /// a program that decodes it. Empty input is no JPEG.
    static func copy(of bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        copy += bytes[0..<2]
        var at = 2
        var tables = JPEGTables()
        var scans = 0
        while let (code, start) = marker(in: bytes, at: at) {
            if code == 0xD9 {
                guard scans > 0 else { return nil }
                return copy + [0xFF, 0xD9]
            }
            guard start + 2 <= bytes.count else { return nil }
            let length = Int(bytes[start]) << 8 | Int(bytes[start + 1])
            guard length >= 2, start + length <= bytes.count else { return nil }
            let body = bytes[(start + 2)..<(start + length)]
            at = start + length
            guard tables.take(code, body) else { return nil }
            switch code {
            // Frames of eight bits, decoded one after the other or from coarse to fine, with Huffman's code.
            case 0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD: break
            case 0xDA:
                scans += 1
                guard scans <= mostScans, let end = endOfScan(in: bytes, from: at) else { return nil }
                copy += [0xFF, code]
                copy += bytes[start..<end]
                at = end
                continue
            case 0xE0...0xEF, 0xFE:
                guard isNeeded(code, body) else { continue }
            default: return nil
            }
            copy += [0xFF, code]
            copy += bytes[start..<at]
        }
        return nil
    }

    /// The marker that stands here, and where what belongs to it begins (T.81 §B.1.1.2: any number of FF may stand before).
    static func marker(in bytes: [UInt8], at start: Int) -> (code: UInt8, start: Int)? {
        var at = start
        guard at < bytes.count, bytes[at] == 0xFF else { return nil }
        while at < bytes.count, bytes[at] == 0xFF { at += 1 }
        return at < bytes.count ? (bytes[at], at + 1) : nil
    }

    /// Where the next marker stands behind the data of a scan, in which FF is followed by 00 or by a restart marker.
    private static func endOfScan(in bytes: [UInt8], from start: Int) -> Int? {
        var at = start
        while let found = ByteSearch.first([0xFF], in: bytes, from: at) {
            guard found + 1 < bytes.count else { return nil }
            let next = bytes[found + 1]
            if next == 0 || (0xD0...0xD7).contains(next) {
                at = found + 2
            } else if next == 0xFF {
                at = found + 1
            } else {
                return found > start ? found : nil
            }
        }
        return nil
    }

    /// Segments without which colours would change: JFIF's head, unless it holds a thumbnail, the colour profile, and
    /// Adobe's word on how colours are stored.
    private static func isNeeded(_ code: UInt8, _ body: ArraySlice<UInt8>) -> Bool {
        switch code {
        case 0xE0: body.count == 14 && body.starts(with: Array("JFIF\0".utf8))
        case 0xE2: body.starts(with: profileMark)
        case 0xEE: body.starts(with: Array("Adobe".utf8))
        default: false
        }
    }

    /// Begins every segment of a colour profile (ICC.1:2022, annex B.4).
    static let profileMark = Array("ICC_PROFILE\0".utf8)
}
