import CaseModel
import EvidenceIngest
import XMLReading

/// Walks down an XML feed element by element, with names as values of a small enumeration: no string is made but for
/// the fields that are wanted, so that feeds of any size are read at the parser's pace.
struct FeedCursor<Tag: RawRepresentable & Sendable>: ~Copyable where Tag.RawValue == String {
    private var reader: XMLReader
    /// By the reader's number of the name.
    private var tags: [Resolution] = []
    private let accepts: @Sendable (XMLName) -> Bool

    private enum Resolution {
        case unseen
        case seen(Tag?)
    }

    /// Names for which `accepts` is false are nobody's tags, whatever their local name.
    init(_ source: EvidenceSource, accepts: @escaping @Sendable (XMLName) -> Bool) {
        reader = source.xml(.streaming)
        self.accepts = accepts
    }

    /// Text met by `next` between the children of the element that is open: what an element without children holds.
    private(set) var looseText = ""

    /// What begins next among the children of the element that is open: a child, or its end.
    enum Step {
        case child(Tag)
        case unknownChild
        case end
    }

    mutating func next() throws(IngestError) -> Step {
        while true {
            switch try advance() {
            case .start: return tag().map { .child($0) } ?? .unknownChild
            case .end, .finished: return .end
            case .text: looseText = trimmedText()
            }
        }
    }

    /// Forgets the text met so far.
    mutating func dropLooseText() { if !looseText.isEmpty { looseText = "" } }

    /// The text of the element just begun, blanks at its ends left out; goes past its end. Where an element parts the
    /// text, a blank stands in its place.
    mutating func text() throws(IngestError) -> String {
        var text = ""
        while true {
            switch try advance() {
            case .text: text = text.isEmpty ? trimmedText() : text + " " + trimmedText()
            case .start: try skip()
            case .end, .finished: return text
            }
        }
    }

    /// The element just begun, whole.
    mutating func element() throws(IngestError) -> XMLElement {
        do throws(XMLReadingError) { return try reader.element() } catch { throw IngestError(error) }
    }

    mutating func skip() throws(IngestError) {
        do throws(XMLReadingError) { try reader.skip() } catch { throw IngestError(error) }
    }

    var name: XMLName { reader.elementName }
    var attributes: [XMLAttribute] { reader.attributes }
    var line: Int { reader.line }
    var depth: Int { reader.depth }
    var hasDoctype: Bool { reader.hasDoctype }
    var locator: Locator { .xml(path: reader.path, line: reader.line) }

    private func trimmedText() -> String {
        reader.withTextBytes { bytes in
            var start = 0
            var end = bytes.count
            while start < end, bytes[start] <= 0x20 { start += 1 }
            while start < end, bytes[end - 1] <= 0x20 { end -= 1 }
            return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
        }
    }

    private mutating func advance() throws(IngestError) -> XMLToken {
        do throws(XMLReadingError) { return try reader.advance() } catch { throw IngestError(error) }
    }

    private mutating func tag() -> Tag? {
        let number = reader.name
        while tags.count <= number { tags.append(.unseen) }
        if case .seen(let tag) = tags[number] { return tag }
        let name = reader.elementName
        let tag = accepts(name) ? Tag(rawValue: name.local) : nil
        tags[number] = .seen(tag)
        return tag
    }
}
