import CaseModel
package import EvidenceIngest

/// Photographs and pictures: size, orientation, and what EXIF says of time, device and place.
package struct ImageReader: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "image", family: .files, title: "Photograph or picture",
        origin: "A photograph from a phone, a scan, a screenshot.", fileNames: ".jpg .png .gif .webp .heic .tif .bmp",
        keepsPartialRecords: true,
        coverage: Coverage(
            read: ["pixel size", "EXIF time, offset, orientation, maker and model", "whether a location is stored"],
            passedOver: ["thumbnails", "XMP", "maker notes", "colour profiles"],
            missing: ["EXIF of HEIC files that split it in pieces"]))

    private static let types: Set<String> = [
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp", "image/heic", "image/heif", "image/avif",
        "image/avci", "image/hej2k",
    ]

    package func recognize(_ probe: FileProbe) -> Recognition {
        guard Self.types.contains(probe.mediaType), !probe.head.isEmpty else { return .no }
        return .yes(.certain, basis: "signature of \(probe.mediaType)")
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        let cursor = ByteCursor(try source.bytes())
        guard let header = ImageHeader(cursor, mediaType: source.mediaType) else {
            throw IngestError(.imageUnreadable, at: .whole)
        }
        var facts = ImageFacts(width: header.width, height: header.height)
        if let exif = header.exif { exif.fill(&facts) }
        if let orientation = header.orientation { facts.orientation = orientation }
        if header.frames > 1 { sink.report(.imageFrames, at: .whole, ["count": String(header.frames)]) }
        if !header.isComplete { sink.report(.imageTruncated, at: .whole) }
        if facts.hasLocation { sink.report(.imageLocation, at: .whole) }
        if let taken = facts.taken, taken.needsZone { sink.report(.timeWithoutZone, at: .whole) }
        sink.emit(.image(facts), at: .whole)
    }
}
