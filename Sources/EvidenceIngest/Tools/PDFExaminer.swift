package import ByteIO
import Glibc
import JSONReading

/// Looks into PDFs through poppler and qpdf, as child processes with limits. A sound PDF costs one of them.
package enum PDFExaminer {
    /// PDFs larger than this are not handed to the tools.
    package static let sizeLimit = 512 << 20
    /// Attached files beyond this number stay inside.
    package static let attachmentLimit = 200

    private static let pdftotext = Tool("pdftotext")
    private static let qpdf = Tool("qpdf")

    /// What the tools say about a PDF. Never fails: what cannot be found out is said in the state.
    ///
    /// `temporaryFolder`: where the bytes are laid, without a name, when the system has no folder in memory.
    /// `timeLimit`: seconds for each child process. `listLimit`: bytes that the list of a PDF's objects may have; without it
    /// annotations are not looked for.
    package static func examine(
        _ source: ByteSource, temporaryFolder: [UInt8] = Array("/tmp".utf8), timeLimit: Int = 30,
        listLimit: Int = Tool.outputLimit
    ) async -> PDFContent {
        guard let bytes = try? source.bytes(limit: sizeLimit) else {
            return PDFFindings().content(.notExamined("larger than \(sizeLimit >> 20) MiB, or no longer readable"))
        }
        let outline = PDFOutline(bytes)
        var findings = PDFFindings()
        findings.revisions = outline.revisions
        if outline.isEncrypted { findings.information["Encrypt"] = "yes" }
        guard let pdftotext, let qpdf else {
            let missing = [pdftotext == nil ? "pdftotext (poppler-utils)" : nil, qpdf == nil ? "qpdf" : nil].compactMap { $0 }
            return findings.content(.notExamined("not installed: " + missing.joined(separator: ", ")))
        }
        guard let input = ToolInput(bytes, temporaryFolder) else {
            return findings.content(.notExamined("no room for the tools' input"))
        }
        do {
            let words = try await pdftotext.run(
                ["-bbox-layout", "-enc", "UTF-8", "/dev/stdin", "-"], input: input, seconds: timeLimit)
            findings.read(PDFWords(words.bytes))
            if words.messages.contains("Incorrect password") { return findings.content(.locked) }
            var state = PDFContent.State.sound
            if words.exitCode != 0 || findings.pages.isEmpty || !outline.hasSoundEnd || words.messages.contains("Error") {
                state = try await check(qpdf, input, timeLimit, opened: words.exitCode == 0 && !findings.pages.isEmpty)
            }
            switch state {
            case .sound, .repaired:
                var listed: [UInt8]?
                var onPages: [PDFAnnotations.File] = []
                if outline.mayHaveAnnotations {
                    // A sound PDF with more objects than can be listed stays one: its pages are shown.
                    listed = try? await structure(qpdf, input, timeLimit, withObjects: true, limit: listLimit)
                    let annotations = listed.flatMap { PDFAnnotations($0) }
                    findings.unseen = annotations?.unseen
                    findings.comments = annotations?.comments ?? []
                    onPages = annotations?.files ?? []
                }
                if outline.mayHaveAttachments {
                    let structure =
                        if let listed { listed } else { try await structure(qpdf, input, timeLimit, withObjects: false) }
                    findings.attachments = try await attachments(structure, qpdf, input, timeLimit)
                }
                let (taken, lost) = try await attachments(onPages, besides: findings.attachments, qpdf, input, timeLimit)
                findings.attachments += taken
                // Those without a picture of their own are counted already.
                if lost > 0 { findings.unseen?.merge(["FileAttachment": lost], uniquingKeysWith: max) }
            default: break
            }
            return findings.content(state)
        } catch {
            switch error {
            case .timeout: return findings.content(.unusable("examining it took more than \(timeLimit) seconds"))
            case .tooMuchOutput: return findings.content(.unusable("it unfolds into more text than is accepted"))
            case .notStarted(let reason): return findings.content(.notExamined(reason))
            }
        }
    }

    /// `qpdf --check`: 0 sound, 3 repaired, 2 broken. When only the content of some pages is broken, the others are shown.
    private static func check(
        _ qpdf: Tool, _ input: borrowing ToolInput, _ seconds: Int, opened: Bool
    ) async throws(Tool.Failure) -> PDFContent.State {
        let output = try await qpdf.run(["--check", "/dev/stdin"], input: input, seconds: seconds)
        let lines = (output.messages + String(decoding: output.bytes, as: UTF8.self)).split(separator: "\n")
        if lines.contains(where: { $0.contains("invalid password") }) { return .locked }
        let complaints = lines.filter { $0.contains("WARNING") || $0.contains("ERROR") || output.exitCode == 2 }
            .map { $0.replacing("/dev/stdin", with: "file") }
        let said = complaints.prefix(5).joined(separator: "; ")
        let errors = lines.filter { $0.contains("ERROR") }
        let isOnlyContent = !errors.isEmpty && errors.allSatisfy { $0.hasPrefix("ERROR: page ") }
        switch output.exitCode {
        case 2 where opened && isOnlyContent: return .repaired(complaints.filter { $0.contains("ERROR") }.prefix(5).joined(separator: "; "))
        case 0: return opened ? .sound : .unusable("poppler cannot open it")
        case 3: return opened ? .repaired(said) : .unusable(said)
        default: return .unusable(said.isEmpty ? "qpdf cannot open it" : said)
        }
    }

    /// The list of attached files, and the objects of a PDF when asked for, as qpdf writes them down without streams.
    private static func structure(
        _ qpdf: Tool, _ input: borrowing ToolInput, _ seconds: Int, withObjects: Bool, limit: Int = Tool.outputLimit
    ) async throws(Tool.Failure) -> [UInt8] {
        let keys = ["--json-key=attachments"] + (withObjects ? ["--json-key=qpdf"] : [])
        return try await qpdf.run(["--json=2"] + keys + ["/dev/stdin"], input: input, seconds: seconds, outputLimit: limit).bytes
    }

    private static func attachments(
        _ structure: [UInt8], _ qpdf: Tool, _ input: borrowing ToolInput, _ seconds: Int
    ) async throws(Tool.Failure) -> [PDFContent.Attachment] {
        var found: [PDFContent.Attachment] = []
        for member in list(structure) where found.count < attachmentLimit {
            guard !member.key.isEmpty else { continue }
            let file = try await qpdf.run(["--show-attachment=" + member.key, "/dev/stdin"], input: input, seconds: seconds)
            guard file.exitCode == 0 || file.exitCode == 3 else { continue }
            let name = member.value["preferredname"]?.string ?? member.key
            let type = member.value["streams"]?.members?.lazy.compactMap { $0.value["mimetype"]?.string }.first
            found.append(PDFContent.Attachment(name: name, mediaType: type?.isEmpty == true ? nil : type, bytes: file.bytes))
        }
        return found
    }

    /// Files attached to places on pages, and how many could not be taken out; those the document lists itself are not taken
    /// twice.
    private static func attachments(
        _ files: [PDFAnnotations.File], besides known: [PDFContent.Attachment], _ qpdf: Tool, _ input: borrowing ToolInput,
        _ seconds: Int
    ) async throws(Tool.Failure) -> (taken: [PDFContent.Attachment], lost: Int) {
        var found: [PDFContent.Attachment] = []
        var lost = max(0, files.count - attachmentLimit)
        for file in files.prefix(attachmentLimit) {
            let object = file.object.split(separator: " ").prefix(2).joined(separator: ",")
            let content = try await qpdf.run(
                ["--show-object=" + object, "--filtered-stream-data", "/dev/stdin"], input: input, seconds: seconds)
            guard content.exitCode == 0 || content.exitCode == 3 else {
                lost += 1
                continue
            }
            let name = file.name.isEmpty ? "attachment-\(found.count + 1)" : file.name
            if known.contains(where: { $0.name == name && $0.bytes == content.bytes }) { continue }
            found.append(PDFContent.Attachment(name: name, mediaType: nil, bytes: content.bytes))
        }
        return (found, lost)
    }

    private static func list(_ structure: [UInt8]) -> [JSONValue.Member] {
        var reader = JSONReader(structure)
        while let event = try? reader.next() {
            if event == .key("attachments"), reader.depth == 1 { return (try? reader.value())?.members ?? [] }
            if event == .key("qpdf") { try? reader.skip() }
        }
        return []
    }
}

