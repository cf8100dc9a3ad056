import Foundation

/// Replies of a carrier's tracking interface.
enum UPSFeed {
    private static let steps = [
        ("I", "DEPARTURE SCAN", "DP"), ("I", "ARRIVAL SCAN", "AR"), ("I", "ORIGIN SCAN", "OR"), ("X", "DELIVERY ATTEMPTED", "48"),
        ("P", "PICKUP SCAN", "PU"),
    ]
    private static let cities = ["SHENZHEN", "ANCHORAGE", "LOUISVILLE", "KOELN", "LEEDS", "DUISBURG"]

    private static let head = """
        <?xml version="1.0"?>
        <TrackResponse>
          <Response><ResponseStatusCode>1</ResponseStatusCode><ResponseStatusDescription>Success</ResponseStatusDescription></Response>

        """
    private static let tail = "</TrackResponse>\n"

    /// One parcel with this number, or with one that the numbers give.
    static func document(
        events: Int, tracking: String? = nil, order: String? = nil, _ numbers: inout SeededNumbers
    ) -> [UInt8] {
        Array((head + shipment(events: events, tracking: tracking, order: order, &numbers) + tail).utf8)
    }

    /// Writes a feed of about `bytes` bytes; gives the number of its events.
    static func write(bytes: Int64, to path: String, seed: UInt64) throws -> Int {
        var numbers = SeededNumbers(seed: seed)
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw BenchFailure("\(path) cannot be written")
        }
        defer { try? file.close() }
        try file.write(contentsOf: Data(head.utf8))
        var written = Int64(head.utf8.count)
        var events = 0
        while written < bytes {
            var portion = ""
            for _ in 0..<200 {
                portion += shipment(events: 12, &numbers)
                events += 12
            }
            try file.write(contentsOf: Data(portion.utf8))
            written += Int64(portion.utf8.count)
        }
        try file.write(contentsOf: Data(tail.utf8))
        return events
    }

    private static func shipment(
        events: Int, tracking: String? = nil, order: String? = nil, _ numbers: inout SeededNumbers
    ) -> String {
        let digits = String(1_000_000_000 + numbers.next() % 9_000_000_000)
        let number = tracking ?? "1Z2T8W40\(digits)"
        let reference = order ?? "ORD-\(numbers.next() % 1_000_000)"
        var text = """
              <Shipment>
                <Shipper><ShipperNumber>2T8W40</ShipperNumber><Address><City>SHENZHEN</City><CountryCode>CN</CountryCode></Address></Shipper>
                <ReferenceNumber><Code>PO</Code><Value>\(reference)</Value></ReferenceNumber>
                <ShipmentIdentificationNumber>\(number)</ShipmentIdentificationNumber>
                <Package>
                  <TrackingNumber>\(number)</TrackingNumber>

            """
        for index in 0..<events {
            let (type, words, code) = numbers.pick(steps)
            let day = 1 + (events - index) % 28
            text += """
                      <Activity>
                        <ActivityLocation><Address><City>\(numbers.pick(cities))</City><CountryCode>CN</CountryCode></Address></ActivityLocation>
                        <Status><StatusType><Code>\(type)</Code><Description>\(words)</Description></StatusType><StatusCode><Code>\(code)</Code></StatusCode></Status>
                        <Date>202606\(day < 10 ? "0" : "")\(day)</Date><Time>\(100_000 + index % 60 * 100)</Time>
                      </Activity>

                """
        }
        return text + "    </Package>\n  </Shipment>\n"
    }
}
