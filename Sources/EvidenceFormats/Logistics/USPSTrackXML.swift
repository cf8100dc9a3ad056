package import EvidenceIngest
import XMLReading

/// Replies of the United States Postal Service's Web Tools (TrackV2), with fields or with plain sentences.
package struct USPSTrackXML: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "usps-track-xml", family: .logistics, title: "USPS tracking (XML)",
        origin: "The reply of the USPS Web Tools, saved by the shop system or shipping software.",
        fileNames: "any .xml with a TrackResponse that holds TrackInfo", keepsPartialRecords: false,
        coverage: Coverage(
            read: [
                "TrackInfo: number, class, services, origin, destination, promised delivery, status",
                "TrackSummary and TrackDetail: fields, or sentences in either wording", "Error",
            ],
            passedOver: ["TABLECODE", "MPSUFFIX", "RramEnabled", "RreEnabled", "RestoreEnabled", "KahalaIndicator"]))

    package func recognize(_ probe: FileProbe) -> Recognition {
        guard let xml = probe.xml else { return .no }
        let names = [xml.root] + xml.elements.map(\.name)
        if let root = names.firstIndex(where: { $0 == XMLName("TrackResponse") || $0 == XMLName("TrackResults") }) {
            guard names[(root + 1)...].first == XMLName("TrackInfo") else { return .no }
            return .yes(root == 0 ? .certain : .likely, basis: "\(names[root].local) with TrackInfo")
        }
        // The bare error of the Web Tools; other services do not send this combination.
        guard xml.root == XMLName("Error"), ["Number", "Description"].allSatisfy({ names.contains(XMLName($0)) }) else { return .no }
        if ["HelpFile", "HelpContext"].allSatisfy({ names.contains(XMLName($0)) }) {
            return .yes(.likely, basis: "root element Error with Number and HelpContext")
        }
        return probe.text?.contains("<Source>USPSCOM") == true ? .yes(.likely, basis: "root element Error with source USPSCOM") : .no
    }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        var reader = USPSTrackReader(source)
        try reader.read(into: &sink)
    }
}