/// What is gathered on the way.
private struct PDFFindings {
    var pages: [String] = []
    var turns: [Int] = []
    var revisions = 0
    var information: [String: String] = [:]
    var attachments: [PDFContent.Attachment] = []
    /// Nil: could not be found out.
    var unseen: [String: Int]? = [:]
    var comments: [PDFContent.Comment] = []

    func content(_ state: PDFContent.State) -> PDFContent {
        PDFContent(
            state: state, pages: pages.count, text: pages, turns: turns, revisions: revisions, information: information,
            attachments: attachments, unseenAnnotations: unseen, comments: comments)
    }

    mutating func read(_ words: PDFWords) {
        pages = words.pages
        turns = words.turns.allSatisfy { $0 == 0 } ? [] : words.turns
        information.merge(words.information) { $1 }
    }
}

/// What the bytes of a PDF show without reading it.
struct PDFOutline {
    /// Number of saved states: ends of the file that lead to cross-reference tables of their own (ISO 32000-2 §7.5.6).
    private(set) var revisions = 1
    private(set) var isEncrypted = false
    private(set) var mayHaveAttachments = false
    /// Something other than links may lie on its pages.
    private(set) var mayHaveAnnotations = false
    /// The end mark is there, and the offset before it leads to a cross-reference table (ISO 32000-2 §7.5.5).
    private(set) var hasSoundEnd = false

