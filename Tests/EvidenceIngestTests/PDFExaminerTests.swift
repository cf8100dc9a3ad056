import ByteIO
@testable import EvidenceIngest
import Testing

/// A PDF of plain text pages, written by hand.
/// `contents`: content streams of pages of their own, behind the others. `annotations`: dictionaries that lie on each page.
func samplePDF(
    pages: [String], attachment: (name: String, bytes: String)? = nil, info: String = "", contents: [String] = [], annotations: String = "",
    catalog: String = ""
) -> [UInt8] {
    var objects: [String] = []
    let first = 4
    let count = pages.count + contents.count
    let kids = (0..<count).map { "\(first + 2 * $0) 0 R" }.joined(separator: " ")
    let attached = first + 2 * count
    let annots = annotations.isEmpty ? "" : " /Annots [\(annotations)]"
    let names = attachment.map { " /Names << /EmbeddedFiles << /Names [(\($0.name)) \(attached) 0 R] >> >>" } ?? ""
    objects.append("<< /Type /Catalog /Pages 2 0 R\(names)\(catalog) >>")
    objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(count) >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for index in 0..<count {
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]\(annots) /Resources << /Font << /F1 3 0 R >> >> /Contents \(first + 2 * index + 1) 0 R >>"
        )
        let text = index < pages.count ? pages[index] : ""
        let stream = index >= pages.count ? contents[index - pages.count] : text.isEmpty ? "" : "BT /F1 12 Tf 50 780 Td (\(text)) Tj ET\n"
        objects.append("<< /Length \(stream.utf8.count) >>\nstream\n\(stream)endstream")
    }
    if let attachment {
        objects.append("<< /Type /Filespec /F (\(attachment.name)) /UF (\(attachment.name)) /EF << /F \(attached + 1) 0 R >> >>")
        objects.append(
            "<< /Type /EmbeddedFile /Subtype /text#2Fxml /Length \(attachment.bytes.utf8.count) >>\nstream\n\(attachment.bytes)\nendstream")
    }
    if !info.isEmpty { objects.append("<< \(info) >>") }
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
        offsets.append(text.utf8.count)
        text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
        let digits = String(offset)
        text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    let infoKey = info.isEmpty ? "" : " /Info \(objects.count) 0 R"
    return Array((text + "trailer << /Size \(objects.count + 1) /Root 1 0 R\(infoKey) >>\nstartxref\n\(table)\n%%EOF\n").utf8)
}

