import JSONReading

/// What lies on the pages of a PDF without a picture of itself (ISO 32000-2 §12.5.5): a viewer draws such notes, marks and
/// fields after its own fashion, and they are lost where the page is shown without one.
struct PDFAnnotations {
    /// Number of annotations nothing shows, by subtype as written: `FreeText`, `Ink`.
    private(set) var unseen: [String: Int] = [:]
    /// Files attached to places on pages, which are not in the list of the document's own.
    private(set) var files: [File] = []
    /// Words of notes and marks, also of hidden ones: programs hide answers to notes, which viewers list beside the page.
    private(set) var comments: [PDFContent.Comment] = []

    /// Name, and the object that holds the content, as qpdf writes it: `13 0 R`.
    struct File: Hashable {
        let name: String
        let object: String
    }

    /// Without one of these in its plain bytes a PDF has no annotation that could be lost (ISO 32000-2, table 171).
    static let names = [
        "/Widget", "/FreeText", "/Text", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Ink", "/Stamp", "/Line", "/Square",
        "/Circle", "/Poly", "/Caret", "/FileAttachment", "/Redact", "/Watermark", "/Screen", "/Sound", "/Movie", "/3D",
        "/RichMedia", "/Projection",
    ]

    /// Those whose `/Contents` are words of a person (ISO 32000-2 §12.5.6.2); of a link it describes the link.
    private static let written: Set<String> = [
        "Text", "FreeText", "Highlight", "Underline", "Squiggly", "StrikeOut", "Ink", "Stamp", "Line", "Square", "Circle", "Polygon",
        "PolyLine", "Caret", "FileAttachment", "Redact",
    ]

    private var known: Set<File> = []
    private var streams: Set<String> = []
    private var objects: [String: JSONValue] = [:]
    private var needAppearances = false
    /// Deeper or longer ways through the file are not followed; a damaged file may lead in circles.
    private static let limit = 100_000

    /// `document`: qpdf's JSON, version 2, with its key `qpdf`. Nil when it cannot be read, or leads on and on.
    init?(_ document: [UInt8]) {
        var reader = JSONReader(document)
        do throws(JSONReadingError) {
            try collect(&reader)
        } catch {
            return nil
        }
        guard let root = resolved(objects["trailer"]?["/Root"]) else { return nil }
        needAppearances = resolved(resolved(root["/AcroForm"])?["/NeedAppearances"])?.bool ?? false
        guard walk(root["/Pages"]) else { return nil }
        objects = [:]
    }

    /// Keeps what the way to the annotations leads over; of streams only that they are there.
    private mutating func collect(_ reader: inout JSONReader) throws(JSONReadingError) {
        while let event = try reader.next() {
            guard case .key(let name) = event, name == "trailer" || name.hasPrefix("obj:") else { continue }
            let object = try reader.value()
            if object["stream"] != nil { streams.insert(String(name.dropFirst(4))) }
            guard let value = object["value"] else { continue }
            let isWanted = value.array != nil || value["/Type"]?.string != "/Font" && value.members != nil
            if isWanted { objects[name.hasPrefix("obj:") ? String(name.dropFirst(4)) : name] = value }
        }
    }

    private func resolved(_ value: JSONValue?) -> JSONValue? {
        guard let name = value?.string, name.hasSuffix(" R") else { return value }
        return objects[name]
    }

    /// False when there was more than the limit allows.
    private mutating func walk(_ node: JSONValue?) -> Bool {
        var visited: Set<String> = []
        var waiting = [node]
        var number = 0
        while let next = waiting.popLast() {
            guard visited.count < Self.limit else { return false }
            if let name = next?.string, !visited.insert(name).inserted { continue }
            guard let page = resolved(next) else { continue }
            let kids = resolved(page["/Kids"])?.array
            waiting += kids?.reversed().map(Optional.some) ?? []
            if kids == nil { number += 1 }
            for annotation in resolved(page["/Annots"])?.array ?? [] {
                count(resolved(annotation))
                readWords(resolved(annotation), page: number)
            }
        }
        return true
    }

    /// Links and pop-up windows show nothing of their own; what is hidden (bit 2 of the flags, or bit 6 without 3) was
    /// hidden by whoever made the file.
    private mutating func count(_ annotation: JSONValue?) {
        guard let annotation, let name = resolved(annotation["/Subtype"])?.string?.dropFirst(), !name.isEmpty else { return }
        if name == "FileAttachment", let specification = resolved(annotation["/FS"]), let content = resolved(specification["/EF"]) {
            let given = (resolved(specification["/UF"]) ?? resolved(specification["/F"]))?.string ?? ""
            guard let object = (content["/UF"] ?? content["/F"])?.string, streams.contains(object) else {
                // It names a content that is none.
                unseen["FileAttachment", default: 0] += 1
                return
            }
            let file = File(name: given.hasPrefix("u:") ? String(given.dropFirst(2)) : "", object: object)
            if known.insert(file).inserted { files.append(file) }
        }
        let flags = Int(resolved(annotation["/F"])?.integer ?? 0)
        let isHidden = flags & 2 != 0 || flags & 0b10_0100 == 0b10_0000
        guard !["Link", "Popup", "TrapNet", "PrinterMark"].contains(name), !isHidden, !hasAppearance(annotation) else { return }
        guard name != "Widget" || isLost(annotation) else { return }
        unseen[String(name), default: 0] += 1
    }

    private mutating func readWords(_ annotation: JSONValue?, page: Int) {
        guard let annotation, let name = resolved(annotation["/Subtype"])?.string?.dropFirst(), Self.written.contains(String(name)),
            let words = text(annotation["/Contents"])
        else { return }
        comments.append(PDFContent.Comment(page: page, author: text(annotation["/T"]), time: text(annotation["/M"]), words: words))
    }

    /// A string of the PDF: qpdf marks text with `u:`, and bytes in no known alphabet with `b:`. Nil when nothing is in it.
    private func text(_ value: JSONValue?) -> String? {
        guard let written = resolved(value)?.string else { return nil }
        var text = String(written.dropFirst(2))
        if written.hasPrefix("b:") {
            let digits = Array(text.utf8)
            let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
            }
            text = String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        } else if !written.hasPrefix("u:") {
            return nil
        }
        text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return text.allSatisfy(\.isWhitespace) ? nil : text
    }

    private func hasAppearance(_ annotation: JSONValue) -> Bool {
        guard let normal = resolved(annotation["/AP"])?["/N"], !normal.isNull else { return false }
        // A stream is not among the objects, a dictionary of states is.
        return resolved(normal).map { !($0.members ?? []).isEmpty } ?? true
    }

    /// A field without picture shows something only when it holds a value and has a place; qpdf draws texts and choices
    /// when the file says that it must.
    private func isLost(_ field: JSONValue) -> Bool {
        let place = (resolved(field["/Rect"])?.array ?? []).map { $0.number.flatMap(Double.init) ?? 0 }
        guard place.count == 4, place[0] != place[2], place[1] != place[3] else { return false }
        guard let value = inherited("/V", field), value != .null, value.string != "u:" else { return false }
        switch inherited("/FT", field)?.string {
        case "/Tx", "/Ch": return !needAppearances
        // The state of a button and the fact of a signature are no picture.
        default: return false
        }
    }

    private func inherited(_ key: String, _ field: JSONValue) -> JSONValue? {
        var node: JSONValue? = field
        for _ in 0..<32 {
            if let value = resolved(node?[key]) { return value }
            guard let parent = resolved(node?["/Parent"]) else { return nil }
            node = parent
        }
        return nil
    }
}
