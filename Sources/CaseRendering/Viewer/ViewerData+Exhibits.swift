import CaseModel

/// How much of one exhibit's text the page carries; all of it is in the original.
private enum ContentLimit {
    static let fields = 3_000
    static let bytes = 400_000
}

extension ViewerData {
    func writeExhibits(_ out: inout JSONWriter) {
        let position = Dictionary(content.exhibits.enumerated().map { ($1.number, $0) }) { first, _ in first }
        var children: [Int: [Int]] = [:]
        for (index, exhibit) in content.exhibits.enumerated() {
            if let parent = exhibit.parent.flatMap({ position[$0] }) { children[parent, default: []].append(index) }
        }
        out.member(
            "exhibits",
            array: { out in
                for (index, exhibit) in content.exhibits.enumerated() where content.items.indices.contains(exhibit.item) {
                    let item = content.items[exhibit.item]
                    out.object { out in
                        writeIdentity(exhibit, item, position, children[index] ?? [], &out)
                        writeFile(exhibit, item, &out)
                        writeDiagnostics(item, &out)
                        writeContent(item, &out)
                    }
                }
            })
    }

    private func writeIdentity(
        _ exhibit: Exhibit, _ item: Item, _ position: [String: Int], _ children: [Int], _ out: inout JSONWriter
    ) {
        out.member("number", exhibit.number)
        member("title", exhibit.title, to: &out)
        out.member("section", exhibit.section.rawValue)
        out.member("date", exhibit.date.map { times.date($0.time) })
        out.member("parent", exhibit.parent.flatMap { position[$0] })
        out.member("twin", exhibit.duplicateOf.flatMap { position[$0] })
        if !children.isEmpty { out.member("children", array: { out in for child in children { out.value(child) } }) }
        if let range = pages[exhibit.number] {
            out.member(
                "pages",
                array: { out in
                    out.value(range.lowerBound)
                    out.value(range.upperBound)
                })
        }
    }

    private func writeFile(_ exhibit: Exhibit, _ item: Item, _ out: inout JSONWriter) {
        out.member("path", item.path)
        out.member("storedName", item.storedName)
        out.member("pathEncoding", item.pathEncoding)
        out.member("file", exhibit.file)
        if let file = exhibit.file, OriginalLink.isSafe(file) { out.member("opens", true) }
        out.member("sha256", item.sha256)
        out.member("bytes", item.bytes)
        out.member("media", item.mediaType)
        out.member("puid", item.puid)
        out.member("format", item.format)
        out.member("basis", item.basis)
        out.member("encoding", item.encoding)
        out.member("status", item.status.rawValue)
    }

    private func writeDiagnostics(_ item: Item, _ out: inout JSONWriter) {
        guard !item.diagnostics.isEmpty else { return }
        out.member(
            "diagnostics",
            array: { out in
                for diagnostic in item.diagnostics {
                    let code = diagnostic.kind.code + "/"
                    out.object { out in
                        out.member("severity", diagnostic.kind.severity.rawValue)
                        out.member("summary", wording.diagnostic(diagnostic))
                        // The kinds speak English; other languages have the summary, and the rest where it is translated.
                        let isEnglish = wording.language == .en
                        out.member(
                            "why",
                            wording.optional("diagnostics", code + "explanation") ?? (isEnglish ? diagnostic.kind.explanation : nil))
                        out.member(
                            "advice", wording.optional("diagnostics", code + "advice") ?? (isEnglish ? diagnostic.kind.advice : nil))
                        out.member("place", diagnostic.locator.map(places.shownPlace).flatMap { $0.isEmpty ? nil : $0 })
                    }
                }
            })
    }

    /// What the readers found, as fields with their places, and the words of plain texts and PDFs.
    private func writeContent(_ item: Item, _ out: inout JSONWriter) {
        var fields = ExhibitFields(labels: labels, times: times, places: places, limit: ContentLimit.fields)
        var lines: [String] = []
        var isPaged = false
        for captured in item.records {
            switch captured.record {
            case .prose(let prose): lines += prose.lines
            case .pdf(let pdf):
                lines += pdf.text
                isPaged = true
                fields.add(captured)
            default: fields.add(captured)
            }
        }
        if !fields.rows.isEmpty {
            out.member(
                "fields",
                array: { out in
                    for row in fields.rows {
                        if let detail = row.detail {
                            texts([row.name, row.value, row.place, detail], to: &out)
                        } else {
                            texts([row.name, row.value, row.place], to: &out)
                        }
                    }
                })
        }
        let shown = Self.beginning(of: lines)
        if lines.contains(where: { !$0.isEmpty }) { out.member("lines", shown) }
        if isPaged { out.member("paged", true) }
        if shown.count < lines.count || fields.isCut { out.member("cut", true) }
    }

    private static func beginning(of lines: [String]) -> [String] {
        var left = ContentLimit.bytes
        var shown: [String] = []
        for line in lines {
            guard left > 0 else { break }
            shown.append(line)
            left -= line.utf8.count + 1
        }
        return shown
    }
}

/// Which originals the page links to. A browser runs what stands in HTML, SVG and any other XML (a script in it needs only
/// the namespace of XHTML, and its style sheet is fetched from anywhere), and looks into files without a known ending for
/// HTML; those are named with their path instead.
enum OriginalLink {
    private static let passive: Set<String> = [
        "pdf", "jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "txt", "csv", "json", "eml", "mbox", "mp3",
        "mp4", "m4a", "ogg", "opus", "wav", "webm", "mov", "3gp", "amr", "zip", "doc", "docx", "xls", "xlsx", "ppt", "pptx",
        "odt", "ods", "rtf", "msg", "vcf",
    ]

    static func isSafe(_ path: String) -> Bool {
        guard let dot = path.utf8.lastIndex(of: 0x2E) else { return false }
        let ending = path[path.index(after: dot)...].lowercased()
        return passive.contains(ending)
    }
}
