/// A header field as it stands in the mail: name, and the bytes behind the colon with their folds.
struct MailField: Hashable, Sendable {
    let name: String
    let raw: [UInt8]
}

/// The fields of one header block, in order.
struct MailFields: Hashable, Sendable {
    var all: [MailField] = []

    func raw(_ name: String) -> [UInt8]? { all.first { $0.name.lowercased() == name }?.raw }
    func every(_ name: String) -> [[UInt8]] { all.filter { $0.name.lowercased() == name }.map(\.raw) }
    func has(_ name: String) -> Bool { all.contains { $0.name.lowercased() == name } }
}

/// A mail taken apart: plain values, nothing of the parser's.
struct MailTree: Sendable {
    /// The header block of the mail, with the fields of its body.
    let fields: MailFields
    var body: MailNode?
    let findings: Set<MailFinding>
}

/// What the parser found wrong.
enum MailFinding: Int, Hashable, Sendable, CaseIterable {
    case truncated, malformed, withoutBoundary, tooDeep, badHeader, zeroInHeader, fieldTooLong
}

enum MailNode: Sendable {
    case leaf(MailLeaf)
    case multipart(MailMultipart)
    case message(MailEmbedded)

    var fields: MailFields {
        switch self {
        case .leaf(let leaf): leaf.fields
        case .multipart(let multipart): multipart.fields
        case .message(let message): message.fields
        }
    }
}

extension MailNode {
    /// For a mail whose characters were written anew as Unicode: parts that stand in it as they are (RFC 2045 §6.2) are in
    /// UTF-8 now, whatever they declare. What base64 and quoted-printable hold is as it was.
    func recoded() -> MailNode {
        switch self {
        case .leaf(var leaf):
            let encoding = leaf.fields.raw("content-transfer-encoding").map { HeaderText.token($0) } ?? ""
            if ["", "7bit", "8bit", "binary"].contains(encoding) { leaf.charset = "utf-8" }
            return .leaf(leaf)
        case .multipart(var multipart):
            multipart.parts = multipart.parts.map { $0.recoded() }
            return .multipart(multipart)
        case .message: return self
        }
    }
}

struct MailLeaf: Sendable {
    let fields: MailFields
    /// Lower-case; `text/plain` when nothing is declared.
    let type: String
    var charset: String?
    /// RFC 3676.
    let isFlowed: Bool
    let deletesSpace: Bool
    let fileName: String?
    let isAttachment: Bool
    /// Decoded.
    let bytes: [UInt8]
    /// What is wrong with its transfer encoding.
    let damage: [String]
}

struct MailMultipart: Sendable {
    let fields: MailFields
    let subtype: String
    var parts: [MailNode]
    let preamble: [UInt8]
    let epilogue: [UInt8]
}

/// A mail inside the mail: its bytes as they stand.
struct MailEmbedded: Sendable {
    let fields: MailFields
    let fileName: String?
    let bytes: [UInt8]
}
