import CaseModel
import EvidenceIngest
import Testing

/// Numbers and repetitions that no honest program writes: each is read to its end, and nothing traps.
@Suite("numbers and repetitions")
struct NumberTests {
    private static let numbers = [
        "-9223372036854775808", "9223372036854775807", "9223372036854775808", "-1", "9007199254740993", "1e400", "-1e-400", "1e127",
    ]

    private static let structured: Set<String> = [
        "telegram-json", "sms-backup-xml", "aliexpress-order", "ubl", "ups-track-xml", "usps-track-xml",
    ]

    /// Where whole values of a text are numbers: between quotes, tags, or the signs of JSON.
    private static func values(_ bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var at = 0
        while at < bytes.count {
            let end = bytes[at...].firstIndex { !(0x30...0x39).contains($0) && $0 != 0x2D && $0 != 0x2E } ?? bytes.count
            if end > at, at > 0, end < bytes.count, "\"'>: [".utf8.contains(bytes[at - 1]), "\"'<,}] \n\r".utf8.contains(bytes[end]) {
                found.append(at..<end)
            }
            at = max(end, at + 1)
        }
        return found
    }

    @Test("in any field", arguments: Sample.all.filter { structured.contains($0.reader) }, numbers)
    func anyField(sample: Sample, number: String) async throws {
        let places = Self.values(sample.bytes)
        #expect(!places.isEmpty)
        var files = places.map { place in
            var bytes = sample.bytes
            bytes.replaceSubrange(place, with: number.utf8)
            return (name: sample.name, bytes: bytes)
        }
        var all = sample.bytes
        for place in places.reversed() { all.replaceSubrange(place, with: number.utf8) }
        files.append((sample.name, all))
        let result = try await takeIn(files)
        #expect(result.items.filter { $0.item.parent == nil }.count == files.count)
        for item in result.items.map(\.item) {
            for time in item.records.compactMap(\.record.time) {
                _ = (time.iso, time.day, time.wallClock, time.orderingSeconds { _ in 50_400 })
            }
        }
    }

    struct Repeated: Sendable, CustomTestStringConvertible {
        let name: String
        let before: String
        let element: String
        var separator = ""
        let after: String
        /// Records of the file; nil when the reader stops at a limit.
        let records: Int?

        var testDescription: String { name }
        static let count = 20_000

        var bytes: [UInt8] {
            Array((before + Array(repeating: element, count: Self.count).joined(separator: separator) + after).utf8)
        }
    }

    private static let repeated: [Repeated] = [
        Repeated(
            name: "result.json", before: #"{"name":"N","type":"personal_chat","id":5,"messages":["#,
            element: #"{"id":1,"type":"message","date_unixtime":"1714557600","from":"Ann","from_id":"user9","text":"x"}"#,
            separator: ",", after: "]}", records: 20_000),
        Repeated(
            name: "sms.xml", before: "<?xml version='1.0'?><smses count='20000'>",
            element: #"<sms address="+4915100000000" date="1772445600000" type="1" body="x"/>"#, after: "</smses>", records: 20_000),
        Repeated(
            name: "_chat.txt", before: "", element: "13/03/2026, 10:00 - Bob: hello\n", after: "", records: 20_000),
        Repeated(
            name: "list.json", before: #"{"aliexpress_solution_order_get_response":{"result":{"target_list":{"order_dto":["#,
            element: #"{"order_id":"8123000000004471","order_status":"FINISH","gmt_create":"2026-05-02 21:14:09"}"#,
            separator: ",", after: "]}}}}", records: 20_000),
        Repeated(
            name: "detail.json",
            before: #"{"aliexpress_solution_order_get_response":{"result":{"target_list":{"order_dto":[{"order_id":"8123000000004471","#
                + #""order_status":"FINISH","gmt_create":"2026-05-02 21:14:09","product_list":{"order_product_dto":["#,
            element: #"{"child_id":"8123000000004472"}"#, separator: ",", after: "]}}]}}}}", records: 1),
        Repeated(
            name: "ups.xml",
            before: "<TrackResponse><Response><ResponseStatusCode>1</ResponseStatusCode></Response><Shipment><Package>"
                + "<TrackingNumber>1Z4X7R290410388416</TrackingNumber>",
            element:
                "<Activity><Status><StatusType><Code>I</Code></StatusType></Status><Date>20260331</Date><Time>114200</Time></Activity>",
            after: "</Package></Shipment></TrackResponse>", records: 20_001),
        Repeated(
            name: "usps.xml", before: "<TrackResponse><TrackInfo ID=\"9400111899223100001000\">",
            element: "<TrackDetail>Accepted at USPS facility, March 31, 2026, 8:10 am, LEEDS</TrackDetail>",
            after: "</TrackInfo></TrackResponse>", records: nil),
        Repeated(
            name: "invoice.xml",
            before: "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' "
                + "xmlns:b='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'><b:ID>1</b:ID>",
            element: "<b:Note>n</b:Note>", after: "</Invoice>", records: nil),
        Repeated(
            name: "mail.eml", before: "", element: "Received: from a.example by b.example; Mon, 2 Mar 2026 10:00:00 +0000\r\n",
            after: "From: a@b.example\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nSubject: s\r\n\r\nhi\r\n", records: nil),
        Repeated(name: "note.txt", before: "", element: "a line\n", after: "", records: nil),
    ]

    @Test("one element, many times", arguments: repeated)
    func manyTimes(file: Repeated) async throws {
        let items = try await takeIn(file.name, file.bytes)
        let item = try #require(items.first)
        #expect(item.format != nil && item.status != .stored)
        #expect(item.diagnostics.count < 1_000)
        if let records = file.records { #expect(item.records.count == records) }
    }
}
