private import CLibXML2

/// The words of an HTML document, as a mail program without HTML would show them. Nothing is loaded, run or resolved.
package enum HTMLText {
    /// More nodes than this are not looked at.
    private static let nodeLimit = 2_000_000
    private static let setUp: Void = casefile_xml_set_up()

    /// Paragraphs, rows and line breaks become line ends, cells tabs; style sheets, scripts and the head are left out.
    /// Empty for no words; any text is accepted.
    package static func plain(_ html: String) -> String {
        _ = setUp
        let bytes = Array(html.utf8)
        guard !bytes.isEmpty, bytes.count < 1 << 28 else { return "" }
        let options =
            Int32(HTML_PARSE_RECOVER.rawValue) | Int32(HTML_PARSE_NOERROR.rawValue) | Int32(HTML_PARSE_NOWARNING.rawValue)
            | Int32(HTML_PARSE_NONET.rawValue) | Int32(HTML_PARSE_IGNORE_ENC.rawValue) | Int32(HTML_PARSE_COMPACT.rawValue)
        let document = bytes.withUnsafeBytes { buffer in
            htmlReadMemory(buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, "UTF-8", options)
        }
        guard let document else { return "" }
        defer { xmlFreeDoc(document) }
        var writer = Writer()
        walk(xmlDocGetRootElement(document), &writer)
        return writer.finished()
    }

    /// Depth first without recursion: documents may be nested as deep as they like.
    private static func walk(_ root: UnsafeMutablePointer<xmlNode>?, _ writer: inout Writer) {
        var current = root
        var count = 0
        while let node = current, count < nodeLimit {
            count += 1
            let isOpen = enter(node, &writer)
            if isOpen, let child = node.pointee.children {
                current = child
                continue
            }
            var leaving: UnsafeMutablePointer<xmlNode>? = node
            current = nil
            while let done = leaving {
                leave(done, &writer)
                if done == root { return }
                if let next = done.pointee.next {
                    current = next
                    break
                }
                leaving = done.pointee.parent
            }
        }
    }

    private static func name(_ node: UnsafeMutablePointer<xmlNode>) -> String {
        guard node.pointee.type == XML_ELEMENT_NODE, let name = node.pointee.name else { return "" }
        return String(cString: name)
    }

    private static let hidden: Set<String> = ["script", "style", "head", "title", "template", "noscript", "object", "xml"]
    private static let blocks: Set<String> = [
        "p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article",
        "header", "footer", "dl", "dt", "dd", "form", "hr", "li", "address", "center",
    ]

    /// False when what lies inside is not shown.
    private static func enter(_ node: UnsafeMutablePointer<xmlNode>, _ writer: inout Writer) -> Bool {
        if node.pointee.type == XML_TEXT_NODE || node.pointee.type == XML_CDATA_SECTION_NODE {
            if let content = node.pointee.content { writer.add(String(cString: content)) }
            return false
        }
        let name = name(node)
        if hidden.contains(name) { return false }
        if name == "br" { writer.breakLine(always: true) } else if blocks.contains(name) { writer.breakLine(always: false) }
        if name == "li" { writer.add("- ") }
        if name == "pre" { writer.preformatted += 1 }
        return node.pointee.type == XML_ELEMENT_NODE
    }

    private static func leave(_ node: UnsafeMutablePointer<xmlNode>, _ writer: inout Writer) {
        let name = name(node)
        if name == "pre" { writer.preformatted -= 1 }
        if name == "td" || name == "th" { writer.tab() }
        if blocks.contains(name) { writer.breakLine(always: false) }
    }

    private struct Writer {
        private var lines: [String] = []
        private var line = ""
        private var pending = false
        /// How many `pre` elements are open: their blanks and line ends are kept.
        var preformatted = 0

        mutating func add(_ text: String) {
            for scalar in text.unicodeScalars {
                if preformatted > 0 {
                    if scalar == "\n" { breakLine(always: true) } else if scalar != "\r" { line.unicodeScalars.append(scalar) }
                } else if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" {
                    pending = true
                } else {
                    if pending, !line.isEmpty, line.utf8.last != 0x09 { line.unicodeScalars.append(" ") }
                    pending = false
                    line.unicodeScalars.append(scalar)
                }
            }
        }

        mutating func tab() {
            if !line.isEmpty { line += "\t" }
            pending = false
        }

        mutating func breakLine(always: Bool) {
            pending = false
            guard always || !line.isEmpty else { return }
            while let last = line.utf8.last, last == 0x09 || last == 0x20 { line.removeLast() }
            lines.append(line)
            line = ""
        }

        mutating func finished() -> String {
            breakLine(always: false)
            while lines.last?.isEmpty ?? false { lines.removeLast() }
            return lines.drop { $0.isEmpty }.joined(separator: "\n")
        }
    }
}
