package import ByteIO
import CaseModel
package import JSONReading
import Synchronization
package import XMLReading

/// What an ingestor sees of an item: bytes, text, XML or JSON events, or a PDF's pages. Never the disk.
package struct EvidenceSource: Sendable {
    /// Readers that need a whole item in memory get at most this much (512 MiB).
    package static let wholeLimit = 536_870_912

    /// Last component of the path, as shown.
    package let name: String
    package let mediaType: String
    private let content: ByteSource
    private let siblings: SiblingFiles
    private let decision = TextDecision()
    /// What qpdf and poppler said, for PDFs.
    package let pdf: PDFContent?

    package init(
        name: String, mediaType: String, content: ByteSource, siblings: SiblingFiles = .none, pdf: PDFContent? = nil
    ) {
        self.name = name
        self.mediaType = mediaType
        self.content = content
        self.siblings = siblings
        self.pdf = pdf
    }

    package var size: Int64 { content.count }

    /// All bytes.
    package func bytes() throws(IngestError) -> [UInt8] {
        do { return try content.bytes(limit: Self.wholeLimit) } catch {
            throw IngestError(.tooLargeToReadWhole, ["bytes": String(content.count)])
        }
    }

    /// All text, with the ground of its encoding.
    package func text() throws(IngestError) -> DecodedText {
        let bytes = try bytes()
        guard let text = DecodedText(bytes) else { throw IngestError(.encodingUnknown) }
        decision.note(text)
        return text
    }

    /// The encoding on which `text()` decided; nil when nobody asked for text.
    package var textDecision: TextDecision.Value? { decision.value }

    /// A forward-only XML reader over the item; streams, so that size does not matter. It breaks off when the task is
    /// cancelled.
    package func xml(_ limits: XMLLimits = .streaming) -> XMLReader {
        var stream = content.stream()
        return XMLReader(limits: limits) { buffer in
            try Task.checkCancellation()
            return try stream.read(into: buffer)
        }
    }

    /// A forward-only JSON reader over the item; streams, and breaks off when the task is cancelled.
    package func json() -> JSONReader {
        var stream = content.stream()
        return JSONReader { buffer in
            try Task.checkCancellation()
            return try stream.read(into: buffer)
        }
    }

    /// The item of that name or relative path (`photos/x.jpg`) in the same folder or container: the whole path, compared
    /// exactly (then by canonical equivalence), never a part of it. The result goes into `Attachment.State.item`.
    package func sibling(named path: String) -> Int? { siblings.item(at: path) }
}

/// Remembers how an item's text was decoded, for its provenance.
package final class TextDecision: Sendable {
    package struct Value: Hashable, Sendable {
        package let encoding: String
        package let ground: DecodedText.Ground
        /// Both in words.
        package let basis: String
        package let replacements: Int
    }

    private let held = Mutex<Value?>(nil)

    init() {}

    func note(_ text: DecodedText) {
        held.withLock {
            $0 = Value(
                encoding: text.encoding, ground: text.ground, basis: text.basis, replacements: text.replacements)
        }
    }
    var value: Value? { held.withLock { $0 } }
}
