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

/// `figures`: lines, net, gross, payable; tax; then other elements of the total, and of the document.
private func invoice(_ figures: [String], tax: String, total: String = "", other: String = "") -> String {
    func amount(_ name: String, _ value: String) -> String { "<b:\(name) currencyID='EUR'>\(value)</b:\(name)>" }
    let names = ["LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"]
    let inner = zip(names, figures).map { amount($0, $1) }.joined()
    return ubl(
        "Invoice",
        head + "<A:TaxTotal>" + amount("TaxAmount", tax) + "</A:TaxTotal>" + other
            + "<A:LegalMonetaryTotal>\(inner)\(total)</A:LegalMonetaryTotal><A:InvoiceLine><b:ID>1</b:ID>"
            + amount("LineExtensionAmount", figures[0]) + "</A:InvoiceLine>")
}

private func tagged(_ values: KeyValuePairs<String, String>) -> String {
    values.map { "<b:\($0.key) currencyID='EUR'>\($0.value)</b:\($0.key)>" }.joined()
}

private let withheld: String = "<A:WithholdingTaxTotal><b:TaxAmount currencyID='EUR'>4</b:TaxAmount></A:WithholdingTaxTotal>"
private let bases: String =
    "<A:TaxTotal><b:TaxAmount currencyID='EUR'>0</b:TaxAmount><A:TaxSubtotal><b:TaxableAmount currencyID='EUR'>80</b:TaxableAmount>"
    + "</A:TaxSubtotal><A:TaxSubtotal><b:TaxableAmount currencyID='EUR'>30</b:TaxableAmount></A:TaxSubtotal></A:TaxTotal>"

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
            ("UQ", .underQuery), ("PD", .paid), ("KABUL", .accepted), ("RED", .rejected), ("IADE", .rejected), ("0", .received),
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

    @Test(
        "which invoices are credit and debit notes",
        arguments: [
            ("380", "", .invoice), ("389", "", .invoice), ("381", "", .creditNote), ("261", "", .creditNote),
            ("396", "", .creditNote), ("532", "", .creditNote), ("383", "", .debitNote), ("80", "", .debitNote),
            ("527", "", .debitNote), ("325", "", .proformaInvoice), ("02", "", .invoice), ("02", "D.16B", .invoice),
            ("01", "1.1", .invoice), ("02", "1.1", .creditNote), ("14", "1.0", .creditNote), ("03", "1.1", .debitNote),
            ("13", "1.0", .debitNote), ("SATIS", "", .invoice), ("IADE", "", .creditNote), ("TEVKIFATIADE", "", .creditNote),
        ] as [(String, String, BusinessDocument.Kind)])
    func invoiceTypes(_ code: String, _ version: String, _ kind: BusinessDocument.Kind) throws {
        let attribute = version.isEmpty ? "" : " listVersionID='\(version)'"
        let found = try document(ubl("Invoice", head + "<b:InvoiceTypeCode\(attribute)>\(code)</b:InvoiceTypeCode>"))
        #expect(found.kind == kind)
        #expect(found.typeCode == code)
        #expect(try document(ubl("Order", head + "<b:OrderTypeCode>\(code)</b:OrderTypeCode>")).kind == .order)
    }

    @Test("a Danish slip type is no payment reference")
    func slipType() throws {
        let found = try document(
            ubl(
                "Invoice",
                head + """
                    <A:PaymentMeans><b:PaymentMeansCode>93</b:PaymentMeansCode><b:InstructionID>123456789012341</b:InstructionID>
                    <b:PaymentID schemeID="urn:oioubl:id:paymentid-1.1">71</b:PaymentID>
                    <A:CreditAccount><b:AccountID>12345678</b:AccountID></A:CreditAccount></A:PaymentMeans>
                    <A:PaymentMeans><b:PaymentID>RF18539007547034</b:PaymentID></A:PaymentMeans>
                    """))
        #expect(
            found.references.map { "\($0.kind) \($0.field) \($0.value)" } == [
                "payment InstructionID 123456789012341", "account CreditAccount 12345678", "payment PaymentID RF18539007547034",
            ])
        #expect(found.extra.contains(NamedText("PaymentID", "71")))
    }

    @Test("a document with a number keeps its UUID beside it")
    func uuid() throws {
        let id = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
        let both = try document(ubl("Invoice", head + "<b:UUID>\(id)</b:UUID>"))
        #expect(both.number == "7001")
        #expect(both.extra == [NamedText("UUID", id)])
        let only = try document(ubl("Invoice", "<b:UUID>\(id)</b:UUID><b:IssueDate>2026-03-01</b:IssueDate>"))
        #expect(only.number == id)
        #expect(only.extra.isEmpty)
    }

    @Test("an indicator is true or false, whatever a response code of that form means", arguments: [("1", true), ("0", false)])
    func indicator(_ text: String, _ isAccepted: Bool) throws {
        let found = try document(ubl("OrderResponseSimple", head + "<b:AcceptedIndicator>\(text)</b:AcceptedIndicator>"))
        #expect(found.responses.map(\.meaning) == [isAccepted ? .accepted : .rejected])
    }

    @Test("of several instalments the last date counts, and that there are several is told")
    func instalments() throws {
        func terms(_ dates: String...) -> String {
            ubl(
                "Invoice",
                head + dates.map { "<A:PaymentTerms><b:PaymentDueDate>\($0)</b:PaymentDueDate></A:PaymentTerms>" }.joined())
        }
        let several = try read(terms("2026-05-05", "2026-06-05", "2026-04-05"))
        #expect(several.documents.first?.due?.iso == "2026-06-05")
        #expect(several.diagnostics.map(\.message) == ["payable in 3 parts, the last of them by 2026-06-05"])
        let one = try read(terms("2026-05-05", "2026-05-05"))
        #expect(one.documents.first?.due?.iso == "2026-05-05")
        #expect(one.codes.isEmpty)
    }

    @Test("the common elements of OIOUBL's own documents")
    func utilityStatement() throws {
        let common = "urn:oioubl:names:specification:oioubl:schema:xsd:Common"
        let sink = try read(
            """
            <UtilityStatement xmlns="urn:oioubl:names:specification:oioubl:schema:xsd:UtilityStatement-2"
             xmlns:A="\(common)AggregateComponents-2" xmlns:b="\(common)BasicComponents-2">\(head)
            <A:ParentDocumentReference><b:ID>INV-9</b:ID></A:ParentDocumentReference>
            <A:SenderParty><A:PartyName><b:Name>El A/S</b:Name></A:PartyName></A:SenderParty></UtilityStatement>
            """)
        let found = try #require(sink.documents.first)
        #expect(found.number == "7001")
        #expect(found.issued?.iso == "2026-03-01")
        #expect(found.references.map(\.value) == ["INV-9"])
        #expect(found.parties.map(\.party.name) == ["El A/S"])
        #expect(sink.codes.isEmpty)
    }

    @Test(
        "addresses",
        arguments: [
            (
                "<A:PostalAddress/><A:PartyTaxScheme><A:RegistrationAddress><b:CityName>Bogota</b:CityName><A:AddressLine><b:Line>CR 9</b:Line>"
                    + "</A:AddressLine><A:Country><b:IdentificationCode>CO</b:IdentificationCode></A:Country></A:RegistrationAddress></A:PartyTaxScheme>",
                ["CR 9", "Bogota", "CO"], "CO"
            ),
            (
                "<A:PostalAddress><b:StreetName>King Rd</b:StreetName><b:BlockName>Blk7</b:BlockName><b:BuildingNumber>2322</b:BuildingNumber>"
                    + "<b:InhouseMail>IM5</b:InhouseMail><b:PlotIdentification>4455</b:PlotIdentification><b:CityName>Riyadh</b:CityName>"
                    + "<b:CountrySubentityCode>50</b:CountrySubentityCode><b:Region>RGN</b:Region></A:PostalAddress>",
                ["King Rd 2322", "Blk7", "IM5", "4455", "Riyadh", "50", "RGN"], nil
            ),
        ] as [(String, [String], String?)])
    func addresses(_ body: String, _ lines: [String], _ country: String?) throws {
        let found = try document(
            ubl("Invoice", head + "<A:AccountingCustomerParty><A:Party>\(body)</A:Party></A:AccountingCustomerParty>"))
        #expect(found.parties.first?.party.address == lines)
        #expect(found.parties.first?.party.country == country)
    }

    // MARK: - Definitions of the totals

    @Test(
        "totals as countries and profiles define them",
        arguments: [
            // OIOUBL: the exclusive amount is the tax.
            invoice(["100", "25", "125", "125"], tax: "25"),
            // EHF: the rounding is in the inclusive amount.
            invoice(["100", "100", "126", "126"], tax: "25.70", total: tagged(["PayableRoundingAmount": "0.30"])),
            // DIAN: what is taxed, allowances taken off at the end, tax withheld.
            invoice(["100", "110", "125", "125"], tax: "25", other: bases),
            invoice(["100", "100", "125", "115"], tax: "25", total: tagged(["AllowanceTotalAmount": "10"]))
                .replacing("<b:TaxExclusiveAmount currencyID='EUR'>100<", with: "<b:TaxExclusiveAmount currencyID='EUR'>90<"),
            invoice(["100", "100", "125", "121"], tax: "25", other: withheld),
            invoice(["100", "100", "129", "125"], tax: "25", other: withheld),
            // XRechnung: the claim of a third party is added.
            invoice(
                ["100", "100", "125", "155"], tax: "25",
                other: "<A:PrepaidPayment><b:PaidAmount currencyID='EUR'>30</b:PaidAmount></A:PrepaidPayment>"),
        ])
    func definitions(_ xml: String) throws { #expect(try read(xml).codes.filter { $0 == "CF-DOC-SUM" } == []) }

    @Test(
        "totals that fit no definition",
        arguments: [
            (invoice(["100", "90", "115", "115"], tax: "25"), ["lines less allowances plus charges"]),
            (invoice(["100", "100", "135", "135"], tax: "25"), ["net plus tax"]),
            (
                invoice(
                    ["100", "100", "125", "135"], tax: "25", total: tagged(["PayableRoundingAmount": "0.30"]), other: withheld + bases),
                ["gross less prepayment plus rounding"]
            ),
            (invoice(["100", "0", "125", "125"], tax: "25"), ["lines less allowances plus charges"]),
            // Prepaid, and not taken off.
            (
                invoice(
                    ["100", "100", "125", "125"], tax: "25", total: tagged(["PrepaidAmount": "30"]),
                    other: "<A:PrepaidPayment><b:PaidAmount currencyID='EUR'>30</b:PaidAmount></A:PrepaidPayment>"),
                ["gross less prepayment plus rounding"]
            ),
        ])
    func wrongTotals(_ xml: String, _ rules: [String]) throws {
        let found = try read(xml).diagnostics.filter { $0.kind == .documentSum }
        #expect(found.map { $0.arguments["rule"] ?? "" } == rules)
    }
}
