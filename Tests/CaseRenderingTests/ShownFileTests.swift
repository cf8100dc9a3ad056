import CaseModel
import Foundation
import Testing

@testable import CaseRendering

/// Files that not every program takes as they are: they are shown, or the slip sheet says why not, and the others are whole.
@Suite("Files that are hard to show", .serialized) struct ShownFileTests {
    private struct Shown {
        let name: String
        let bytes: Data
        let mediaType: String
        let kind: Materials.Kind
        var records: [Record] = []
    }

    /// One exhibit for each file, in their order.
    private func render(_ files: [Shown], _ name: String) async throws -> (documents: RenderedDocuments, folder: String)? {
        guard let renderer = Rendering.renderer() else { return nil }
        let folder = try Rendering.folder(name)
        var theCase = Case(settings: CaseSettings(id: "CF-TEST-2"), items: [], refusals: [])
        var materials = Materials()
        for (index, file) in files.enumerated() {
            let path = folder + "/original-" + file.name
            try file.bytes.write(to: URL(fileURLWithPath: path))
            materials.files[index] = .init(path: path, kind: file.kind)
            let records = file.records.map {
                CapturedRecord(record: $0, citation: Citation(item: index, locator: .whole), number: 1)
            }
            theCase.items.append(
                Item(
                    index: index, path: file.name, rawPath: nil, pathEncoding: nil, parent: nil, bytes: Int64(file.bytes.count),
                    sha256: String(repeating: "0123456789abcdef", count: 4), sha512: "", mediaType: file.mediaType, puid: nil,
                    format: nil, basis: "for the test", encoding: nil, status: .read, diagnostics: [], records: records))
            theCase.exhibits.append(
                Exhibit(
                    number: "C\(index + 1)", item: index, parent: nil, section: .other,
                    title: Phrase("exhibitTitle.file", ["name": .text(file.name)]), date: nil, file: "exhibits/\(index)/file",
                    duplicateOf: nil))
        }
        let documents = try await renderer.render(
            theCase, caseJSON: CaseJSON(theCase).bytes(), createdAt: SampleCase.createdAt, materials: materials, into: folder)
        await renderer.finish()
        return (documents, folder)
    }

    // MARK: PDFs

    private static func stream(_ content: String, _ entries: String = "", length: Int? = nil) -> String {
        "<< \(entries) /Length \(length ?? content.utf8.count) >>\nstream\n\(content)\nendstream"
    }

    private static func words(_ text: String, _ height: Int = 700) -> String { "BT /F1 12 Tf 40 \(height) Td (\(text)) Tj ET" }

