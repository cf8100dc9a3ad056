import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

@Suite struct UPSTrackTests {
    static let rows = CorpusRow.rows("logistics", ["ups-track-xml"])

    @Test("every expectation of the corpus is met", arguments: rows)
    func conformance(_ row: CorpusRow) {
        let (_, missed) = row.differences(with: UPSTrackXML())
        if row.isSure { #expect(missed.isEmpty, "\(row.path)") }
        guard let bytes = row.bytes else { return }
        #expect(FeedReading(bytes, with: UPSTrackXML()) == FeedReading(bytes, with: UPSTrackXML()))
    }

    @Test func aWholeParcel() throws {
        let shipment = """
            <Shipper><ShipperNumber>A1</ShipperNumber><Address><AddressLine1>1 Quay</AddressLine1><City>HAMBURG</City>
            <PostalCode>20457   10</PostalCode><CountryCode>DE</CountryCode></Address></Shipper>
            <ShipTo><Address><City>OTTAWA</City><StateProvinceCode>ON</StateProvinceCode><CountryCode>CA</CountryCode></Address></ShipTo>
            <ShipmentWeight><UnitOfMeasurement><Code>KGS</Code></UnitOfMeasurement><Weight>7.50</Weight></ShipmentWeight>
            <Service><Code>011</Code><Description>STANDARD</Description></Service>
            <ReferenceNumber><Code>PO</Code><Value>8123-4471</Value></ReferenceNumber>
            <ShipmentIdentificationNumber>
              1Z0000000000000001</ShipmentIdentificationNumber><PickupDate>20260103</PickupDate>
            <ScheduledDeliveryDate>20260109</ScheduledDeliveryDate>
            """
        let parcel =
            "<Package><TrackingNumber>1Z0000000000000002</TrackingNumber>"
            + upsActivity(
                "D", "KB", "DELIVERED", "20260109", "140200",
                location: "<Address><City>OTTAWA</City><CountryCode>CA</CountryCode></Address><Code>M4</Code>"
                    + "<Description>RECEPTION</Description><SignedForByName>MCAULEY</SignedForByName>")
            + upsActivity("I", "DS", "OUT FOR DELIVERY", "20260109", "0412")
            + upsActivity("M", "MP", "BILLING INFORMATION RECEIVED", "20260102", "")
            + "<PackageWeight><UnitOfMeasurement><Code>KGS</Code></UnitOfMeasurement><Weight>0.00</Weight></PackageWeight></Package>"
        let reading = FeedReading(upsReply(parcel, shipment: shipment), with: UPSTrackXML())
        #expect(reading.error == nil)
        #expect(reading.codes == ["CF-TIME-NOZONE"])
        #expect(reading.events.map(\.step) == [.delivered, .outForDelivery, .labelCreated])
        #expect(reading.events.map(\.basis) == ["type D", "text", "type M"])
        #expect(reading.events.map(\.code) == ["D KB", "I DS", "M MP"])
        #expect(reading.events.map(\.time.iso) == ["2026-01-09T14:02:00", "2026-01-09T04:12", "2026-01-02"])
        #expect(reading.events.allSatisfy { $0.trackingNumber == "1Z0000000000000002" })
        let found = try #require(reading.shipments.first)
        #expect(found.trackingNumber == "1Z0000000000000002")
        #expect(found.deliveredAt?.iso == "2026-01-09T14:02:00")
        #expect(found.deliveredAt?.text == "20260109 140200")
        #expect(found.signatory == "MCAULEY")
        #expect(found.deliveryPlace == "RECEPTION, OTTAWA, CA")
        #expect(found.weight == "7.50 KGS")
        #expect(found.service == "STANDARD")
        #expect(found.references.map { "\($0.kind) \($0.value)" } == ["order 8123-4471", "waybill 1Z0000000000000001"])
        #expect(
            found.times.map { "\($0.name) \($0.time.iso ?? "")" } == [
                "PickupDate 2026-01-03", "ScheduledDeliveryDate 2026-01-09",
            ])
        #expect(found.parties.map(\.role) == [.consignor, .consignee])
        #expect(found.parties[0].party.address == ["1 Quay", "HAMBURG, 20457 10", "DE"])
        #expect(found.parties[0].party.identities == [Identity(.account, "A1", scheme: "ups")])
        #expect(found.parties[1].party.address == ["OTTAWA, ON", "CA"])
        #expect(reading.locators.first == .xml(path: "/TrackResponse/Shipment/Package/Activity", line: 11))
    }

