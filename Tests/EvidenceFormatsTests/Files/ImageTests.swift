import ByteIO
import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

/// Images built byte by byte: size, EXIF and completeness come from the structure.
@Suite("images")
struct ImageTests {
    private func read(_ bytes: [UInt8], _ type: String) throws -> (facts: ImageFacts, isCut: Bool) {
        var sink = CollectingSink()
        try ImageReader().ingest(EvidenceSource(name: "image", mediaType: type, content: ByteSource(bytes)), into: &sink)
        guard case .image(let facts)? = sink.records.first?.record else { throw IngestError(.imageUnreadable) }
        return (facts, sink.diagnostics.contains { $0.kind == .imageTruncated })
    }

    // MARK: Building

    private static func be(_ value: Int, _ width: Int = 4) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] { be(content.count + 8) + Array(type.utf8) + content }

    /// EXIF with `DateTimeOriginal`, big endian.
    private static let exif: [UInt8] = {
        let text = Array("2026:03:25 16:34:12\0".utf8)
        let head = Array("MM\0*".utf8) + be(8) + be(1, 2) + be(0x8769, 2) + be(4, 2) + be(1) + be(26) + be(0)
        return head + be(1, 2) + be(0x9003, 2) + be(2, 2) + be(text.count) + be(44) + be(0) + text
    }()

    /// `method` 0: the EXIF item stands in the file, 1: in the `idat` box.
    private static func heic(method: Int) -> [UInt8] {
        let item = be(6) + Array("Exif\0\0".utf8) + exif
        let type = box("ftyp", Array("heic".utf8) + be(0) + Array("mif1heic".utf8))
        func meta(_ offset: Int) -> [UInt8] {
            let entry = box("infe", [2, 0, 0, 0] + be(7, 2) + be(0, 2) + Array("Exif\0".utf8))
            let size = box("ispe", be(0) + be(4032) + be(3024))
            let tile = box("ispe", be(0) + be(512) + be(512))
            let place = [1, 0, 0, 0, 0x44, 0] + be(1, 2) + be(7, 2) + be(method, 2) + be(0, 2) + be(1, 2) + be(offset) + be(item.count)
            return box(
                "meta",
                be(0) + box("iinf", be(0) + be(1, 2) + entry) + box("iprp", box("ipco", tile + size)) + box("iloc", place)
                    + (method == 1 ? box("idat", item) : []))
        }
        let length = type.count + meta(0).count
        return type + meta(method == 1 ? 0 : length + 8) + box("mdat", method == 1 ? [1, 2, 3] : item)
    }

    @Test("HEIC: size of the picture, not of its tiles; EXIF in the file or in the head", arguments: [0, 1])
    func heif(method: Int) throws {
        let bytes = Self.heic(method: method)
        let (facts, isCut) = try read(bytes, "image/heic")
        #expect(facts.width == 4032)
        #expect(facts.height == 3024)
        #expect(facts.taken?.iso == "2026-03-25T16:34:12")
        #expect(!isCut)
        #expect(try read(Array(bytes.dropLast()), "image/heic").isCut)
    }

    /// A HEIF whose primary item is number 1 with some of five properties: two sizes, a turn, a mirror, a crop.
    private static func primary(_ indices: [UInt8], wide: Bool = false, turn: UInt8 = 1, axis: UInt8 = 1) -> [UInt8] {
        let clap = be(1001) + be(2) + be(300) + be(1) + be(0) + be(1) + be(0) + be(1)
        let properties =
            box("ispe", be(0) + be(4000) + be(3000)) + box("ispe", be(0) + be(800) + be(600)) + box("irot", [turn])
            + box("imir", [axis]) + box("clap", clap)
        let associations = indices.flatMap { wide ? be(0x8000 | Int($0), 2) : [0x80 | $0] }
        let other: [UInt8] = be(9, 2) + [1] + (wide ? be(1, 2) : [1])
        let list = [0, 0, 0, wide ? 1 : 0] + be(2) + other + be(1, 2) + [UInt8(indices.count)] + associations
        return box("ftyp", Array("mif1".utf8) + be(0) + Array("mif1heic".utf8))
            + box("meta", be(0) + box("pitm", be(0) + be(1, 2)) + box("iprp", box("ipco", properties) + box("ipma", list)))
    }

    @Test(
        "HEIF: size, crop and turn of the primary item",
        arguments: [
            (primary([2]), 800, 600, 1), (primary([2], wide: true), 800, 600, 1), (primary([2, 5]), 500, 300, 1),
            (primary([2, 3]), 800, 600, 8), (primary([2, 3], turn: 3), 800, 600, 6), (primary([2, 3], turn: 2), 800, 600, 3),
            (primary([2, 4]), 800, 600, 2), (primary([2, 4], axis: 0), 800, 600, 4), (primary([2, 3, 4]), 800, 600, 7),
            (primary([2, 4, 3]), 800, 600, 5), (primary([2, 9, 0]), 800, 600, 1), (primary([3]), 4000, 3000, 8),
        ])
    func primaryItem(bytes: [UInt8], width: Int, height: Int, orientation: Int) throws {
        let facts = try read(bytes, "image/heif").facts
        #expect(facts.width == width && facts.height == height && facts.orientation == orientation)
    }

    @Test("BigTIFF: wide numbers", arguments: [32, 31])
    func bigTIFF(pixels: Int) throws {
        func entry(_ tag: Int, _ type: Int, _ value: Int) -> [UInt8] {
            Self.be(tag, 2) + Self.be(type, 2) + Self.be(1, 8) + (type == 3 ? Self.be(value, 2) + Self.be(0, 6) : Self.be(value, 8))
        }
        let entries = entry(0x100, 3, 8) + entry(0x101, 16, 4) + entry(0x111, 16, 112) + entry(0x117, 16, 32)
        let head = Array("MM\0+".utf8) + Self.be(8, 2) + Self.be(0, 2) + Self.be(16, 8) + Self.be(4, 8)
        let (facts, isCut) = try read(head + entries + Self.be(0, 8) + [UInt8](repeating: 9, count: pixels), "image/tiff")
        #expect(facts.width == 8 && facts.height == 4 && isCut == (pixels < 32))
    }

    private func frames(_ bytes: [UInt8], _ type: String) throws -> String? {
        var sink = CollectingSink()
        try ImageReader().ingest(EvidenceSource(name: "image", mediaType: type, content: ByteSource(bytes)), into: &sink)
        return sink.diagnostics.first { $0.kind == .imageFrames }?.arguments["count"]
    }

    @Test("GIF, PNG, WebP: pictures after the first are said", arguments: 1...3)
    func animations(count: Int) throws {
        let expected = count > 1 ? String(count) : nil
        func le(_ value: Int, _ width: Int = 4) -> [UInt8] { Self.be(value, width).reversed() }
        let picture: [UInt8] =
            [0x21, 0xF9, 4, 0, 0, 0, 0, 0, 0x2C] + [0, 0, 0, 0, 8, 0, 4, 0, 0x80, 1, 2, 3, 4, 5, 6, 2, 3, 0x2C, 0x2C, 0x2C, 0]
        let gif = Array("GIF89a".utf8) + [8, 0, 4, 0, 0x80, 0, 0, 9, 9, 9, 9, 9, 9]
        #expect(try frames(gif + (0..<count).flatMap { _ in picture } + [0x3B], "image/gif") == expected)
        func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] { Self.be(data.count) + Array(type.utf8) + data + Self.be(0) }
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        #expect(
            try frames(
                png + chunk("IHDR", Self.be(8) + Self.be(4) + [8, 2, 0, 0, 0]) + chunk("acTL", Self.be(count) + Self.be(0))
                    + chunk("IEND", []), "image/png") == expected)
        let head = Array("VP8X".utf8) + le(10) + [2, 0, 0, 0, 7, 0, 0, 3, 0, 0]
        let body = Array("WEBP".utf8) + head + (0..<count).flatMap { _ in Array("ANMF".utf8) + le(3) + [1, 2, 3, 0] }
        #expect(try frames(Array("RIFF".utf8) + le(body.count) + body, "image/webp") == expected)
    }

    @Test("JPEG: a series of pictures of one size; a smaller one belongs to the first")
    func series() throws {
        func list(_ offsets: [Int]) -> [UInt8] {
            let entries = ([0] + offsets).flatMap { Self.be(0) + Self.be(100) + Self.be($0) + Self.be(0) }
            let body =
                Array("MPF\0MM\0*".utf8) + Self.be(8) + Self.be(1, 2) + Self.be(0xB002, 2) + Self.be(7, 2) + Self.be(entries.count)
                + Self.be(26) + Self.be(0) + entries
            return [0xFF, 0xE2] + Self.be(body.count + 2, 2) + body
        }
        // The list begins behind the mark and the thumbnail; its offsets count from behind its name.
        let place = 2 + 10 + 8
        let small = [0xFF, 0xD8, 0xFF, 0xC0] + Self.be(11, 2) + [8] + Self.be(15, 2) + Self.be(20, 2) + [1, 1, 0x11, 0]
        let first = Self.photograph(between: list([0, 0])).count
        let second = first + Self.photograph().count
        let whole = Self.photograph(between: list([first - place, second - place])) + Self.photograph() + small
        #expect(try frames(whole, "image/jpeg") == "2")
        #expect(try frames(Self.photograph(between: list([second - place, .max])), "image/jpeg") == nil)
    }

    private static func tiff(pixels: Int) -> [UInt8] {
        func entry(_ tag: Int, _ value: Int) -> [UInt8] { be(tag, 2) + be(4, 2) + be(1) + be(value) }
        let entries = entry(0x100, 8) + entry(0x101, 4) + entry(0x111, 62) + entry(0x117, 32)
        return Array("MM\0*".utf8) + be(8) + be(4, 2) + entries + be(0) + [UInt8](repeating: 9, count: pixels)
    }

    @Test("TIFF: the strips lie in the file, or it is cut")
    func tiff() throws {
        #expect(try read(Self.tiff(pixels: 32), "image/tiff").facts.width == 8)
        #expect(try !read(Self.tiff(pixels: 32), "image/tiff").isCut)
        #expect(try read(Self.tiff(pixels: 31), "image/tiff").isCut)
    }

    @Test("WebP: EXIF in its own chunk, with and without the mark of JPEG files", arguments: [[], Array("Exif\0\0".utf8)])
    func webp(mark: [UInt8]) throws {
        func le(_ value: Int) -> [UInt8] { Self.be(value).reversed() }
        let block = mark + Self.exif
        let head = Array("VP8X".utf8) + le(10) + [8, 0, 0, 0, 0x1F, 3, 0, 0x57, 2, 0]
        let chunk = Array("EXIF".utf8) + le(block.count) + block + (block.count % 2 == 1 ? [0] : [])
        let body = Array("WEBP".utf8) + head + chunk
        let bytes = Array("RIFF".utf8) + le(body.count) + body
        let (facts, isCut) = try read(bytes, "image/webp")
        #expect(facts.width == 800)
        #expect(facts.height == 600)
        #expect(facts.taken?.iso == "2026-03-25T16:34:12")
        #expect(!isCut)
    }

    /// A thumbnail with an end mark of its own, `between` segments, a frame of 40 × 30, picture data, and what follows.
    private static func photograph(between: [UInt8] = [], end: [UInt8] = [0xFF, 0xD9], behind: Int = 0) -> [UInt8] {
        let thumbnail = [0xFF, 0xE1] + be(8, 2) + [1, 2, 0xFF, 0xD9, 3, 4]
        let frame = [0xFF, 0xC0] + be(11, 2) + [8] + be(30, 2) + be(40, 2) + [1, 1, 0x11, 0]
        let scan = [0xFF, 0xDA] + be(8, 2) + [1, 1, 0, 0, 63, 0] + [UInt8](repeating: 0x55, count: 100)
        return [0xFF, 0xD8] + thumbnail + between + frame + scan + end + [UInt8](repeating: 7, count: behind)
    }

    @Test(
        "JPEG: whole with much behind it and with bytes between segments; cut although its thumbnail is whole",
        arguments: [
            (photograph(), false), (photograph(behind: 200_000), false), (photograph(between: [0x3F, 0x3E, 0xFF, 0]), false),
            (photograph(end: []), true),
            (photograph(end: [], behind: 200_000), true),
        ])
    func jpeg(bytes: [UInt8], isCut: Bool) throws {
        let found = try read(bytes, "image/jpeg")
        #expect(found.facts.width == 40 && found.facts.height == 30 && found.isCut == isCut)
    }

    @Test("BMP: the short header has short numbers")
    func bmp() throws {
        let bytes =
            Array("BM".utf8) + [30, 0, 0, 0] + [UInt8](repeating: 0, count: 8) + [12, 0, 0, 0, 0x7F, 0, 0x40, 0, 1, 0, 8, 0, 0, 0, 0, 0]
        let found = try read(bytes, "image/bmp")
        #expect(found.facts.width == 127 && found.facts.height == 64 && !found.isCut)
    }

    @Test("EXIF: the entry that leads to the directory may be of the type for directories", arguments: [4, 13])
    func directoryType(type: Int) throws {
        let text = Array("2026:03:25 16:34:12\0".utf8)
        func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: Int) -> [UInt8] {
            Self.be(tag, 2) + Self.be(type, 2) + Self.be(count) + Self.be(value)
        }
        let head = Array("MM\0*".utf8) + Self.be(8) + Self.be(3, 2)
        let main = entry(0x100, 4, 1, 8) + entry(0x101, 4, 1, 4) + entry(0x8769, type, 1, 50) + Self.be(0)
        let photo = Self.be(1, 2) + entry(0x9003, 2, text.count, 68) + Self.be(0) + text
        #expect(try read(head + main + photo, "image/tiff").facts.taken?.iso == "2026-03-25T16:34:12")
    }

    @Test("cut and changed structures are survived", arguments: [0, 1])
    func damage(method: Int) {
        let whole = Self.heic(method: method)
        var numbers = SeededNumbers(seed: method + 1)
        for length in 0..<whole.count { _ = try? read(Array(whole[..<length]), "image/heic") }
        for _ in 0..<2_000 {
            var bytes = whole
            for _ in 0...numbers.below(4) { bytes[numbers.below(bytes.count)] = UInt8(numbers.below(256)) }
            _ = try? read(bytes, "image/heic")
        }
    }
}
