import Testing
import XMLReading

@Suite struct ProbeTests {
    @Test(arguments: [
        "", "  ", "hello", "{\"a\":1}", "PK\u{3}\u{4}", "< a>", "<", "<?xml version='1.0'?>", "<!-- only -->",
    ])
    func notXML(head: String) { #expect(XMLProbe(head: Array(head.utf8)) == nil) }

    @Test func rootAndFirstElements() throws {
        let head =
            "\u{FEFF} \n<?xml version=\"1.0\" encoding='GB18030' standalone=\"yes\"?><!-- x -->\n"
            + "<t:TrackResponse xmlns:t='urn:t' ID='7'><Response><Code>1</Code></Response><Ship"
        let probe = try #require(XMLProbe(head: Array(head.utf8)))
        #expect(probe.root == XMLName("TrackResponse", namespace: "urn:t"))
        #expect(probe.rootAttributes == [XMLAttribute(name: XMLName("ID"), value: "7")])
        #expect(probe.elements == [.init(name: XMLName("Response"), depth: 2), .init(name: XMLName("Code"), depth: 3)])
        #expect(probe.declaredEncoding == "GB18030")
    }

    @Test func atMost256Elements() throws {
        let probe = try #require(XMLProbe(head: Array(("<a>" + String(repeating: "<b/>", count: 9000)).utf8)))
        #expect(probe.elements.count == 256)
    }

    @Test func aHeadOfSixtyFourKilobytesCutInsideATag() throws {
        let whole = Array(("<a k='1'>" + String(repeating: "<b x='é'>text</b>", count: 5000)).utf8)
        for length in 65_500..<65_536 { #expect(XMLProbe(head: Array(whole[..<length]))?.root.local == "a") }
    }
}
