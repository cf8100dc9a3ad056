package import ByteIO

/// Looks into PDFs with qpdf and poppler, in child processes: a PDF is hostile input. Two processes for most files.
package enum PDFExaminer {
    /// Name and version of the programs that were asked, for the custody record; missing ones are left out.
    package static func toolVersions() async -> [(name: String, version: String)] {
        async let qpdf = version("qpdf", ["--version"], after: "qpdf version ")
        async let poppler = version("pdftotext", ["-v"], after: "pdftotext version ")
        return [("qpdf", await qpdf), ("pdftotext", await poppler)].compactMap { name, version in
            version.map { (name, $0) }
        }
    }

    private static func version(_ program: String, _ arguments: [String], after mark: String) async -> String? {
        guard let outcome = await ChildProcess.run(program, arguments) else { return nil }
        let text = String(decoding: outcome.output, as: UTF8.self) + outcome.complaint
        guard let range = text.ranges(of: mark).first else { return nil }
        return String(text[range.upperBound...].prefix { !$0.isWhitespace })
    }

    /// `temporaryFolder`: where the bytes are laid for the programs, privately and only meanwhile.
    package static func examine(_ source: ByteSource, temporaryFolder: [UInt8]) async -> PDFContent {
        let revisions = revisionCount(source)
        do {
            let folder = try TemporaryFolder(in: temporaryFolder)
            defer { folder.close() }
            let path = folder.path + Array("/in.pdf".utf8)
            try ScratchFile.write(source, to: path)
            return await examine(String(decoding: path, as: UTF8.self), source, revisions)
        } catch {
            return PDFContent(
                state: .notExamined("\(error)"), pages: 0, text: [], revisions: revisions, information: [:],
                attachments: [])
        }
    }

    private static func examine(_ path: String, _ source: ByteSource, _ revisions: Int) async -> PDFContent {
        func content(_ state: PDFContent.State, _ text: [String] = [], _ attachments: [PDFContent.Attachment] = []) -> PDFContent {
            PDFContent(
                state: state, pages: text.count, text: text, revisions: revisions, information: [:],
                attachments: attachments)
        }
        async let checking = ChildProcess.run("qpdf", ["--check", path])
        async let reading = ChildProcess.run("pdftotext", ["-q", "-enc", "UTF-8", path, "-"])
        guard let check = await checking else { return content(.notExamined("qpdf is not installed")) }
        guard let read = await reading else { return content(.notExamined("pdftotext is not installed")) }
        if check.status != 0, check.complaint.contains("password") { return content(.locked) }
        let words = firstLine(check.complaint, without: path)
        guard check.status == 0 || check.status == 3, read.status == 0 else { return content(.unusable(words)) }
        let text = pages(read.output)
        guard !text.isEmpty else { return content(.unusable(words.isEmpty ? "it has no pages" : words)) }
        let attachments = mayHaveAttachments(source) ? await self.attachments(path) : []
        return content(check.status == 0 ? .sound : .repaired(words), text, attachments)
    }

    /// Poppler ends every page with a form feed.
    private static func pages(_ output: [UInt8]) -> [String] {
        var pages = output.split(separator: 0x0C, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        if pages.last?.isEmpty == true { pages.removeLast() }
        return pages
    }

    private static func firstLine(_ complaint: String, without path: String) -> String {
        let line = complaint.split(separator: "\n").first.map(String.init) ?? ""
        return line.replacing("WARNING: ", with: "").replacing(path + ": ", with: "").replacing(path, with: "the file")
    }

    private static func attachments(_ path: String) async -> [PDFContent.Attachment] {
        guard let listing = await ChildProcess.run("qpdf", ["--list-attachments", path]), listing.status != 2 else { return [] }
        var found: [PDFContent.Attachment] = []
        for line in String(decoding: listing.output, as: UTF8.self).split(separator: "\n") {
            guard let arrow = line.ranges(of: " -> ").last else { continue }
            let name = String(line[..<arrow.lowerBound])
            guard let shown = await ChildProcess.run("qpdf", ["--show-attachment=" + name, path]), shown.status != 2 else { continue }
            found.append(PDFContent.Attachment(name: name, mediaType: nil, bytes: shown.output))
        }
        return found
    }

    /// Attachments are named in plain objects, or in object streams that only a PDF tool can look into.
    private static func mayHaveAttachments(_ source: ByteSource) -> Bool {
        contains(source, ["/EmbeddedFile", "/Filespec", "/ObjStm"])
    }

    /// `%%EOF` marks; a file made for the web has one more than it has states.
    private static func revisionCount(_ source: ByteSource) -> Int {
        guard let bytes = try? source.bytes(limit: 256 << 20) else { return 1 }
        let marks = count(of: Array("%%EOF".utf8), in: bytes)
        let isLinearized = count(of: Array("/Linearized".utf8), in: Array(bytes.prefix(1024))) > 0
        return max(1, isLinearized ? marks - 1 : marks)
    }

    private static func contains(_ source: ByteSource, _ words: [String]) -> Bool {
        guard let bytes = try? source.bytes(limit: 256 << 20) else { return true }
        return words.contains { count(of: Array($0.utf8), in: bytes) > 0 }
    }

    private static func count(of word: [UInt8], in bytes: [UInt8]) -> Int {
        guard let first = word.first, bytes.count >= word.count else { return 0 }
        return bytes.withUnsafeBufferPointer { buffer in
            var found = 0
            var index = 0
            let end = buffer.count - word.count
            while index <= end {
                if buffer[index] == first, (1..<word.count).allSatisfy({ buffer[index + $0] == word[$0] }) {
                    found += 1
                    index += word.count
                } else {
                    index += 1
                }
            }
            return found
        }
    }
}
