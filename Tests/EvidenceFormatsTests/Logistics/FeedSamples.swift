import CaseModel
import EvidenceFormats
import EvidenceIngest
import JSONReading
import XMLReading

/// Runs a reader of a feed over XML in memory and sorts what it says.
struct FeedReading: Equatable {
    var events: [TrackingEvent] = []
    var shipments: [Shipment] = []
    var locators: [Locator] = []
    var diagnostics: [Diagnostic] = []
    var children: [String?] = []
    var childBytes: [[UInt8]] = []
    var error: Diagnostic?

    init(_ xml: String, with ingestor: some Ingestor) { self.init(Array(xml.utf8), with: ingestor) }

    init(_ bytes: [UInt8], with ingestor: some Ingestor) {
        let (sink, error) = CollectingSink.read(bytes, as: "feed.xml", with: ingestor)
        for (record, locator) in sink.records {
            locators.append(locator)
            switch record {
            case .trackingEvent(let event): events.append(event)
            case .shipment(let shipment): shipments.append(shipment)
            default: continue
            }
        }
        diagnostics = sink.diagnostics
        children = sink.children.map(\.name)
        childBytes = sink.children.map(\.bytes)
        self.error = error?.diagnostic
    }

    var codes: [String] { diagnostics.map(\.kind.code) }
}

func recognition(of xml: String, by ingestor: some Ingestor) -> Recognition {
    let head = Array(xml.utf8)
    return ingestor.recognize(
        FileProbe(
            name: "x.xml", size: Int64(head.count), head: head, mediaType: "application/xml", puid: nil, text: xml,
            xml: XMLProbe(head: head), json: nil))
}

/// A reply of the Track XML tool around some packages.
func upsReply(_ packages: String, shipment: String = "") -> String {
    """
    <?xml version="1.0"?>
    <TrackResponse><Response><ResponseStatusCode>1</ResponseStatusCode></Response>
    <Shipment>\(shipment)\(packages)</Shipment></TrackResponse>
    """
}

func upsActivity(
    _ type: String, _ code: String, _ text: String, _ date: String, _ time: String, extra: String = "",
    location: String = ""
) -> String {
    """
    <Activity><ActivityLocation>\(location)</ActivityLocation><Status><StatusType><Code>\(type)</Code>\
    <Description>\(text)</Description></StatusType><StatusCode><Code>\(code)</Code></StatusCode></Status>\
    <Date>\(date)</Date><Time>\(time)</Time>\(extra)</Activity>
    """
}
