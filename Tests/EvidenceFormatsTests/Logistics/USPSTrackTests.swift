import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

@Suite struct USPSTrackTests {
    static let rows = CorpusRow.rows("logistics", ["usps-trackv2-xml"])

    @Test("every expectation of the corpus is met", arguments: rows)
    func conformance(_ row: CorpusRow) {
        let (_, missed) = row.differences(with: USPSTrackXML())
        if row.isSure { #expect(missed.isEmpty, "\(row.path)") }
        guard let bytes = row.bytes else { return }
        #expect(FeedReading(bytes, with: USPSTrackXML()) == FeedReading(bytes, with: USPSTrackXML()))
    }

    private static func event(
        _ element: String, _ date: String, _ time: String, _ event: String, _ code: String, _ more: String = ""
    ) -> String {
        "<\(element)><EventTime>\(time)</EventTime><EventDate>\(date)</EventDate><Event>\(event)</Event><EventCity>HANNA CITY</EventCity>"
            + "<EventState>IL</EventState><EventZIPCode>61536</EventZIPCode><EventCountry/><EventCode>\(code)</EventCode>\(more)</\(element)>"
    }

    private static func reply(_ content: String, id: String = "9400100000000000000001") -> String {
        "<?xml version=\"1.0\"?><TrackResponse><TrackInfo ID=\"\(id)\">\(content)</TrackInfo></TrackResponse>"
    }

    @Test(arguments: [
        ("USPS Tracking&lt;SUP&gt;&amp;#174;&lt;/SUP&gt;", "USPS Tracking"),
        ("USPS Tracking&amp;lt;SUP&amp;gt;&amp;amp;reg;&amp;lt;/SUP&amp;gt;", "USPS Tracking"),
        ("Parcel Select &amp; Insurance; signed", "Parcel Select & Insurance; signed"), ("Weight &lt; 1 lb", "Weight < 1 lb"),
    ])
    func aServiceIsNamedWithoutMarkup(_ xml: String, _ name: String) throws {
        let reading = FeedReading(Self.reply("<Class>\(xml)</Class><Status>Delivered</Status>"), with: USPSTrackXML())
        #expect(reading.shipments.map(\.service) == [name])
    }

    @Test func aParcelInFields() throws {
        let xml = Self.reply(
            "<Class>Priority Mail&lt;SUP&gt;&amp;reg;&lt;/SUP&gt;</Class><DestinationCity>HANNA CITY</DestinationCity><DestinationState>IL</DestinationState>"
                + "<ExpectedDeliveryDate>April 28, 2015</ExpectedDeliveryDate><GuaranteedDeliveryDate>Apr 29, 2015</GuaranteedDeliveryDate><OriginCity>ARGYLE</OriginCity>"
                + "<Status>Delivered, In/At Mailbox</Status><StatusCategory>Delivered</StatusCategory><TABLECODE>T</TABLECODE>"
                + Self.event(
                    "TrackSummary", "April 28, 2015", "12:01 pm", "Delivered, In/At Mailbox", "01",
                    "<DeliveryAttributeCode>01</DeliveryAttributeCode>")
                + Self.event("TrackDetail", "April 28, 2015", "", "Out for Delivery", "OF")
                + Self.event("TrackDetail", "April 26, 2015", "12:18 am", "Departed USPS Facility", "EF"))
        #expect(recognition(of: xml, by: USPSTrackXML()) == .yes(.certain, basis: "TrackResponse with TrackInfo"))
        let reading = FeedReading(xml, with: USPSTrackXML())
        #expect(reading.codes == ["CF-TIME-NOZONE"])
        #expect(reading.events.map(\.step) == [.delivered, .outForDelivery, .inTransit])
        #expect(reading.events.map(\.time.iso) == ["2015-04-28T12:01", "2015-04-28", "2015-04-26T00:18"])
        #expect(reading.events.map(\.place) == Array(repeating: "HANNA CITY, IL 61536", count: 3))
        let parcel = try #require(reading.shipments.first)
        #expect(parcel.trackingNumber == "9400100000000000000001")
        #expect(parcel.service == "Priority Mail")
        #expect(parcel.deliveredAt?.iso == "2015-04-28T12:01")
        #expect(parcel.signatory == nil)
        #expect(
            parcel.times.map { "\($0.name) \($0.time.iso ?? "")" } == [
                "ExpectedDeliveryDate 2015-04-28", "GuaranteedDeliveryDate 2015-04-29",
            ])
        #expect(parcel.parties.map(\.party.address) == [["ARGYLE"], ["HANNA CITY, IL"]])
        #expect(
            parcel.extra == [
                NamedText("Status", "Delivered, In/At Mailbox"), NamedText("StatusCategory", "Delivered"),
                NamedText("DeliveryAttributeCode", "01"), NamedText("leftAt", "In/At Mailbox"),
            ])
    }

    @Test func signatories() {
        let named = Self.reply(
            Self.event(
                "TrackSummary", "April 28, 2015", "9:01 am", "Delivered", "01",
                "<FirmName>ACME</FirmName><Name>J DOE</Name>"))
        #expect(FeedReading(named, with: USPSTrackXML()).shipments.first?.signatory == "J DOE")
        let firm = Self.reply(
            Self.event(
                "TrackSummary", "April 28, 2015", "9:01 am", "Delivered", "01", "<FirmName>ACME</FirmName><Name/>"))
        #expect(FeedReading(firm, with: USPSTrackXML()).shipments.first?.signatory == "ACME")
    }

    @Test(
        "sentences",
        arguments: [
            (
                "Your item was delivered at 1:39 pm on June 1, 2016 in Wilmington DE 19801.", "2016-06-01T13:39",
                ShipmentStep.delivered, "Wilmington DE 19801"
            ),
            (
                "Your item was delivered in or at the mailbox at 2:58 pm on July 14, 2020 in JERICHO, NY 11753.",
                "2020-07-14T14:58", .delivered, "JERICHO, NY 11753"
            ),
            (
                "Out for Delivery, 07/14/2020, 7:10 am, JERICHO, NY 11753", "2020-07-14T07:10", .outForDelivery,
                "JERICHO, NY 11753"
            ),
            (
                "Picked Up by Shipping Partner, USPS Awaiting Item, July 8, 2020, 3:24 pm, OAKLAND, CA 94603",
                "2020-07-08T15:24", .pickedUp, "OAKLAND, CA 94603"
            ),
            (
                "A shipping label has been prepared for your item at 8:50 am on July 23, 2020 in JERICHO, NY 11753. This does not indicate receipt.",
                "2020-07-23T08:50", .labelCreated, "JERICHO, NY 11753"
            ),
            (
                "We attempted to deliver your item at 10:02 am on March 3, 2021 in RENO, NV 89501 and a notice was left.",
                "2021-03-03T10:02", .deliveryAttempted, "RENO, NV 89501"
            ),
            ("May 30 2019 11:07 am NOTICE LEFT WILMINGTON DE 19801.", "2019-05-30T11:07", .deliveryAttempted, nil),
            ("Your item is out for delivery.", nil, .outForDelivery, nil),
        ] as [(String, String?, ShipmentStep, String?)])
    func sentence(text: String, time: String?, step: ShipmentStep, place: String?) {
        let reading = FeedReading(Self.reply("<TrackSummary>\(text)</TrackSummary>"), with: USPSTrackXML())
        #expect(reading.events.map(\.step) == [step])
        #expect(reading.events.first?.time.iso == time)
        #expect(reading.events.first?.place == place)
        #expect(reading.events.first?.text == text)
        #expect(reading.shipments.map(\.trackingNumber) == ["9400100000000000000001"])
        #expect(reading.shipments.first?.deliveredAt?.iso == (step == .delivered ? time : nil))
    }

    @Test func sentencesWithoutYearStayAsWritten() {
        let reading = FeedReading(
            Self.reply(
                "<TrackSummary>Your item was delivered at 8:10 am on June 1 in Wilmington DE 19801.</TrackSummary>"
                    + "<TrackDetail>May 30 11:07 am NOTICE LEFT WILMINGTON DE 19801.</TrackDetail><TrackDetail>February 5 7:28 pm ENROUTE 33699</TrackDetail>"
            ),
            with: USPSTrackXML())
        #expect(reading.events.map(\.step) == [.delivered, .deliveryAttempted, .inTransit])
        #expect(
            reading.events.map(\.time) == [
                .unknown("June 1 8:10 am"), .unknown("May 30 11:07 am"), .unknown("February 5 7:28 pm"),
            ])
        #expect(reading.shipments.first?.deliveredAt == .unknown("June 1 8:10 am"))
        #expect(reading.shipments.first?.deliveryPlace == "Wilmington DE 19801")
        #expect(reading.codes == ["CF-TRACK-NOYEAR"])
    }

    @Test func errorsAreTold() {
        let reply = Self.reply(
            "<Error><Number>-2147219302</Number><Description>Not located.</Description><HelpFile/><HelpContext/></Error>"
        )
        let reading = FeedReading(reply, with: USPSTrackXML())
        #expect(
            reading.diagnostics.map(\.message) == [
                "the carrier answered with an error: 9400100000000000000001, Not located., -2147219302"
            ])
        #expect(reading.shipments.isEmpty && reading.events.isEmpty)
        let bare =
            "<Error><Number>-1</Number><Source/><Description>Invalid XML</Description><HelpFile/><HelpContext/></Error>"
        #expect(recognition(of: bare, by: USPSTrackXML()) != .no)
        #expect(FeedReading(bare, with: USPSTrackXML()).codes == ["CF-TRACK-ERROR"])
        let words = Self.reply(
            "<TrackSummary>There is no record of that mail item. Please try again later.</TrackSummary>")
        #expect(FeedReading(words, with: USPSTrackXML()).codes == ["CF-TRACK-ERROR"])
        #expect(FeedReading(words, with: USPSTrackXML()).events.isEmpty)
    }

    @Test func aCategoryAloneDeliversNothing() {
        let xml = Self.reply(
            "<StatusCategory>Delivered</StatusCategory>"
                + Self.event("TrackSummary", "April 28, 2015", "9:01 am", "Out for Delivery", "OF"))
        let reading = FeedReading(xml, with: USPSTrackXML())
        #expect(reading.shipments.map(\.deliveredAt) == [nil])
        #expect(reading.codes.contains("CF-TRACK-NOSCAN"))
    }

    @Test func aBareErrorOfTheService() {
        let xml = "<Error><Number>80040B1A</Number><Description>no</Description><Source>USPSCOM::DoAuth</Source></Error>"
        #expect(recognition(of: xml, by: USPSTrackXML()) != .no)
        #expect(FeedReading(xml, with: USPSTrackXML()).codes.contains("CF-TRACK-ERROR"))
    }

    @Test(
        "words without a code",
        arguments: [
            ("Moved, Left no Address", ShipmentStep.exception), ("Unclaimed", .exception), ("Sent to Mail Recovery Center", .exception),
            ("Tendered to Agent for Final Delivery", .inTransit), ("Redelivery Scheduled", .inTransit),
            ("No Secure Location Available", .deliveryAttempted), ("usps expects item for mailing", .labelCreated),
            ("AVAILABLE FOR REDLVRY OR PICKUP", .availableForPickup), ("DLVRY EXCPT ANIMAL INTERFERENCE", .exception),
            ("Delivered to Agent for Final Delivery", .inTransit), ("Preparing for Delivery", .inTransit),
            ("Merchant Order Receipt Notification, USPS Awaiting Item", .labelCreated), ("USPS Awaiting Item", .labelCreated),
            ("Arrived Shipping Partner Facility, USPS Awaiting Item", .inTransit), ("Shipping Label Created", .labelCreated),
            ("Forwarded, the ZIP Code on the label was incorrect", .inTransit),
        ])
    func words(text: String, step: ShipmentStep) {
        let reading = FeedReading(Self.reply(Self.event("TrackSummary", "April 28, 2015", "9:01 am", text, "")), with: USPSTrackXML())
        #expect(reading.events.map(\.step) == [step])
    }

    @Test(arguments: ["Delivered, To Original Sender", "Your item has been delivered to the original sender", "Delivered, Original Sender"])
    func deliveredToTheSender(words: String) {
        let xml = Self.reply(Self.event("TrackSummary", "April 28, 2015", "9:01 am", words, "01"))
        let reading = FeedReading(xml, with: USPSTrackXML())
        #expect(reading.events.map(\.step) == [.returned])
        #expect(reading.shipments.map(\.deliveredAt) == [nil])
    }

    @Test(
        "others' replies are declined",
        arguments: [
            "<TrackResponse><Response><ResponseStatusCode>1</ResponseStatusCode></Response></TrackResponse>",
            "<Error><Message>no</Message></Error>", "<TrackResponse xmlns='urn:x'><TrackInfo/></TrackResponse>",
            "<TrackResponse/>",
        ])
    func declined(xml: String) { #expect(recognition(of: xml, by: USPSTrackXML()) == .no) }
}
