package import ByteIO
package import CaseModel
package import JSONReading
package import XMLReading

/// What an ingestor sees of an item: bytes, text, XML or JSON events, or a PDF's pages. Never the disk.
package struct EvidenceSource: Sendable {
    /// Readers that need a whole item in memory get at most this much (512 MiB).
    package static let wholeLimit = 536_870_912

    /// Last component of the path, as shown.
    package let name: String
    package let mediaType: String
    private let content: ByteSource
    private let siblings: [String: Int]
    /// What qpdf and poppler said, for PDFs.
    package let pdf: PDFContent?

    package init(
        name: String, mediaType: String, content: ByteSource, siblings: [String: Int] = [:], pdf: PDFContent? = nil
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
        return text
    }

    /// A forward-only XML reader over the item; streams, so that size does not matter.
    package func xml(_ limits: XMLLimits = .streaming) -> XMLReader {
        var stream = content.stream()
        return XMLReader(limits: limits) { buffer in try stream.read(into: buffer) }
    }

    /// A forward-only JSON reader over the item; streams.
    package func json() -> JSONReader {
        var stream = content.stream()
        return JSONReader { buffer in try stream.read(into: buffer) }
    }

    /// The item of that name in the same folder or container: the whole name, compared exactly (then by canonical
    /// equivalence), never a part of it. The result goes into `Attachment.State.item`.
    package func sibling(named name: String) -> Int? { siblings[name] }
}
