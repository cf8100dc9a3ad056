/// What can be said of the beginning of a JSON document.
package struct JSONProbe: Hashable, Sendable {
    package enum Root: Hashable, Sendable { case object, array }
    package let root: Root
    /// Keys in document order with the pointer of the object they stand in; at most 512, and of each array only those
    /// in the first eight elements.
    package let keys: [Key]

    package struct Key: Hashable, Sendable {
        /// RFC 6901; empty for the root.
        package let container: String
        package let name: String

        package init(container: String, name: String) {
            self.container = container
            self.name = name
        }
    }

    private static let keyLimit = 512
    private static let elementLimit = 8

    /// Nil when the head does not begin like JSON: an object or array (a byte order mark and blanks passed over) that
    /// either is sound as far as the head reaches or holds at least one key before it breaks.
    package init?(head: [UInt8]) {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        switch head[start...].first(where: { !blanks.contains($0) }) {
        case 0x7B: root = .object
        case 0x5B: root = .array
        default: return nil
        }
        var keys: [Key] = []
        var reader = JSONReader(head)
        do throws(JSONReadingError) {
            try Self.collect(&reader, into: &keys)
        } catch {
            // A head that ends in the middle is what is expected of a large file.
            guard !keys.isEmpty || Self.isCut(error, at: head.count) else { return nil }
        }
        self.keys = keys
    }

    private static func isCut(_ error: JSONReadingError, at end: Int) -> Bool {
        if case .malformed(_, let offset) = error { offset >= Int64(end) } else { false }
    }

    private static func collect(_ reader: inout JSONReader, into keys: inout [Key]) throws(JSONReadingError) {
        while keys.count < keyLimit, let event = try reader.next() {
            switch event {
            case .key(let name):
                let suffix = 1 + JSONReader.escaped(name).utf8.count
                let container = String(decoding: reader.pointer.utf8.dropLast(suffix), as: UTF8.self)
                keys.append(Key(container: container, name: name))
            case .objectStart, .arrayStart:
                if let index = reader.elementIndex, index >= elementLimit { try reader.skip() }
            default: break
            }
        }
    }

    /// Whether the object at that pointer has the key, as far as the head shows.
    package func has(_ name: String, in container: String = "") -> Bool {
        keys.contains { $0.name == name && $0.container == container }
    }

    /// Names of the keys of the object at that pointer, in document order.
    package func names(in container: String = "") -> [String] {
        keys.filter { $0.container == container }.map(\.name)
    }
}
