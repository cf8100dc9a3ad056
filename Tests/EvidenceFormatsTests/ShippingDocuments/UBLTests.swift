import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import Testing
import XMLReading

/// A document of any type with prefixes nobody uses, so that only namespaces can be what is matched.
private func ubl(_ type: String, _ body: String) -> String {
    """
    <x:\(type) xmlns:x="urn:oasis:names:specification:ubl:schema:xsd:\(type)-2"
     xmlns:A="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
     xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">\(body)</x:\(type)>
    """
}

private func read(_ xml: String) throws -> CollectingSink {
    let (sink, error) = CollectingSink.read(Array(xml.utf8), as: "d.xml", with: UBL())
    if let error { throw error }
    return sink
}

private func document(_ xml: String) throws -> BusinessDocument { try #require(try read(xml).documents.first) }

extension CollectingSink {
    var documents: [BusinessDocument] {
        records.compactMap { if case .document(let it) = $0.record { it } else { nil } }
    }
    var shipments: [Shipment] { records.compactMap { if case .shipment(let it) = $0.record { it } else { nil } } }
    var events: [TrackingEvent] {
        records.compactMap { if case .trackingEvent(let it) = $0.record { it } else { nil } }
    }
    var payments: [Payment] { records.compactMap { if case .payment(let it) = $0.record { it } else { nil } } }
    var orders: [Order] { records.compactMap { if case .order(let it) = $0.record { it } else { nil } } }
    var messages: [Message] { records.compactMap { if case .message(let it) = $0.record { it } else { nil } } }
    var codes: [String] { diagnostics.map(\.kind.code) }
}

private let head = "<b:ID>7001</b:ID><b:IssueDate>2026-03-01</b:IssueDate>"

@Suite("UBL")
struct UBLTests {
    // MARK: - Recognition

    @Test(
        "recognised by the namespace of the root",
        arguments: [
            (ubl("Invoice", head), true), (ubl("GuaranteeCertificate", head), true),
            ("<Invoice><ID>1</ID></Invoice>", false),
            ("<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>", false),
            ("<a xmlns='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'/>", false),
            ("<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2'/>", false),
            // What countries add stands in namespaces of theirs.
            ("<UtilityStatement xmlns='urn:oioubl:names:specification:oioubl:schema:xsd:UtilityStatement-2'/>", true),
            ("<Retention xmlns='urn:sunat:names:specification:ubl:peru:schema:xsd:Retention-1'/>", true),
            ("<Retention xmlns='urn:sunat:names:specification:ubl:peru:schema:xsd:SunatAggregateComponents-1'/>", false),
            ("<Retention xmlns='urn:example:schema:xsd:Retention-1'/>", false),
        ])
    func recognition(_ xml: String, _ isUBL: Bool) {
        let bytes = Array(xml.utf8)
        let probe = FileProbe(
            name: "a.xml", size: 1, head: bytes, mediaType: "", puid: nil, text: xml, xml: XMLProbe(head: bytes),
            json: nil)
        #expect((UBL().recognize(probe) != .no) == isUBL)
    }

    @Test("a type nobody named yields number, date, parties, references and amounts")
    func unnamedType() throws {
        let found = try document(
            ubl(
                "GuaranteeCertificate",
                head + """
                    <A:ContractDocumentReference><b:ID>C-77</b:ID></A:ContractDocumentReference>
                    <A:BeneficiaryParty><A:PartyName><b:Name>Alder Ltd</b:Name></A:PartyName></A:BeneficiaryParty>
                    <b:LiabilityAmount currencyID="EUR">1200.50</b:LiabilityAmount>
                    """))
        #expect(found.kind == .other)
        #expect(found.typeName == "GuaranteeCertificate")
        #expect(found.number == "7001")
        #expect(found.issued?.iso == "2026-03-01")
        #expect(found.parties.first?.field == "BeneficiaryParty")
        #expect(found.parties.first?.party.name == "Alder Ltd")
        #expect(
            found.references.first
                == Reference(
                    .contract, field: "ContractDocumentReference", value: "C-77",
                    locator: found.references.first?.locator))
        #expect(found.amounts.first?.money == Money(plain: "1200.50", currency: "EUR"))
        #expect(found.payable == nil)
    }

    // MARK: - Amounts

    private static func totals(_ inclusive: String, _ prepaid: String, _ payable: String) -> String {
        ubl(
            "Invoice",
            head + """
                <b:DocumentCurrencyCode>GBP</b:DocumentCurrencyCode>
                <A:LegalMonetaryTotal><b:TaxInclusiveAmount currencyID="GBP">\(inclusive)</b:TaxInclusiveAmount>
                <b:PrepaidAmount currencyID="GBP">\(prepaid)</b:PrepaidAmount>
                <b:PayableAmount currencyID="GBP">\(payable)</b:PayableAmount></A:LegalMonetaryTotal>
                """)
    }

    @Test("payable is recomputed and a difference reported, never corrected")
    func sums() throws {
        let right = try read(Self.totals("120.00", "20", "100.00"))
        #expect(!right.codes.contains("CF-DOC-SUM"))
        let wrong = try read(Self.totals("120.00", "20", "110.00"))
        #expect(wrong.codes.contains("CF-DOC-SUM"))
        #expect(wrong.documents.first?.payable?.money.text == "110.00")
        let place = wrong.documents.first?.payable?.locator
        #expect(place == .xml(path: "/Invoice/LegalMonetaryTotal/PayableAmount", line: 6))
    }

    @Test("odd amounts neither crash nor vanish", arguments: ["12,50", "1E400", "NaN", "", "+ 5", "1e-3", "0x10"])
    func oddAmounts(_ text: String) throws {
        let sink = try read(Self.totals("120", "0", text))
        let isNumber = Money.decimal(plain: text) != nil
        #expect((sink.documents.first?.payable != nil) == isNumber)
        #expect(isNumber || text.isEmpty || sink.codes.contains("CF-AMOUNT-UNREADABLE"))
    }

    @Test("an amount without currency has none")
    func noCurrency() throws {
        let sink = try read(
            ubl(
                "CreditNote",
                head + "<A:LegalMonetaryTotal><b:PayableAmount>5.00</b:PayableAmount></A:LegalMonetaryTotal>"))
        #expect(sink.documents.first?.payable?.money.currency == nil)
        #expect(sink.documents.first?.kind == .creditNote)
        #expect(sink.codes.contains("CF-DOC-CURRENCY"))
    }

    @Test(
        "what is to be paid, by type",
        arguments: [
            ("Order", "AnticipatedMonetaryTotal"), ("DebitNote", "RequestedMonetaryTotal"),
            ("Quotation", "QuotedMonetaryTotal"),
            ("Reminder", "LegalMonetaryTotal"),
        ])
    func payable(_ type: String, _ total: String) throws {
        let found = try document(
            ubl(type, head + "<A:\(total)><b:PayableAmount currencyID='SEK'>6225</b:PayableAmount></A:\(total)>"))
        #expect(found.payable?.money == Money(plain: "6225", currency: "SEK"))
    }

    @Test("a closing balance is no amount asked for")
    func statement() throws {
        let found = try document(
            ubl("Statement", head + "<b:TotalBalanceAmount currencyID='GBP'>-107.50</b:TotalBalanceAmount>"))
        #expect(found.payable == nil)
        #expect(found.amounts.map(\.name) == ["TotalBalanceAmount"])
    }

    @Test("a remittance is the payer's word about a payment")
    func remittance() throws {
        let sink = try read(
            ubl(
                "RemittanceAdvice",
                head + """
                    <b:TotalPaymentAmount currencyID="EUR">40.00</b:TotalPaymentAmount>
                    <A:RemittanceAdviceLine><b:ID>1</b:ID><A:BillingReference><A:InvoiceDocumentReference><b:ID>INV-9</b:ID>
                    </A:InvoiceDocumentReference></A:BillingReference></A:RemittanceAdviceLine>
                    """))
        #expect(sink.payments.first?.money == Money(plain: "40.00", currency: "EUR"))
        #expect(sink.payments.first?.status == "payer's word")
        #expect(sink.payments.first?.references.contains { $0.kind == .invoice && $0.value == "INV-9" } == true)
    }

    // MARK: - Times, parties, answers

    @Test(
        "date and time in two fields",
        arguments: [
            ("2019-01-25+01:00", "", "2019-01-25"), ("2019-01-25", "09:00:00.0Z", "2019-01-25T09:00:00Z"),
            ("2019-01-25", "13:22:40+01:00", "2019-01-25T13:22:40+01:00"),
            ("2019-01-25", "08:00:00", "2019-01-25T08:00:00"),
        ])
    func issueTimes(_ date: String, _ clock: String, _ wanted: String) throws {
        let found = try document(
            ubl(
                "Order",
                "<b:ID>7002</b:ID><b:IssueDate>\(date)</b:IssueDate>"
                    + (clock.isEmpty ? "" : "<b:IssueTime>\(clock)</b:IssueTime>")))
        #expect(found.issued?.iso == wanted)
    }

    @Test("an impossible date stays as written")
    func impossibleDate() throws {
        let sink = try read(ubl("Order", "<b:ID>7002</b:ID><b:IssueDate>2019-02-30</b:IssueDate>"))
        #expect(sink.documents.first?.issued == .unknown("2019-02-30"))
        #expect(sink.codes.contains("CF-TIME-UNREADABLE"))
    }

    @Test("legal name first, identities with their schemes, mail and phone")
    func parties() throws {
        let found = try document(
            ubl(
                "Invoice",
                head + """
                    <A:AccountingCustomerParty><A:Party><b:EndpointID schemeID="0088">5790000435951</b:EndpointID>
                    <A:PartyName><b:Name>Alder</b:Name></A:PartyName>
                    <A:PostalAddress><b:StreetName>Mill Lane</b:StreetName><b:BuildingNumber>4</b:BuildingNumber>
                    <b:CityName>Leeds</b:CityName><b:PostalZone>LS1 9ZZ</b:PostalZone>
                    <A:Country><b:IdentificationCode>GB</b:IdentificationCode></A:Country></A:PostalAddress>
                    <A:PartyTaxScheme><b:CompanyID>GB000000001</b:CompanyID><A:TaxScheme><b:ID>VAT</b:ID></A:TaxScheme></A:PartyTaxScheme>
                    <A:PartyLegalEntity><b:RegistrationName>Alder Lighting Ltd</b:RegistrationName></A:PartyLegalEntity>
                    <A:Contact><b:Name>Jo Reed</b:Name><b:ElectronicMail>jo@alder.example</b:ElectronicMail></A:Contact>
                    </A:Party></A:AccountingCustomerParty>
                    """))
        let buyer = try #require(found.parties.first)
        #expect(buyer.role == .buyer)
        #expect(buyer.party.name == "Alder Lighting Ltd")
        #expect(buyer.party.address == ["Mill Lane 4", "LS1 9ZZ Leeds", "GB"])
        #expect(buyer.party.country == "GB")
        #expect(buyer.party.contactName == "Jo Reed")
        #expect(
            buyer.party.identities == [
                Identity(.gln, "5790000435951"), Identity(.taxID, "GB000000001", scheme: "VAT"),
                Identity(.email, "jo@alder.example"),
            ])
        #expect(found.extra.contains(NamedText("AccountingCustomerParty/PartyName", "Alder")))
    }

    @Test(
        "an answer to an invoice",
        arguments: [
            ("AP", DocumentResponse.Meaning.accepted), ("CA", .conditionallyAccepted), ("RE", .rejected),
            ("UQ", .underQuery), ("PD", .paid),
            ("AB", .received), ("IP", .inProcess), ("ZZ", .unknown),
        ])
    func answers(_ code: String, _ meaning: DocumentResponse.Meaning) throws {
        let found = try document(
            ubl(
                "ApplicationResponse",
                head + """
                    <A:DocumentResponse><A:Response><b:ResponseCode>\(code)</b:ResponseCode><b:EffectiveDate>2026-03-04</b:EffectiveDate>
                    <A:Status><b:StatusReasonCode listID="OPStatusReason">DEL</b:StatusReasonCode><b:StatusReason>late</b:StatusReason></A:Status>
                    </A:Response><A:DocumentReference><b:ID>INV-9</b:ID><b:DocumentTypeCode>380</b:DocumentTypeCode></A:DocumentReference>
                    </A:DocumentResponse>
                    """))
        let answer = try #require(found.responses.first)
        #expect(answer.meaning == meaning)
        #expect(answer.code == code)
        #expect(answer.document == "INV-9")
        #expect(answer.reasons == ["OPStatusReason DEL: late"])
        #expect(answer.date?.iso == "2026-03-04")
        #expect(found.references.contains { $0.kind == .invoice && $0.value == "INV-9" })
    }

    @Test("a simple order response")
    func orderResponse() throws {
        let found = try document(
            ubl(
                "OrderResponseSimple",
                head + """
                    <b:AcceptedIndicator>false</b:AcceptedIndicator><b:RejectionNote>out of stock</b:RejectionNote>
                    <A:OrderReference><b:ID>PO-5</b:ID></A:OrderReference>
                    """))
        #expect(found.responses.first?.meaning == .rejected)
        #expect(found.responses.first?.document == "PO-5")
        #expect(found.responses.first?.reasons == ["out of stock"])
    }

    @Test("what a buyer says about a line of a receipt is kept")
    func receiptLine() throws {
        let found = try document(
            ubl(
                "ReceiptAdvice",
                head + """
                    <A:ReceiptLine><b:ID>1</b:ID><b:ReceivedQuantity unitCode="C62">9</b:ReceivedQuantity>
                    <b:ShortQuantity unitCode="C62">1</b:ShortQuantity><b:RejectReason>broken</b:RejectReason>
                    <A:Item><b:Name>Lamp</b:Name></A:Item></A:ReceiptLine>
                    """))
        let line = try #require(found.lines.first)
        #expect(line.description == "Lamp")
        #expect(line.quantity == "9 C62")
        #expect(line.details == [NamedText("ShortQuantity", "1 C62"), NamedText("RejectReason", "broken")])
    }

    @Test("tax stated twice in one currency is not counted twice")
    func taxTwice() throws {
        let tax = "<A:TaxTotal><b:TaxAmount currencyID=\"SAR\">15.00</b:TaxAmount></A:TaxTotal>"
        func totals(_ gross: String) -> String {
            ubl(
                "Invoice",
                head + tax + tax
                    + "<A:LegalMonetaryTotal><b:TaxExclusiveAmount currencyID=\"SAR\">100.00</b:TaxExclusiveAmount>"
                    + "<b:TaxInclusiveAmount currencyID=\"SAR\">\(gross)</b:TaxInclusiveAmount>"
                    + "<b:PayableAmount currencyID=\"SAR\">\(gross)</b:PayableAmount></A:LegalMonetaryTotal>")
        }
        #expect(try !read(totals("115.00")).codes.contains("CF-DOC-SUM"))
        #expect(try !read(totals("130.00")).codes.contains("CF-DOC-SUM"))
        #expect(try read(totals("120.00")).codes.contains("CF-DOC-SUM"))
    }

    @Test("documents deep in the package of a national network, several in one file")
    func package() throws {
        let invoice = ubl("Invoice", head)
        let list =
            "<Elements><ElementType>INVOICE</ElementType><ElementCount>2</ElementCount><ElementList>\(invoice)\(invoice)</ElementList></Elements>"
        let xml = """
            <sh:StandardBusinessDocument xmlns:sh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
            <sh:StandardBusinessDocumentHeader/><p:Package xmlns:p="urn:example:package">\(list)</p:Package></sh:StandardBusinessDocument>
            """
        #expect(try read(xml).documents.map(\.number) == ["7001", "7001"])
        let bytes = Array(xml.utf8)
        let probe = FileProbe(
            name: "d.xml", size: Int64(bytes.count), head: bytes, mediaType: "", puid: nil, text: xml, xml: XMLProbe(head: bytes), json: nil
        )
        #expect(UBL().recognize(probe) != .no)
    }
}
