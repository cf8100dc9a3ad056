import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

@Suite("plain text")
struct TextTests {
    @Test("prose by its name; messages between programs are none, whatever they are called")
    func claims() async throws {
        #expect(try await takeIn("notes.txt", Array("Dear Ann,\nthe goods left today.\n".utf8)).first?.format == "text")
        #expect(try await takeIn("notes.dat", Array("Dear Ann,\nthe goods left today.\n".utf8)).first?.format == nil)
        let interchange = "UNA:+.?*'\nUNB+UNOC:4+1:14+2:14+260302:1015+17++INVOIC'\nUNH+30+INVOIC:D:03B:UN'\n"
        let parts = "MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=b\n\n--b\nContent-Type: text/html\n\nx\n--b--\n"
        #expect(try await takeIn("page.txt", Array(parts.utf8)).first?.mediaType == "multipart/related")
        #expect(try await takeIn("page.txt", Array(parts.utf8)).first?.status == .stored)
        #expect(try await takeIn("invoice.txt", Array(interchange.utf8)).first?.status == .stored)
    }
}
