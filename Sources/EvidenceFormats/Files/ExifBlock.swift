import CaseModel

/// The TIFF structure that holds EXIF (CIPA DC-008, TIFF 6.0), also with the wide numbers of BigTIFF. Offsets are hostile: every one is checked, and at most
/// 512 entries of a directory are looked at.
struct ExifBlock {
    private let cursor: ByteCursor
    private let base: Int
    private let isLittle: Bool
    private let main: [Int: Entry]
    private let photo: [Int: Entry]
    private let hasGPS: Bool

    private struct Entry {
        let type: Int
        let count: Int
        /// Where the value stands.
        let place: Int
    }

    private static let widths = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8, 13: 4, 16: 8, 18: 8]

    init?(_ cursor: ByteCursor, at base: Int) {
        let isBig = cursor.hasText("II+\0", at: base) || cursor.hasText("MM\0+", at: base)
        guard isBig || cursor.hasText("II*\0", at: base) || cursor.hasText("MM\0*", at: base) else { return nil }
        isLittle = cursor.byte(base) == 0x49
        guard let first = isBig ? cursor.u64(base + 8, littleEndian: isLittle) : cursor.u32(base + 4, littleEndian: isLittle) else {
            return nil
        }
        self.cursor = cursor
        self.base = base
        let isLittle = isLittle
        let main = Self.directory(cursor, base, base + first, isLittle, isBig)
        func sub(_ tag: Int) -> [Int: Entry] {
            guard let entry = main[tag], let offset = Self.number(cursor, entry, isLittle) else { return [:] }
            return Self.directory(cursor, base, base + offset, isLittle, isBig)
        }
        self.main = main
        photo = sub(0x8769)
        let gps = sub(0x8825)
        hasGPS = gps[2] != nil && gps[4] != nil
    }

    private static func directory(_ cursor: ByteCursor, _ base: Int, _ at: Int, _ isLittle: Bool, _ isBig: Bool) -> [Int: Entry] {
        guard let count = isBig ? cursor.u64(at, littleEndian: isLittle) : cursor.u16(at, littleEndian: isLittle) else { return [:] }
        var entries: [Int: Entry] = [:]
        for index in 0..<min(count, 512) {
            let place = isBig ? at + 8 + index * 20 : at + 2 + index * 12
            guard let tag = cursor.u16(place, littleEndian: isLittle), let type = cursor.u16(place + 2, littleEndian: isLittle),
                let number = isBig ? cursor.u64(place + 4, littleEndian: isLittle) : cursor.u32(place + 4, littleEndian: isLittle),
                let width = widths[type],
                number < 1 << 24
            else { continue }
            var value = place + (isBig ? 12 : 8)
            if number * width > (isBig ? 8 : 4) {
                guard let offset = isBig ? cursor.u64(value, littleEndian: isLittle) : cursor.u32(value, littleEndian: isLittle) else {
                    continue
                }
                value = base + offset
            }
            if entries[tag] == nil { entries[tag] = Entry(type: type, count: number, place: value) }
        }
        return entries
    }

    private func text(_ entry: Entry?) -> String? {
        guard let entry, entry.type == 2, entry.count < 1024 else { return nil }
        return cursor.text(entry.place..<(entry.place + entry.count)).flatMap { $0.isEmpty ? nil : $0 }
    }

    private func number(_ entry: Entry?) -> Int? {
        entry.flatMap { Self.number(cursor, $0, isLittle) }
    }

    /// The element of that index.
    private static func number(_ cursor: ByteCursor, _ entry: Entry, _ isLittle: Bool, _ index: Int = 0) -> Int? {
        switch entry.type {
        case 3: cursor.u16(entry.place + index * 2, littleEndian: isLittle)
        case 16, 18: cursor.u64(entry.place + index * 8, littleEndian: isLittle)
        default: cursor.u32(entry.place + index * 4, littleEndian: isLittle)
        }
    }

    /// Where the pictures of a multi-picture file stand that follow its first (CIPA DC-007, tag MPEntry).
    var furtherPictures: [Int] {
        guard let entry = main[0xB002], entry.type == 7 else { return [] }
        return (1..<max(1, min(entry.count / 16, 256))).compactMap { index in
            cursor.u32(entry.place + 16 * index + 8, littleEndian: isLittle).map { base + $0 }
        }
    }

    /// `ImageWidth` and `ImageLength` of a TIFF file.
    var pixelSize: (width: Int, height: Int)? {
        guard let width = number(main[0x100]), let height = number(main[0x101]) else { return nil }
        return (width, height)
    }

    /// For TIFF files: the strips or tiles of the first picture lie inside the file (TIFF 6.0, sections 8 and 15).
    var hasAllPixels: Bool {
        for (offsets, lengths) in [(0x111, 0x117), (0x144, 0x145)] {
            guard let offsets = main[offsets], let lengths = main[lengths] else { continue }
            for index in 0..<min(offsets.count, lengths.count, 65_536) {
                guard let offset = Self.number(cursor, offsets, isLittle, index),
                    let length = Self.number(cursor, lengths, isLittle, index),
                    base + offset + length <= cursor.count
                else { return false }
            }
        }
        return true
    }

    func fill(_ facts: inout ImageFacts) {
        if let orientation = number(main[0x112]), (1...8).contains(orientation) { facts.orientation = orientation }
        let device = [text(main[0x10F]), text(main[0x110])].compactMap(\.self)
        // Many models repeat the maker.
        facts.device =
            device.count == 2 && device[1].hasPrefix(device[0]) ? device[1] : device.isEmpty ? nil : device.joined(separator: " ")
        facts.hasLocation = hasGPS
        facts.taken = taken
        if let software = text(main[0x131]) { facts.extra.append(NamedText("Software", software)) }
    }

    /// `DateTimeOriginal` with `OffsetTimeOriginal` where it is there; a date of zeros means that the clock was not set.
    private var taken: EventTime? {
        guard let written = text(photo[0x9003]) ?? text(photo[0x9004]) else { return nil }
        let parts = written.split(separator: " ")
        guard parts.count == 2 else { return .unknown(written) }
        let iso = String(parts[0]).replacing(":", with: "-") + "T" + String(parts[1])
        let offset = text(photo[0x9011]) ?? ""
        guard let time = ISOTime.parse(iso + offset) ?? ISOTime.parse(iso) else { return .unknown(written) }
        return EventTime(time.value, text: offset.isEmpty ? written : written + " " + offset, zone: time.zone)
    }
}
