import CaseModel
import CaseRendering
import Foundation

/// A small case that has everything the bundle has to cope with; files are made as they are needed.
struct SampleCase {
    var theCase: Case
    var materials: Materials
    /// Texts that must be found in the bundle.
    var words: [String] = []

    static let createdAt = Instant(seconds: 1_782_900_000)

    /// `folder` receives the originals.
    init(language: Language, folder: String) throws {
        let path = try Files.make(in: folder)
        var settings = CaseSettings(id: "CF-TEST-1")
        settings.title = "Unpaid order HF-PO-20417"
        settings.language = language
        settings.timeZone = "Asia/Shanghai"
        settings.claimant.name = "Brightwell 照明 Co."
        settings.respondent.name = "Harrow & Finch <Ltd> #1 $x$ *b* `c`"
        theCase = Case(settings: settings, items: [], refusals: [])
        materials = Materials()
        add("order.pdf", .contract, "application/pdf", [])
        materials.files[0] = .init(path: path["document.pdf"] ?? "", kind: .pdf(.sound, pages: 3, turns: [0, 90, 0]))
        add("cut-off.pdf", .contract, "application/pdf", [])
        materials.files[1] = .init(path: path["cut-off.pdf"] ?? "", kind: .pdf(.unusable("cut off"), pages: 3))
        let photograph = ImageFacts(width: 3000, height: 2250, orientation: 6)
        add("photo.jpg", .delivery, "image/jpeg", [.image(photograph)])
        materials.files[2] = .init(path: path["photo.jpg"] ?? "", kind: .image)
        add("copy of photo.jpg", .delivery, "image/jpeg", [.image(photograph)], twin: "C3")
        materials.files[3] = .init(path: path["photo.jpg"] ?? "", kind: .image)
        add("broken.png", .delivery, "image/png", [.image(ImageFacts(width: 60, height: 40))])
        materials.files[4] = .init(path: path["broken.png"] ?? "", kind: .image)
        add("invoice\u{202E}fdp.xml", .payment, "application/xml", [.document(Self.invoice)])
        addChat()
        add("blob.bin", .other, "application/octet-stream", [])
        add("notes.txt", .other, "text/plain", [.prose(Prose(lines: ["first\tline", "", "#read(\"/etc/passwd\") $x$", "\u{7}bell"]))])
        words += ["#read(\"/etc/passwd\") $x$", "⟨U+0007⟩bell", "invoice⟨U+202E⟩fdp.xml", "12,180.00"]
        addConclusions()
    }

    private mutating func add(
        _ path: String, _ section: ExhibitSection, _ mediaType: String, _ records: [Record], parent: Int? = nil,
        number: String? = nil, twin: String? = nil
    ) {
        let index = theCase.items.count
        var count = 0
        let captured = records.map { record in
            count += 1
            return CapturedRecord(record: record, citation: Citation(item: index, locator: .message(count, line: count)), number: count)
        }
        theCase.items.append(
            Item(
                index: index, path: path, rawPath: nil, pathEncoding: nil, parent: parent, bytes: 1234,
                sha256: String(repeating: "0123456789abcdef", count: 4), sha512: "", mediaType: mediaType, puid: "fmt/1",
                format: records.isEmpty ? nil : "sample", basis: "for the test", encoding: nil,
                status: records.isEmpty ? .stored : .read, diagnostics: [], records: captured))
        let root = theCase.exhibits.filter { $0.parent == nil }.count + 1
        let day = CalendarDay(year: 2026, month: 3, day: 1 + index).map { EventTime(.day($0), text: $0.iso) }
        theCase.exhibits.append(
            Exhibit(
                number: number ?? "C\(root)", item: index, parent: parent.map { theCase.exhibits[$0].number }, section: section,
                title: Phrase("exhibitTitle.file", ["name": .text(path)]),
                date: day.map { CaseTime(time: $0, instant: nil, isZoneAssumed: false) }, file: "exhibits/\(index)/file",
                duplicateOf: twin))
    }

    private static var invoice: BusinessDocument {
        var document = BusinessDocument(kind: .invoice, typeName: "Invoice")
        document.number = "BL-2026-0391"
        document.amounts = [NamedAmount("LineExtensionAmount", Money(amount: 12180, currency: "GBP", text: "12180.00"))]
        document.lines = (1...60).map { DocumentLine(id: String($0), description: "Lamp \($0)", quantity: "2 C62") }
        return document
    }