    @Test func severalShipmentsAndPackages() {
        let package = { (number: String) in
            "<Package><TrackingNumber>\(number)</TrackingNumber>\(upsActivity("P", "PU", "PICKUP SCAN", "20260103", "101500"))</Package>"
        }
        let xml =
            "<TrackResponse><Response><ResponseStatusCode>1</ResponseStatusCode></Response>"
            + "<Shipment>\(package("1Z1"))\(package("1Z2"))<ReferenceNumber><Value>late</Value></ReferenceNumber></Shipment>"
            + "<Shipment>\(package("1Z3"))<ReferenceNumber><Value>late</Value></ReferenceNumber></Shipment></TrackResponse>"
        let reading = FeedReading(xml, with: UPSTrackXML())
        #expect(reading.shipments.map(\.trackingNumber) == ["1Z1", "1Z2", "1Z3"])
        #expect(reading.events.map(\.trackingNumber) == ["1Z1", "1Z2", "1Z3"])
        #expect(reading.shipments.map(\.deliveredAt) == [nil, nil, nil])
        #expect(reading.shipments[2].references.map(\.value) == ["late"])
        #expect(reading.locators.contains(.xml(path: "/TrackResponse/Shipment[2]/Package/Activity", line: 1)))
    }

    @Test("the number of the post at the other end, and its delivery")
    func mailInnovations() {
        let parcel =
            "<Package><TrackingNumber>801677101298096996</TrackingNumber><AlternateTrackingInfo><Type>Q</Type>"
            + "<Value>92748999964209543475518096</Value></AlternateTrackingInfo><DeliveryDateTime><Type>03</Type><Date>20170116</Date>"
            + "<Time>1314</Time></DeliveryDateTime></Package>"
        let reading = FeedReading(upsReply(parcel), with: UPSTrackXML())
        #expect(reading.shipments.first?.references.map { "\($0.kind) \($0.value)" } == ["tracking 92748999964209543475518096"])
        #expect(reading.shipments.first?.times.map { $0.time.iso ?? "" } == ["2017-01-16T13:14"])
        #expect(!reading.codes.contains("CF-CONTENT-UNKNOWN"))
    }

    @Test(
        "zones come from the GMT fields",
        arguments: [
            (
                "<GMTDate>2026-01-09</GMTDate><GMTTime>19.02.00</GMTTime><GMTOffset>-05:00</GMTOffset>",
                "2026-01-09T14:02:00-05:00", EventTime.ZoneGround.explicit
            ),
            ("<GMTDate>20260109</GMTDate><GMTTime>19:02:00</GMTTime>", "2026-01-09T14:02:00-05:00", .derived),
            ("<GMTDate>20260309</GMTDate><GMTTime>19:02:00</GMTTime>", "2026-01-09T14:02:00", .none),
            ("<GMTOffset>+08:00</GMTOffset>", "2026-01-09T14:02:00+08:00", .explicit),
            ("", "2026-01-09T14:02:00", .none),
        ])
    func zones(extra: String, expected: String, ground: EventTime.ZoneGround) {
        let parcel =
            "<Package>" + upsActivity("D", "KB", "DELIVERED", "20260109", "140200", extra: extra) + "</Package>"
        let reading = FeedReading(upsReply(parcel), with: UPSTrackXML())
        #expect(reading.events.first?.time.iso == expected)
        #expect(reading.events.first?.time.zone == ground)
        #expect(reading.codes.contains("CF-TIME-NOZONE") == (ground == .none))
    }

