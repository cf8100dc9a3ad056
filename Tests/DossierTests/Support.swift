import ByteIO
import CaseModel
import Dossier
import SupportForTests
import Foundation

enum Samples {
    static let day = CalendarDay(year: 2026, month: 3, day: 1)

    /// Payload that is partly deflated and partly stored.
    static let tiny: [(path: String, bytes: [UInt8])] = [
        ("case.json", Array(String(repeating: "{\"order\": \"8123-4471\"} ", count: 12).utf8)),
        ("exhibits/0001-box/1.pdf", Array("%PDF-1.4 one".utf8)),
        ("exhibits/0002-box/11.pdf", Array("%PDF-1.4 two".utf8)),
        ("exhibits/0003-photo/box.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5]),
        ("exhibits/0004-empty/empty.txt", []),
    ]

    /// The bytes of a dossier.
    static func dossier(
        _ payload: [(path: String, bytes: [UInt8])] = tiny, name: String = "CF-1", in scratch: Scratch, workers: Int = 2
    ) throws -> [UInt8] {
        let spool = try MemberSpool(in: scratch.bytes, workers: workers)
        let members = try payload.map { DossierMember(path: $0.path, content: try spool.add($0.bytes)) }
        let writer = DossierWriter(
            name: name, baggingDate: day ?? CalendarDay(daysSinceEpoch: 0)!, software: "casefile test",
            information: [("External-Identifier", name)])
        let path = Array(scratch.file("dossier-\(UUID().uuidString).zip").utf8)
        _ = try writer.write(members, spool: spool, replacing: path)
        defer { unlink(String(decoding: path, as: UTF8.self)) }
        return try ByteSource.file(at: path).bytes(limit: 1 << 30)
    }
}
