import ByteIO
import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

/// Media that a chat names by a path are found below the chat's folder, in folders and in zips.
@Suite("files that lie beside a chat")
struct SiblingTests {
    private static func chat(_ path: String) -> [UInt8] {
        Array(
            """
            {"name":"N","type":"personal_chat","id":5,"messages":[{"id":1,"type":"message","date_unixtime":"1714557600",
            "from":"Ann","from_id":"user9","photo":"\(path)","text":""}]}
            """.utf8)
    }

    private static let picture = Array("a picture".utf8)

    private func attachment(_ result: IntakeResult, of chat: String) throws -> CaseModel.Attachment {
        let item = try #require(result.items.first { $0.item.path == chat })
        guard case .message(let message)? = item.item.records.first?.record else { throw IngestError(.chatNothingFound) }
        return try #require(message.attachments.first)
    }

    @Test(
        "in folders",
        arguments: [
            ("photos/p.jpg", "case/telegram/photos/p.jpg"), ("chats/chat_01/photos/p.jpg", "case/telegram/chats/chat_01/photos/p.jpg"),
            ("p.jpg", "case/telegram/p.jpg"),
        ])
    func folders(named: String, lies: String) async throws {
        let result = try await takeIn([
            ("case/other/photos/p.jpg", [1]), (lies, Self.picture), ("case/telegram/result.json", Self.chat(named)),
        ])
        #expect(try attachment(result, of: "case/telegram/result.json").state == .item(1))
    }

    @Test(
        "not outside of the chat's folder",
        arguments: ["../other/photos/p.jpg", "/case/other/photos/p.jpg", "photos/./p.jpg", "photos//p.jpg", "other/photos/p.jpg"])
    func outside(named: String) async throws {
        let result = try await takeIn([
            ("case/other/photos/p.jpg", Self.picture), ("case/telegram/result.json", Self.chat(named)),
        ])
        #expect(try attachment(result, of: "case/telegram/result.json").state == .missing)
    }

    @Test("a name in two code points is the same name; the exact one comes first")
    func equivalence() async throws {
        let result = try await takeIn([
            ("t/photos/e\u{301}.jpg", Self.picture), ("t/result.json", Self.chat("photos/é.jpg")), ("t/photos/é.jpg", [1]),
        ])
        #expect(try attachment(result, of: "t/result.json").state == .item(2))
        let other = try await takeIn([
            ("t/photos/e\u{301}.jpg", Self.picture), ("t/result.json", Self.chat("photos/é.jpg")),
        ])
        #expect(try attachment(other, of: "t/result.json").state == .item(0))
    }

    @Test("in a zip, also below a folder of its own")
    func zip() async throws {
        let zip = storedZip([
            ("photos/p.jpg", [1]), ("export/result.json", Self.chat("photos/p.jpg")), ("export/photos/p.jpg", Self.picture),
        ])
        let result = try await takeIn([("telegram.zip", zip)])
        #expect(result.items.map(\.item.status) == [.read, .stored, .read, .stored])
        #expect(try attachment(result, of: "telegram.zip!/export/result.json").state == .item(3))
    }
}