    private mutating func addChat() {
        let texts = [
            "Plain words with \"quotes\" -- and dashes.", "这是最后一次催款，之后我们会把材料交给律师。", "Где оплата за заказ?",
            "مرحبا، متى تدفعون الفاتورة؟", "Great 👍 👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "‎<attached: 001.jpg>", String(repeating: "longword", count: 40),
            "\u{13000} hieroglyph \u{E000} private \u{E001}", "two\nlines", "<script>alert(1)</script>",
        ]
        words += texts[0...3] + ["Great 👍", "⟨U+E000⟩", "longwordlongwordlongword", "<script>alert(1)</script>"]
        let records: [Record] = (0..<120).map { index in
            let local = CalendarDay(year: 2026, month: 3, day: 1 + index % 28).flatMap {
                LocalDateTime(day: $0, hour: 9, minute: index % 60, second: 1)
            }
            return .message(
                Message(
                    time: local.map { EventTime(.local($0), text: $0.iso) } ?? .unknown("?"),
                    sender: Participant(name: index % 2 == 0 ? "Lin Qiao 林乔" : "Daniel Finch"), kind: .text,
                    text: "\(texts[index % texts.count]) [\(index)]"))
        }
        add("chat.zip", .communications, "application/zip", [])
        let parent = theCase.items.count - 1
        add("chat.zip!/_chat.txt", .communications, "text/plain", records, parent: parent, number: "C7.1")
    }

    private mutating func addConclusions() {
        let citations = Citations(Citation(item: 7, locator: .message(70, line: 70)))
        let time = CaseTime(time: EventTime.unknown("early March"), instant: nil, isZoneAssumed: false)
        theCase.timeline = [
            TimelineEntry(
                id: "T1", time: time, kind: .demand, text: Phrase("exhibitTitle.file", ["name": .text("عربي (abc) \u{13000}")]),
                citations: citations)
        ]
        theCase.accounts = [
            Account(
                currency: "GBP",
                entries: [
                    Account.Entry(
                        kind: .charged, date: nil, money: Money(amount: 12180, currency: "GBP", text: "12180"),
                        text: Phrase("exhibitTitle.file", ["name": .text("Invoice")]), citations: citations)
                ])
        ]
    }
}

/// Originals for the sample, made with the tools that the renderer uses itself.
enum Files {
    static func make(in folder: String) throws -> [String: String] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var paths: [String: String] = [:]
        func put(_ name: String, _ bytes: Data) throws {
            paths[name] = folder + "/" + name
            try bytes.write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        let document = PlainPDF.make(pages: 3)
        try put("document.pdf", document)
        try put("cut-off.pdf", document.prefix(document.count * 6 / 10))
        try put("broken.png", Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]))
        try put("photo.ppm", pixels(width: 3000, height: 2250))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/cjpeg")
        process.arguments = ["-quality", "80", "-outfile", folder + "/photo.jpg", folder + "/photo.ppm"]
        try process.run()
        process.waitUntilExit()
        paths["photo.jpg"] = folder + "/photo.jpg"
        return paths
    }

    private static func pixels(width: Int, height: Int) -> Data {
        var data = Data("P6 \(width) \(height) 255\n".utf8)
        var row = Data()
        for x in 0..<width { row.append(contentsOf: [UInt8(x * 255 / width), UInt8(x % 256), 128]) }
        for _ in 0..<height { data.append(row) }
        return data
    }
}

/// A PDF written by hand: one line of words per page; the second page lies on its side, the third has a note on it.
enum PlainPDF {
    static func make(pages: Int) -> Data {
        var objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
        objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        let words = "BT /F1 12 Tf 4 12 Td (A note on the page) Tj ET"
        objects.append(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 260 40] /Resources << /Font << /F1 3 0 R >> >> /Length \(words.utf8.count) >>\nstream\n\(words)\nendstream"
        )
        var kids: [Int] = []
        for page in 1...pages {
            let lines = (0..<24).map { "1 0 0 1 40 \(40 + 14 * $0) Tm (Words of page \(page) line \($0)) Tj" }
            let turn = page == 2 ? "0 1 -1 0 600 0 cm " : ""
            let content = "q \(turn)BT /F1 12 Tf \(lines.joined(separator: "\n")) ET Q"
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
            let note =
                page == 3
                ? "/Annots [<< /Type /Annot /Subtype /FreeText /Rect [40 500 300 540] /F 4 /Contents (A note on the page) /AP << /N 4 0 R >> >>]"
                : ""
            kids.append(objects.count + 1)
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents \(objects.count) 0 R \(note) >>"
            )
        }
        objects[1] = "<< /Type /Pages /Count \(pages) /Kids [\(kids.map { "\($0) 0 R" }.joined(separator: " "))] >>"
        return file(objects)
    }

    /// The first object is the catalogue.
    static func file(_ objects: [String]) -> Data {
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        return Data((text + "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n").utf8)
    }
}