@Suite(.enabled(if: Tool("pdftotext") != nil && Tool("qpdf") != nil, "poppler-utils and qpdf are not installed"))
struct PDFExaminerTests {
    @Test func soundPages() async {
        let pdf = samplePDF(pages: ["Invoice 4471 <b> & more", "", "page three"], info: "/Title (Order & \"terms\") /Producer (hand)")
        let content = await PDFExaminer.examine(ByteSource(pdf))
        #expect(content.state == .sound)
        #expect(content.pages == 3)
        #expect(
            content.text.map { $0.split(separator: "\n").map { $0.drop { $0 == " " } }.joined() } == [
                "Invoice 4471 <b> & more", "", "page three",
            ])
        #expect(content.revisions == 1)
        #expect(content.information["Title"] == "Order & \"terms\"")
        #expect(content.information["Producer"] == "hand")
        #expect(content.attachments.isEmpty)
    }

    /// Text matrices that turn the words, and what turns the page back.
    @Test(arguments: [("1 0 0 1", 0), ("0 1 -1 0", 90), ("-1 0 0 -1", 180), ("0 -1 1 0", 270)])
    func turnedPages(matrix: String, turn: Int) async {
        let lines = (0..<12).map { number in
            // Lines stand below each other as the turned reader sees them.
            let step = 20 * number
            let place =
                switch turn {
                case 90: "\(100 + step) 100"
                case 180: "400 \(100 + step)"
                case 270: "\(400 - step) 700"
                default: "60 \(700 - step)"
                }
            return "\(matrix) \(place) Tm (Some words of line \(number) here) Tj"
        }
        let content = "BT /F1 12 Tf \(lines.joined(separator: "\n")) ET\n"
        let found = await PDFExaminer.examine(ByteSource(samplePDF(pages: ["upright"], contents: [content])))
        #expect(found.turns == (turn == 0 ? [] : [0, turn]))
        #expect(found.text.last?.contains("Some words of line 11 here") == true)
    }

    @Test func wordsAreGivenBackLineByLine() {
        let words = PDFWords(
            Array(
                """
                <html><head>
                <title>A &amp; B</title>
                <meta name="Author" content="&quot;x&quot;"/>
                </head><body><doc>
                  <page width="595.0" height="842.0">
                    <flow><block xMin="1.5" yMin="1.0" xMax="2.0" yMax="2.0">
                        <line xMin="1" yMin="1" xMax="9" yMax="2">
                          <word xMin="1.000000" yMin="1.000000" xMax="5.000000" yMax="2.000000">&lt;page</word>
                          <word xMin="6.000000" yMin="1.000000" xMax="9.000000" yMax="2.000000">two</word>
                        </line>
                        <line xMin="1" yMin="3" xMax="9" yMax="4">
                          <word xMin="1.000000" yMin="3.000000" xMax="5.000000" yMax="4.000000">&amp;lt;</word>
                        </line>
                    </block></flow>
                  </page>
                  <page width="595.0" height="842.0">
                  </page>
                """.utf8))
        #expect(words.pages == ["<page two\n&lt;", ""])
        #expect(words.turns == [0, 0])
        #expect(words.information == ["Title": "A & B", "Author": "\"x\""])
        #expect(PDFWords([]).pages.isEmpty)
    }

    /// What a PDF says of its own measures is no arithmetic to rely on.
    @Test(arguments: ["9223372036854775807", "18446744073709551615", "9223372036854775800"])
    func crossReferencesFarAway(offset: String) {
        let pdf = Array("abcde\n%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n\(offset)\n%%EOF\n".utf8)
        #expect(!PDFOutline(pdf).hasSoundEnd)
    }

    @Test(arguments: ["100000000000000000000.000000", "-9223372036854775808", "1125899906842623", "0.0000001"])
    func wordsFarAway(place: String) {
        let word = "<word xMin=\"\(place)\" yMin=\"-\(place)\" xMax=\"-\(place)\" yMax=\"\(place)\">Document</word>\n"
        #expect(PDFWords(Array(("<page width=\"1\">\n" + word + "</page>\n").utf8)).pages == ["Document"])
    }

    @Test func attachedFiles() async {
        let pdf = samplePDF(pages: ["x"], attachment: ("factur-x.xml", "<Invoice/>"))
        let content = await PDFExaminer.examine(ByteSource(pdf))
        #expect(
            content.attachments == [PDFContent.Attachment(name: "factur-x.xml", mediaType: "text/xml", bytes: Array("<Invoice/>".utf8))])
    }

    /// Objects 6 and 7 of the sample are the specification of the attached file and its content.
    @Test func filesAttachedToAPlaceOnAPage() async {
        let place = "<< /Type /Annot /Subtype /FileAttachment /Rect [10 10 30 30] /FS %% /AP << /N 5 0 R >> >>"
        let own = "<< /Type /Filespec /F (photo.txt) /EF << /F 7 0 R >> >>"
        let pdf = samplePDF(
            pages: ["x"], attachment: ("factur-x.xml", "<Invoice/>"),
            annotations: place.replacing("%%", with: own) + place.replacing("%%", with: "6 0 R"))
        let content = await PDFExaminer.examine(ByteSource(pdf))
        #expect(content.state == .sound)
        // The one the document lists too is not taken twice.
        #expect(content.attachments.map(\.name) == ["factur-x.xml", "photo.txt"])
        #expect(content.attachments.allSatisfy { $0.bytes == Array("<Invoice/>".utf8) })
        // The font is no stream: what should be there cannot be taken out, and that is counted.
        let missing = place.replacing("%%", with: "<< /Type /Filespec /F (lost.txt) /EF << /F 3 0 R >> >>")
        let other = await PDFExaminer.examine(ByteSource(samplePDF(pages: ["x"], annotations: missing)))
        #expect(other.attachments.isEmpty && other.unseenAnnotations == ["FileAttachment": 1])
    }

    /// Each saved state has a table of its own and an end that leads to it; a PDF inside has ends of its own, which count from
    /// its own beginning.
    @Test func laterRevisionsAreCounted() async {
        let first = samplePDF(pages: ["a"])
        let later = Array("xref\n0 0\ntrailer << /Size 6 /Root 1 0 R /Prev 9 >>\nstartxref\n\(first.count)\n%%EOF\n".utf8)
        #expect(PDFOutline(first).revisions == 1)
        #expect(PDFOutline(first + Array("\n%%EOF\n".utf8)).revisions == 1)
        #expect(PDFOutline(first + later).revisions == 2)
        // In front of the file stands something else, with the offsets as they were or counted with it.
        #expect(PDFOutline(Array("\n\n\n".utf8) + first + later).revisions == 2)
        let inner = String(decoding: first + later, as: UTF8.self)
        #expect(PDFOutline(samplePDF(pages: ["invoice"], attachment: ("a.pdf", inner))).revisions == 1)
        #expect(
            PDFOutline(Array("%PDF-1.4\nstartxref \(Int.max) %%EOF startxref 99999999999999999999 %%EOF startxref".utf8)).revisions == 1)
        #expect(await PDFExaminer.examine(ByteSource(first + later)).revisions == 2)
    }

    /// The text of one page cannot be unpacked; the others can be read and shown.
    @Test func oneBadPageLeavesTheOthers() async {
        let pdf = String(decoding: samplePDF(pages: ["first"], contents: ["no zlib data"]), as: UTF8.self)
        let content = await PDFExaminer.examine(
            ByteSource(Array(pdf.replacing("<< /Length 12 >>", with: "<</Filter/FlateDecode/Length 12>>").utf8)))
        guard case .repaired(let words) = content.state else {
            Issue.record("\(content.state)")
            return
        }
        #expect(words.contains("page 2") && !words.contains("/dev"))
        #expect(content.pages == 2 && content.text.first?.contains("first") == true)
    }

    /// Boxes of words as they stand on the page: the letters, and width and height in points.
    @Test(arguments: [
        // Written from top to bottom.
        ([("売主は商品を引き渡す", 16, 160), ("第一条", 16, 48), ("令和七年三月一日", 16, 128)], 0),
        // Single letters of words that run from right to left, a little higher than wide.
        ([("لا", 3, 10), ("ال", 4, 10), ("في", 6, 10)], 0),
        // A page on its side, with a few short words that lie.
        ([("Invoice", 12, 50), ("number", 12, 44), ("Total", 30, 12)], 270),
        // Longer words that lie outweigh the short ones that stand.
        ([("date", 10, 20), ("paid", 10, 20), ("Bestellnummern", 90, 12)], 0),
    ])
    func whatStandsIsNotAlwaysTurned(words: [(String, Int, Int)], turn: Int) {
        var page = "<page>\n"
        for number in 0..<24 {
            let (word, width, height) = words[number % words.count]
            page += "<word xMin=\"10.0\" yMin=\"10.0\" xMax=\"\(10 + width).0\" yMax=\"\(10 + height).0\">\(word)</word>\n"
        }
        #expect(PDFWords(Array((page + "</page>\n").utf8)).turns == [turn])
    }

    @Test func truncatedFilesAreNotSound() async {
        let pdf = samplePDF(pages: ["one", "two", "three"])
        for cut in [pdf.count - 30, pdf.count * 2 / 3, pdf.count / 2, 20, 9] {
            let content = await PDFExaminer.examine(ByteSource(Array(pdf[..<cut])))
            #expect(content.state != .sound, "cut at \(cut)")
            if case .notExamined = content.state { Issue.record("not examined") }
        }
    }

    @Test func garbageIsUnusable() async {
        for bytes in [Array("%PDF-1.4\nnothing".utf8), Array("%PDF-1.7\n".utf8) + [UInt8](repeating: 0xAB, count: 5000)] {
            guard case .unusable(let reason) = await PDFExaminer.examine(ByteSource(bytes)).state else {
                Issue.record("accepted")
                continue
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test func slicesAreReadAsSlices() async {
        let pdf = samplePDF(pages: ["slice"])
        let source = ByteSource([1, 2, 3] + pdf + [4, 5]).slice(3..<Int64(3 + pdf.count))
        let content = await PDFExaminer.examine(source)
        #expect(content.state == .sound && content.pages == 1)
    }

    @Test func manyAtOnce() async {
        let pdf = samplePDF(pages: (0..<10).map { "page \($0)" })
        let clock = ContinuousClock()
        let start = clock.now
        let pages = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    var sum = 0
                    for _ in 0..<10 { sum += await PDFExaminer.examine(ByteSource(pdf)).pages }
                    return sum
                }
            }
            return await group.reduce(0, +)
        }
        #expect(pages == 200)
        print("PDFs examined: 20 in \(clock.now - start)")
    }

    @Test func endlessProgramsAreEnded() async throws {
        let sleep = try #require(Tool("sleep"))
        guard let input = ToolInput([]) else {
            Issue.record("no input")
            return
        }
        do {
            _ = try await sleep.run(["60"], input: input, seconds: 1)
            Issue.record("it ended by itself")
        } catch {
            #expect(error == .timeout)
        }
    }
}
