private import CGMime

/// Everything that touches GMime. Values go in, values come out; the C objects live in here only.
enum GMimeParsing {
    /// Deeper structures are not followed.
    static let depthLimit = 40

    private static let initialised: Void = g_mime_init()

    /// Takes a mail apart. `bytes` begin with the header block. Nil when the parser finds no mail at all.
    static func tree(_ bytes: [UInt8]) -> MailTree? {
        _ = initialised
        guard let session = Session(bytes) else { return nil }
        return session.tree()
    }

    /// The words of an unstructured field (RFC 2047 decoded). `prepared`: from `HeaderText.prepare`.
    static func text(_ prepared: [UInt8]) -> String {
        _ = initialised
        return withOptions { options in
            guard let decoded = withCString(prepared, { g_mime_utils_header_decode_text(options, $0) }) else { return "" }
            defer { g_free(decoded) }
            return String(cString: decoded)
        }
    }

    /// Name and address of one element of a list (`AddressList`); nil when GMime finds anything but one address in it.
    static func address(_ prepared: ArraySlice<UInt8>) -> (name: String?, address: String)? {
        _ = initialised
        return withOptions { options in
            guard let list = withCString(prepared, { internet_address_list_parse(options, $0) }) else { return nil }
            defer { g_object_unref(list) }
            guard internet_address_list_length(list) == 1, let entry = internet_address_list_get_address(list, 0),
                casefile_mime_is_mailbox(entry) != 0, let address = casefile_mime_address(entry)
            else { return nil }
            return (internet_address_get_name(entry).map { String(cString: $0) }, String(cString: address))
        }
    }

    /// A parameter of a `Content-Type` or `Content-Disposition` (RFC 2231 and 2047 decoded), by lower-case name.
    static func parameter(_ name: String, contentType prepared: [UInt8]) -> String? {
        _ = initialised
        return withOptions { options in
            guard let type = withCString(prepared, { g_mime_content_type_parse(options, $0) }) else { return nil }
            defer { g_object_unref(type) }
            return g_mime_content_type_get_parameter(type, name).map { String(cString: $0) }
        }
    }

    static func parameter(_ name: String, disposition prepared: [UInt8]) -> String? {
        _ = initialised
        return withOptions { options in
            guard let value = withCString(prepared, { g_mime_content_disposition_parse(options, $0) }) else { return nil }
            defer { g_object_unref(value) }
            return g_mime_content_disposition_get_parameter(value, name).map { String(cString: $0) }
        }
    }

    /// The ids of `References` and the like, without angle brackets.
    static func identifiers(_ prepared: [UInt8]) -> [String] {
        _ = initialised
        return withOptions { options in
            guard let list = withCString(prepared, { g_mime_references_parse(options, $0) }) else { return [] }
            defer { g_mime_references_free(list) }
            return (0..<g_mime_references_length(list)).compactMap { index in
                g_mime_references_get_message_id(list, index).map { String(cString: $0) }
            }
        }
    }

