/// Small PDFs of plain text (ISO 32000-1 §7.5), each page with words of its own.
enum PDFPile {
    static func fill(_ folder: String, documents: Int, pages: Int, seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for index in 1...max(1, documents) {
            try Folders.write(document(index, pages: pages, &numbers), to: "\(folder)/document-\(index).pdf")
        }
    }

    static func document(_ index: Int, pages: Int, _ numbers: inout SeededNumbers) -> [UInt8] {
        var objects: [String] = []
        let kids = (0..<pages).map { "\(4 + $0 * 2) 0 R" }.joined(separator: " ")
        objects.append("<< /Type /Catalog /Pages 2 0 R >>")
        objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(pages) >>")
        objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        for page in 1...max(1, pages) {
            var content = "BT /F1 11 Tf 72 770 Td 15 TL (Document \(index), page \(page)) Tj T* "
            for line in 1...40 {
                content += "(Line \(line): item \(numbers.next() % 100_000), amount \(numbers.next() % 10_000).00) Tj T* "
            }
            content += "ET"
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents \(3 + page * 2) 0 R >>"
            )
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        var bytes = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (number, object) in objects.enumerated() {
            offsets.append(bytes.count)
            bytes += Array("\(number + 1) 0 obj\n\(object)\nendobj\n".utf8)
        }
        let table = bytes.count
        bytes += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            bytes += Array((String(repeating: "0", count: 10 - digits.utf8.count) + digits + " 00000 n \n").utf8)
        }
        bytes += Array("trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8)
        return bytes
    }
}
