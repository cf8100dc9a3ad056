import CaseModel
import EvidenceIngest
import ByteIO

/// Keeps everything an ingestor says, for tests of single readers.
struct CollectingSink: RecordSink {
    private(set) var records: [(record: Record, locator: Locator)] = []
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var children: [ChildContent] = []

    mutating func emit(_ record: Record, at locator: Locator) { records.append((record, locator)) }
    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
    mutating func attach(_ child: ChildContent) -> Int {
        children.append(child)
        return children.count - 1
    }

    /// Runs one ingestor over bytes in memory; the error it ended with, if any.
    static func read(
        _ bytes: [UInt8], as name: String, with ingestor: some Ingestor, siblings: [String: Int] = [:]
    ) -> (sink: CollectingSink, error: IngestError?) {
        var sink = CollectingSink()
        let source = EvidenceSource(
            name: name, mediaType: "application/octet-stream", content: ByteSource(bytes), siblings: SiblingFiles(siblings))
        do {
            try ingestor.ingest(source, into: &sink)
            return (sink, nil)
        } catch {
            return (sink, error)
        }
    }
}
