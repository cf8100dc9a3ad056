import CaseModel
import Glibc

/// PDFs made ready to be shown page by page: what lies on the pages as annotations and form fields becomes part of them
/// (it would be lost), damage is repaired in a copy, sideways pages are found.
struct DocumentPreparation: Sendable {
    let tools: PageTools
    let folder: String

    func prepare(_ original: String, _ index: Int, state: Materials.PDFState, pages: Int) async -> PreparedPages {
        switch state {
        case .unusable(let words), .notExamined(let words): return .nothing(reason: "unshown.pdf", words: words)
        case .locked: return .nothing(reason: "unshown.locked", words: "")
        case .sound, .repaired: break
        }
        guard pages > 0 else { return .nothing(reason: "unshown.pdf", words: "") }
        let name = "document-\(index).pdf"
        do {
            if try state != .sound || Self.needsFlattening(FileSystem.bytes(original)) {
                let outcome = try await tools.child.run(
                    tools.required(tools.qpdf, "qpdf"),
                    ["--flatten-annotations=all", "--generate-appearances", "--warning-exit-0", original, folder + "/" + name])
                guard outcome.status == 0 else { return .nothing(reason: "unshown.pdf", words: outcome.complaint) }
            } else {
                try FileSystem.link(original, at: folder + "/" + name)
            }
        } catch {
            return .nothing(reason: "unshown.pdf", words: "")
        }
        return .document(file: name, pages: pages, turns: await turns(name, pages))
    }

    /// Without these names in its bytes a PDF has nothing to flatten; in compressed objects they cannot be seen.
    static func needsFlattening(_ bytes: [UInt8]) -> Bool {
        ["/Annots", "/AcroForm", "/ObjStm"].contains { ByteSearch.contains(bytes, Array($0.utf8)) }
    }

    /// Degrees to turn each page so that its words run from left to right; empty when none needs it.
    private func turns(_ name: String, _ pages: Int) async -> [Int] {
        guard let program = tools.pdftotext,
            let outcome = try? await tools.child.run(program, ["-bbox", folder + "/" + name, "-"]), outcome.status == 0
        else { return [] }
        let turns = WordBoxes.turns(String(decoding: outcome.output, as: UTF8.self))
        return turns.allSatisfy { $0 == 0 } ? [] : turns
    }
}

/// Which way the words of a page run, from poppler's `-bbox` output.
enum WordBoxes {
    static func turns(_ text: String) -> [Int] {
        var result: [Int] = []
        var upright = 0
        var tall = 0
        var falling = 0
        var last: Double?
        for line in text.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            if line.hasPrefix("<page") { (upright, tall, falling, last) = (0, 0, 0, nil) }
            if line.hasPrefix("</page") { result.append(tall > 2 * upright && tall > 5 ? (2 * falling > tall ? 90 : 270) : 0) }
            guard line.hasPrefix("<word"), let box = box(line), line.utf8.count > 92 else { continue }
            let (width, height) = (box[2] - box[0], box[3] - box[1])
            guard height > 1.5 * width else {
                upright += width > height ? 1 : 0
                continue
            }
            tall += 1
            if let last, box[1] < last { falling += 1 }
            last = box[1]
        }
        return result
    }

    private static func box(_ line: Substring) -> [Double]? {
        let numbers = line.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.compactMap { Double($0.element) }
        return numbers.count >= 4 ? numbers : nil
    }
}

enum ByteSearch {
    static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { haystack in
            wanted.withUnsafeBytes { memmemFound(haystack, $0) }
        }
    }
}

private func memmemFound(_ haystack: UnsafeRawBufferPointer, _ needle: UnsafeRawBufferPointer) -> Bool {
    guard let first = needle.first, haystack.count >= needle.count else { return false }
    var start = 0
    while start + needle.count <= haystack.count {
        let room = haystack.count - needle.count - start + 1
        guard let base = haystack.baseAddress, let found = memchr(base + start, Int32(first), room) else { return false }
        let at = UnsafeRawPointer(found) - base
        if haystack[at..<at + needle.count].elementsEqual(needle) { return true }
        start = at + 1
    }
    return false
}
