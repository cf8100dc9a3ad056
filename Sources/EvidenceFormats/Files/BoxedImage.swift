/// The boxes of a HEIF or AVIF file (ISO/IEC 14496-12, 23008-12). Sizes and offsets are hostile: every one is checked
/// against the file, and at most `boxLimit` boxes or items are looked at.
struct BoxedImage {
    private static let boxLimit = 4_096

    private let cursor: ByteCursor
    /// The content of the file's `meta` box.
    private let meta: Range<Int>?
    /// False when a box of the file ends behind the end of the file.
    let isComplete: Bool

    init(_ cursor: ByteCursor) {
        self.cursor = cursor
        let (boxes, isWhole) = Self.boxes(cursor, in: 0..<cursor.count)
        // `meta` is a full box: version and flags stand before its parts.
        meta = boxes.first { $0.type == "meta" }.flatMap { box in
            box.content.count >= 4 ? (box.content.lowerBound + 4)..<box.content.upperBound : nil
        }
        isComplete = isWhole
    }

    private struct Box {
        let type: String
        let content: Range<Int>
    }

    /// The boxes of a range, and whether all of them lie in it.
    private static func boxes(_ cursor: ByteCursor, in range: Range<Int>) -> ([Box], Bool) {
        var found: [Box] = []
        var at = range.lowerBound
        while at < range.upperBound, found.count < boxLimit {
            guard let size = cursor.u32(at), let type = cursor.text((at + 4)..<(at + 8)) else { return (found, false) }
            var head = 8
            var length = size
            if size == 1 {
                guard let wide = cursor.u64(at + 8) else { return (found, false) }
                head = 16
                length = wide
            } else if size == 0 {
                // Up to the end of the file.
                length = range.upperBound - at
            }
            guard length >= head, length <= range.upperBound - at else { return (found, false) }
            found.append(Box(type: type, content: (at + head)..<(at + length)))
            at += length
        }
        return (found, true)
    }

    /// The size of the primary item, cropped as it says itself; where a file names none, the largest that is stated: tiles and
    /// thumbnails have smaller ones.
    var pixelSize: (width: Int, height: Int)? {
        let properties = primaryProperties
        guard let size = properties.first(where: { $0.type == "ispe" }).flatMap(extent) else {
            let all = parts(of: ["iprp", "ipco"], in: meta).filter { $0.type == "ispe" }.compactMap(extent)
            return all.reduce(nil) { best, next in best.map { $0.width * $0.height >= next.width * next.height } == true ? best : next }
        }
        return properties.first { $0.type == "clap" }.flatMap { cropped(size, by: $0) } ?? size
    }

    private func extent(_ box: Box) -> (width: Int, height: Int)? {
        guard let width = cursor.u32(box.content.lowerBound + 4), let height = cursor.u32(box.content.lowerBound + 8),
            (1..<1 << 20).contains(width), (1..<1 << 20).contains(height)
        else { return nil }
        return (width, height)
    }

    /// Width and height of a `clap` are fractions (ISO/IEC 14496-12 §12.1.4).
    private func cropped(_ size: (width: Int, height: Int), by box: Box) -> (width: Int, height: Int)? {
        let numbers = (0..<4).compactMap { cursor.u32(box.content.lowerBound + 4 * $0) }
        guard numbers.count == 4, numbers[1] > 0, numbers[3] > 0 else { return nil }
        let (width, height) = (numbers[0] / numbers[1], numbers[2] / numbers[3])
        return (1...size.width).contains(width) && (1...size.height).contains(height) ? (width, height) : nil
    }

    /// How the primary item is turned and mirrored (`irot`, `imir`, in their order), as an orientation of EXIF; nil when
    /// neither is there.
    var orientation: Int? {
        var turns = 0
        var isMirrored = false
        var isFound = false
        for box in primaryProperties where box.type == "irot" || box.type == "imir" {
            guard let value = cursor.byte(box.content.lowerBound), !box.content.isEmpty else { continue }
            isFound = true
            if box.type == "irot" {
                // Quarter turns to the left; ours are to the right.
                turns += 4 - value & 3
            } else {
                // Left and right change places (1), or top and bottom, which is that and half a turn.
                turns = 4 - turns % 4 + (value & 1 == 1 ? 0 : 2)
                isMirrored.toggle()
            }
        }
        return isFound ? (isMirrored ? [2, 7, 4, 5] : [1, 6, 3, 8])[turns % 4] : nil
    }

    /// The properties of the primary item, in their order (ISO/IEC 14496-12 §8.11.4 and 8.11.14).
    private var primaryProperties: [Box] {
        guard let box = parts(of: [], in: meta).first(where: { $0.type == "pitm" })?.content, let version = cursor.byte(box.lowerBound),
            let primary = version == 0 ? cursor.u16(box.lowerBound + 4) : cursor.u32(box.lowerBound + 4)
        else { return [] }
        let properties = parts(of: ["iprp", "ipco"], in: meta)
        for box in parts(of: ["iprp"], in: meta) where box.type == "ipma" {
            let start = box.content.lowerBound
            guard let version = cursor.byte(start), let flags = cursor.byte(start + 3), let count = cursor.u32(start + 4) else { continue }
            let isWide = flags & 1 == 1
            var at = start + 8
            for _ in 0..<min(count, Self.boxLimit) {
                guard let item = version == 0 ? cursor.u16(at) : cursor.u32(at), let number = cursor.byte(at + (version == 0 ? 2 : 4))
                else {
                    break
                }
                at += version == 0 ? 3 : 5
                defer { at += number * (isWide ? 2 : 1) }
                guard item == primary, at + number * (isWide ? 2 : 1) <= box.content.upperBound else { continue }
                return (0..<number).compactMap { position in
                    // The highest bit says whether the property is essential; they are counted from 1.
                    let index = isWide ? cursor.u16(at + 2 * position).map { $0 & 0x7FFF } : cursor.byte(at + position).map { $0 & 0x7F }
                    return index.flatMap { properties.indices.contains($0 - 1) ? properties[$0 - 1] : nil }
                }
            }
        }
        return []
    }

