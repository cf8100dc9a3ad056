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
        let hidden = [(original, "file"), (folder + "/" + name, "file"), (folder + "/", "")]
        let document = PreparedPages.Document(file: name, pages: pages, turns: turns)
        do {
            if try state != .sound || Self.needsRewriting(FileSystem.bytes(original)) {
                try await rewrite(original, as: name)
            } else {
                try FileSystem.link(original, at: folder + "/" + name)
            }
            guard try Self.hidesLayers(FileSystem.bytes(folder + "/" + name)) else { return .document(document) }
            if var drawn = try? await redrawn(document, because: "") {
                drawn.note = ("slip.layers", "")
                return .document(drawn)
            }
            var shown = document
            shown.note = ("slip.layersShown", "")
            return .document(shown)
        } catch {
            let words = Complaint.words(of: error, hiding: hidden)
            unlink(folder + "/" + name)
            do {
                try FileSystem.link(original, at: folder + "/" + name)
                return .document(try await redrawn(document, because: words))
            } catch {
                return .nothing(reason: "unshown.pdf", words: words)
            }
        }
    }

    /// What qpdf is told whenever it writes a copy: the objects in plain text, and no warnings over what it repairs.
    private static let copying = ["--object-streams=disable", "--decrypt", "--force-version=1.7", "--warning-exit-0"]

    /// Annotations become part of the pages.
    private func rewrite(_ original: String, as name: String) async throws {
        let copy = folder + "/" + name
        var source = original
        if try Self.contains(FileSystem.bytes(original), ["/AS", "/ObjStm"]) {
            source = copy + ".plain"
            try await run(Self.copying + [original, source])
            var bytes = try FileSystem.bytes(source)
            guard Self.contains(bytes, ["/Annots", "/AcroForm"]) else { return try FileSystem.move(source, to: copy) }
            if try AppearanceStates.blankNeedless(in: &bytes) { try FileSystem.write(bytes, to: source) }
        }
        try await run(["--flatten-annotations=all", "--generate-appearances"] + Self.copying + [source, copy])
        if source != original { unlink(source) }
    }

    private func run(_ arguments: [String]) async throws {
        let outcome = try await tools.child.run(tools.required(tools.qpdf, "qpdf"), arguments)
        guard outcome.status == 0 else { throw RenderingError.badDocument(outcome.complaint) }
    }

    /// The pages as poppler draws them, for PDFs that cannot be taken over as they are: what it cannot decode is missing, and
    /// so is what the PDF switches off.
    func redrawn(_ document: PreparedPages.Document, because words: String) async throws -> PreparedPages.Document {
        var drawn = document
        drawn.file = "drawn-" + document.file
        drawn.note = ("slip.redrawn", words)
        let outcome = try await tools.child.run(
            tools.required(tools.pdftocairo, "pdftocairo"), ["-pdf", folder + "/" + document.file, folder + "/" + drawn.file])
        guard outcome.status == 0 else { throw RenderingError.badDocument(outcome.complaint) }
        return drawn
    }

    /// Without these names in its bytes a PDF has nothing to flatten; in compressed objects they cannot be seen. Typst takes
    /// no page of a PDF 2.0 into a bundle of version 1.7; what pages show is the same in both.
    static func needsRewriting(_ bytes: [UInt8]) -> Bool {
        contains(bytes, ["/Annots", "/AcroForm", "/ObjStm", "%PDF-2", "/Version/2", "/Version /2"])
    }

    private static func contains(_ bytes: [UInt8], _ names: [String]) -> Bool {
        names.contains { ByteSearch.first(Array($0.utf8), in: bytes) != nil }
    }

    /// True when a PDF in plain text has layers and something may be switched off (ISO 32000-1 §8.11): a list of layers that is
    /// not empty, or a rule of its own. Typst shows everything.
    static func hidesLayers(_ bytes: [UInt8]) -> Bool {
        guard contains(bytes, ["/OCProperties"]) else { return false }
        if contains(bytes, ["/AllOff", "/AnyOff", "/VE"]) { return true }
        let off = Array("/OFF".utf8)
        var at = 0
        while let found = ByteSearch.first(off, in: bytes, from: at) {
            at = found + off.count
            let value = bytes[at...].prefix(64).filter { $0 > 0x20 }
            if !value.starts(with: Array("[]".utf8)) { return true }
        }
        return false
    }
}

enum ByteSearch {
    /// Where the wanted bytes stand first, at `start` or behind it.
    static func first(_ wanted: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
        guard let letter = wanted.first else { return nil }
        return bytes.withUnsafeBytes { haystack in
            var at = start
            while at + wanted.count <= haystack.count {
                let room = haystack.count - wanted.count - at + 1
                guard let base = haystack.baseAddress, let hit = memchr(base + at, Int32(letter), room) else { return nil }
                at = UnsafeRawPointer(hit) - base
                if haystack[at..<at + wanted.count].elementsEqual(wanted) { return at }
                at += 1
            }
            return nil
        }
    }
}
