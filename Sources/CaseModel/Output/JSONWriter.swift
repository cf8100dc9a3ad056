/// Writes JSON (RFC 8259) as UTF-8 bytes, keys in the order they are given: the same values give the same bytes.
/// Streams: nothing is held but the output. (Foundation's encoder writes about 28 MB/s; cases reach many megabytes.)
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false
    private let indented: Bool
    private var depth = 0

    /// `indented`: two blanks per level and one member per line, for files that people open.
    package init(indented: Bool = false) { self.indented = indented }

    package mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try container(0x7B, 0x7D, body)
    }

    package mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try container(0x5B, 0x5D, body)
    }

    /// Writes a key; exactly one value must follow.
    package mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(0x3A)
        if indented { bytes.append(0x20) }
        needsComma = false
        afterKey = true
    }
    private var afterKey = false

    package mutating func value(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    package mutating func value(_ number: Int) { literal(String(number)) }
    package mutating func value(_ number: Int64) { literal(String(number)) }
    package mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }
    package mutating func null() { literal("null") }

    /// A key with a value; nothing at all when the value is nil.
    package mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        key(name)
        value(text)
    }
    package mutating func member(_ name: String, _ number: Int?) {
        guard let number else { return }
        key(name)
        value(number)
    }
    package mutating func member(_ name: String, _ number: Int64?) {
        guard let number else { return }
        key(name)
        value(number)
    }
    package mutating func member(_ name: String, _ flag: Bool?) {
        guard let flag else { return }
        key(name)
        value(flag)
    }
    package mutating func member(_ name: String, _ texts: [String]) {
        key(name)
        array { for text in texts { $0.value(text) } }
    }
    package mutating func member(_ name: String, object body: (inout JSONWriter) throws -> Void) rethrows {
        key(name)
        try object(body)
    }
    package mutating func member(_ name: String, array body: (inout JSONWriter) throws -> Void) rethrows {
        key(name)
        try array(body)
    }

    /// Ends a line of JSON lines, or a file.
    package mutating func newline() {
        bytes.append(0x0A)
        needsComma = false
    }

    /// The bytes so far, which are forgotten: for writing in portions.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func container(
        _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        separate()
        bytes.append(open)
        depth += 1
        needsComma = false
        try body(&self)
        depth -= 1
        // Not the number of bytes: some may have been taken meanwhile.
        if needsComma { lineBreak() }
        bytes.append(close)
        needsComma = true
    }

    private mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if afterKey {
            afterKey = false
            return
        }
        if needsComma { bytes.append(0x2C) }
        if depth > 0 { lineBreak() }
    }

    private mutating func lineBreak() {
        guard indented else { return }
        bytes.append(0x0A)
        for _ in 0..<(2 * depth) { bytes.append(0x20) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(0x22)
        var copy = text
        copy.withUTF8 { utf8 in
            var start = 0
            for index in 0..<utf8.count {
                let byte = utf8[index]
                // DEL and C1 controls are legal in JSON; U+2028/2029 too.
                guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
                bytes.append(contentsOf: utf8[start..<index])
                escape(byte)
                start = index + 1
            }
            bytes.append(contentsOf: utf8[start..<utf8.count])
        }
        bytes.append(0x22)
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(0x5C)
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x0A: bytes.append(0x6E)
        case 0x0D: bytes.append(0x72)
        case 0x09: bytes.append(0x74)
        default:
            bytes.append(contentsOf: "u00".utf8)
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}
