/// The character set that a text's own first bytes declare: XML declaration (XML 1.0 §4.3.3), HTML `meta`, the header
/// of OFX 1 (`CHARSET:`), the syntax identifier of EDIFACT (ISO 9735-1 annex A). Only ASCII is looked at.
enum DeclaredEncoding {
    static func find(in bytes: [UInt8]) -> String? {
        let head = bytes.prefix(2048)
        let start = head.firstIndex { $0 > 0x20 } ?? head.endIndex
        let text = String(decoding: head[start...].map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        if text.hasPrefix("<?xml") { return xml(text) }
        if text.hasPrefix("UNB+") || text.hasPrefix("UNA") { return edifact(text) }
        if text.hasPrefix("OFXHEADER") { return ofx(text) }
        if text.hasPrefix("<") { return html(text.lowercased()) }
        return nil
    }

    private static func xml(_ text: String) -> String? {
        guard let end = text.firstRange(of: "?>"), let key = text.firstRange(of: "encoding"),
            key.upperBound < end.lowerBound
        else { return nil }
        let rest = text[key.upperBound..<end.lowerBound].drop { $0 == " " || $0 == "=" || $0 == "\t" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote })
    }

    private static func html(_ text: String) -> String? {
        guard text.contains("<html") || text.contains("<meta") || text.contains("<!doctype html"),
            let key = text.firstRange(of: "charset=")
        else { return nil }
        let rest = text[key.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
        let label = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
        return label.isEmpty ? nil : String(label)
    }

    private static func ofx(_ text: String) -> String? {
        guard let key = text.firstRange(of: "CHARSET:") else { return nil }
        let value = String(text[key.upperBound...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        if value == "NONE" || value.isEmpty {
            return text.contains("ENCODING:UTF-8") || text.contains("ENCODING:UNICODE") ? "utf-8" : nil
        }
        return value
    }

    private static let syntaxes: [Character: String] = [
        "C": "iso-8859-1", "D": "iso-8859-2", "E": "iso-8859-5", "F": "iso-8859-7", "G": "iso-8859-3", "H": "iso-8859-4",
        "I": "iso-8859-6", "J": "iso-8859-8", "K": "iso-8859-9", "W": "utf-8", "Y": "utf-8",
    ]

    private static func edifact(_ text: String) -> String? {
        guard let key = text.firstRange(of: "UNO") else { return nil }
        return text[key.upperBound...].first.flatMap { syntaxes[$0] }
    }
}
