/// Annotations whose appearance is one picture, and which name a state nevertheless. States choose among several pictures;
/// where there is one, readers show it (ISO 32000-1, table 164 and §12.5.5), but qpdf passes over it.
enum AppearanceStates {
    /// Puts blanks in place of such states. `bytes`: a PDF as qpdf writes it, without object streams. True when there were any.
    static func blankNeedless(in bytes: inout [UInt8]) throws(RenderingError) -> Bool {
        guard ByteSearch.first(Array("/AS".utf8), in: bytes) != nil else { return false }
        let file = try PDFSyntax(bytes)
        var spans: [Range<Int>] = []
        for number in file.numbers { collect(try file.object(number), file, &spans) }
        for span in spans { bytes.replaceSubrange(span, with: repeatElement(0x20, count: span.count)) }
        return !spans.isEmpty
    }

    private static func collect(_ value: PDFSyntax.Value, _ file: PDFSyntax, _ spans: inout [Range<Int>]) {
        switch value {
        case .array(let values): for value in values { collect(value, file, &spans) }
        case .dictionary(let members):
            for member in members {
                collect(member.value, file, &spans)
                guard member.key == "/AS", let appearance = value["/AP"] else { continue }
                let pictures = appearance.reference.flatMap { try? file.object($0) } ?? appearance
                if let normal = pictures["/N"]?.reference, file.isStream(normal) { spans.append(member.span) }
            }
        default: break
        }
    }
}
