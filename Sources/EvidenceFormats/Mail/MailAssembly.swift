import CaseModel
import EvidenceIngest
import XMLReading

/// Decides what of a mail is its text and what is attached.
struct MailAssembly {
    /// More parts are not handed over.
    static let partLimit = 2_000

    struct Part {
        let name: String?
        let type: String
        let bytes: [UInt8]
    }

    private(set) var attachments: [Part] = []
    private(set) var notes: [Diagnostic] = []
    private(set) var outside: [NamedText] = []
    private let defaultCharset: String?
    private var isOverLimit = false
    /// Attached although the sender did not say so: they have a name, or are of a kind of text that is not shown.
    private var passedOver: [MailLeaf] = []

    /// Text in its two forms; nil for a form that is not there.
    private struct Body {
        var plain: String?
        var html: String?

        var isEmpty: Bool { (plain ?? "").trimmed().isEmpty && (html ?? "").trimmed().isEmpty }

        static func joined(_ bodies: [Body]) -> Body {
            let bodies = bodies.filter { $0.plain != nil || $0.html != nil }
            func join(_ pick: (Body) -> String?) -> String {
                bodies.compactMap(pick).filter { !$0.isEmpty }.joined(separator: "\n\n")
            }
            return Body(
                plain: bodies.contains { $0.plain != nil } ? join { $0.plain ?? $0.html } : nil,
                html: bodies.contains { $0.html != nil } ? join { $0.html ?? $0.plain } : nil)
        }
    }

    /// The text to show, and the other form when it says something else.
    private(set) var text = ""
    private(set) var otherText: String?

    init(_ tree: MailTree) {
        defaultCharset = Self.firstCharset(tree.body)
        guard let root = tree.body else { return }
        var body = read(root, isTop: true)
        if body.isEmpty {
            // RFC 2183 §2: a name does not make an attachment. RFC 2046 §4.1.4: other kinds of text are shown as they are.
            body = .joined(passedOver.map { words(of: $0) })
        }
        let plain = body.plain?.trimmed() ?? ""
        let html = body.html?.trimmed() ?? ""
        text = plain.isEmpty ? html : body.plain ?? ""
        if !plain.isEmpty, !html.isEmpty, Self.differ(plain, html) {
            otherText = html
            notes.append(Diagnostic(.mailAlternativesDiffer, at: .whole))
        }
    }

    /// The character set of the text, which raw headers share more often than not.
    static func firstCharset(_ node: MailNode?) -> String? {
        switch node {
        case .leaf(let leaf): leaf.type.hasPrefix("text/") ? leaf.charset : nil
        case .multipart(let multipart): multipart.parts.lazy.compactMap { firstCharset($0) }.first
        case .message, nil: nil
        }
    }

    private mutating func read(_ node: MailNode, isTop: Bool = false, isAlternative: Bool = false) -> Body {
        switch node {
        case .leaf(let leaf): return read(leaf, isTop: isTop, isAlternative: isAlternative)
        case .multipart(let multipart): return read(multipart)
        case .message(let message):
            attach(message.fileName, "message/rfc822", message.bytes)
            return Body()
        }
    }

    private mutating func read(_ multipart: MailMultipart) -> Body {
        if multipart.subtype == "encrypted" { notes.append(Diagnostic(.mailEncrypted, at: .whole)) }
        if multipart.parts.isEmpty {
            // No boundary, or none that occurs: all that there is stands before the first part.
            notes.append(Diagnostic(.mailMalformed, at: .whole, ["what": "no part was found in a multipart"]))
            return Body(plain: words(multipart.preamble + multipart.epilogue, nil).text)
        }
        keepOutside(multipart.preamble, "before", isPreamble: true)
        let isAlternative = multipart.subtype == "alternative"
        let bodies = multipart.parts.map { read($0, isAlternative: isAlternative) }
        keepOutside(multipart.epilogue, "after", isPreamble: false)
        guard isAlternative else { return .joined(bodies) }
        return Body(
            plain: bodies.lazy.compactMap(\.plain).first { !$0.trimmed().isEmpty },
            html: bodies.lazy.compactMap(\.html).first { !$0.trimmed().isEmpty })
    }

    /// Preambles tell old programs that there are parts; anything else is kept.
    private mutating func keepOutside(_ bytes: [UInt8], _ place: String, isPreamble: Bool) {
        let words = words(bytes, nil).text.trimmed()
        guard !words.isEmpty else { return }
        let small = words.lowercased()
        if isPreamble, words.utf8.count < 400, small.contains("mime") || small.contains("multi-part") || small.contains("multipart") {
            return
        }
        outside.append(NamedText(isPreamble ? "preamble" : "epilogue", words))
        notes.append(Diagnostic(.mailOutsideParts, at: .whole, ["where": place]))
    }