    /// The parts of the last of these boxes, each inside the one before.
    private func parts(of path: [String], in range: Range<Int>?) -> [Box] {
        guard let range else { return [] }
        let boxes = Self.boxes(cursor, in: range).0
        guard let name = path.first else { return boxes }
        return parts(of: Array(path.dropFirst()), in: boxes.first { $0.type == name }?.content)
    }

    // MARK: EXIF

    /// The EXIF item (ISO/IEC 23008-12 annex A): four bytes say where its TIFF structure begins behind them.
    var exif: ExifBlock? {
        guard let item = exifItem, let place = place(of: item), place.count >= 12, let skip = cursor.u32(place.lowerBound),
            skip <= place.count - 12, let bytes = cursor.slice((place.lowerBound + 4 + skip)..<place.upperBound)
        else { return nil }
        return ExifBlock(ByteCursor(bytes), at: 0)
    }

    /// The number of the item whose type is `Exif`.
    private var exifItem: Int? {
        guard let info = parts(of: [], in: meta).first(where: { $0.type == "iinf" })?.content,
            let version = cursor.byte(info.lowerBound)
        else { return nil }
        let start = info.lowerBound + (version == 0 ? 6 : 8)
        guard start <= info.upperBound else { return nil }
        for entry in Self.boxes(cursor, in: start..<info.upperBound).0 where entry.type == "infe" {
            let at = entry.content.lowerBound
            guard let version = cursor.byte(at), version == 2 || version == 3 else { continue }
            let type = at + (version == 2 ? 8 : 10)
            guard type + 4 <= entry.content.upperBound, cursor.hasText("Exif", at: type) else { continue }
            return version == 2 ? cursor.u16(at + 4) : cursor.u32(at + 4)
        }
        return nil
    }

    /// Where the bytes of an item stand (`iloc`); nil when they are split, or lie in another file.
    private func place(of item: Int) -> Range<Int>? {
        let parts = parts(of: [], in: meta)
        guard let box = parts.first(where: { $0.type == "iloc" })?.content, var reader = LocationReader(cursor, box) else { return nil }
        while let location = reader.next() {
            guard location.item == item else { continue }
            guard location.extents == 1, location.method <= 1 else { return nil }
            var start = location.offset
            if location.method == 1 {
                guard let data = parts.first(where: { $0.type == "idat" })?.content else { return nil }
                start += data.lowerBound
            }
            guard start >= 0, location.length > 0, location.length <= cursor.count, start <= cursor.count - location.length else {
                return nil
            }
            return start..<(start + location.length)
        }
        return nil
    }

    /// The entries of an `iloc` box, whose fields have widths of their own.
    private struct LocationReader {
        private let cursor: ByteCursor
        private let end: Int
        private var at: Int
        private let version: Int
        private let widths: (offset: Int, length: Int, base: Int, index: Int)
        private var left: Int

        struct Location {
            let item: Int
            let method: Int
            let extents: Int
            /// Of the first extent.
            let offset: Int
            let length: Int
        }

        init?(_ cursor: ByteCursor, _ box: Range<Int>) {
            guard let version = cursor.byte(box.lowerBound), version <= 2, let sizes = cursor.u16(box.lowerBound + 4) else { return nil }
            let widths = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, version == 0 ? 0 : sizes & 15)
            let isWide = version == 2
            guard let count = isWide ? cursor.u32(box.lowerBound + 6) : cursor.u16(box.lowerBound + 6) else { return nil }
            self.cursor = cursor
            self.version = version
            self.widths = widths
            left = min(count, BoxedImage.boxLimit)
            at = box.lowerBound + (isWide ? 10 : 8)
            end = box.upperBound
        }

        /// A number of 0, 2, 4 or 8 bytes.
        private mutating func number(_ width: Int) -> Int? {
            guard at + width <= end else { return nil }
            defer { at += width }
            switch width {
            case 0: return 0
            case 2: return cursor.u16(at)
            case 4: return cursor.u32(at)
            case 8: return cursor.u64(at)
            default: return nil
            }
        }

        mutating func next() -> Location? {
            guard left > 0, let item = number(version == 2 ? 4 : 2), let method = number(version == 0 ? 0 : 2), number(2) != nil,
                let base = number(widths.base), let extents = number(2), extents <= BoxedImage.boxLimit
            else { return nil }
            left -= 1
            var first: (offset: Int, length: Int)?
            for _ in 0..<extents {
                guard number(widths.index) != nil, let offset = number(widths.offset), let length = number(widths.length) else {
                    return nil
                }
                if first == nil { first = (offset, length) }
            }
            return Location(
                item: item, method: method & 15, extents: extents, offset: base + (first?.offset ?? 0), length: first?.length ?? 0)
        }
    }
}