    @Test(
        "types and codes on the ladder",
        arguments: [
            ("M", "MP", "BILLING INFORMATION RECEIVED", ShipmentStep.labelCreated), ("M", "MV", "VOIDED", .cancelled),
            ("P", "PU", "PICKUP SCAN", .pickedUp), ("I", "OR", "ORIGIN SCAN", .pickedUp),
            ("I", "AR", "ARRIVAL SCAN", .inTransit),
            ("I", "IP", "IMPORT SCAN", .customs), ("I", "DS", "OUT FOR DELIVERY", .outForDelivery),
            ("I", "DS", "DESTINATION SCAN", .inTransit),
            ("X", "S1", "A CORRECT STREET NUMBER IS NEEDED. WE ARE ATTEMPTING TO UPDATE THIS INFORMATION", .exception),
            ("I", "ZZ", "OUT FOR DELIVERY TODAY", .outForDelivery),
            ("I", "ZZ", "Delivered to carrier", .inTransit),
            ("X", "G1", "THE RECEIVER WAS NOT AVAILABLE FOR DELIVERY", .deliveryAttempted),
            ("X", "A1", "Refused by the receiver", .deliveryAttempted), ("X", "A2", "RETURNING TO SENDER", .returned),
            ("X", "A3", "Package delivered to customs", .customs), ("X", "A4", "weather delay", .exception),
            ("D", "KB", "DELIVERED", .delivered),
            ("D", "2Q", "DELIVERED TO UPS ACCESS POINT LOCATION", .availableForPickup),
            ("D", "LX", "Package transferred to post office", .inTransit),
            ("D", "LX", "Package transferred to the local post office", .inTransit),
            ("I", "YH", "Received by the local post office", .inTransit),
            ("I", "I", "Electronic Shipment Information Received for Package by Post Office", .inTransit),
            ("I", "6N", "Package in transit and scheduled for UPS delivery attempt to recipient on next UPS business day.", .inTransit),
            ("I", "", "Delivery will be attempted on the next business day", .inTransit),
            ("X", "", "The receiver was unavailable to sign on the 1st attempt. A 2nd attempt will be made.", .deliveryAttempted),
            ("X", "", "The first attempt failed, delivery will be attempted again", .deliveryAttempted),
            ("X", "", "The customer was not available. We will attempt to deliver again", .deliveryAttempted),
            ("M", "", "Shipper created a label, UPS has not received the package yet.", .labelCreated),
            ("RS", "", "RETURNED", .returned),
            ("XX", "YY", "Status XX", .unknown), ("", "", "", .unknown),
        ])
    func ladder(type: String, code: String, text: String, step: ShipmentStep) {
        let reading = FeedReading(
            upsReply("<Package>\(upsActivity(type, code, text, "20260109", "140200"))</Package>"), with: UPSTrackXML())
        #expect(reading.events.map(\.step) == [step])
        #expect(reading.codes.contains("CF-TRACK-STATUS") == (step == .unknown))
    }

    @Test func deliveredToTheSenderIsNotDelivered() {
        let parcel =
            "<Package>" + upsActivity("D", "KB", "DELIVERED", "20260115", "100000")
            + upsActivity("X", "RT", "Returning to sender", "20260111", "100000")
            + upsActivity("X", "48", "The receiver refused the package", "20260110", "100000") + "</Package>"
        let reading = FeedReading(upsReply(parcel), with: UPSTrackXML())
        #expect(reading.events.map(\.step) == [.delivered, .returned, .deliveryAttempted])
        #expect(reading.shipments.map(\.deliveredAt) == [nil])
    }

