import EvidenceIngest
import Testing

struct SignatureTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        let name: String
        let head: [UInt8]
        let type: String
        let puid: String?
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ type: String, _ puid: String?) {
            self.init(name, Array(text.utf8), type, puid)
        }
        init(_ name: String, _ head: [UInt8], _ type: String, _ puid: String?) {
            (self.name, self.head, self.type, self.puid) = (name, head, type, puid)
        }
    }

    static func zip(_ members: [(String, String)]) -> [UInt8] {
        members.flatMap { name, content in
            let size = UInt8(content.utf8.count)
            return [
                0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, size, 0, 0, 0, size, 0, 0, 0, UInt8(name.utf8.count), 0, 0, 0,
            ]
                + Array(name.utf8) + Array(content.utf8)
        }
    }

    static let samples: [Sample] = [
        Sample("a.pdf", "%PDF-1.4\n%\u{E2}", "application/pdf", "fmt/18"),
        Sample("b.pdf", "%PDF-2.0\n", "application/pdf", "fmt/1129"),
        Sample(
            "fx.pdf", "%PDF-1.7\n<rdf:Description><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
            "application/pdf", "fmt/480"),
        Sample("fy.pdf", "%PDF-1.6\n<rdf:Description pdfaid:part=\"1\" pdfaid:conformance=\"A\"/>", "application/pdf", "fmt/95"),
        Sample("j.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0], "image/jpeg", "fmt/43"),
        Sample(
            "e.jpg",
            [0xFF, 0xD8, 0xFF, 0xE1, 0, 40] + Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x90, 0, 0, 7, 0, 0, 0, 4]
                + Array("0220".utf8), "image/jpeg", "x-fmt/391"),
        Sample("p.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52], "image/png", "fmt/11"),
        Sample("g.gif", "GIF89a\u{1}\0", "image/gif", "fmt/4"),
        Sample("w.webp", "RIFF\u{1}\0\0\0WEBPVP8X\0", "image/webp", "fmt/568"),
        Sample("h.heic", "\0\0\0\u{18}ftypheic\0\0\0\0mif1heic", "image/heic", "fmt/1101"),
        Sample("h2.heic", "\0\0\0\u{18}ftypmif1\0\0\0\0mif1heic", "image/heic", "fmt/1101"),
        Sample("a.avif", "\0\0\0\u{10}ftypmif3avif", "image/avif", nil),
        Sample("h.heif", "\0\0\0\u{10}ftypmif3hevc", "image/heif", nil),
        Sample("a.avci", "\0\0\0\u{18}ftypavci\0\0\0\0mif1avci", "image/avci", nil),
        Sample("j.heif", "\0\0\0\u{18}ftypj2ki\0\0\0\0mif1j2ki", "image/hej2k", nil),
        Sample("b.tif", [0x49, 0x49, 0x2B, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0], "image/tiff", nil),
        Sample("c.tif", [0x4D, 0x4D, 0, 0x2B, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16], "image/tiff", nil),
        Sample("t.tif", [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0], "image/tiff", "fmt/353"),
        Sample("v.mp4", "\0\0\0\u{18}ftypisom\0\0\u{2}\0isomiso2", "video/mp4", "fmt/199"),
        Sample("v.mov", "\0\0\0\u{14}ftypqt  \0\0\0\0qt  ", "video/quicktime", "x-fmt/384"),
        Sample("m.mp3", "ID3\u{3}\0\0\0\0\u{1}\u{2}TIT2", "audio/mpeg", "fmt/134"),
        Sample("a.amr", "#!AMR\n\u{3C}", "audio/AMR", "fmt/356"),
        Sample(
            "PTT-1.opus", Array("OggS\0\u{2}".utf8) + [UInt8](repeating: 0, count: 20) + [1, 19] + Array("OpusHead\u{1}".utf8), "audio/ogg",
            "fmt/946"),
        Sample("z.zip", zip([("_chat.txt", "x")]), "application/zip", "x-fmt/263"),
        Sample(
            "x.xlsx", zip([("[Content_Types].xml", "<a/>"), ("_rels/.rels", ""), ("xl/workbook.xml", "")]),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "fmt/214"),
        Sample(
            "d.docx", zip([("[Content_Types].xml", "<a/>"), ("word/document.xml", "")]),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "fmt/412"),
        Sample(
            "o.asice", zip([("mimetype", "application/vnd.etsi.asic-e+zip"), ("a", "")]), "application/vnd.etsi.asic-e+zip", "fmt/1564"),
        Sample("g.gz", [0x1F, 0x8B, 8, 0, 0, 0], "application/gzip", "x-fmt/266"),
        Sample("t.tar", [UInt8](repeating: 0x61, count: 257) + Array("ustar\0".utf8), "application/x-tar", "x-fmt/265"),
        Sample("s.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "application/x-7z-compressed", "fmt/484"),
        Sample("r.rar", "Rar!\u{1A}\u{7}\u{1}\0", "application/vnd.rar", "fmt/613"),
        Sample(
            "m.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array("Workbook".utf8).flatMap { [$0, 0] },
            "application/vnd.ms-excel", "fmt/61"),
        Sample("m.db", "SQLite format 3\0\u{10}\0", "application/vnd.sqlite3", "fmt/729"),
        Sample("feed", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><TrackResponse/>", "application/xml", "fmt/101"),
        Sample("feed2", "\u{FEFF}<TrackResponse><a/></TrackResponse>", "application/xml", "fmt/101"),
        Sample("p.html", "\r\n<!DOCTYPE html>\n<html>", "text/html", "fmt/471"),
        Sample("q.htm", "<html><body>", "text/html", "fmt/96"),
        Sample("c.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\n", "text/vcard", "fmt/1880"),
        Sample("c.ics", "BEGIN:VCALENDAR\r\n", "text/calendar", "fmt/388"),
        Sample("l.zpl", "\u{10}CT~~CD,~CC^~CT~\r\n^XA\r\n^PW799\r\n^FO0,0^GFA", "application/zpl", nil),
        Sample("d.edi", "UNA:+.? 'UNB+UNOC:3+A+B", "application/EDIFACT", nil),
        Sample(
            "m.eml", "From: a@b.example\r\nTo: c@d.example\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n\r\nhello",
            "message/rfc822", "fmt/950"),
        Sample("m", "Received: from x by y; Mon, 2 Mar 2026 10:00:00 +0100\nSubject: x\nFrom: a@b\n\nhello", "message/rfc822", "fmt/278"),
        Sample(
            "inbox",
            "From a@b Mon Mar  2 10:00:00 2026\nFrom: a@b\nDate: x\n\nhello\n\nFrom c@d Mon Mar  2 11:00:00 2026\nFrom: c@d\nSubject: x\n\nbye\n",
            "application/mbox", "fmt/720"),
        Sample(
            "page.mht",
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x/\r\nSubject: y\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
            "multipart/related", "x-fmt/429"),
        Sample("o.json", "{\"a\":1}", "application/json", "fmt/817"),
        Sample("o.jsonl", "{\"a\":1}\n{\"a\":2}\n", "application/x-ndjson", nil),
        Sample("_chat.txt", "[12.03.20, 10:11:12] Max: hello", "text/plain", "x-fmt/111"),
        Sample("t.csv", "a,b\n1,2\n", "text/csv", "x-fmt/18"),
        Sample(
            "smime.p7s", [0x30, 0x82, 1, 0, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2, 0xA0] + [UInt8](repeating: 0, count: 20),
            "application/pkcs7-signature", "fmt/670"),
        Sample("winmail.dat", [0x78, 0x9F, 0x3E, 0x22, 1, 0], "application/vnd.ms-tnef", nil),
        Sample("x.bin", [1, 2, 3, 0, 0xFF, 0xFE], "application/octet-stream", nil),
        Sample("note", "ID3 is an audio tag format", "text/plain", "x-fmt/111"),
        Sample("note2", "BM is not a bitmap here at all", "text/plain", "x-fmt/111"),
        Sample(
            "http", "HTTP/1.1 200 OK\r\nDate: Mon, 2 Mar 2026 10:00:00 GMT\r\nContent-Type: text/html\r\n\r\n", "text/plain", "x-fmt/111"),
        Sample("soap.mtom", "--uuid:1\r\nContent-Type: application/xop+xml\r\nContent-ID: <a@b>\r\n\r\n<soap/>", "multipart/related", nil),
        Sample("x.rsmf", "From: a@b\r\nX-RSMF-Version: 2.0.0\r\nDate: x\r\nMIME-Version: 1.0\r\n\r\n", "text/plain", "x-fmt/111"),
        Sample("none", [], "application/octet-stream", nil),
    ]

    @Test(arguments: samples)
    func kinds(sample: Sample) {
        let found = Signatures.identify(head: sample.head, name: sample.name, size: Int64(sample.head.count))
        #expect(found.mediaType == sample.type)
        #expect(found.puid == sample.puid)
    }

    @Test func namesAloneSaySo() {
        let found = Signatures.identify(head: Array("a,b\n".utf8), name: "T.CSV", size: 4)
        #expect(found.basis == "text; the kind by name only: .csv")
    }

    @Test func anyBeginningIsSurvived() {
        for sample in Self.samples {
            for length in 0...sample.head.count {
                _ = Signatures.identify(head: Array(sample.head[..<length]), name: sample.name, size: Int64(length))
                _ = Signatures.identify(head: Array(sample.head[..<length]) + [0xFF, 0xFF, 0xFF, 0xFF], name: "x", size: 1 << 40)
            }
        }
    }

    @Test func mailboxes() {
        func starts(_ text: String) -> [Int] { MailboxSplitter.separators(in: Array(text.utf8)) }
        let one = "From - \nFrom: a@b\n\nFrom Russia with love\n\nFrom Russia with love\nYear: 1963\n"
        #expect(starts(one) == [0])
        #expect(starts(one + "\nFrom -\nSubject: x\n\nbody\n") == [0, one.utf8.count + 1])
        let crlf = "From 12@xxx Mon Mar 02 10:00:00 +0000 2026\r\nFrom: a@b\r\n\r\nhi\r\n\r\n"
        #expect(starts(crlf + crlf + crlf).count == 3)
        #expect(starts("Subject: x\n\nFrom a@b Mon Mar  2 10:00:00 2026\n").isEmpty)
        // A length that leads to the next separator protects what lies between; one that does not is not believed.
        let body = "x\n\nFrom a@b Mon Mar  2 10:00:00 2026\nis quoted here\n"
        let second = "\nFrom c@d Mon Mar  2 10:00:00 2026\nFrom: c@d\n\ny\n"
        #expect(starts("From a@b Mon Mar  2 10:00:00 2026\nContent-Length: \(body.utf8.count)\n\n\(body)\(second)").count == 2)
        #expect(starts("From a@b Mon Mar  2 10:00:00 2026\nContent-Length: 5\n\n\(body)\(second)").count == 3)
        // A sentence with a time and a year.
        let sentence = "From a@b Mon Mar  2 10:00:00 2026\nFrom: a@b\n\nhi\n\nFrom 09:00 on 12 March 2026 we are closed.\n"
        #expect(starts(sentence + "Please pay.\n" + second).count == 2 && starts(sentence + second).count == 2)
    }
}
