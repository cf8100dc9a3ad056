import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

/// Header blocks without an author: mails when they are called so, else not.
@Suite struct MailFragmentTests {
    @Test(arguments: [
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n--b--\n",
        "Date: Mon, 2 Mar 2026 10:15:00 +0800\nMIME-Version: 1.0\nContent-Type: text/plain\n\nhello\n",
        "From: me\nTo: you\nSubject: no address in it\n\nhello\n",
        "Content-Disposition: inline\nContent-Type: text/plain\n\nhello\n",
    ])
    func calledMail(text: String) async throws {
        let items = try await takeIn("part.eml", Array(text.utf8))
        #expect(items.first?.format == "email")
        #expect(items.first?.status == .read)
        #expect(items.first?.mediaType == "message/rfc822")
        let plain = try await takeIn("part.dat", Array(text.utf8))
        #expect(plain.first?.format == nil)
    }

    @Test("a mail without body is whole when its last field is; one of several parts is not")
    func headerOnly() async throws {
        func status(_ rest: String) async throws -> ItemStatus? {
            let text = "From: a@b.example\nDate: Mon, 2 Mar 2026 10:15:00 +0800\n" + rest
            return try await takeIn("m.eml", Array(text.utf8)).first?.status
        }
        #expect(try await status("Subject: x\n") == .read)
        #expect(try await status("Subject: x\n\n") == .read)
        #expect(try await status("Subject: x") == .partial)
        #expect(try await status("Content-Type: multipart/mixed; boundary=b\n") == .partial)
    }
}
