import Glibc

/// Which characters the fonts of some folders have, and which file holds which font. Read from the fonts' own `cmap` and
/// `name` tables: one character that no font has stops a whole PDF/A document, so this is asked before typesetting.
struct FontCoverage: Sendable {
    /// One bit per code point.
    private var bits = [UInt64](repeating: 0, count: 0x110000 / 64)
    /// PostScript name of a font → path of its file.
    private(set) var files: [String: String] = [:]

    init(folders: [String]) {
        for folder in folders {
            for name in FileSystem.names(in: folder) where Self.isFont(name) { read(folder + "/" + name) }
        }
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool { bits[Int(scalar.value >> 6)] >> UInt64(scalar.value & 63) & 1 == 1 }

    /// Paths of the files that hold these fonts, sorted; `*` stands for fonts of drawn glyphs.
    func files(of names: [String]) -> [String] {
        let found = names.flatMap { name -> [String] in
            name == "*" ? files.filter { $0.key.contains("Emoji") }.map(\.value) : files[name].map { [$0] } ?? []
        }
        return Set(found).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func isFont(_ name: String) -> Bool {
        [".ttf", ".otf", ".ttc", ".otc"].contains { name.lowercased().hasSuffix($0) }
    }

    private mutating func insert(_ range: ClosedRange<UInt32>) {
        guard range.upperBound < 0x110000 else { return }
        var code = range.lowerBound
        while code <= range.upperBound {
            if code & 63 == 0, range.upperBound - code >= 63 {
                bits[Int(code >> 6)] = .max
                code += 64
            } else {
                bits[Int(code >> 6)] |= 1 << UInt64(code & 63)
                code += 1
            }
        }
    }

    private mutating func read(_ path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_size > 12 else { return }
        let size = Int(status.st_size)
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else { return }
        defer { munmap(start, size) }
        read(FontTables(bytes: UnsafeRawBufferPointer(start: start, count: size)), path)
    }

    private mutating func read(_ tables: FontTables, _ path: String) {
        var seen: Set<Int> = []
        for face in tables.faces {
            if let name = tables.postScriptName(face) { files[name] = path }
            guard let cmap = tables.table("cmap", face), seen.insert(cmap.lowerBound).inserted else { continue }
            for range in tables.characters(cmap) { insert(range) }
        }
    }
}

/// Reads of an OpenType file or collection, all within bounds. OpenType 1.9, chapters `cmap` and `name`.
struct FontTables {
    let bytes: UnsafeRawBufferPointer

    private func u16(_ at: Int) -> Int {
        at >= 0 && at + 2 <= bytes.count ? Int(bytes[at]) << 8 | Int(bytes[at + 1]) : 0
    }
    private func u32(_ at: Int) -> Int { u16(at) << 16 | u16(at + 2) }

    /// Offsets of the faces.
    var faces: [Int] {
        guard u32(0) == 0x7474_6366 else { return [0] }
        return (0..<min(u32(8), 64)).map { u32(12 + 4 * $0) }
    }

    func table(_ tag: StaticString, _ face: Int) -> Range<Int>? {
        let wanted = tag.withUTF8Buffer { $0.reduce(0) { $0 << 8 | Int($1) } }
        for index in 0..<u16(face + 4) {
            let entry = face + 12 + 16 * index
            guard u32(entry) == wanted else { continue }
            let start = u32(entry + 8)
            let end = start + u32(entry + 12)
            return end <= bytes.count ? start..<end : nil
        }
        return nil
    }

    func postScriptName(_ face: Int) -> String? {
        guard let table = table("name", face) else { return nil }
        let texts = table.lowerBound + u16(table.lowerBound + 4)
        for index in 0..<u16(table.lowerBound + 2) {
            let record = table.lowerBound + 6 + 12 * index
            // Platform 3 (UTF-16) or 1 (one byte); the name is ASCII in both.
            guard u16(record + 6) == 6 else { continue }
            let start = texts + u16(record + 10)
            let raw = (0..<u16(record + 8)).map { start + $0 < bytes.count ? bytes[start + $0] : 0 }
            return String(decoding: raw.filter { $0 != 0 }, as: UTF8.self)
        }
        return nil
    }

    /// Ranges of characters with a glyph, from the subtables of formats 4 and 12.
    func characters(_ cmap: Range<Int>) -> [ClosedRange<UInt32>] {
        var ranges: [ClosedRange<UInt32>] = []
        for index in 0..<u16(cmap.lowerBound + 2) {
            let record = cmap.lowerBound + 4 + 8 * index
            guard u16(record) == 0 || u16(record) == 3 else { continue }
            let table = cmap.lowerBound + u32(record + 4)
            switch u16(table) {
            case 4: ranges += segments(table)
            case 12: ranges += groups(table)
            default: break
            }
        }
        return ranges
    }

    private func segments(_ table: Int) -> [ClosedRange<UInt32>] {
        let count = u16(table + 6) / 2
        return (0..<count).compactMap { index in
            let end = u16(table + 14 + 2 * index)
            let start = u16(table + 16 + 2 * count + 2 * index)
            return start <= end && start != 0xFFFF ? UInt32(start)...UInt32(min(end, 0xFFFE)) : nil
        }
    }

    private func groups(_ table: Int) -> [ClosedRange<UInt32>] {
        (0..<min(u32(table + 12), 100_000)).compactMap { index in
            let group = table + 16 + 12 * index
            let (start, end) = (u32(group), u32(group + 4))
            return start <= end && end < 0x110000 ? UInt32(start)...UInt32(end) : nil
        }
    }
}
