/// Exhibits with what is known of their bytes, and the records that stand nowhere else in the case.
extension CaseJSON {
    func write(_ exhibit: Exhibit, to writer: inout JSONWriter) {
        writer.object {
            $0.member("number", exhibit.number)
            $0.member("parent", exhibit.parent)
            $0.member("section", exhibit.section.rawValue)
            phrase("title", exhibit.title, &$0)
            time("date", exhibit.date, &$0)
            $0.member("file", exhibit.file)
            $0.member("duplicateOf", exhibit.duplicateOf)
            if content.items.indices.contains(exhibit.item) { members(content.items[exhibit.item], &$0) }
        }
    }

    private func members(_ item: Item, _ writer: inout JSONWriter) {
        writer.member("path", item.path)
        writer.member("rawPath", item.rawPath.map(hexadecimal))
        writer.member("pathEncoding", item.pathEncoding)
        writer.member("storedName", item.storedName)
        writer.member("bytes", item.bytes)
        writer.member("sha256", item.sha256)
        if !item.sha512.isEmpty { writer.member("sha512", item.sha512) }
        writer.member("mediaType", item.mediaType)
        writer.member("puid", item.puid)
        writer.member("format", item.format)
        writer.member("basis", item.basis)
        writer.member("encoding", item.encoding)
        writer.member("status", item.status.rawValue)
        list("diagnostics", item.diagnostics, &writer) { write($0, to: &$1) }
        records(item.records, &writer)
    }

    private func write(_ diagnostic: Diagnostic, to writer: inout JSONWriter) {
        writer.object {
            $0.member("code", diagnostic.kind.code)
            $0.member("severity", diagnostic.kind.severity.rawValue)
            $0.member("message", diagnostic.message)
            locator(diagnostic.locator, &$0)
            if !diagnostic.arguments.isEmpty {
                $0.member(
                    "arguments",
                    object: { writer in
                        let sorted = diagnostic.arguments.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                        for (name, text) in sorted { writer.member(name, text) }
                    })
            }
        }
    }

    /// Contacts, pictures, PDFs and prose belong to their item alone; all other records are in the lists of the case.
    private func records(_ records: [CapturedRecord], _ writer: inout JSONWriter) {
        let own = records.filter {
            switch $0.record {
            case .contact, .image, .pdf, .prose: true
            default: false
            }
        }
        list("records", own, &writer) { captured, writer in
            writer.object {
                locator(captured.citation.locator, &$0)
                write(captured.record, to: &$0)
            }
        }
    }

    private func write(_ record: Record, to writer: inout JSONWriter) {
        switch record {
        case .contact(let contact): writer.member("contact", object: { members(contact, &$0) })
        case .image(let image): writer.member("image", object: { members(image, &$0) })
        case .pdf(let pdf): writer.member("pdf", object: { members(pdf, &$0) })
        case .prose(let prose): writer.member("prose", object: { $0.member("lines", prose.lines) })
        default: break
        }
    }

    private func members(_ contact: Contact, _ writer: inout JSONWriter) {
        writer.member("name", contact.name)
        identities(contact.identities, &writer)
    }

    private func members(_ image: ImageFacts, _ writer: inout JSONWriter) {
        writer.member("width", image.width)
        writer.member("height", image.height)
        writer.member("orientation", image.orientation)
        time("taken", image.taken, &writer)
        writer.member("device", image.device)
        writer.member("hasLocation", image.hasLocation)
        named("extra", image.extra, &writer)
    }

    private func members(_ pdf: PDFFacts, _ writer: inout JSONWriter) {
        writer.member("pages", pdf.pages)
        writer.member("revisions", pdf.revisions)
        writer.member("text", pdf.text)
        writer.member("title", pdf.title)
        writer.member("producer", pdf.producer)
        time("created", pdf.created, &writer)
        writer.member("isEncrypted", pdf.isEncrypted)
        named("extra", pdf.extra, &writer)
    }
}
