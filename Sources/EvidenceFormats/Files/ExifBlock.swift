import CaseModel

/// The TIFF structure that holds EXIF (CIPA DC-008, TIFF 6.0). Offsets are hostile: every one is checked, and at most
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

    private static let widths = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8, 13: 4]

    init?(_ cursor: ByteCursor, at base: Int) {
        if cursor.hasText("II*\0", at: base) {
            isLittle = true
        } else if cursor.hasText("MM\0*", at: base) {
            isLittle = false
        } else {
            return nil
        }
        guard let first = cursor.u32(base + 4, littleEndian: isLittle) else { return nil }
        self.cursor = cursor
        self.base = base
        let isLittle = isLittle
        let main = Self.directory(cursor, base, base + first, isLittle)
        func sub(_ tag: Int) -> [Int: Entry] {
            guard let entry = main[tag], let offset = cursor.u32(entry.place, littleEndian: isLittle) else { return [:] }
            return Self.directory(cursor, base, base + offset, isLittle)
        }
        self.main = main
        photo = sub(0x8769)
        let gps = sub(0x8825)
        hasGPS = gps[2] != nil && gps[4] != nil
    }

    private static func directory(_ cursor: ByteCursor, _ base: Int, _ at: Int, _ isLittle: Bool) -> [Int: Entry] {
        guard let count = cursor.u16(at, littleEndian: isLittle) else { return [:] }
        var entries: [Int: Entry] = [:]
        for index in 0..<min(count, 512) {
            let place = at + 2 + index * 12
            guard let tag = cursor.u16(place, littleEndian: isLittle), let type = cursor.u16(place + 2, littleEndian: isLittle),
                let number = cursor.u32(place + 4, littleEndian: isLittle), let width = widths[type],
                number < 1 << 24
            else { continue }
            var value = place + 8
            if number * width > 4 {
                guard let offset = cursor.u32(value, littleEndian: isLittle) else { continue }
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
        guard let entry else { return nil }
        return entry.type == 3 ? cursor.u16(entry.place, littleEndian: isLittle) : cursor.u32(entry.place, littleEndian: isLittle)
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
                guard let offset = element(index, of: offsets), let length = element(index, of: lengths),
                    base + offset + length <= cursor.count
                else { return false }
            }
        }
        return true
    }

    private func element(_ index: Int, of entry: Entry) -> Int? {
        entry.type == 3
            ? cursor.u16(entry.place + index * 2, littleEndian: isLittle) : cursor.u32(entry.place + index * 4, littleEndian: isLittle)
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
