import CaseModel
package import EvidenceIngest

/// Plain prose: notes, letters, pasted conversations without a format of their own.
package struct TextReader: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "text", family: .files, title: "Plain text", origin: "Notes you wrote, or text you pasted into a file.",
        fileNames: ".txt .md", keepsPartialRecords: true,
        coverage: Coverage(read: ["every line, with its number"]))

    package func recognize(_ probe: FileProbe) -> Recognition {
        let name = probe.name.lowercased()
        guard name.hasSuffix(".txt") || name.hasSuffix(".md"), probe.text != nil, probe.xml == nil, probe.json == nil,
            // Not messages between programs (EDIFACT, X12), saved web pages and the like that are only called .txt.
            probe.mediaType.hasPrefix("text/")
        else { return .no }
        return .yes(.weak, basis: "name and readable text")
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        let text = try source.text().text
        var lines: [String] = []
        var current = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                if !afterReturn {
                    lines.append(String(current))
                    current = String.UnicodeScalarView()
                }
                afterReturn = false
                continue
            }
            afterReturn = scalar == "\r"
            if afterReturn {
                lines.append(String(current))
                current = String.UnicodeScalarView()
            } else {
                current.append(scalar)
            }
        }
        if !current.isEmpty { lines.append(String(current)) }
        sink.emit(.prose(Prose(lines: lines)), at: .lines(1, max(1, lines.count)))
    }
}
