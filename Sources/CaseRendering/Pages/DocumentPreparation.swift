import CaseModel
import Glibc

/// PDFs made ready to be shown page by page: what lies on the pages as annotations and form fields becomes part of them
/// (it would be lost), damage is repaired in a copy, and a newer version of the format than the bundle's becomes that one.
struct DocumentPreparation: Sendable {
    let tools: PageTools
    let folder: String

    func prepare(_ original: String, _ index: Int, state: Materials.PDFState, pages: Int, turns: [Int]) async -> PreparedPages {
        switch state {
        case .unusable(let words), .notExamined(let words): return .nothing(reason: "unshown.pdf", words: words)
        case .locked: return .nothing(reason: "unshown.locked", words: "")
        case .sound, .repaired: break
        }
        guard pages > 0 else { return .nothing(reason: "unshown.pdf", words: "") }
        let name = "document-\(index).pdf"
        do {
            if try state != .sound || Self.needsRewriting(FileSystem.bytes(original)) {
                let outcome = try await tools.child.run(
                    tools.required(tools.qpdf, "qpdf"),
                    [
                        "--flatten-annotations=all", "--generate-appearances", "--force-version=1.7", "--warning-exit-0", original,
                        folder + "/" + name,
                    ])
                guard outcome.status == 0 else { return .nothing(reason: "unshown.pdf", words: outcome.complaint) }
            } else {
                try FileSystem.link(original, at: folder + "/" + name)
            }
        } catch {
            return .nothing(reason: "unshown.pdf", words: "")
        }
        return .document(file: name, pages: pages, turns: turns)
    }

    /// Without these names in its bytes a PDF has nothing to flatten; in compressed objects they cannot be seen. Typst takes
    /// no page of a PDF 2.0 into a bundle of version 1.7; what pages show is the same in both.
    static func needsRewriting(_ bytes: [UInt8]) -> Bool {
        ["/Annots", "/AcroForm", "/ObjStm", "%PDF-2", "/Version/2", "/Version /2"]
            .contains { ByteSearch.contains(bytes, Array($0.utf8)) }
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
