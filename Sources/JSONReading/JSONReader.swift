/// A JSON value read whole. Numbers keep their text; members keep their order and their repetitions.
package indirect enum JSONValue: Hashable, Sendable {
    case object([Member])
    case array([JSONValue])
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    package struct Member: Hashable, Sendable {
        package let key: String
        package let value: JSONValue
    }
}

package enum JSONEvent: Hashable, Sendable {
    case objectStart, objectEnd, arrayStart, arrayEnd
    case key(String)
    case string(String)
    case number(String)
    case bool(Bool)
    case null
}

package enum JSONReadingError: Error, Hashable, Sendable {
    case malformed(reason: String, offset: Int64)
    case limit(reason: String, offset: Int64)
    case unreadable(reason: String)
}

/// A forward-only reader over yajl.
package struct JSONReader: ~Copyable {
    /// `read` fills a part of the buffer from its start and returns how many bytes; 0 at the end.
    package init(read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {}

    /// Over bytes in memory.
    package init(_ bytes: [UInt8]) {}

    /// The next event, or nil after the document has ended.
    package mutating func next() throws(JSONReadingError) -> JSONEvent? { nil }

    /// After an event that begins a value: that value whole.
    package mutating func value() throws(JSONReadingError) -> JSONValue { .null }

    /// After an event that begins a value, or a key: passes over the value.
    package mutating func skip() throws(JSONReadingError) {}

    /// RFC 6901 pointer of the value of the event returned last.
    package var pointer: String { "" }
}

/// What can be said of the beginning of a JSON document.
package struct JSONProbe: Hashable, Sendable {
    package enum Root: Hashable, Sendable { case object, array }
    package let root: Root
    /// Keys in document order with the pointer of the object they stand in; at most 512.
    package let keys: [Key]

    package struct Key: Hashable, Sendable {
        package let container: String
        package let name: String
    }

    package init?(head: [UInt8]) { return nil }
}
