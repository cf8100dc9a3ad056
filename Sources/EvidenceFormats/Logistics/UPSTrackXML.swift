package import EvidenceIngest
import XMLReading

/// Replies of UPS's tracking interfaces in XML: the Track XML tool (no namespace) and the Track web service (SOAP).
package struct UPSTrackXML: Ingestor {
    package init() {}

    package let descriptor = IngestorDescriptor(
        id: "ups-track-xml", family: .logistics, title: "UPS tracking (XML)",
        origin: "The reply of UPS's tracking interface, saved by the shop system or shipping software.",
        fileNames: "any .xml with a TrackResponse of UPS", keepsPartialRecords: false,
        coverage: Coverage(
            read: [
                "Shipment and Package: numbers, references, service, weight, parties, pickup and delivery dates, COD",
                "Activity: status type and code, place, signatory, local and GMT time", "Response/Error and SOAP Fault",
                "SignatureImage, PODLetter and Document (as files of their own)",
            ],
            passedOver: [
                "TransactionReference", "BillToAccount", "other PackageServiceOptions than USPSPICNumber and COD", "ShipmentType",
                "Dimensions", "DocumentIndicator", "Accessorial", "NextScheduleActivity",
            ]))

    /// Namespaces of the web service begin with this.
    static let serviceNamespaces = "http://www.ups.com/XMLSchema/XOLTWS/"

    /// `TrackResponse` in no namespace is also what USPS, TNT and Landmark send; the children tell them apart.
    package func recognize(_ probe: FileProbe) -> Recognition {
        guard let xml = probe.xml else { return .no }
        let names = [xml.root] + xml.elements.map(\.name)
        if let name = names.first(where: { $0.local == "TrackResponse" && Self.isService($0.namespace) }) {
            return .yes(.certain, basis: "element TrackResponse of \(name.namespace ?? "")")
        }
        if names.contains(where: { $0.namespace?.hasPrefix(Self.serviceNamespaces + "Error/") == true }) {
            return .yes(.likely, basis: "a fault of UPS's web services")
        }
        guard let at = names.firstIndex(of: XMLName("TrackResponse")) else { return .no }
        let below = names[(at + 1)...]
        if below.contains(XMLName("ResponseStatusCode")) {
            return .yes(at == 0 ? .certain : .likely, basis: "root element TrackResponse with ResponseStatusCode")
        }
        guard below.contains(XMLName("Shipment")),
            below.contains(XMLName("TrackingNumber")) || below.contains(XMLName("Shipper"))
        else { return .no }
        return .yes(.likely, basis: "root element TrackResponse with Shipment")
    }

    private static func isService(_ namespace: String?) -> Bool { namespace?.hasPrefix(serviceNamespaces) == true }

    package func ingest(_ source: EvidenceSource, into sink: inout some RecordSink) throws(IngestError) {
        var reader = UPSTrackReader(source)
        try reader.read(into: &sink)
    }
}
