package enum JSONEvent: Hashable, Sendable {
    case objectStart, objectEnd, arrayStart, arrayEnd
    case key(String)
    case string(String)
    case number(String)
    case bool(Bool)
    case null
}

/// Offsets count bytes from the start of the document, a byte order mark included.
package enum JSONReadingError: Error, Hashable, Sendable {
    case malformed(reason: String, offset: Int64)
    case limit(reason: String, offset: Int64)
    /// The bytes could not be had, or are in an encoding that is not read here.
    case unreadable(reason: String)
}

/// A forward-only reader over yajl. RFC 8259 with UTF-8; a byte order mark is passed over, UTF-16 is refused with that
/// reason. Memory does not grow with the document, only with its longest string. An empty document is malformed.
///
/// What precedes an error is delivered before it is thrown, and it is thrown again by every later call.
package struct JSONReader: ~Copyable {
    /// Deeper nesting than this is refused.
    package static let depthLimit = 128

    private let parser: JSONPushParser
    private var stack: [Frame] = []
    private var last: JSONEvent?

    private struct Frame {
        let isArray: Bool
        var index = -1
        var key: String?
    }

    /// `read` fills a part of the buffer from its start and returns how many bytes; 0 at the end.
    package init(read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
        parser = JSONPushParser(read: read)
    }

    /// Over bytes in memory.
    package init(_ bytes: [UInt8]) {
        var position = 0
        self.init { buffer in
            let count = min(buffer.count, bytes.count - position)
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
            }
            position += count
            return count
        }
    }

    /// How many escapes of half a surrogate pair and invalid UTF-8 sequences were read as U+FFFD so far.
    package var replacements: Int { parser.replacements }

    /// The next event, or nil after the document has ended.
    package mutating func next() throws(JSONReadingError) -> JSONEvent? {
        guard let event = try parser.next() else { return nil }
        switch event {
        case .objectStart, .arrayStart:
            countElement()
            stack.append(Frame(isArray: event == .arrayStart))
        case .objectEnd, .arrayEnd: stack.removeLast()
        case .key(let name): stack[stack.count - 1].key = name
        case .string, .number, .bool, .null: countElement()
        }
        last = event
        return event
    }

    private mutating func countElement() {
        if let top = stack.last, top.isArray { stack[stack.count - 1].index += 1 }
    }

    /// After an event that begins a value, or a key: that value whole. After the end of a value, and before the first
    /// event, the next value; `.null` when there is none.
    package mutating func value() throws(JSONReadingError) -> JSONValue {
        switch last {
        case .objectStart: return .object(try members())
        case .arrayStart: return .array(try elements())
        case .string(let text): return .string(text)
        case .number(let text): return .number(text)
        case .bool(let flag): return .bool(flag)
        case .null: return .null
        case .key, .objectEnd, .arrayEnd, nil: return try next() == nil ? .null : try value()
        }
    }

    private mutating func members() throws(JSONReadingError) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        while case .key(let name)? = try next() {
            _ = try next()
            members.append(JSONValue.Member(name, try value()))
        }
        return members
    }

    private mutating func elements() throws(JSONReadingError) -> [JSONValue] {
        var elements: [JSONValue] = []
        while let event = try next(), event != .arrayEnd { elements.append(try value()) }
        return elements
    }

    /// After an event that begins a value, or a key: passes over the value.
    package mutating func skip() throws(JSONReadingError) {
        if case .key? = last { _ = try next() }
        guard last == .objectStart || last == .arrayStart else { return }
        let outer = stack.count - 1
        while stack.count > outer, try next() != nil {}
    }

    /// Number of containers that are open around, or begun by, the event returned last.
    package var depth: Int { stack.count }

    /// Place in its array, from 0, of the value that the event returned last begins; nil when it stands in no array.
    var elementIndex: Int? {
        let inner = last == .objectStart || last == .arrayStart ? 2 : 1
        guard stack.count >= inner, stack[stack.count - inner].isArray else { return nil }
        return stack[stack.count - inner].index
    }

    /// RFC 6901 pointer of the value of the event returned last (for a key: of the value it names).
    package var pointer: String {
        var text = ""
        for frame in stack {
            if let key = frame.key { text += "/" + Self.escaped(key) } else if frame.index >= 0 { text += "/\(frame.index)" }
        }
        return text
    }

    /// RFC 6901 §3.
    package static func escaped(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return key }
        var text = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
