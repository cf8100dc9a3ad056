import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import Testing

private let common = """
    xmlns:c="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" \
    xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
    """

private func read(_ type: String, _ body: String) throws -> CollectingSink {
    let xml = """
        <\(type) xmlns="urn:oasis:names:specification:ubl:schema:xsd:\(type)-2" \(common)>
        <b:ID>DA-7003</b:ID><b:IssueDate>2026-03-01</b:IssueDate>\(body)</\(type)>
        """
    let (sink, error) = CollectingSink.read(Array(xml.utf8), as: "d.xml", with: UBL())
    if let error { throw error }
    return sink
}

@Suite("UBL shipments, events and attachments")
struct UBLShipmentTests {
    @Test(
        "which numbers follow a parcel",
        arguments: [
            ("<c:Consignment><b:ID>12345</b:ID></c:Consignment>", nil),
            ("<b:ID>NA</b:ID><c:Delivery><b:TrackingID>456789</b:TrackingID></c:Delivery>", nil),
            ("<c:Consignment><b:ID schemeID='GINC'>735005233ABC</b:ID></c:Consignment>", "735005233ABC"),
            ("<c:Consignment><b:ID>1Z999AA10123456784</b:ID></c:Consignment>", "1Z999AA10123456784"),
            ("<c:Consignment><b:ID>RB123456785GB</b:ID></c:Consignment>", "RB123456785GB"),
            ("<c:Consignment><b:ID>RB123456786GB</b:ID></c:Consignment>", nil),
            ("<c:Delivery><b:TrackingID>1178298510DK</b:TrackingID></c:Delivery>", "1178298510DK"),
            (
                "<c:TransportHandlingUnit><b:ID>173500538500000016</b:ID></c:TransportHandlingUnit>",
                "173500538500000016"
            ),
            (
                "<c:TransportHandlingUnit><b:ID>173500538500000016</b:ID></c:TransportHandlingUnit><c:TransportHandlingUnit><b:ID>173500538500000023</b:ID></c:TransportHandlingUnit>",
                nil
            ),
        ] as [(String, String?)])
    func numbers(_ body: String, _ wanted: String?) throws {
        let sink = try read("DespatchAdvice", "<c:Shipment>\(body)</c:Shipment>")
        #expect(sink.shipments.count == 1)
        #expect(sink.shipments.first?.trackingNumber == wanted)
        #expect(
            sink.shipments.first?.references.contains { $0.kind == .despatchAdvice && $0.value == "DA-7003" } == true)
    }

    @Test("consignments with numbers of their own are shipments of their own")
    func consignments() throws {
        let sink = try read(
            "DespatchAdvice",
            """
            <c:Shipment><c:Consignment><b:ID schemeID="GINC">735005233A1</b:ID></c:Consignment>
            <c:Consignment><b:ID schemeID="GINC">735005233A2</b:ID></c:Consignment></c:Shipment>
            """)
        #expect(sink.shipments.map(\.trackingNumber) == ["735005233A1", "735005233A2"])
    }

    private static func status(_ event: String) throws -> CollectingSink {
        try read(
            "TransportationStatus",
            """
            <c:Consignment><b:ID schemeID="GINC">735005233A1</b:ID></c:Consignment>
            <c:TransportEvent><b:IdentificationID>1</b:IdentificationID>\(event)</c:TransportEvent>
            """)
    }

    @Test("a delivery with time, place and signature")
    func delivered() throws {
        let sink = try Self.status(
            """
            <b:OccurrenceDate>2026-03-05</b:OccurrenceDate><b:OccurrenceTime>13:00:00+02:00</b:OccurrenceTime>
            <b:TransportEventTypeCode>21</b:TransportEventTypeCode><b:CompletionIndicator>true</b:CompletionIndicator>
            <c:Location><b:Name>Dock 4</b:Name></c:Location>
            <c:Signature><b:ID>9</b:ID><c:SignatoryParty><c:Person><b:FirstName>Lee</b:FirstName><b:FamilyName>Ash</b:FamilyName></c:Person></c:SignatoryParty></c:Signature>
            """)
        let event = try #require(sink.events.first)
        #expect(event.step == .delivered)
        #expect(event.trackingNumber == "735005233A1")
        #expect(event.place == "Dock 4")
        #expect(!event.isPlanned)
        #expect(sink.shipments.first?.deliveredAt?.iso == "2026-03-05T13:00:00+02:00")
        #expect(sink.shipments.first?.signatory == "Lee Ash")
    }

    @Test(
        "a delivery that is announced, or said not to be completed, proves nothing",
        arguments: [
            "<b:TransportEventTypeCode>21</b:TransportEventTypeCode><b:CompletionIndicator>false</b:CompletionIndicator><c:CurrentStatus><b:Description>Delayed</b:Description></c:CurrentStatus>",
            "<b:OccurrenceDate>2026-03-05</b:OccurrenceDate><b:TransportEventTypeCode>21</b:TransportEventTypeCode><b:CompletionIndicator>false</b:CompletionIndicator>",
            "<b:TransportEventTypeCode>21</b:TransportEventTypeCode>",
        ])
    func planned(_ event: String) throws {
        let sink = try Self.status(event)
        #expect(sink.events.first?.isPlanned == true)
        #expect(sink.shipments.first?.deliveredAt == nil)
        #expect(sink.codes.contains("CF-SHIP-PLANNED"))
    }

    @Test(
        "a sender's delivery date is a time, a recipient's is the delivery",
        arguments: [("DespatchAdvice", false), ("ReceiptAdvice", true)])
    func deliveryDates(_ type: String, _ counts: Bool) throws {
        let sink = try read(
            type,
            "<c:Shipment><b:ID>1</b:ID><c:Delivery><b:ActualDeliveryDate>2026-03-05</b:ActualDeliveryDate></c:Delivery></c:Shipment>"
        )
        #expect(sink.shipments.first?.times.map(\.name) == ["ActualDeliveryDate"])
        #expect((sink.shipments.first?.deliveredAt != nil) == counts)
    }

    @Test("a request for a status describes no shipment, but names it")
    func request() throws {
        let sink = try read(
            "TransportationStatusRequest", "<c:Consignment><b:ID schemeID='GINC'>735005233A1</b:ID></c:Consignment>")
        #expect(sink.shipments.isEmpty)
        #expect(sink.documents.first?.references.contains { $0.kind == .tracking && $0.value == "735005233A1" } == true)
    }

    // MARK: - Attachments, envelopes, damage

    private static func attachment(_ content: String, type: String = "application/pdf") throws -> CollectingSink {
        try read(
            "Invoice",
            """
            <c:AdditionalDocumentReference><b:ID>A1</b:ID><c:Attachment>
            <b:EmbeddedDocumentBinaryObject mimeCode="\(type)" filename="a.pdf">\(content)</b:EmbeddedDocumentBinaryObject>
            </c:Attachment></c:AdditionalDocumentReference>
            """)
    }

    @Test(
        "embedded files are taken out",
        arguments: [
            ("JVBERi0xLjcK", "%PDF-1.7\n", nil), ("JVBE\n Ri0x\n LjcK\n", "%PDF-1.7\n", nil),
            ("aGVsbG8=", "hello", "CF-DOC-ATTACHMENT-TYPE"), ("aGVsbG8", "hello", "CF-DOC-ATTACHMENT-TYPE"),
            ("see our web site!", "see our web site!", "CF-DOC-ATTACHMENT"),
        ] as [(String, String, String?)])
    func attachments(_ content: String, _ wanted: String, _ code: String?) throws {
        let sink = try Self.attachment(content)
        let child = try #require(sink.children.first)
        #expect(String(decoding: child.bytes, as: UTF8.self) == wanted)
        #expect(child.name == "a.pdf")
        #expect(sink.codes == [code].compactMap { $0 })
    }

    @Test("an empty attachment is reported")
    func emptyAttachment() throws {
        let sink = try Self.attachment(" ")
        #expect(sink.children.isEmpty)
        #expect(sink.codes == ["CF-DOC-ATTACHMENT"])
    }

    @Test("an address of a file elsewhere is kept and not followed")
    func external() throws {
        let sink = try read(
            "Invoice",
            "<c:AdditionalDocumentReference><b:ID>A1</b:ID><c:Attachment><c:ExternalReference><b:URI>https://files.example/a.pdf</b:URI></c:ExternalReference></c:Attachment></c:AdditionalDocumentReference>"
        )
        #expect(sink.children.isEmpty)
        #expect(sink.documents.first?.references.last?.value == "https://files.example/a.pdf")
        #expect(sink.codes == ["CF-DOC-EXTERNAL"])
    }

    @Test("an envelope is taken off, and its ends are kept")
    func envelope() throws {
        let xml = """
            <h:StandardBusinessDocument xmlns:h="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
            <h:StandardBusinessDocumentHeader><h:Sender><h:Identifier Authority="iso6523-actorid-upis">0088:5790000435951</h:Identifier></h:Sender>
            <h:Receiver><h:Identifier>0192:987654325</h:Identifier></h:Receiver></h:StandardBusinessDocumentHeader>
            <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" \(common)>
            <b:ID>INV-7</b:ID><b:IssueDate>2026-03-01</b:IssueDate></Invoice></h:StandardBusinessDocument>
            """
        let (sink, error) = CollectingSink.read(Array(xml.utf8), as: "d.xml", with: UBL())
        #expect(error == nil)
        let found = try #require(sink.documents.first)
        #expect(found.number == "INV-7")
        #expect(found.parties.map(\.role) == [.issuer, .recipient])
        #expect(
            found.parties.first?.party.identities == [
                Identity(.account, "0088:5790000435951", scheme: "iso6523-actorid-upis")
            ])
        #expect(sink.codes.contains("CF-DOC-ENVELOPE"))
    }

    @Test("an enveloped signature is stated, not judged")
    func signed() throws {
        let sink = try read(
            "Invoice",
            """
            <e:UBLExtensions xmlns:e="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"><e:UBLExtension><e:ExtensionContent>
            <d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"/></e:ExtensionContent></e:UBLExtension></e:UBLExtensions>
            """)
        #expect(sink.codes == ["CF-DOC-SIGNED"])
        #expect(sink.documents.first?.extra.contains(NamedText("Signature", "XML-DSig, not verified")) == true)
    }

    @Test("a document that breaks off fails as a whole")
    func cut() throws {
        let whole =
            "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\" \(common)><b:ID>INV-7</b:ID></Invoice>"
        for length in [10, whole.utf8.count / 2, whole.utf8.count - 3] {
            let (sink, error) = CollectingSink.read(Array(whole.utf8.prefix(length)), as: "d.xml", with: UBL())
            #expect(error?.diagnostic.kind == .xmlMalformed)
            #expect(sink.records.isEmpty)
        }
    }

    @Test("many lines are read in good time")
    func manyLines() throws {
        let lines = (1...20_000).map {
            "<c:InvoiceLine><b:ID>\($0)</b:ID><b:LineExtensionAmount currencyID='EUR'>1</b:LineExtensionAmount><c:OrderLineReference><b:LineID>1</b:LineID><c:OrderReference><b:ID>PO-\($0)</b:ID></c:OrderReference></c:OrderLineReference><c:Item><b:Name>x</b:Name></c:Item></c:InvoiceLine>"
        }
        let start = ContinuousClock.now
        let sink = try read("Invoice", lines.joined())
        #expect(sink.documents.first?.lines.count == 20_000)
        #expect(sink.documents.first?.references.count == 20_000)
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test("a fragment alone names no file elsewhere")
    func fragment() throws {
        let sink = try read(
            "Invoice", "<c:Attachment><c:ExternalReference><b:URI>#Signature_F1</b:URI></c:ExternalReference></c:Attachment>")
        #expect(sink.documents.first?.references == [])
        #expect(sink.codes.isEmpty)
    }

    @Test(
        "a document in the text of another is read as what it is by now",
        arguments: [
            "", "<?xml version='1.0' encoding='UTF-8'?>", "<?xml version='1.0' encoding='ISO-8859-1'?>",
            "<?xml version='1.0' encoding='UTF-16'?>", "\u{FEFF}<?xml version='1.0'?>",
        ])
    func enclosed(_ declaration: String) throws {
        let inner = """
            \(declaration)<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" \(common)>
            <b:ID>PEÑA-1</b:ID></Invoice>
            """
        let sink = try read(
            "AttachedDocument",
            "<c:Attachment><c:ExternalReference><b:Description><![CDATA[\(inner)]]></b:Description></c:ExternalReference></c:Attachment>")
        let child = try #require(sink.children.first)
        #expect(child.name == "DA-7003.xml")
        let (read, error) = CollectingSink.read(child.bytes, as: "child.xml", with: UBL())
        #expect(error == nil)
        #expect(read.documents.map(\.number) == ["PEÑA-1"])
        // Nothing is added where the declaration is right as it stands.
        #expect(child.bytes.starts(with: [0xEF, 0xBB, 0xBF]) == (declaration.contains("ISO") || declaration.contains("UTF-16")))
    }

    @Test("many consignments and their events are read in good time")
    func manyConsignments() throws {
        let body = (1...4_000).map { number in
            "<c:Consignment><b:ID schemeID='GINC'>4012345\(100_000 + number)</b:ID>"
                + String(
                    repeating:
                        "<c:TransportEvent><b:OccurrenceDate>2026-03-05</b:OccurrenceDate><b:TransportEventTypeCode>21</b:TransportEventTypeCode></c:TransportEvent>",
                    count: 2) + "</c:Consignment>"
        }
        let start = ContinuousClock.now
        let sink = try read("TransportationStatus", body.joined())
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(sink.shipments.count == 4_000)
        #expect(sink.shipments.last?.trackingNumber == "4012345104000")
        #expect(sink.shipments.allSatisfy { $0.deliveredAt?.iso == "2026-03-05" })
        #expect(sink.events.map(\.trackingNumber) == sink.shipments.flatMap { [$0.trackingNumber, $0.trackingNumber] })
        // Shipments first, then events.
        guard case .trackingEvent = sink.records[4_001].record, case .shipment = sink.records[4_000].record else {
            Issue.record("shipments do not stand before events")
            return
        }
    }
}
