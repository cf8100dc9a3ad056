import CaseModel
import EvidenceIngest
import XMLReading

/// The elements of UPS's replies that are read.
enum UPSTag: String, Sendable {
    case TrackResponse, Response, ResponseStatusCode, ResponseStatusDescription, ResponseStatus, Error, Fault
    case Shipment, Package, Activity, Shipper, ShipTo, ShipperNumber, ShipmentAddress, Address, ShipmentWeight,
        PackageWeight
    case AddressLine, City, StateProvinceCode, PostalCode, CountryCode, CompanyName, Name, AttentionName
    case UnitOfMeasurement, Weight, Code, Description, Value, `Type`, Service, ReferenceNumber, InquiryNumber
    case ShipmentIdentificationNumber, ShipmentReferenceNumber, PickupDate, ScheduledDeliveryDate, ScheduledDeliveryTime
    case RescheduledDeliveryDate, RescheduledDeliveryTime, EstimatedDeliveryDate, EstimatedDeliveryTime, DeliveryDate
    case DeliveryDetail, DeliveryDetails, DeliveryDateTime, DeliveryDateUnavailable, TrackingNumber, AlternateTrackingNumber,
        AlternateTrackingInfo, Message, CurrentStatus
    case ActivityLocation, SignedForByName, SignatureImage, PODLetter, Status, StatusType, StatusCode
    case Date, Time, GMTDate, GMTTime, GMTOffset, DeliveryIndicator, Document, COD, PackageServiceOptions, USPSPICNumber

    /// Names of what is passed over on purpose.
    static let passedOver: Set<String> = [
        "TransactionReference", "BillToAccount", "BillToName", "PackageServiceOption", "ShipmentType", "Dimensions",
        "DocumentIndicator", "Accessorial", "NextScheduleActivity", "Disclaimer", "ShipmentServiceOptions", "Volume",
        "NumberOfPackagingUnit", "NumberOfPieces", "LocationAssured", "Reroute", "Trailer", "SignatureRequired",
        "ProductType", "PackagingType", "UPSWorldWideExpressFreightIndicator", "AdditionalCode", "Locale", "FileNumber",
        "ServiceCenter", "OriginPortDetail", "DestinationPortDetail", "CargoReady", "Manifest",
        "CarrierActivityInformation", "OtherActivityInformation", "Appointment", "PickUpServiceCenter",
        "TransportFacility",
    ]
}

/// Streams one reply: an event per activity as it is met, a shipment per package at its end.
struct UPSTrackReader: ~Copyable {
    var cursor: FeedCursor<UPSTag>
    var report = FeedReport()
    private var steps: [UPSStatus: (step: ShipmentStep, basis: String)] = [:]
    private var sawReply = false

    init(_ source: EvidenceSource) {
        cursor = FeedCursor(source) { name in
            guard let namespace = name.namespace else { return true }
            return namespace.hasPrefix(UPSTrackXML.serviceNamespaces) || namespace.hasSuffix("/soap/envelope/")
                || namespace.hasSuffix("/soap-envelope")
        }
    }

    /// Goes down to every `TrackResponse`, whatever it is wrapped in.
    mutating func read(into sink: inout some RecordSink) throws(IngestError) {
        var depth = 0
        repeat {
            switch try cursor.next() {
            case .child(.TrackResponse): try reply(into: &sink)
            case .child(.Fault): try fault(into: &sink)
            case .child, .unknownChild: depth += 1
            case .end: depth -= 1
            }
        } while depth > 0
        if cursor.hasDoctype { sink.report(.xmlDoctype) }
        if !sawReply { sink.report(.unknownContent, ["what": "no reply of UPS in it"]) }
        report.finish(into: &sink)
    }

    private mutating func reply(into sink: inout some RecordSink) throws(IngestError) {
        sawReply = true
        while true {
            switch try cursor.next() {
            case .child(.Shipment): try shipment(into: &sink)
            case .child(.Response): try response(into: &sink)
            case .child, .unknownChild: try passOver(into: &sink)
            case .end: return
            }
        }
    }

    /// `ResponseStatusCode` 1 is success; 0 comes with an `Error`.
    private mutating func response(into sink: inout some RecordSink) throws(IngestError) {
        let response = try cursor.element()
        let status =
            response.child("ResponseStatusCode")?.text.trimmingBlanks()
            ?? response.descendant("ResponseStatus", "Code")?.text.trimmingBlanks()
        let errors = response.children("Error")
        for error in errors { reportError(error, into: &sink) }
        if errors.isEmpty, status == "0" { reportError(response, into: &sink) }
    }

    private mutating func fault(into sink: inout some RecordSink) throws(IngestError) {
        sawReply = true
        reportError(try cursor.element(), into: &sink)
    }

    private mutating func reportError(_ element: XMLElement, into sink: inout some RecordSink) {
        var words: [String] = []
        func collect(_ element: XMLElement) {
            let text = element.text.collapsingBlanks()
            if !text.isEmpty { words.append(text) }
            for child in element.children { collect(child) }
        }
        collect(element)
        let text = words.joined(separator: ", ")
        report.once(.carrierError, ["text": text], key: text, at: .line(element.line), into: &sink)
    }

    /// What is passed over on purpose is silent, what nobody knows, or not in this place, is told once per name.
    mutating func passOver(into sink: inout some RecordSink) throws(IngestError) {
        let name = cursor.name.local
        if !UPSTag.passedOver.contains(name) {
            report.once(.unknownContent, ["what": "element \(name)"], key: name, at: cursor.locator, into: &sink)
        }
        try cursor.skip()
    }

    /// The step of a status; worked out once per combination.
    mutating func step(of status: UPSStatus) -> (step: ShipmentStep, basis: String) {
        if let known = steps[status] { return known }
        let step = status.step
        if steps.count < 4096 { steps[status] = step }
        return step
    }
}
