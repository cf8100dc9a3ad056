import CaseModel
import EvidenceIngest
import Foundation
import XMLReading

extension UBLDocumentReader {
    /// An embedded file larger than this stays in the document.
    private static let attachmentLimit = 67_108_864

    /// Embedded files become items of their own; addresses of files elsewhere are kept and never followed.
    mutating func readAttachments() {
        root.walk { node in
            switch node.name {
            case let name where name.hasSuffix("BinaryObject"): takeOut(node)
            case "ExternalReference": keepExternal(node)
            default: break
            }
            return !node.isLeaf
        }
    }

    private mutating func takeOut(_ node: UBLNode) {
        let name = node.attribute("filename")
        let declared = node.attribute("mimeCode")
        let label = name ?? declared ?? node.name
        let characters = node.element.text.utf8.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }
        guard !characters.isEmpty else {
            report(.attachmentDamaged, at: node, ["name": label])
            return
        }
        guard characters.count <= Self.attachmentLimit else {
            report(.attachmentTooLarge, at: node, ["name": label, "bytes": String(characters.count)])
            return
        }
        guard let data = Self.base64(characters) else {
            report(.attachmentDamaged, at: node, ["name": label])
            files.append(ChildContent(name: name, declaredType: nil, bytes: Array(node.element.text.utf8)))
            return
        }
        if let declared, !Self.fits(data, declared) {
            report(.attachmentType, at: node, ["name": label, "declared": declared])
        }
        files.append(ChildContent(name: name, declaredType: declared, bytes: data))
    }

    private mutating func keepExternal(_ node: UBLNode) {
        // A fragment alone points into this document (RFC 3986, 4.4), mostly to its signature.
        if let uri = node.first("URI"), !uri.text.isEmpty, !uri.text.hasPrefix("#") {
            document.references.append(
                Reference(.other, field: "ExternalReference/URI", value: uri.text, locator: uri.locator))
            report(.documentExternal, at: uri, ["uri": uri.text.bounded(300)])
        }
        // An AttachedDocument carries the whole enclosed document as text of its description.
        for description in node.all("Description") {
            let text = String(description.text.unicodeScalars.drop { $0 == "\u{FEFF}" })
            guard text.trimmingBlanks().hasPrefix("<") else { continue }
            let name = (root.value("ParentDocumentID") ?? document.number ?? "document") + ".xml"
            files.append(
                ChildContent(
                    name: name, declaredType: node.value("MimeCode") ?? "text/xml", bytes: Self.decodedXML(text)))
        }
    }

    /// As UTF-8. Where the text declares another encoding, which held before it was put into this document, a byte order
    /// mark overrules that.
    private static func decodedXML(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let marked = [0xEF, 0xBB, 0xBF] + bytes
        let declared = XMLProbe(head: Array(marked.prefix(FileProbe.headLength)))?.declaredEncoding ?? "utf-8"
        return ["utf-8", "utf8"].contains(declared.lowercased()) ? bytes : marked
    }

    /// Strict: nothing but the alphabet and its padding. (Foundation would pass over words and read the rest.)
    static func base64(_ characters: [UInt8]) -> [UInt8]? {
        let body = characters.prefix { $0 != 0x3D }
        let padding = characters.dropFirst(body.count)
        guard padding.count <= 2, padding.allSatisfy({ $0 == 0x3D }), body.count % 4 != 1 else { return nil }
        let isInAlphabet = body.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2B || $0 == 0x2F
        }
        guard isInAlphabet else { return nil }
        let padded = Data(body) + Data(repeating: 0x3D, count: (4 - body.count % 4) % 4)
        return Data(base64Encoded: padded).map { [UInt8]($0) }
    }

    /// Whether the first bytes can be what is declared; true for types without a signature.
    static func fits(_ bytes: [UInt8], _ declared: String) -> Bool {
        let type = declared.lowercased().prefix { $0 != ";" }
        switch type {
        case "application/pdf":
            return bytes.prefix(1024).starts(with: Array("%PDF".utf8)) || contains(bytes.prefix(1024), "%PDF")
        case "image/png": return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
        case "image/jpeg", "image/jpg": return bytes.starts(with: [0xFF, 0xD8, 0xFF])
        case "image/gif": return bytes.starts(with: Array("GIF8".utf8))
        case "image/tiff":
            return bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A])
        case "application/zip": return bytes.starts(with: [0x50, 0x4B])
        case let name where name.contains("openxmlformats") || name.contains("opendocument"):
            return bytes.starts(with: [0x50, 0x4B])
        case let name where name.hasPrefix("text/"):
            return !bytes.prefix(4096).contains(0) || bytes.starts(with: [0xFF, 0xFE])
        case let name where name.hasSuffix("xml"):
            return bytes.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) } == 0x3C
        default: return true
        }
    }

    private static func contains(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
    }

    // MARK: - Signatures and extensions

    /// States that an electronic signature is there; lists extensions and foreign elements, which are not read.
    mutating func readSignatures() {
        if let signature = Self.signature(in: root.element, depth: 0) {
            diagnostics.append(Diagnostic(.documentSigned, at: .line(signature.line)))
            document.extra.append(NamedText("Signature", "XML-DSig, not verified"))
        }
        for child in root.element.children where !UBLNames.isCommon(child.name) {
            if child.name.namespace == UBLNames.extensions {
                for part in child.children { noteExtension(part) }
            } else if child.name.namespace != UBLNames.signature {
                let place = Locator.xml(path: root.path + "/" + child.name.local, line: child.line)
                diagnostics.append(Diagnostic(.unknownContent, at: place, ["what": child.name.local]))
            }
        }
    }

    private mutating func noteExtension(_ part: XMLElement) {
        let content = part.children.first { $0.name.local == "ExtensionContent" }?.children.first
        guard let content, content.name.local != "UBLDocumentSignatures", content.name.local != "Signature" else {
            return
        }
        let place = Locator.xml(path: root.path + "/UBLExtensions/UBLExtension", line: part.line)
        diagnostics.append(Diagnostic(.documentExtension, at: place, ["name": content.name.local]))
    }

    private static func signature(in element: XMLElement, depth: Int) -> XMLElement? {
        if element.name.local == "Signature", element.name.namespace == UBLNames.signature { return element }
        guard depth < 12 else { return nil }
        return element.children.lazy.compactMap { signature(in: $0, depth: depth + 1) }.first
    }
}
