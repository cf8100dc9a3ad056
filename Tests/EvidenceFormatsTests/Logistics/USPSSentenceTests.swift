import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

/// Where the clock and the place stand in the sentences of short replies.
@Suite struct USPSSentenceTests {
    @Test(
        "clock before and behind the date, place before and behind it",
        arguments: [
            (
                "Your item was delivered at 9:40 am on July 6, 2021 in ANYTOWN, CA 90001.", "2021-07-06T09:40", "ANYTOWN, CA 90001",
                ShipmentStep.delivered
            ),
            (
                "The item is on its way to the next facility, in transit as of March 3, 2017 at 9:03 am. It is late.",
                "2017-03-03T09:03", nil, .inTransit
            ),
            (
                "Your item departed our facility in ANYTOWN, CA 90052 on April 2, 2021 at 5:42 am. It is moving.", "2021-04-02T05:42",
                "ANYTOWN, CA 90052", .inTransit
            ),
            (
                "We attempted to deliver at 4:08 pm on May 8, 2021 in ANYTOWN, CA 90052 and a notice was left.", "2021-05-08T16:08",
                "ANYTOWN, CA 90052", .deliveryAttempted
            ),
            ("Your item was delivered in FRANCE at 9:40 am on July 6, 2021.", "2021-07-06T09:40", "FRANCE", .delivered),
            (
                "Your item was picked up at the post office at 10:15 am on June 1, 2021 in ANYTOWN, CA 90052.", "2021-06-01T10:15",
                "ANYTOWN, CA 90052", .delivered
            ),
            ("Your item was returned to the sender on May 9, 2021 at 1:02 pm.", "2021-05-09T13:02", nil, .returned),
        ] as [(String, String, String?, ShipmentStep)])
    func sentences(text: String, iso: String, place: String?, step: ShipmentStep) {
        let reading = FeedReading(
            "<TrackResponse><TrackInfo ID='9205590100000000041707'><TrackSummary>\(text)</TrackSummary></TrackInfo></TrackResponse>",
            with: USPSTrackXML())
        #expect(reading.events.map(\.time.iso) == [iso])
        #expect(reading.events.map(\.place) == [place])
        #expect(reading.events.map(\.step) == [step])
        #expect(reading.shipments.first?.deliveredAt?.iso == (step == .delivered ? iso : nil))
    }
}
