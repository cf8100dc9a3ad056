import CaseModel
import Testing

@testable import CaseAnalysis

@Suite struct ExhibitTests {
    @Test func sectionsThenDatesThenPaths() {
        var evidence = Evidence()
        evidence.add("z-notes.txt", [])
        evidence.add("photo.jpg", [.image(ImageFacts(width: 1, height: 1, taken: time("2026-03-01T10:00:00")))])
        evidence.add("b.eml", [mail("2026-03-02T10:00:00Z", from: "a@x.example", to: "b@x.example", "Hello")], format: "email")
        evidence.add("a.eml", [mail("2026-03-03T10:00:00Z", from: "a@x.example", to: "b@x.example", "Again")], format: "email")
        evidence.add("invoice.xml", [.document(document(.invoice, "INV-1", "2026-03-05"))])
        evidence.add("track.xml", [.shipment(shipment("1Z1", delivered: "2026-03-04T09:00:00"))])
        evidence.add("despatch.xml", [.document(document(.despatchAdvice, "DA-1", "2026-03-02"))])
        evidence.add("order.xml", [.document(document(.order, "PO-1", "2026-03-09"))])
        evidence.add("order-0.xml", [.document(document(.order, "PO-0", "2026-03-01"))])
        #expect(
            evidence.assembled().exhibitLines == [
                "C1 contract exhibitTitle.order", "C2 contract exhibitTitle.order",
                "C3 shipping exhibitTitle.despatchAdvice", "C4 delivery exhibitTitle.tracking",
                "C5 payment exhibitTitle.invoice", "C6 communications exhibitTitle.mail",
                "C7 communications exhibitTitle.mail", "C8 photographs exhibitTitle.image", "C9 other exhibitTitle.file",
            ])
        #expect(evidence.assembled().exhibits.map(\.item) == [8, 7, 6, 5, 4, 2, 3, 1, 0])
    }

    @Test func partsFollowTheirWhole() {
        var evidence = Evidence()
        let mailbox = evidence.add("box.mbox", [], format: "mbox")
        let first = evidence.add(
            "box.mbox!/1.eml", [mail("2026-03-02T10:00:00Z", from: "a@x.example", to: "b@x.example", "One")],
            format: "email", parent: mailbox)
        evidence.add("box.mbox!/1.eml!/invoice.pdf", [], parent: first)
        evidence.add("box.mbox!/2.eml", [], format: "email", parent: mailbox)
        let made = evidence.assembled()
        #expect(made.exhibits.map(\.number) == ["C1", "C1.1", "C1.1.1", "C1.2"])
        #expect(made.exhibits.map(\.parent) == [nil, "C1", "C1.1", "C1"])
        #expect(made.exhibits.map { $0.file != nil } == [true, false, false, false])
        #expect(made.exhibits.allSatisfy { $0.section == .communications })
        #expect(made.exhibits[0].title.key == "exhibitTitle.container")
    }

    @Test func copiesPointToTheirTwin() {
        var evidence = Evidence()
        let mailItem = evidence.add(
            "a.eml", [mail("2026-03-02T10:00:00Z", from: "a@x.example", to: "b@x.example", "One")], format: "email")
        evidence.add("a.eml!/terms.pdf", [], parent: mailItem, sha256: "same")
        evidence.add("terms.pdf", [], sha256: "same")
        evidence.add("terms copy.pdf", [], sha256: "same")
        evidence.add("terms other size.pdf", [], sha256: "same", bytes: 7)
        let made = evidence.assembled()
        // Whole files keep their bytes; the part points to the whole file.
        #expect(made.exhibits.map(\.number) == ["C1", "C1.1", "C2", "C3", "C4"])
        #expect(made.exhibits.map(\.duplicateOf) == [nil, "C2", nil, nil, "C2"])
        #expect(made.exhibits.filter { $0.file != nil }.map(\.number) == ["C1", "C2", "C3"])
        #expect(made.finding("CF-F-DUPLICATES")?.argument("count") == .number(2))
    }

    @Test func settingsDecideOverTitleAndSection() {
        var evidence = Evidence()
        evidence.add("p/box.jpg", [.image(ImageFacts(width: 1, height: 1))])
        evidence.add("box.jpg", [.image(ImageFacts(width: 2, height: 1))])
        var settings = CaseSettings(id: "T")
        var rule = CaseSettings.FileRule(file: "p/box.jpg")
        (rule.title, rule.section) = ("The box", .delivery)
        settings.files = [rule]
        let made = evidence.assembled(settings)
        #expect(made.exhibitLines == ["C1 delivery exhibitTitle.given", "C2 photographs exhibitTitle.image"])
        #expect(made.exhibits[0].item == 0)
    }

    @Test(arguments: [
        ("WhatsApp Chat - Daniel Finch.zip", "WhatsApp-Chat-Daniel-Finch.zip"),
        ("发货记录.txt", "file.txt"), ("Rechnung Köln Straße.pdf", "Rechnung-Koln-Strasse.pdf"), ("con.txt", "con_.txt"),
        ("COM1", "COM1_"), ("nul.tar.gz", "nul.tar_.gz"), ("name.", "name"), (".hidden", "hidden"), ("...", "file"),
        ("statement\u{202E}fdp.txt", "statement-fdp.txt"), ("a/b", "a-b"), ("e\u{301}te.jpg", "ete.jpg"), ("", "file"),
        ("x.verylongextension", "x.verylongextension"), ("README", "README"),
    ])
    func namesForEveryFileSystem(name: String, safe: String) {
        let made = SafeName.file(name)
        #expect(made == safe)
        #expect(made.utf8.allSatisfy { (0x2D...0x7A).contains($0) && ![0x2F, 0x3A, 0x3F, 0x5C].contains($0) })
    }

    @Test func pathsStayShort() {
        let path = SafeName.exhibitPath(place: 12345, name: String(repeating: "Long Name ", count: 60) + ".jpeg")
        #expect(("data/" + path).utf8.count <= 150)
        #expect(path.hasPrefix("exhibits/12345-long-name"))
        #expect(path.hasSuffix(".jpeg"))
        #expect(SafeName.exhibitPath(place: 3, name: "发货.txt") == "exhibits/0003-file/file.txt")
    }

    @Test func anEarlierOrderOfNumbersCanBeKept() {
        var evidence = Evidence()
        evidence.add("a.txt", [])
        evidence.add("b.txt", [])
        let list = ExhibitList(
            gathering: Gathering(evidence.items), settings: CaseSettings(id: "T"), clock: CaseClock(zone: nil))
        #expect(list.exhibits().map(\.item) == [0, 1])
        let kept = list.exhibits(numbering: [1, 0])
        #expect(kept.map(\.item) == [1, 0])
        #expect(kept.map(\.number) == ["C1", "C2"])
    }
}
