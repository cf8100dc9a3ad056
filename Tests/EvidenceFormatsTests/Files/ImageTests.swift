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
