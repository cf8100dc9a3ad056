/// Kinds of text, by how they begin.
extension Signatures {
    static func textual(_ head: [UInt8], ending: String, isWhole: Bool) -> MediaIdentity? {
        let census = ByteCensus(head)
        let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || census.nulls > 0
        guard !census.isBinary || isWide else { return mail(head, ending) ?? bareParts(head) }
        var start = head[...]
        if isWide || census.hasISO2022 {
            guard let text = DecodedText(head: head, isComplete: isWhole) else { return mail(head, ending) }
            start = Array(text.text.utf8.prefix(8192))[...]
        } else if start.starts(with: [0xEF, 0xBB, 0xBF]) {
            start = start.dropFirst(3)
        }
        let body = start.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let lead = String(decoding: body.prefix(1024).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        if let markup = markup(lead) ?? marked(lead) { return markup }
        if let found = mail(head, ending) ?? bareParts(head) { return found }
        if let json = json(body, ending) { return json }
        if isZPL(lead) { return MediaIdentity(mediaType: "application/zpl", puid: nil, basis: "content: ZPL label (^XA)") }
        if let named = SignatureTable.byExtension[ending] {
            return MediaIdentity(mediaType: named.mediaType, puid: named.puid, basis: "text; the kind by name only: .\(ending)")
        }
        // Bytes above 127 in no known encoding are no text.
        guard census.high == 0 || isWide || DecodedText(head: head, isComplete: isWhole) != nil else { return nil }
        return MediaIdentity(mediaType: "text/plain", puid: "x-fmt/111", basis: "content: text without a known kind")
    }

    private static func markup(_ lead: String) -> MediaIdentity? {
        guard lead.utf8.first == 0x3C else { return nil }
        let small = lead.lowercased()
        if small.hasPrefix("<?xml") {
            if lead.contains("<svg") {
                return MediaIdentity(mediaType: "image/svg+xml", puid: "fmt/92", basis: "XML declaration, element svg")
            }
            if small.contains("<html") {
                return MediaIdentity(mediaType: "application/xhtml+xml", puid: "fmt/102", basis: "XML declaration, element html")
            }
            let isNew = small.prefix(40).contains("1.1")
            return MediaIdentity(
                mediaType: "application/xml", puid: isNew ? "fmt/1776" : "fmt/101", basis: "XML declaration")
        }
        if small.hasPrefix("<!doctype html") || small.hasPrefix("<html") || small.hasPrefix("<!doctype html public") {
            let isHTML5 = small.hasPrefix("<!doctype html>")
            return MediaIdentity(
                mediaType: "text/html", puid: isHTML5 ? "fmt/471" : "fmt/96", basis: "content: begins as HTML")
        }
        if small.hasPrefix("<svg") {
            return MediaIdentity(mediaType: "image/svg+xml", puid: "fmt/92", basis: "content: element svg")
        }
        if small.hasPrefix("<!--"), small.contains("<html") || small.contains("<!doctype html") {
            return MediaIdentity(mediaType: "text/html", puid: "fmt/96", basis: "content: HTML after a comment")
        }
        guard let next = lead.dropFirst().utf8.first, (next | 0x20 >= 0x61 && next | 0x20 <= 0x7A) || next == 0x5F || next == 0x21,
            lead.utf8.contains(0x3E)
        else { return nil }
        let htmlOnly = ["<head", "<body", "<div", "<p>", "<table", "<meta", "<span", "<br"]
        if htmlOnly.contains(where: small.hasPrefix) {
            return MediaIdentity(mediaType: "text/html", puid: nil, basis: "content: begins with an HTML element")
        }
        return MediaIdentity(mediaType: "application/xml", puid: "fmt/101", basis: "content: begins with an element")
    }

    private static func marked(_ lead: String) -> MediaIdentity? {
        let small = lead.prefix(64).lowercased()
        if small.hasPrefix("begin:vcard") {
            let isThree = lead.contains("VERSION:3.0")
            return MediaIdentity(mediaType: "text/vcard", puid: isThree ? "fmt/1880" : nil, basis: "content: BEGIN:VCARD")
        }
        if small.hasPrefix("begin:vcalendar") {
            return MediaIdentity(mediaType: "text/calendar", puid: "fmt/388", basis: "content: BEGIN:VCALENDAR")
        }
        if lead.hasPrefix("UNB+") || (lead.hasPrefix("UNA") && lead.prefix(24).contains("UNB")) {
            return MediaIdentity(mediaType: "application/EDIFACT", puid: nil, basis: "content: EDIFACT service segment")
        }
        if lead.hasPrefix("ISA"), lead.utf8.count > 105 {
            let bytes = Array(lead.utf8)
            if bytes[3] == bytes[6], bytes[3] == bytes[103], !(0x30...0x39).contains(bytes[3]) {
                return MediaIdentity(mediaType: "application/EDI-X12", puid: nil, basis: "content: X12 interchange header")
            }
        }
        if lead.hasPrefix("OFXHEADER:") {
            return MediaIdentity(mediaType: "application/x-ofx", puid: nil, basis: "content: OFXHEADER")
        }
        return nil
    }

    private static func mail(_ head: [UInt8], _ ending: String) -> MediaIdentity? {
        switch MailShape.detect(head, isCalledMail: ending == "eml" || ending == "emlx") {
        case .message(let basis, let isMIME, _):
            MediaIdentity(mediaType: "message/rfc822", puid: isMIME ? "fmt/950" : "fmt/278", basis: basis)
        case .appleMail(let basis): MediaIdentity(mediaType: "message/x-emlx", puid: nil, basis: basis)
        case .webArchive(let basis): MediaIdentity(mediaType: "multipart/related", puid: "x-fmt/429", basis: basis)
        case .mailbox(let basis): MediaIdentity(mediaType: "application/mbox", puid: "fmt/720", basis: basis)
        case nil: nil
        }
    }

    /// MIME parts whose header travelled elsewhere (in HTTP): a boundary line, then fields of a part. Or parts with a
    /// header of their own, but none of a mail.
    private static func bareParts(_ head: [UInt8]) -> MediaIdentity? {
        let lead = String(decoding: head.prefix(512).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).lowercased()
        if lead.hasPrefix("mime-version:") || lead.hasPrefix("content-type:"), lead.contains("content-type: multipart/") {
            return MediaIdentity(mediaType: "multipart/related", puid: nil, basis: "content: MIME parts without the header of a mail")
        }
        guard head.starts(with: [0x2D, 0x2D]), let end = head.prefix(128).firstIndex(of: 0x0A) else { return nil }
        let next = String(decoding: head[(end + 1)...].prefix(32).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).lowercased()
        guard next.hasPrefix("content-") || next.hasPrefix("mime-version:") else { return nil }
        return MediaIdentity(mediaType: "multipart/related", puid: nil, basis: "content: MIME parts without a header block")
    }

    /// `{` and a key, or `[` and a value that is no date: chats begin with brackets too.
    private static func json(_ body: ArraySlice<UInt8>, _ ending: String) -> MediaIdentity? {
        guard let first = body.first, first == 0x7B || first == 0x5B else { return nil }
        let next = body.dropFirst().first { $0 > 0x20 }
        let fits = first == 0x7B ? next == 0x22 || next == 0x7D : next == 0x7B || next == 0x22 || next == 0x5B || next == 0x5D
        guard fits else { return nil }
        let byName = SignatureTable.byExtension[ending]
        if let byName, byName.mediaType.hasSuffix("json") {
            return MediaIdentity(mediaType: byName.mediaType, puid: byName.puid, basis: "content: begins as JSON, name .\(ending)")
        }
        return MediaIdentity(mediaType: "application/json", puid: "fmt/817", basis: "content: begins as JSON")
    }

    private static func isZPL(_ lead: String) -> Bool {
        guard let start = lead.firstRange(of: "^XA") else { return false }
        let rest = lead[start.upperBound...]
        return lead.utf8.count > 8 && ["^FO", "^FD", "^PW", "^LL", "^LH", "^CF", "^FT", "^GF", "^XZ", "^MM"].contains(where: rest.contains)
    }
}
