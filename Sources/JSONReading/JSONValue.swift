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

        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The first member of that name; nil when there is none or the value is no object. A member that is `null` is
    /// given as `.null`, so that absent and null can be told apart.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The element at that place; nil when there is none or the value is no array.
    package subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    /// The digits of a number as they stand in the document.
    package var number: String? { if case .number(let text) = self { text } else { nil } }
    package var isNull: Bool { self == .null }

    /// A string, or a number or truth value as written: for fields that exports write now one way and now the other
    /// (ids above all). Nil for null, objects and arrays.
    package var scalar: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .object, .array, .null: nil
        }
    }

    /// A whole number, also when it stands in a string (`"1577836800"`); nil for anything else and beyond 64 bits.
    package var integer: Int64? {
        switch self {
        case .string(let text), .number(let text): Int64(text)
        default: nil
        }
    }
}
