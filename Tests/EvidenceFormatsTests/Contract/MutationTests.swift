import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

/// Damaged and hostile input: every reading ends, says the same twice, and gives the file a status.
@Suite("damage to any sample")
struct MutationTests {
    @Test("damaged samples", arguments: Sample.quick)
    func mutations(sample: Sample) async throws {
        var numbers = SeededNumbers(seed: sample.bytes.count)
        for round in 0..<20 {
            let bytes = Self.damaged(sample.bytes, round, &numbers)
            let first = try await takeIn(sample.name, bytes)
            let second = try await takeIn(sample.name, bytes)
            #expect(first == second, "round \(round)")
            let item = try #require(first.first)
            #expect(item.bytes == Int64(bytes.count))
            // A reader that claims a file says something about it, be it that there is nothing.
            if item.format != nil, item.status == .read, item.format != "gzip", item.format != "zip" {
                #expect(!item.records.isEmpty || first.count > 1 || !item.diagnostics.isEmpty, "round \(round)")
            }
        }
    }

    private static func damaged(_ sample: [UInt8], _ round: Int, _ numbers: inout SeededNumbers) -> [UInt8] {
        var bytes = sample
        let at = numbers.below(bytes.count)
        switch round % 10 {
        case 0: for _ in 0...numbers.below(8) { bytes[numbers.below(bytes.count)] = UInt8(numbers.below(256)) }
        case 1: bytes[at] ^= UInt8(1 << numbers.below(8))
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + 1 + numbers.below(64)))
        case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 1 + numbers.below(512))], at: numbers.below(bytes.count))
        case 4: bytes.insert(contentsOf: [UInt8](repeating: 0, count: 1 + numbers.below(16)), at: at)
        case 5: bytes.insert(contentsOf: [UInt8](repeating: 0x78, count: 100_000), at: at)
        case 6: bytes = Array(bytes[..<at])
        case 7: bytes.insert(contentsOf: [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]][numbers.below(3)], at: 0)
        case 8: bytes = bytes.flatMap { [$0, 0] }
        default: bytes += [UInt8](repeating: 0x20, count: numbers.below(4)) + bytes.suffix(numbers.below(bytes.count))
        }
        return bytes
    }

    /// Names by which each reader would be met.
    private static let names = [
        "_chat.txt", "result.json", "sms-1.xml", "mail.eml", "inbox.mbox", "invoice.xml", "track.xml", "order.json", "photo.jpg",
        "photo.heic", "notes.txt", "export.zip", "data",
    ]

    @Test("hostile content under any name", arguments: hostile)
    func hostileContent(content: Hostile) async throws {
        let files = Self.names.map { (name: $0, bytes: content.bytes) }
        let result = try await takeIn(files, workers: 2)
        #expect(result.items.filter { $0.item.parent == nil }.count == files.count)
        for item in result.items.map(\.item) where item.format != nil && item.format != "text" && item.format != "email" {
            // A document may define entities of its own: they stay as written, and it is told.
            let isTold = item.diagnostics.contains { $0.kind == .xmlDoctype }
            #expect(item.status != .read || isTold, "\(item.path) as \(item.format ?? "")")
            #expect(item.records.allSatisfy { !"\($0)".contains("aaaaaaaaaa") })
        }
    }

    struct Hostile: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]

        init(_ title: String, _ text: String) {
            testDescription = title
            bytes = Array(text.utf8)
        }

        init(_ title: String, bytes: [UInt8]) {
            testDescription = title
            self.bytes = bytes
        }
    }

    private static let entities =
        "<!ENTITY a \"aaaaaaaaaa\">"
        + (1...9).map { level in
            let name = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
            return "<!ENTITY \(name[level]) \"" + String(repeating: "&\(name[level - 1]);", count: 10) + "\">"
        }.joined()

    static let hostile: [Hostile] =
        [
            Hostile("nothing", ""), Hostile("only a mark", bytes: [0xEF, 0xBB, 0xBF]), Hostile("only UTF-16", bytes: [0xFF, 0xFE]),
            Hostile("zeros", bytes: [UInt8](repeating: 0, count: 5000)),
            Hostile("one line", String(repeating: "x", count: 3_000_000)),
            Hostile("open brackets", String(repeating: "[", count: 200_000)),
            Hostile("deep objects", "{\"messages\":" + String(repeating: "{\"a\":", count: 100_000)),
            Hostile("deep chat", "{\"name\":\"x\",\"type\":\"y\",\"id\":1,\"messages\":" + String(repeating: "[", count: 100_000)),
            Hostile("zip without end", bytes: [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0xFF, count: 300)),
            Hostile("gzip without end", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]),
            Hostile("deep mail", "From: a@x.example\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n" + deepMail),
        ]
        + ["smses", "TrackResponse", "Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\""].flatMap { root in
            let name = root.prefix { $0 != " " }
            return [
                Hostile("entities in \(name)", "<?xml version=\"1.0\"?><!DOCTYPE \(name) [\(entities)]><\(root)>&j;</\(name)>"),
                Hostile("deep \(name)", "<\(root)>" + String(repeating: "<a>", count: 100_000)),
                Hostile("attributes of \(name)", "<\(root) " + (0..<40_000).map { "a\($0)=\"\"" }.joined(separator: " ") + "><x/>"),
                Hostile(
                    "foreign file in \(name)", "<!DOCTYPE \(name) [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><\(root)>&x;</\(name)>"),
            ]
        }

    private static let deepMail = (0..<300).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
}