    /// Decodes quoted-printable (RFC 2045 §6.7).
    private static func unquoted(_ text: [UInt8]) -> [UInt8] {
        var state = GMimeEncoding()
        g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)
        var output = [CChar](repeating: 0, count: g_mime_encoding_outlen(&state, text.count) + 64)
        let count = text.map(CChar.init(bitPattern:)).withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { g_mime_encoding_step(&state, input.baseAddress, input.count, $0.baseAddress) }
        }
        return output.prefix(min(count, output.count)).map(UInt8.init(bitPattern:))
    }

    // MARK: Inside

    private static func withOptions<Result>(_ body: (OpaquePointer?) -> Result) -> Result {
        let options = g_mime_parser_options_new()
        defer { g_mime_parser_options_free(options) }
        return body(options)
    }

    private static func withCString<Result>(_ bytes: some Sequence<UInt8>, _ body: (UnsafePointer<CChar>) -> Result?) -> Result? {
        // A zero byte ends a C string; none gets in here.
        let text = bytes.filter { $0 != 0 }.map(CChar.init(bitPattern:)) + [0]
        return text.withUnsafeBufferPointer { $0.baseAddress.flatMap(body) }
    }

    /// What the parser complains about while it works.
    private final class Findings {
        var all: Set<MailFinding> = []

        func add(_ code: GMimeParserWarning) {
            switch code {
            case GMIME_WARN_TRUNCATED_MESSAGE: all.insert(.truncated)
            case GMIME_WARN_MALFORMED_MESSAGE, GMIME_WARN_MALFORMED_MULTIPART: all.insert(.malformed)
            case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY: all.insert(.withoutBoundary)
            case GMIME_CRIT_NESTING_OVERFLOW: all.insert(.tooDeep)
            case GMIME_CRIT_INVALID_HEADER_NAME: all.insert(.badHeader)
            default: break
            }
        }
    }

    /// Owner of one parsed message.
    private struct Session: ~Copyable {
        private let message: UnsafeMutablePointer<GMimeMessage>
        private let bytes: [UInt8]
        private let findings: Findings

        init?(_ bytes: [UInt8]) {
            let findings = Findings()
            let prepared = MailBytes(bytes)
            findings.all = prepared.findings
            let options = g_mime_parser_options_new()
            defer { g_mime_parser_options_free(options) }
            g_mime_parser_options_set_warning_callback(
                options,
                { _, code, _, context in
                    guard let context else { return }
                    Unmanaged<Findings>.fromOpaque(context).takeUnretainedValue().add(code)
                }, Unmanaged.passUnretained(findings).toOpaque())
            let parsed = withExtendedLifetime(findings) {
                prepared.bytes.withUnsafeBytes { buffer in
                    casefile_mime_parse(buffer.bindMemory(to: CChar.self).baseAddress, buffer.count, options)
                }
            }
            guard let parsed else { return nil }
            message = parsed
            self.bytes = bytes
            self.findings = findings
        }

        deinit { g_object_unref(message) }

        func tree() -> MailTree {
            var fields = Self.fields(casefile_mime_object(message))
            var body: MailNode?
            if let root = g_mime_message_get_mime_part(message) {
                fields.all += Self.fields(root).all
                body = node(root, boundaries: [], depth: 0)
            }
            return MailTree(fields: fields, body: body, findings: findings.all)
        }

        private static func fields(_ object: UnsafeMutablePointer<GMimeObject>?) -> MailFields {
            var fields = MailFields()
            guard let object, let list = g_mime_object_get_header_list(object) else { return fields }
            for index in 0..<g_mime_header_list_get_count(list) {
                guard let header = g_mime_header_list_get_header_at(list, index), let name = g_mime_header_get_name(header)
                else { continue }
                let raw = g_mime_header_get_raw_value(header).map(bytes(of:)) ?? []
                fields.all.append(MailField(name: String(cString: name), raw: raw))
            }
            return fields
        }

        /// As they stand: a `String` would repair them.
        private static func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
            UnsafeBufferPointer(start: text, count: strlen(text)).map(UInt8.init(bitPattern:))
        }

        private func node(
            _ object: UnsafeMutablePointer<GMimeObject>, boundaries: [[UInt8]], depth: Int
        ) -> MailNode {
            let fields = Self.fields(object)
            if depth >= GMimeParsing.depthLimit {
                findings.all.insert(.tooDeep)
                return .multipart(MailMultipart(fields: fields, subtype: "", parts: [], preamble: [], epilogue: []))
            }
            if casefile_mime_is_multipart(object) != 0, let multipart = casefile_mime_multipart(object) {
                return .multipart(self.multipart(multipart, fields, boundaries, depth))
            }
            if casefile_mime_is_message(object) != 0 { return embedded(object, fields, boundaries) }
            return .leaf(leaf(object, fields))
        }

        private func multipart(
            _ multipart: UnsafeMutablePointer<GMimeMultipart>, _ fields: MailFields, _ boundaries: [[UInt8]], _ depth: Int
        ) -> MailMultipart {
            var inner = boundaries
            if let boundary = g_mime_multipart_get_boundary(multipart) { inner.append(Self.bytes(of: boundary)) }
            let parts = (0..<g_mime_multipart_get_count(multipart)).compactMap { index in
                g_mime_multipart_get_part(multipart, index).map { node($0, boundaries: inner, depth: depth + 1) }
            }
            let type = fields.raw("content-type").map { HeaderText.mediaType($0) } ?? ""
            if parts.isEmpty, depth == 0 {
                return MailMultipart(
                    fields: fields, subtype: String(type.drop { $0 != "/" }.dropFirst()), parts: [], preamble: body(), epilogue: [])
            }
            return MailMultipart(
                fields: fields, subtype: String(type.drop { $0 != "/" }.dropFirst()), parts: parts,
                preamble: g_mime_multipart_get_prologue(multipart).map(Self.bytes(of:)) ?? [],
                epilogue: g_mime_multipart_get_epilogue(multipart).map(Self.bytes(of:)) ?? [])
        }

        /// All behind the header block.
        private func body() -> [UInt8] {
            var at = 0
            while at < bytes.count {
                let end = bytes[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
                if bytes[at..<end].allSatisfy({ $0 == 0x0D || $0 == 0x0A }) { return Array(bytes[end...]) }
                at = end
            }
            return []
        }

        private func embedded(
            _ object: UnsafeMutablePointer<GMimeObject>, _ fields: MailFields, _ boundaries: [[UInt8]]
        ) -> MailNode {
            let name = HeaderText.fileName(fields)
            let encoding = fields.raw("content-transfer-encoding").map { HeaderText.token($0) } ?? ""
            guard let inner = casefile_mime_inner(object) else {
                return .message(MailEmbedded(fields: fields, fileName: name, bytes: []))
            }
            // The bytes as they stand, unless they were encoded: a forwarded mail keeps its digest.
            if encoding != "base64", encoding != "quoted-printable", let start = start(of: inner) {
                return .message(MailEmbedded(fields: fields, fileName: name, bytes: verbatim(from: start, boundaries)))
            }
            guard let text = g_mime_object_to_string(casefile_mime_object(inner), nil) else {
                return .message(MailEmbedded(fields: fields, fileName: name, bytes: []))
            }
            defer { g_free(text) }
            return .message(MailEmbedded(fields: fields, fileName: name, bytes: Self.bytes(of: text)))
        }

        /// Where the first header field of an embedded mail stands.
        private func start(of inner: UnsafeMutablePointer<GMimeMessage>) -> Int? {
            var offsets: [Int] = []
            for object in [casefile_mime_object(inner), g_mime_message_get_mime_part(inner)] {
                guard let object, let list = g_mime_object_get_header_list(object), g_mime_header_list_get_count(list) > 0,
                    let first = g_mime_header_list_get_header_at(list, 0)
                else { continue }
                offsets.append(Int(g_mime_header_get_offset(first)))
            }
            guard let least = offsets.filter({ $0 > 0 }).min(), least < bytes.count else { return nil }
            return least
        }

        /// From `start` to the line before the next boundary of an enclosing multipart.
        private func verbatim(from start: Int, _ boundaries: [[UInt8]]) -> [UInt8] {
            var at = start
            while at < bytes.count {
                let end = bytes[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
                if isBoundary(bytes[at..<end], boundaries) {
                    var last = at
                    if last > start, bytes[last - 1] == 0x0A { last -= 1 }
                    if last > start, bytes[last - 1] == 0x0D { last -= 1 }
                    return Array(bytes[start..<last])
                }
                at = end
            }
            return Array(bytes[start...])
        }

        private func isBoundary(_ line: ArraySlice<UInt8>, _ boundaries: [[UInt8]]) -> Bool {
            guard line.starts(with: [0x2D, 0x2D]) else { return false }
            var text = line.dropFirst(2)
            while let last = text.last, last <= 0x20 { text = text.dropLast() }
            return boundaries.contains { text.elementsEqual($0) || text.elementsEqual($0 + [0x2D, 0x2D]) }
        }

        private func leaf(_ object: UnsafeMutablePointer<GMimeObject>, _ fields: MailFields) -> MailLeaf {
            // Where there are two of a field, the last is the one the parser went by.
            let declared = fields.every("content-transfer-encoding").last.map { HeaderText.token($0) } ?? ""
            var bytes = content(object)
            var damage: [String] = []
            switch declared {
            case "base64":
                let stray = HeaderText.strayBase64(bytes)
                if stray > 0 { damage.append("\(stray) characters that base64 does not have") }
                // Declared base64, but nothing like it: the words stand there as they are.
                guard stray * 4 <= bytes.count else { break }
                let decoded = TransferDecoding.base64(bytes[...])
                if decoded.left > 0 { damage.append("\(decoded.left) characters behind the end of the base64 text are not decoded") }
                if decoded.isCut { damage.append("the base64 text ends inside a byte") }
                bytes = decoded.bytes
            case "quoted-printable": bytes = GMimeParsing.unquoted(bytes)
            case "uuencode", "x-uuencode", "x-uue":
                if let decoded = TransferDecoding.uudecode(bytes) { bytes = decoded } else { damage.append("uuencode without a beginning") }
            case "", "7bit", "8bit", "binary": break
            default: damage.append("“\(declared)”")
            }
            let type = fields.every("content-type").last.map { HeaderText.prepare($0, isParameterList: true) }
            let disposition = fields.raw("content-disposition").map { HeaderText.token($0) } ?? ""
            func parameter(_ name: String) -> String? { type.flatMap { GMimeParsing.parameter(name, contentType: $0) } }
            return MailLeaf(
                fields: fields, type: type.map { HeaderText.mediaType($0) } ?? "text/plain", charset: parameter("charset"),
                isFlowed: parameter("format")?.lowercased() == "flowed", deletesSpace: parameter("delsp")?.lowercased() == "yes",
                fileName: HeaderText.fileName(fields), isAttachment: disposition == "attachment",
                bytes: bytes, damage: damage)
        }

        /// As it stands in the mail.
        private func content(_ object: UnsafeMutablePointer<GMimeObject>) -> [UInt8] {
            guard casefile_mime_is_part(object) != 0, let array = casefile_mime_content(casefile_mime_part(object))
            else { return [] }
            defer { g_byte_array_free(array, 1) }
            guard let data = array.pointee.data else { return [] }
            return Array(UnsafeBufferPointer(start: data, count: Int(array.pointee.len)))
        }
    }
}
