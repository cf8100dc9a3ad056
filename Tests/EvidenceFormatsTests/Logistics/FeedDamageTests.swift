import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

/// Cut and flipped feeds: every reading ends, says the same twice, and takes nothing cut for whole.
@Suite struct FeedDamageTests {
    private static let ups = Array(
        upsReply(
            "<Package><TrackingNumber>1Z1</TrackingNumber>"
                + upsActivity(
                    "D", "KB", "DELIVERED", "20260115", "100000",
                    extra: "<GMTDate>20260115</GMTDate><GMTTime>150000</GMTTime><GMTOffset>-05:00</GMTOffset>",
                    location:
                        "<Address><City>BONN</City></Address><SignedForByName>ROE</SignedForByName><SignatureImage><GraphicImage>R0lG</GraphicImage></SignatureImage>"
                )
                + "</Package>",
            shipment: "<Shipper><ShipperNumber>1</ShipperNumber></Shipper><PickupDate>20260101</PickupDate>"
        ).utf8)
    private static let usps = Array(
        ("<?xml version='1.0'?><TrackResponse><TrackInfo ID='9'><Class>Mail</Class><TrackSummary><EventTime>9:01 am</EventTime><EventDate>April 28, 2015</EventDate>"
            + "<Event>Delivered, Porch</Event><EventCode>01</EventCode></TrackSummary><TrackDetail>Out for Delivery, 07/14/2020, 7:10 am, X</TrackDetail>"
            + "<TrackDetail>May 30 11:07 am NOTICE LEFT</TrackDetail></TrackInfo></TrackResponse>").utf8)

    @Test func cutAtEveryPosition() {
        for length in 0..<Self.ups.count {
            #expect(FeedReading(Array(Self.ups[..<length]), with: UPSTrackXML()).error != nil)
        }
        for length in 0..<Self.usps.count {
            #expect(FeedReading(Array(Self.usps[..<length]), with: USPSTrackXML()).error != nil)
        }
    }

    @Test func flippedBytes() {
        var seed: UInt64 = 8_123_447_1
        func random(_ limit: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % limit
        }
        for _ in 0..<1500 {
            var (a, b) = (Self.ups, Self.usps)
            for _ in 0...random(3) {
                a[random(a.count)] = UInt8(random(256))
                b[random(b.count)] = UInt8(random(256))
            }
            #expect(FeedReading(a, with: UPSTrackXML()) == FeedReading(a, with: UPSTrackXML()), "seed 81234471")
            #expect(FeedReading(b, with: USPSTrackXML()) == FeedReading(b, with: USPSTrackXML()), "seed 81234471")
            // Each reader on the other's files, too.
            #expect(FeedReading(b, with: UPSTrackXML()) == FeedReading(b, with: UPSTrackXML()), "seed 81234471")
        }
    }
}
