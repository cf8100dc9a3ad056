import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import Testing

/// The synthetic samples of the formats, each with what it was written to show.
@Suite struct FeedSampleFileTests {
    private static func bytes(_ path: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../SampleEvidence")
        return [UInt8](try Data(contentsOf: folder.standardizedFileURL.appending(path: path)))
    }

    @Test(
        "UPS",
        arguments: [
            ("in-transit", nil, nil, []), ("returned-to-sender", nil, nil, []),
            ("gmt-fields-left-at-porch", "2026-06-05T11:15:00+01:00", "PORCH", []),
            ("error-reply", nil, nil, ["CF-TRACK-ERROR"]),
        ] as [(String, String?, String?, [String])])
    func ups(name: String, deliveredAt: String?, leftAt: String?, codes: [String]) throws {
        let reading = FeedReading(try Self.bytes("formats/ups-track-xml/\(name).xml"), with: UPSTrackXML())
        #expect(reading.error == nil)
        #expect(reading.shipments.count == (codes.isEmpty ? 1 : 0))
        #expect(reading.shipments.first?.deliveredAt?.iso == deliveredAt)
        #expect(reading.shipments.first?.extra.first { $0.name == "leftAt" }?.text == leftAt)
        #expect(reading.codes.filter { $0 != "CF-TIME-NOZONE" } == codes)
    }

    @Test(
        "USPS",
        arguments: [
            ("delivered", "2026-05-19T14:14", "R SAMPLE", []),
            ("category-says-delivered-but-is-not", nil, nil, ["CF-TRACK-NOSCAN"]),
        ] as [(String, String?, String?, [String])])
    func usps(name: String, deliveredAt: String?, signatory: String?, codes: [String]) throws {
        let reading = FeedReading(try Self.bytes("formats/usps-track-xml/\(name).xml"), with: USPSTrackXML())
        #expect(reading.error == nil)
        #expect(reading.shipments.map(\.deliveredAt?.iso) == [deliveredAt])
        #expect(reading.shipments.first?.signatory == signatory)
        #expect(reading.codes.filter { $0 != "CF-TIME-NOZONE" } == codes)
        #expect(!reading.events.contains { $0.step == .unknown })
    }

    @Test func daysWithoutClockAreNotOutOfOrder() {
        func detail(_ date: String, _ time: String, _ text: String) -> String {
            "<TrackDetail><EventDate>\(date)</EventDate><EventTime>\(time)</EventTime><Event>\(text)</Event></TrackDetail>"
        }
        let details =
            detail("May 17, 2026", "9:00 am", "Delivered") + detail("May 16, 2026", "", "In Transit")
            + detail("May 16, 2026", "6:40 pm", "Accepted") + detail("May 15, 2026", "9:00 am", "Shipping Label Created")
        let reading = FeedReading(
            "<TrackResponse><TrackInfo ID='9205590100000000041707'>\(details)</TrackInfo></TrackResponse>",
            with: USPSTrackXML())
        #expect(reading.codes == ["CF-TIME-NOZONE"])
        #expect(reading.shipments.first?.deliveredAt?.iso == "2026-05-17T09:00")
    }
}
