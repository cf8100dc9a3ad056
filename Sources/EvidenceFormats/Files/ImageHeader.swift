/// Size and metadata of an image, read from the structure of its file without decoding a pixel.
struct ImageHeader {
    let width: Int
    let height: Int
    let exif: ExifBlock?
    /// False when the file ends before the format says it does.
    let isComplete: Bool
    /// Pictures in the file: more than one in an animation or a series.
    private(set) var frames = 1
    /// How the structure of the file turns the picture, as an orientation of EXIF; nil when it says nothing.
    private(set) var orientation: Int?

    /// Nil when the structure cannot be followed to the size.
    init?(_ cursor: ByteCursor, mediaType: String) {
        switch mediaType {
        case "image/jpeg": self.init(jpeg: cursor)
        case "image/png": self.init(png: cursor)
        case "image/gif":
            guard let width = cursor.u16(6, littleEndian: true), let height = cursor.u16(8, littleEndian: true) else { return nil }
            self.init(width, height, complete: cursor.bytes.last == 0x3B)
            frames = Self.gifFrames(cursor)
        case "image/webp": self.init(webp: cursor)
        case "image/bmp" where cursor.u32(14, littleEndian: true) == 12:
            // The header of OS/2 1.x has numbers of 16 bits.
            guard let width = cursor.u16(18, littleEndian: true), let height = cursor.u16(20, littleEndian: true) else { return nil }
            self.init(width, height, complete: cursor.count >= cursor.u32(2, littleEndian: true) ?? 0)
        case "image/bmp":
            guard let width = cursor.u32(18, littleEndian: true), let height = cursor.u32(22, littleEndian: true) else { return nil }
            let size = cursor.u32(2, littleEndian: true) ?? 0
            self.init(width, abs(Int(Int32(truncatingIfNeeded: height))), complete: cursor.count >= size)
        case "image/tiff":
            guard let exif = ExifBlock(cursor, at: 0), let size = exif.pixelSize else { return nil }
            self.init(size.width, size.height, exif: exif, complete: exif.hasAllPixels)
        default: self.init(heif: cursor)
        }
    }

    private init?(_ width: Int, _ height: Int, exif: ExifBlock? = nil, complete: Bool) {
        guard width > 0, height > 0 else { return nil }
        self.width = width
        self.height = height
        self.exif = exif
        isComplete = complete
    }

    /// ITU-T T.81: segments up to the frame header; EXIF stands in an APP1 segment (CIPA DC-008).
    private init?(jpeg cursor: ByteCursor) {
        var at = 2
        var exif: ExifBlock?
        var size: (width: Int, height: Int)?
        var series: ExifBlock?
        while let code = cursor.byte(at + 1) {
            // Readers pass over bytes that cameras left between segments.
            if cursor.byte(at) != 0xFF || code == 0xFF || code == 0 {
                at += 1
                continue
            }
            if code == 0x01 || (0xD0...0xD8).contains(code) {
                at += 2
                continue
            }
            guard code != 0xD9, let length = cursor.u16(at + 2), length >= 2 else { break }
            if code == 0xE1, length >= 8, cursor.hasText("Exif\0\0", at: at + 4), exif == nil,
                let block = cursor.slice((at + 10)..<(at + 2 + length))
            {
                exif = ExifBlock(ByteCursor(block), at: 0)
            }
            // CIPA DC-007: the list of the pictures in the file.
            if code == 0xE2, cursor.hasText("MPF\0", at: at + 4), series == nil { series = ExifBlock(cursor, at: at + 8) }
            if (0xC0...0xCF).contains(code), ![0xC4, 0xC8, 0xCC].contains(code) {
                guard let height = cursor.u16(at + 5), let width = cursor.u16(at + 7) else { break }
                if size == nil { size = (width, height) }
            }
            at += 2 + length
            if code == 0xDA { break }
        }
        guard let size else { return nil }
        self.init(size.width, size.height, exif: exif, complete: Self.hasEndOfImage(cursor, behind: at))
        // Smaller ones are thumbnails and the maps of brightness that phones add to one photograph.
        frames += (series?.furtherPictures ?? []).count { Self.frameSize(cursor, at: $0).map { $0 == size } ?? false }
    }

    /// The size of a JPEG inside the file.
    private static func frameSize(_ cursor: ByteCursor, at start: Int) -> (width: Int, height: Int)? {
        guard cursor.u16(start) == 0xFFD8 else { return nil }
        var at = start + 2
        for _ in 0..<256 {
            guard cursor.byte(at) == 0xFF, let code = cursor.byte(at + 1), code != 0xDA, let length = cursor.u16(at + 2) else { return nil }
            if (0xC0...0xCF).contains(code), ![0xC4, 0xC8, 0xCC].contains(code) {
                guard let height = cursor.u16(at + 5), let width = cursor.u16(at + 7) else { return nil }
                return (width, height)
            }
            at += 2 + length
        }
        return nil
    }

