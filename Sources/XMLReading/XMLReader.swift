/// Limits on what an XML document may hold. Counted by us, before libxml2's own.
package struct XMLLimits: Hashable, Sendable {
    package var depth: Int
    package var attributesPerElement: Int
    package var attributeBytes: Int
    package var textBytes: Int
    /// Nil: no cap on the number of elements (streaming formats).
    package var elements: Int?
    package var totalBytes: Int64?

    /// Feeds and backups that are read event by event: no cap on size or elements.
    package static let streaming = XMLLimits(
        depth: 128, attributesPerElement: 256, attributeBytes: 10_000_000, textBytes: 10_000_000, elements: nil,
        totalBytes: nil)
    /// Documents that are read whole.
    package static let document = XMLLimits(
        depth: 128, attributesPerElement: 256, attributeBytes: 65_536, textBytes: 10_000_000, elements: 2_000_000,
        totalBytes: 67_108_864)
}

/// Local name and namespace URI; prefixes have no meaning and are not kept.
package struct XMLName: Hashable, Sendable {
    package let local: String
    package let namespace: String?

    package init(_ local: String, namespace: String? = nil) {
        self.local = local
        self.namespace = namespace
    }
}

package struct XMLAttribute: Hashable, Sendable {
    package let name: XMLName
    package let value: String
}

/// An element read whole, with everything in it.
package struct XMLElement: Sendable {
    package let name: XMLName
    package let attributes: [XMLAttribute]
    package let children: [XMLElement]
    /// The character data directly inside, in order, joined.
    package let text: String
    package let line: Int
    /// Position among the siblings of the same name, from 1.
    package let position: Int
}

package enum XMLEvent: Sendable {
    case start(name: XMLName, attributes: [XMLAttribute])
    case end(name: XMLName)
    /// Character data and CDATA; adjacent pieces are joined. White space between elements is left out.
    case text(String)
}

package enum XMLReadingError: Error, Hashable, Sendable {
    case malformed(reason: String, line: Int)
    case limit(reason: String, line: Int)
    case unreadable(reason: String)
}

/// A forward-only reader over libxml2. No network, no external entities, no recovery, no entity expansion from a DTD.
package struct XMLReader: ~Copyable {
    /// `read` fills a part of the buffer from its start and returns how many bytes; 0 at the end.
    package init(limits: XMLLimits, read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {}

    /// Over bytes in memory.
    package init(_ bytes: [UInt8], limits: XMLLimits = .document) {}

    /// The next event, or nil after the root has ended.
    package mutating func next() throws(XMLReadingError) -> XMLEvent? { nil }

    /// After a `start` event: the whole element, up to and including its end.
    package mutating func element() throws(XMLReadingError) -> XMLElement {
        throw .unreadable(reason: "")
    }

    /// After a `start` event: passes over the element, up to and including its end.
    package mutating func skip() throws(XMLReadingError) {}

    /// Line of the event returned last, from 1.
    package var line: Int { 0 }
    /// Nesting of the event returned last: 1 for the root.
    package var depth: Int { 0 }
    /// Path of the element of the event returned last, with positions where a name repeats.
    package var path: String { "" }
    package var hasDoctype: Bool { false }
}

/// What can be said of the beginning of an XML document.
package struct XMLProbe: Hashable, Sendable {
    package let root: XMLName
    package let rootAttributes: [XMLAttribute]
    /// Names of the first elements below the root, in document order, with their depth (root: 1); at most 256.
    package let elements: [Element]
    package let hasDoctype: Bool
    /// The encoding of the XML declaration, as written.
    package let declaredEncoding: String?

    package struct Element: Hashable, Sendable {
        package let name: XMLName
        package let depth: Int
    }

    /// Nil when the head does not begin like XML (BOM, blanks, comments and processing instructions passed over).
    package init?(head: [UInt8]) { return nil }
}