    /// Pages with these content streams; `more` are the objects from number 4 + 2 × pages on.
    private static func pdf(
        _ contents: [String], catalog: String = "", page: String = "", resources: String = "", resourcesAt: Int? = nil, more: [String] = []
    ) -> Data {
        let kids = contents.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R \(catalog) >>", "<< /Type /Pages /Count \(contents.count) /Kids [\(kids)] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        for (index, content) in contents.enumerated() {
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents \(5 + 2 * index) 0 R \(page) "
                    + "/Resources \(resourcesAt.map { "\($0) 0 R" } ?? "<< /Font << /F1 3 0 R >> \(resources) >>") >>")
            objects.append(content)
        }
        return PlainPDF.file(objects + more)
    }

    private static let layers = pdf(
        [stream("/OC /A BDC \(words("Seen layer")) EMC /OC /B BDC \(words("Hidden layer", 600)) EMC")],
        catalog: "/OCProperties << /OCGs [6 0 R 7 0 R] /D << /Order [6 0 R 7 0 R] /OFF [ 7 0 R ] >> >>",
        resources: "/Properties << /A 6 0 R /B 7 0 R >>",
        more: ["<< /Type /OCG /Name (Seen) >>", "<< /Type /OCG /Name (Hidden) >>"])

    /// A signature and a stamp that name a state without having several, and a box that is not ticked.
    private static let states: Data = {
        func picture(_ text: String) -> String {
            stream(words(text, 5), "/Type /XObject /Subtype /Form /BBox [0 0 300 60] /Resources << /Font << /F1 3 0 R >> >>")
        }
        func annotation(_ subtype: String, _ bottom: Int, _ picture: String, _ state: String) -> String {
            "<< /Type /Annot /Subtype /\(subtype) /F 4 /Rect [60 \(bottom) 360 \(bottom + 60)] /AP << /N \(picture) >> /AS /\(state) >>"
        }
        return pdf(
            [stream(words("Contract"))], page: "/Annots [6 0 R \(annotation("Stamp", 400, "8 0 R", "N")) 9 0 R]",
            more: [
                annotation("Widget", 500, "7 0 R", "N"), picture("Signed by the buyer"), picture("PAID"),
                annotation("Widget", 300, "<< /Yes 10 0 R >>", "Off"), picture("Ticked"),
            ])
    }()

    /// Everything here is opened by viewers; two of them cannot be finished as Typst takes them over.
    @Test func everyPDFShowsWhatItCan() async throws {
        let badImage = Self.stream(
            "789cEEEEEEEE>",
            "/Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter [/ASCIIHexDecode /FlateDecode]"
        )
        let form = Self.stream("0.5 g 0 0 1 1 re f", "/Type /XObject /Subtype /Form /BBox [0 0 1 1]")
        let short = Self.stream(Self.words("Short length"), length: 12)
        func file(_ name: String, _ bytes: Data, pages: Int = 1, isSound: Bool = true) -> Shown {
            Shown(
                name: name, bytes: bytes, mediaType: "application/pdf", kind: .pdf(isSound ? .sound : .repaired("damaged"), pages: pages))
        }
        let files = [
            file(
                "name.pdf", Self.pdf([Self.stream(Self.words("Empty name") + " / Do")], resources: "/XObject << / 6 0 R >>", more: [form])),
            file("image.pdf", Self.pdf([Self.stream(Self.words("Bad image"))], resources: "/XObject << /I 6 0 R >>", more: [badImage])),
            file(
                "length.pdf", Self.pdf([Self.stream(Self.words("A warning"))], more: [Self.stream("not three", length: 3)]), isSound: false),
            file("layers.pdf", Self.layers), file("states.pdf", Self.states),
            file(
                "page.pdf",
                Self.pdf([Self.stream(Self.words("First of two")), Self.stream("no zlib data", "/Filter /FlateDecode")]), pages: 2,
                isSound: false),
            file("cloned.pdf", Self.pdf([short], resourcesAt: 5), isSound: false),
            file("cut.pdf", Self.layers.prefix(300)),
        ]
        guard let (documents, folder) = try await render(files, "hard-pdfs") else { return }
        func slip(_ number: Int) throws -> String {
            try text(documents.bundle, page: documents.pages["C\(number)"]?.lowerBound, extra: ["-raw"]).split(separator: "\n").joined(
                separator: " ")
        }
        func page(_ number: Int, _ page: Int = 1) throws -> String {
            try text(documents.bundle, page: (documents.pages["C\(number)"]?.lowerBound ?? 0) + page)
        }
        for (index, file) in files.dropLast().enumerated() {
            guard case .pdf(_, let pages, _) = file.kind else { continue }
            #expect(documents.pages["C\(index + 1)"]?.count == 1 + pages, "\(file.name)")
        }
        let anew = "drawn anew"
        #expect(try page(1).contains("Empty name") && slip(1).contains(anew))
        #expect(try page(2).contains("Bad image") && slip(2).contains(anew) && slip(2).contains("error decoding stream data"))
        #expect(try page(3).contains("A warning") && !slip(3).contains(anew))
        #expect(try page(4).contains("Seen layer") && !page(4).contains("Hidden") && slip(4).contains("Layers"))
        let signed = try page(5)
        #expect(signed.contains("Signed by the buyer") && signed.contains("PAID") && !signed.contains("Ticked"))
        #expect(try !slip(5).contains(anew))
        #expect(try page(6).contains("First of two"))
        #expect(try slip(7).contains("cannot be cloned"))
        #expect(documents.pages["C8"]?.count == 1)
        #expect(documents.notes.map { $0.prefix(3) } == ["C1:", "C2:", "C4:", "C7:", "C8:"])
        #expect(documents.notes.last?.contains("cannot be shown. ") == true, "the reason is said")
        let everything = try text(documents.bundle, extra: ["-raw"])
        #expect(!everything.contains(folder) && !everything.contains("/tmp"))
    }

    // MARK: Pictures

    /// Colours of the four quarters of the stored picture, clockwise from the top left.
    private static let colours: [(name: Character, pixel: [UInt8])] = [
        ("r", [255, 0, 0]), ("g", [0, 255, 0]), ("b", [0, 0, 255]), ("y", [255, 255, 0]),
    ]

    private static func row(_ y: Int, _ width: Int, _ height: Int) -> [UInt8] {
        let (left, right) = y < height / 2 ? (0, 1) : (3, 2)
        return (0..<width).flatMap { colours[$0 < width / 2 ? left : right].pixel }
    }

    private static func png(orientation: Int) -> Data {
        func be(_ value: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
        func check(_ bytes: [UInt8]) -> Int {
            let sum = bytes.reduce(~UInt32(0)) { sum, byte in
                (0..<8).reduce(sum ^ UInt32(byte)) { one, _ in one & 1 == 1 ? one >> 1 ^ 0xEDB8_8320 : one >> 1 }
            }
            return Int(~sum)
        }
        func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
            be(data.count) + Array(type.utf8) + data + be(check(Array(type.utf8) + data))
        }
        let rows: [UInt8] = (0..<80).flatMap { [UInt8(0)] + row($0, 160, 80) }
        let (a, b) = rows.reduce((1, 0)) { sums, byte in
            let one = (sums.0 + Int(byte)) % 65_521
            return (one, (sums.1 + one) % 65_521)
        }
        let size = [UInt8(rows.count & 255), UInt8(rows.count >> 8)]
        // One block that is not compressed (RFC 1950, 1951).
        var data: [UInt8] = [0x78, 1, 1]
        data += size
        data += size.map { ~$0 }
        data += rows
        data += be(b << 16 | a)
        var exif = Array("MM\0*".utf8)
        exif += be(8)
        exif += [0, 1, 1, 0x12, 0, 3]
        exif += be(1)
        exif += [0, UInt8(orientation), 0, 0]
        exif += be(0)
        let head: [UInt8] = be(160) + be(80) + [8, 2, 0, 0, 0]
        let chunks = chunk("IHDR", head) + chunk("eXIf", exif) + chunk("IDAT", data) + chunk("IEND", [])
        return Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunks)
    }

    /// With sides that are no multiple of a JPEG's blocks.
    private static func jpeg(in folder: String) throws -> Data {
        var pixels = Data("P6 172 86 255\n".utf8)
        for y in 0..<86 { pixels.append(contentsOf: row(y, 172, 86)) }
        try pixels.write(to: URL(fileURLWithPath: folder + "/pixels.ppm"))
        return try run("/usr/bin/cjpeg", ["-quality", "95", folder + "/pixels.ppm"]).output
    }

    /// Colours in the corners of the picture on a page, clockwise from the top left.
    private func corners(_ bundle: String, _ page: Int) throws -> String {
        let image = [UInt8](try run("pdftoppm", ["-r", "36", "-f", "\(page)", "-l", "\(page)", bundle]).output)
        let numbers = image.prefix(32).split(separator: 0x0A)[1].split(separator: 0x20).compactMap {
            Int(String(decoding: $0, as: UTF8.self))
        }
        let (width, height) = (numbers[0], numbers[1])
        let start = image.count - width * height * 3
        func colour(_ x: Int, _ y: Int) -> Character? {
            let at = start + (y * width + x) * 3
            return Self.colours.first { entry in zip(entry.pixel, image[at..<at + 3]).allSatisfy { abs(Int($0) - Int($1)) < 60 } }?.name
        }
        var found: [(Int, Int)] = []
        for y in 0..<height { for x in 0..<width where colour(x, y) != nil { found.append((x, y)) } }
        let left = try #require(found.map(\.0).min()) + 2
        let right = try #require(found.map(\.0).max()) - 2
        let top = try #require(found.map(\.1).min()) + 2
        let bottom = try #require(found.map(\.1).max()) - 2
        let four: [Character] = [(left, top), (right, top), (right, bottom), (left, bottom)].map { colour($0.0, $0.1) ?? "?" }
        return String(four)
    }

    /// The last chunk may lack the byte that makes it even; what stands behind damage stays.
    @Test func webPsLoseTheirEXIF() {
        func chunk(_ type: String, _ data: [UInt8], pad: Bool = true) -> [UInt8] {
            Array(type.utf8) + [UInt8(data.count), 0, 0, 0] + data + (pad && data.count % 2 == 1 ? [0] : [])
        }
        func file(_ flags: UInt8, _ chunks: [UInt8]) -> [UInt8] {
            let body = Array("WEBP".utf8) + chunk("VP8X", [flags, 0, 0, 0, 7, 0, 0, 3, 0, 0]) + chunks
            return Array("RIFF".utf8) + [UInt8(body.count), 0, 0, 0] + body
        }
        let (picture, exif) = (chunk("VP8L", [1, 2, 3]), Array("Exif\0\0MM\0*1".utf8))
        let plain = file(0x10, picture)
        #expect(ExifRemoval.removed(from: file(0x18, chunk("EXIF", exif) + picture), "webp") == plain)
        #expect(ExifRemoval.removed(from: file(0x18, picture + chunk("EXIF", exif, pad: false)), "webp") == plain)
        let cut = Array("VP8L".utf8) + [200, 0, 0, 0, 1, 2]
        #expect(ExifRemoval.removed(from: file(0x18, cut), "webp") == file(0x10, cut))
    }

    @Test func picturesStandUprightWhateverTheirOrientation() async throws {
        let jpeg = try Self.jpeg(in: Rendering.folder("corners"))
        // By EXIF orientation, from 1 on.
        let expected = ["rgby", "gryb", "byrg", "ybgr", "rybg", "yrgb", "bgry", "gbyr"]
        var files: [Shown] = []
        for orientation in 1...8 {
            files.append(
                Shown(
                    name: "\(orientation).png", bytes: Self.png(orientation: orientation), mediaType: "image/png", kind: .image,
                    records: [.image(ImageFacts(width: 160, height: 80, orientation: orientation))]))
            files.append(
                Shown(
                    name: "\(orientation).jpg", bytes: jpeg, mediaType: "image/jpeg", kind: .image,
                    records: [.image(ImageFacts(width: 172, height: 86, orientation: orientation))]))
        }
        guard let (documents, _) = try await render(files, "hard-pictures") else { return }
        for (index, file) in files.enumerated() {
            let range = try #require(documents.pages["C\(index + 1)"])
            #expect(range.count == 2, "\(file.name)")
            #expect(try corners(documents.bundle, range.upperBound) == expected[index / 2], "\(file.name)")
        }
    }
}