    private func words(_ bytes: [UInt8], _ charset: String?) -> MailText {
        var text = MailText(bytes, declared: charset ?? defaultCharset)
        text.normalizeLines()
        return text
    }

    private mutating func read(_ leaf: MailLeaf, isTop: Bool, isAlternative: Bool) -> Body {
        report(leaf)
        if leaf.type == "text/rfc822-headers", !leaf.isAttachment {
            // The header block of a mail that was returned: no mail of its own.
            outside.append(NamedText("text/rfc822-headers", words(leaf.bytes, leaf.charset).text))
            return Body()
        }
        let isShown = leaf.type == "text/plain" || leaf.type == "text/html"
        let isText = !leaf.isAttachment && (isShown || (isTop && leaf.type.hasPrefix("text/")))
        if !isText || (leaf.fileName != nil && !isTop) {
            // A part without content is none.
            if !leaf.bytes.isEmpty || leaf.fileName != nil { attach(leaf.fileName, leaf.type, leaf.bytes) }
            guard isText, isAlternative else {
                if !leaf.isAttachment, isShown || (leaf.type.hasPrefix("text/") && leaf.fileName == nil) { passedOver.append(leaf) }
                return Body()
            }
        }
        return words(of: leaf)
    }

    private mutating func words(of leaf: MailLeaf) -> Body {
        if leaf.type == "text/html" {
            let decoded = MailText(leaf.bytes, declared: leaf.charset)
            notes += decoded.notes
            return Body(html: HTMLText.plain(decoded.text))
        }
        var decoded = MailText(leaf.bytes, declared: leaf.charset)
        notes += decoded.notes
        decoded.normalizeLines()
        if leaf.isFlowed { decoded.unflow(deletesSpace: leaf.deletesSpace) }
        for file in decoded.extractUuencoded() { attach(file.name, "application/octet-stream", file.bytes) }
        return Body(plain: decoded.text)
    }

    private mutating func report(_ leaf: MailLeaf) {
        for what in leaf.damage { notes.append(Diagnostic(.mailEncoding, at: .whole, ["what": what])) }
        switch leaf.type {
        case "application/pkcs7-mime", "application/x-pkcs7-mime":
            let type = leaf.fields.raw("content-type").flatMap { GMimeParsing.parameter("smime-type", contentType: HeaderText.prepare($0)) }
            if type?.lowercased() == "signed-data" {
                notes.append(Diagnostic(.unknownContent, at: .whole, ["what": "an S/MIME envelope of signed content"]))
            } else {
                notes.append(Diagnostic(.mailEncrypted, at: .whole))
            }
        case "application/ms-tnef", "application/vnd.ms-tnef":
            notes.append(Diagnostic(.unknownContent, at: .whole, ["what": "a TNEF attachment (winmail.dat)"]))
        case "message/partial": notes.append(Diagnostic(.mailFragment, at: .whole))
        case "message/external-body":
            let place = leaf.fields.raw("content-type").map { HeaderText.verbatim($0) } ?? ""
            notes.append(Diagnostic(.mailExternalBody, at: .whole, ["where": place]))
        default: break
        }
    }

    private mutating func attach(_ name: String?, _ type: String, _ bytes: [UInt8]) {
        guard attachments.count < Self.partLimit else {
            if !isOverLimit { notes.append(Diagnostic(.mailTooManyParts, at: .whole, ["count": String(Self.partLimit)])) }
            isOverLimit = true
            return
        }
        attachments.append(Part(name: name, type: type, bytes: bytes))
    }

    /// True when more than a tenth of the words of one form are not in the other; addresses of links, which only one
    /// form shows, do not count.
    static func differ(_ a: String, _ b: String) -> Bool {
        func words(_ text: String) -> Set<Substring> {
            var result: Set<Substring> = []
            for word in text.split(whereSeparator: { $0.isWhitespace || "<>()[]\"*|_".contains($0) })
            where !word.contains("://") && !word.hasPrefix("mailto:") && !word.hasPrefix("www.") {
                let bare = word.drop { !$0.isLetter && !$0.isNumber }
                if let last = bare.lastIndex(where: { $0.isLetter || $0.isNumber }) { result.insert(bare[...last]) }
            }
            return result
        }
        let (first, second) = (words(a), words(b))
        let missing = max(first.subtracting(second).count, second.subtracting(first).count)
        return missing >= 2 && missing * 10 > max(first.count, second.count)
    }
}