    init(_ bytes: [UInt8]) {
        let marks: [(mark: [UInt8], id: Int)] = [
            (Array("/Encrypt".utf8), 1), (Array("/EmbeddedFile".utf8), 2), (Array("/Filespec".utf8), 2),
            // What an object stream holds only a PDF tool can say.
            (Array("/ObjStm".utf8), 3), (Array("/Annots".utf8), 4),
        ]
        bytes.withUnsafeBytes { buffer in
            for (mark, id) in marks {
                guard Self.holds(mark, buffer) else { continue }
                if id == 1 { isEncrypted = true }
                if id == 2 || id == 3 { mayHaveAttachments = true }
                if id == 3 { mayHaveAnnotations = true }
                if id == 4, !mayHaveAnnotations {
                    mayHaveAnnotations = PDFAnnotations.names.contains { Self.holds(Array($0.utf8), buffer) }
                }
            }
        }
        revisions = max(1, Self.tables(bytes).count)
        hasSoundEnd = Self.isEndSound(bytes)
    }

    private static func holds(_ mark: [UInt8], _ buffer: UnsafeRawBufferPointer) -> Bool { !places(of: mark, buffer, atMost: 1).isEmpty }

    private static func places(of mark: [UInt8], _ buffer: UnsafeRawBufferPointer, atMost: Int) -> [Int] {
        guard let base = buffer.baseAddress, let first = mark.first else { return [] }
        var found: [Int] = []
        var at = 0
        while found.count < atMost, at + mark.count <= buffer.count,
            let hit = memchr(base + at, Int32(first), buffer.count - at - mark.count + 1)
        {
            let isMark = mark.withUnsafeBytes { $0.baseAddress.map { memcmp(hit, $0, mark.count) == 0 } ?? false }
            at = UnsafeRawPointer(hit) - base
            if isMark { found.append(at) }
            at += isMark ? mark.count : 1
        }
        return found
    }

    /// Ends beyond this number are not looked at.
    private static let endLimit = 10_000

    /// Where the `startxref OFFSET %%EOF` of a file lead. A PDF inside has ends too, but its offsets count from its own
    /// beginning; in a file made for the web the first end leads nowhere.
    private static func tables(_ bytes: [UInt8]) -> Set<Int> {
        guard let header = bytes.prefix(1024).firstIndex(of: Array("%PDF-".utf8)) else { return [] }
        let ends = bytes.withUnsafeBytes { places(of: Array("startxref".utf8), $0, atMost: endLimit) }
        var found: Set<Int> = []
        for end in ends {
            let digits = bytes[(end + 9)...].drop { $0 <= 0x20 }.prefix(20).prefix { $0 >= 0x30 && $0 <= 0x39 }
            guard bytes[digits.endIndex...].drop(while: { $0 <= 0x20 }).starts(with: Array("%%EOF".utf8)),
                let offset = Int(String(decoding: digits, as: UTF8.self)), offset > 0, offset < bytes.count
            else { continue }
            // Programs that put something in front of a file leave its offsets alone.
            for place in Set([offset, offset + header]).sorted() where isTable(bytes, at: place) {
                found.insert(place)
                break
            }
        }
        return found
    }

    /// A cross-reference table, or the stream that serves as one.
    private static func isTable(_ bytes: [UInt8], at place: Int) -> Bool {
        let there = bytes[min(place, bytes.count)...].prefix(40).drop { $0 <= 0x20 }
        if there.starts(with: Array("xref".utf8)) { return true }
        let words = there.split(maxSplits: 3, omittingEmptySubsequences: true) { $0 <= 0x20 }
        return words.count >= 3 && words[2].starts(with: Array("obj".utf8))
            && words[..<2].allSatisfy { word in word.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }

    private static func isEndSound(_ bytes: [UInt8]) -> Bool {
        let tail = bytes.suffix(2048)
        guard let header = bytes.prefix(1024).firstIndex(of: Array("%PDF-".utf8)),
            tail.firstIndex(of: Array("%%EOF".utf8)) != nil
        else { return false }
        var start: Int?
        var from = tail.startIndex
        while let hit = tail[from...].firstIndex(of: Array("startxref".utf8)) {
            start = hit
            from = hit + 9
        }
        guard let start else { return false }
        let digits = tail[(start + 9)...].drop { $0 <= 0x20 }.prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard let offset = Int(String(decoding: digits, as: UTF8.self)), offset > 0, offset < start - header else { return false }
        let there = bytes[(offset + header)...].prefix(40).drop { $0 <= 0x20 }
        if there.starts(with: Array("xref".utf8)) { return true }
        return there.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false && there.firstIndex(of: Array("obj".utf8)) != nil
    }
}