    @Test func aLateScanDoesNotUndoADelivery() {
        let parcel =
            "<Package>" + upsActivity("I", "DP", "DEPARTURE SCAN", "20260116", "100000")
            + upsActivity("D", "KB", "DELIVERED", "20260115", "100000") + "</Package>"
        #expect(
            FeedReading(upsReply(parcel), with: UPSTrackXML()).shipments.first?.deliveredAt?.iso
                == "2026-01-15T10:00:00")
    }

    @Test func theLastOfTwoDeliveriesCountsAndBothAreTold() {
        let parcel =
            "<Package><TrackingNumber>1Z9</TrackingNumber>"
            + upsActivity(
                "D", "KB", "DELIVERED", "20260115", "100000", location: "<SignedForByName>ROE</SignedForByName>")
            + upsActivity(
                "D", "KB", "DELIVERED", "20260112", "100000", location: "<SignedForByName>DOE</SignedForByName>")
            + "</Package>"
        let reading = FeedReading(upsReply(parcel), with: UPSTrackXML())
        #expect(reading.shipments.first?.deliveredAt?.iso == "2026-01-15T10:00:00")
        #expect(reading.shipments.first?.signatory == "ROE")
        #expect(reading.events.map(\.signatory) == ["ROE", "DOE"])
        #expect(reading.codes.contains("CF-TRACK-TWICE"))
    }

    @Test func whatIsNoNameIsNoSignatory() {
        let parcel =
            "<Package>"
            + upsActivity(
                "D", "KB", "DELIVERED", "20260115", "100000",
                location: "<Description>PORCH</Description><SignedForByName>00:00:00</SignedForByName>") + "</Package>"
        let reading = FeedReading(upsReply(parcel), with: UPSTrackXML())
        #expect(reading.shipments.first?.signatory == nil)
        #expect(reading.shipments.first?.extra == [NamedText("leftAt", "PORCH")])
        #expect(reading.codes.contains("CF-TRACK-SIGNATORY"))
    }

    @Test func errors() {
        let xml =
            "<TrackResponse><Response><ResponseStatusCode>0</ResponseStatusCode><ResponseStatusDescription>Failure</ResponseStatusDescription>"
            + "<Error><ErrorSeverity>Hard</ErrorSeverity><ErrorCode>151018</ErrorCode><ErrorDescription>Invalid tracking number</ErrorDescription></Error></Response></TrackResponse>"
        let reading = FeedReading(xml, with: UPSTrackXML())
        #expect(recognition(of: xml, by: UPSTrackXML()) != .no)
        #expect(
            reading.diagnostics.map(\.message) == [
                "the carrier answered with an error: Hard, 151018, Invalid tracking number"
            ])
        #expect(reading.events.isEmpty && reading.shipments.isEmpty)
    }

    @Test func theWebServiceInSOAP() throws {
        let xml = """
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header/><soapenv:Body>
            <trk:TrackResponse xmlns:trk="http://www.ups.com/XMLSchema/XOLTWS/Track/v2.0">
            <common:Response xmlns:common="http://www.ups.com/XMLSchema/XOLTWS/Common/v1.0"><common:ResponseStatus><common:Code>1</common:Code>
            <common:Description>Success</common:Description></common:ResponseStatus></common:Response>
            <trk:Shipment><trk:InquiryNumber><trk:Code>01</trk:Code><trk:Description>ShipmentIdentificationNumber</trk:Description>
            <trk:Value>1Z0000000000000009</trk:Value></trk:InquiryNumber>
            <trk:ShipmentAddress><trk:Type><trk:Code>02</trk:Code></trk:Type><trk:Address><trk:City>LYON</trk:City><trk:CountryCode>FR</trk:CountryCode></trk:Address></trk:ShipmentAddress>
            <trk:Package><trk:TrackingNumber>1Z0000000000000009</trk:TrackingNumber>
            <trk:DeliveryDetail><trk:Type><trk:Code>03</trk:Code><trk:Description>Scheduled Delivery</trk:Description></trk:Type><trk:Date>20260108</trk:Date></trk:DeliveryDetail>
            <trk:Activity><trk:ActivityLocation><trk:Address><trk:City>LYON</trk:City></trk:Address><trk:SignedForByName>DUPONT</trk:SignedForByName></trk:ActivityLocation>
            <trk:Status><trk:Type>D</trk:Type><trk:Description>Delivered</trk:Description><trk:Code>FS</trk:Code></trk:Status>
            <trk:Date>20260109</trk:Date><trk:Time>140200</trk:Time></trk:Activity></trk:Package></trk:Shipment></trk:TrackResponse></soapenv:Body></soapenv:Envelope>
            """
        #expect(
            recognition(of: xml, by: UPSTrackXML())
                == .yes(.certain, basis: "element TrackResponse of http://www.ups.com/XMLSchema/XOLTWS/Track/v2.0"))
        let reading = FeedReading(xml, with: UPSTrackXML())
        #expect(reading.codes == ["CF-TIME-NOZONE"])
        let parcel = try #require(reading.shipments.first)
        #expect(parcel.trackingNumber == "1Z0000000000000009")
        #expect(parcel.deliveredAt?.iso == "2026-01-09T14:02:00")
        #expect(parcel.signatory == "DUPONT")
        #expect(parcel.parties.map(\.role) == [.consignee])
        #expect(parcel.times.map(\.name) == ["Scheduled Delivery"])
        #expect(parcel.references.isEmpty)
        let fault = xml.replacing("trk:TrackResponse", with: "soapenv:Fault")
        #expect(FeedReading(fault, with: UPSTrackXML()).codes == ["CF-TRACK-ERROR"])
    }

    @Test func proofsBecomeFilesOfTheirOwn() {
        let parcel =
            "<Package>"
            + upsActivity(
                "D", "KB", "DELIVERED", "20260115", "100000",
                location:
                    "<SignatureImage><GraphicImage>R0lG\nODlh</GraphicImage><ImageFormat><Code>GIF</Code></ImageFormat></SignatureImage><PODLetter><HTMLImage>PGh0bWw+</HTMLImage></PODLetter>"
            ) + "</Package>"
        let reading = FeedReading(upsReply(parcel), with: UPSTrackXML())
        #expect(reading.children == ["signature.gif", "proof-of-delivery.html"])
        #expect(reading.childBytes == [Array("GIF89a".utf8), Array("<html>".utf8)])
    }

    @Test func unknownPartsAndTimesAreTold() {
        let parcel =
            "<Package><Drone>7</Drone><Drone>8</Drone>" + upsActivity("D", "KB", "DELIVERED", "20260230", "100000")
            + "</Package>"
        let reading = FeedReading(upsReply(parcel), with: UPSTrackXML())
        #expect(reading.codes == ["CF-CONTENT-UNKNOWN", "CF-TIME-UNREADABLE"])
        #expect(reading.events.first?.time == .unknown("20260230 100000"))
    }

    @Test(
        "others' replies are declined",
        arguments: [
            "<TrackResponse><TrackInfo ID='1'/></TrackResponse>", "<TrackResponse><Consignment/></TrackResponse>",
            "<TrackResponse><Result><Success>true</Success><Packages/></Result></TrackResponse>",
            "<Address><City>X</City></Address>",
            "<TrackResponse xmlns='urn:other'><Response><ResponseStatusCode>1</ResponseStatusCode></Response></TrackResponse>",
            "<a/>", "{}",
        ])
    func declined(xml: String) { #expect(recognition(of: xml, by: UPSTrackXML()) == .no) }

    private static let surePost =
        "<Package><TrackingNumber>1Z12345EYW93644228</TrackingNumber><PackageServiceOptions><SignatureRequired><Code>A</Code></SignatureRequired>"
        + "<USPSPICNumber>92612904851879541400755181</USPSPICNumber><COD><CODAmount><CurrencyCode>USD</CurrencyCode>"
        + "<MonetaryValue>20.00</MonetaryValue></CODAmount></COD></PackageServiceOptions>"
        + upsActivity(
            "D", "LX", "Package transferred to post office", "20180529", "121524",
            location: "<Description>Dock</Description><SignedForByName>TO</SignedForByName>") + "</Package>"

    @Test func whatIsHandedToThePostOfficeIsNotDelivered() throws {
        let reading = FeedReading(upsReply(Self.surePost), with: UPSTrackXML())
        let parcel = try #require(reading.shipments.first)
        #expect(parcel.deliveredAt == nil && parcel.signatory == nil && parcel.deliveryPlace == nil)
        #expect(reading.events.map(\.signatory) == [nil])
        #expect(parcel.references.map { "\($0.kind) \($0.field) \($0.value)" } == ["tracking USPSPICNumber 92612904851879541400755181"])
        #expect(parcel.extra == [NamedText("COD", "20.00 USD")])
        #expect(reading.codes == ["CF-TIME-NOZONE"])
    }

    @Test(arguments: [("Delivered", true), ("Arrived at the terminal", false)])
    func freight(status: String, isDelivered: Bool) throws {
        let shipment = """
            <InquiryNumber><Code>02</Code><Value>990728071</Value></InquiryNumber>
            <COD><Amount><CurrencyCode>USD</CurrencyCode><MonetaryValue>250.00</MonetaryValue></Amount><Status><Code>1</Code>
            <Description>Collected</Description></Status></COD><SignedForByName>J SMITH</SignedForByName>
            <Activity><ActivityLocation><AddressLine>1 Pier</AddressLine><City>ATLANTA</City><StateProvinceCode>GA</StateProvinceCode>
            <PostalCode>30301</PostalCode><CountryCode>US</CountryCode></ActivityLocation><Code>011</Code><Description>\(status)</Description>
            <Date>20150610</Date><Time>120000</Time><Trailer>T1</Trailer></Activity>
            <Document><Type><Code>02</Code><Description>Delivery Receipt</Description></Type><Content>JVBERi0xLjQK</Content>
            <Format><Code>PDF</Code></Format></Document>
            """
        let reading = FeedReading(upsReply("", shipment: shipment), with: UPSTrackXML())
        let found = try #require(reading.shipments.first)
        #expect(found.trackingNumber == "990728071")
        #expect(reading.events.map(\.code) == ["011"])
        #expect(reading.events.map(\.place) == ["1 Pier, ATLANTA, GA, 30301, US"])
        #expect((found.deliveredAt != nil) == isDelivered)
        #expect(found.signatory == (isDelivered ? "J SMITH" : nil))
        let cash = NamedText("COD", "250.00 USD Collected")
        #expect(found.extra == (isDelivered ? [cash] : [cash, NamedText("SignedForByName", "J SMITH")]))
        #expect(reading.children == ["delivery-receipt.pdf"])
        #expect(reading.childBytes == [Array("%PDF-1.4\n".utf8)])
        #expect(reading.codes == ["CF-TIME-NOZONE"])
    }

    @Test func aDocumentOfAnActivity() {
        let document =
            "<Document><Type><Description>Signature Image</Description></Type><Content>R0lGODlh</Content><Format><Code>GIF</Code></Format></Document>"
        let parcel = "<Package>" + upsActivity("D", "KM", "DELIVERED", "20260115", "100000", extra: document) + "</Package>"
        let reading = FeedReading(upsReply(parcel), with: UPSTrackXML())
        #expect(reading.children == ["signature-image.gif"])
        #expect(reading.childBytes == [Array("GIF89a".utf8)])
    }

    @Test func candidatesAreToldAndAreNoShipment() {
        let candidate =
            "<CandidateBookmark><ShipmentIdentificationNumber>1Z12345E0291980793</ShipmentIdentificationNumber></CandidateBookmark>"
        let reading = FeedReading(upsReply(candidate + candidate), with: UPSTrackXML())
        #expect(reading.shipments.isEmpty)
        #expect(reading.codes == ["CF-CONTENT-UNKNOWN"])
    }
}
