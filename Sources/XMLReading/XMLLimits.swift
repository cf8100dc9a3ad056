/// Limits on what an XML document may hold. Counted by us, before libxml2's own.
package struct XMLLimits: Hashable, Sendable {
    package var depth: Int
    package var attributesPerElement: Int
    package var attributeBytes: Int
    package var textBytes: Int
    /// Nil: no cap on the number of elements (streaming formats).
    package var elements: Int?
    package var totalBytes: Int64?
    /// Rewrites what some backup programs write against the rules of XML before it is parsed: a surrogate pair written
    /// as two references becomes the character it means, references to characters that XML does not have (controls,
    /// single surrogates) become U+FFFD. `XMLReader.repairs` counts them. Off unless a format needs it.
    package var repairsCharacterReferences = false

    /// Feeds and backups that are read event by event: no cap on size or elements.
    package static let streaming = XMLLimits(
        depth: 128, attributesPerElement: 256, attributeBytes: 10_000_000, textBytes: 10_000_000, elements: nil,
        totalBytes: nil)
    /// Documents that are read whole.
    package static let document = XMLLimits(
        depth: 128, attributesPerElement: 256, attributeBytes: 65_536, textBytes: 10_000_000, elements: 2_000_000,
        totalBytes: 67_108_864)

    /// The same limits, with character references repaired.
    package func repairing() -> XMLLimits {
        var limits = self
        limits.repairsCharacterReferences = true
        return limits
    }
}

package enum XMLReadingError: Error, Hashable, Sendable {
    case malformed(reason: String, line: Int)
    case limit(reason: String, line: Int)
    case unreadable(reason: String)
}

/// How many character references had to be repaired.
package struct XMLRepairs: Hashable, Sendable {
    /// Pairs of surrogate references that became one character.
    package var joinedPairs = 0
    /// References to no character, now U+FFFD.
    package var replaced = 0

    package init(joinedPairs: Int = 0, replaced: Int = 0) {
        self.joinedPairs = joinedPairs
        self.replaced = replaced
    }
}