    /// GIF89a, appendix A: image descriptors among the blocks.
    private static func gifFrames(_ cursor: ByteCursor) -> Int {
        func table(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1) }
        var found = 0
        var at = 13 + table(cursor.byte(10) ?? 0)
        while let kind = cursor.byte(at), kind == 0x2C || kind == 0x21 {
            if kind == 0x2C {
                guard let flags = cursor.byte(at + 9) else { break }
                found += 1
                at += 11 + table(flags)
            } else {
                at += 2
            }
            while let length = cursor.byte(at), length > 0 { at += 1 + length }
            at += 1
        }
        return max(1, found)
    }

    /// The end mark, which is nowhere in the data of the picture; a thumbnail before them has one of its own. What cameras
    /// and phones write behind the picture may be longer than it is.
    private static func hasEndOfImage(_ cursor: ByteCursor, behind start: Int) -> Bool {
        func has(_ bytes: ArraySlice<UInt8>) -> Bool { zip(bytes, bytes.dropFirst()).contains { $0 == 0xFF && $1 == 0xD9 } }
        guard start < cursor.count else { return false }
        let data = cursor.bytes[start...]
        return has(data.suffix(65_536)) || has(data)
    }

    /// ISO/IEC 15948: IHDR first, IEND last; EXIF in an eXIf chunk.
    private init?(png cursor: ByteCursor) {
        guard let width = cursor.u32(16), let height = cursor.u32(20) else { return nil }
        var at = 8
        var exif: ExifBlock?
        var complete = false
        var frames = 1
        while let length = cursor.u32(at), at + 12 + length <= cursor.count {
            if cursor.hasText("eXIf", at: at + 4), let block = cursor.slice((at + 8)..<(at + 8 + length)) {
                exif = ExifBlock(ByteCursor(block), at: 0)
            }
            if cursor.hasText("acTL", at: at + 4), length >= 4 { frames = max(1, cursor.u32(at + 8) ?? 1) }
            if cursor.hasText("IEND", at: at + 4) {
                complete = true
                break
            }
            at += 12 + length
        }
        self.init(width, height, exif: exif, complete: complete)
        self.frames = frames
    }

    /// RFC 9649; EXIF and each frame of an animation in chunks of their own.
    private init?(webp cursor: ByteCursor) {
        let complete = (cursor.u32(4, littleEndian: true) ?? 0) + 8 <= cursor.count
        func u24(_ at: Int) -> Int? {
            guard let low = cursor.u16(at, littleEndian: true), let high = cursor.byte(at + 2) else { return nil }
            return low | high << 16
        }
        if cursor.hasText("VP8X", at: 12), let width = u24(24), let height = u24(27) {
            let (exif, frames) = Self.webpChunks(cursor)
            self.init(width + 1, height + 1, exif: exif, complete: complete)
            self.frames = max(1, frames)
        } else if cursor.hasText("VP8L", at: 12), let bits = cursor.u32(21, littleEndian: true) {
            self.init(bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1, complete: complete)
        } else if cursor.hasText("VP8 ", at: 12), let width = cursor.u16(26, littleEndian: true),
            let height = cursor.u16(28, littleEndian: true)
        {
            self.init(width & 0x3FFF, height & 0x3FFF, complete: complete)
        } else {
            return nil
        }
    }

    private static func webpChunks(_ cursor: ByteCursor) -> (exif: ExifBlock?, frames: Int) {
        var at = 12
        var exif: ExifBlock?
        var frames = 0
        while let length = cursor.u32(at + 4, littleEndian: true), at + 8 + length <= cursor.count {
            if cursor.hasText("ANMF", at: at) { frames += 1 }
            if cursor.hasText("EXIF", at: at), exif == nil, let block = cursor.slice((at + 8)..<(at + 8 + length)) {
                // Some programs keep the mark that EXIF has in JPEG files.
                exif = ExifBlock(ByteCursor(block), at: block.starts(with: Array("Exif\0\0".utf8)) ? 6 : 0)
            }
            at += 8 + length + length % 2
        }
        return (exif, frames)
    }

    /// ISO/IEC 23008-12.
    private init?(heif cursor: ByteCursor) {
        let image = BoxedImage(cursor)
        guard let size = image.pixelSize else { return nil }
        self.init(size.width, size.height, exif: image.exif, complete: image.isComplete)
        orientation = image.orientation
    }
}
