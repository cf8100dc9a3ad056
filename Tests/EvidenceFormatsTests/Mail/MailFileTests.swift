import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import Testing

/// Mails that are not stored as they were sent: as UTF-16 by an editor, between the lines of Apple Mail.
struct MailFileTests {
    private static let plain = ReadMail.mail(
        "Subject: =?utf-8?B?6K6i5Y2V?= 8123\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\nPlease pay. 请付款 €\n"
    )

    @Test(arguments: [(String.Encoding.utf16LittleEndian, [UInt8]([0xFF, 0xFE])), (.utf16BigEndian, [0xFE, 0xFF])])
    func utf16(encoding: String.Encoding, mark: [UInt8]) throws {
        let text = Self.plain.replacing("\n", with: "\r\n")
        let bytes = mark + [UInt8](try #require(text.data(using: encoding)))
        let mail = ReadMail(bytes)
        let message = try #require(mail.message)
        // What the mail declares no longer holds for characters that an editor wrote anew.
        #expect(message.text == "Please pay. 请付款 €")
        #expect(message.subject == "订单 8123" && message.sender.key.contains("li@seller.example"))
        #expect(message.time.iso == "2026-03-02T10:15:00+08:00")
        #expect(mail.codes.isEmpty, "\(mail.codes)")
        #expect(Email().recognize(probe(bytes, "x.eml")) != .no)
        // Cut inside a character: what can be read is, and the damage is told.
        let cut = ReadMail(Array(bytes.dropLast()))
        #expect(cut.message?.text.hasPrefix("Please pay. 请付款") == true)
    }

    /// What base64 holds is not touched by whoever saves the mail.
    @Test func codedPartsKeepTheirCharacterSet() throws {
        let coded = ReadMail.mail(
            "Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: base64\n\nx+u4tr/u\n")
        let mail = ReadMail([0xFF, 0xFE] + [UInt8](try #require(coded.data(using: .utf16LittleEndian))))
        #expect(mail.message?.text == "请付款")
    }

    private static let list = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict><key>date-received</key><integer>1772417712</integer><key>original-mailbox</key><string>imap://x/INBOX</string>
        <key>labels</key><array><string>inner</string></array><key>read</key><true/></dict>
        </plist>

        """

    private func apple(_ mail: String, announced: Int? = nil, list: String = list) -> [UInt8] {
        Array("\(announced ?? mail.utf8.count)      \n".utf8) + Array(mail.utf8) + Array(list.utf8)
    }

    @Test func appleMail() throws {
        let text = ReadMail.mail("Subject: reminder\nContent-Type: text/plain; charset=utf-8\n\nPlease pay. 请付款\n")
        let bytes = apple(text)
        let mail = ReadMail(bytes)
        let message = try #require(mail.message)
        #expect(message.text == "Please pay. 请付款" && message.subject == "reminder")
        #expect(mail.codes.isEmpty, "\(mail.codes)")
        #expect(mail.extra("Apple Mail date-received") == ["1772417712"])
        #expect(mail.extra("Apple Mail original-mailbox") == ["imap://x/INBOX"])
        #expect(mail.extra("Apple Mail read") == ["true"])
        #expect(!message.extra.contains { $0.text == "inner" })
        #expect(mail.sink.records.map(\.locator) == [.line(2)])
        guard case .yes(.certain, let basis) = Email().recognize(probe(bytes, "812.emlx")) else {
            Issue.record("not recognised")
            return
        }
        #expect(basis.contains("number of bytes"))
    }

    @Test func aWrongLengthIsToldAndTheMailIsStillWhole() throws {
        let text = ReadMail.mail("Subject: reminder\n\nPlease pay.\n")
        for announced in [text.utf8.count - 20, text.utf8.count + 7, 10_000_000] {
            let mail = ReadMail(apple(text, announced: announced))
            #expect(mail.message?.text == "Please pay.", "\(announced)")
            #expect(mail.codes == ["CF-MAIL-EMLX"])
        }
    }

    @Test(arguments: ["", "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><dict><key>fl"])
    func aCutListIsTold(list: String) {
        let mail = ReadMail(apple(ReadMail.mail("Subject: reminder\n\nPlease pay.\n"), list: list))
        #expect(mail.message?.text == "Please pay." && mail.codes == ["CF-MAIL-EMLX"])
    }

    @Test(arguments: [
        "12\nTo be done: call the buyer\n", "12\n13\n14\n", "2026\n\nSubject to change\n", "99999999999999999999\nFrom: a@b\n\n",
    ])
    func numbersAloneMakeNoMail(text: String) {
        #expect(Email().recognize(probe(Array(text.utf8), "notes.txt")) == .no)
    }

    private func probe(_ bytes: [UInt8], _ name: String) -> FileProbe {
        FileProbe(name: name, size: Int64(bytes.count), head: bytes, mediaType: "text/plain", puid: nil, text: nil, xml: nil, json: nil)
    }
}
