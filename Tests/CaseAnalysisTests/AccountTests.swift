import CaseModel
import Testing

@testable import CaseAnalysis

/// Whose documents count, and how often.
@Suite struct AccountTests {
    private static let settings: CaseSettings = {
        var settings = CaseSettings(id: "T")
        settings.claimant.name = "Lamp Maker Ltd"
        settings.respondent.name = "Guest House Ltd"
        settings.claim.order = "PO-1"
        return settings
    }()

    private func due(_ documents: [BusinessDocument], payments: [Payment] = []) -> (accounts: [String], codes: Set<String>) {
        var evidence = Evidence()
        for (index, document) in documents.enumerated() { evidence.add("\(index).xml", [.document(document)]) }
        for (index, payment) in payments.enumerated() { evidence.add("p\(index).xml", [.payment(payment)]) }
        let made = evidence.assembled(Self.settings)
        return (made.accounts.map { "\($0.currency) \($0.due)" }, Set(made.findings.map(\.code)))
    }

    private let invoice = document(.invoice, "I-1", "2026-03-01", amount: "1000.00", order: "PO-1")

    @Test(arguments: [
        (document(.invoice, "D-9", "2026-03-02", amount: "250.00", seller: "Carrier GmbH", buyer: "Lamp Maker Limited"), true),
        (document(.invoice, "I-9", "2026-03-02", amount: "5000.00", buyer: "Somebody Else SA"), true),
        (document(.invoice, "I-9", "2026-03-02", amount: "5000.00", buyer: "GUEST HOUSE LIMITED."), false),
        (document(.invoice, "I-9", "2026-03-02", amount: "5000.00", seller: nil, buyer: nil), false),
        (document(.invoice, "I-9", "2026-03-02", amount: "5000.00", order: "PO-1", buyer: "Somebody Else SA"), false),
        (document(.invoice, "I-9", "2026-03-02", amount: "50.00", order: "PO-1", seller: "Carrier GmbH", buyer: "Lamp Maker Ltd"), true),
        (document(.invoice, "I-9", "2026-03-02", amount: "50.00", seller: "Lamp Maker Co.,Ltd.", buyer: "Guest House"), false),
        (document(.invoice, "I-9", "2026-03-02", amount: "50.00", seller: "LAMP-MAKER", buyer: "GUEST-HOUSE & PARTNER LLP"), false),
        (document(.invoice, "I-9", "2026-03-02", amount: "50.00", buyer: "客栈有限公司"), false),
        (document(.creditNote, "C-9", "2026-03-02", amount: "50.00", buyer: "Somebody Else SA"), false),
    ])
    func anInvoiceBetweenOthersIsInNoSum(_ other: BusinessDocument, _ isOthers: Bool) {
        let made = due([document(.order, "PO-1", "2026-02-20"), invoice, other])
        #expect((made.accounts == ["GBP 1000"]) == isOthers)
        #expect(made.codes.contains("CF-F-DOCUMENT-OTHER-PARTIES") == isOthers)
    }

    @Test func aPaymentBetweenOthersDefeatsNothing() {
        var payment = Payment(kind: .payment, money: money("1000.00"), time: time("2026-03-05"), text: "advice")
        payment.payer = Party(name: "Unrelated SA")
        payment.references = [Reference(.invoice, field: "ID", value: "INV-999")]
        let made = due([invoice], payments: [payment])
        #expect(made.accounts == ["GBP 1000"])
        #expect(made.codes.contains("CF-F-PAYMENT-OTHER-ORDER"), "left out, and said")
        // Without a number of another's, whoever paid may have paid for the buyer.
        payment.references = []
        #expect(due([invoice], payments: [payment]).accounts == ["GBP 0"])
    }

    @Test(arguments: ["Lamp Maker Ltd.", "LAMP MAKER  LIMITED", "Lamp Maker, Ltd", "Lampmaker"])
    func oneInvoiceIsChargedOnceHoweverItsIssuerIsSpelt(_ seller: String) {
        let copy = document(.invoice, "I-1", "2026-03-01", amount: "1000.00", order: "PO-1", seller: seller)
        #expect(due([invoice, copy]).accounts == ["GBP 1000"])
    }

    @Test func aPrepaymentIsTakenOffOnce() {
        var made = document(.invoice, "I-1", "2026-03-01", amount: "700.00", order: "PO-1")
        made.amounts = [NamedAmount("TaxInclusiveAmount", money("1000.00")), NamedAmount("PrepaidAmount", money("300.00"))]
        #expect(due([made]).accounts == ["GBP 700"])
        var payment = Payment(kind: .payment, money: money("300.00"), time: time("2026-02-20"), text: "deposit")
        payment.references = [Reference(.order, field: "ID", value: "PO-1")]
        #expect(due([made], payments: [payment]).accounts == ["GBP 700"])
        // A part of the prepayment is on record; only the rest is added.
        payment.money = money("200.00")
        #expect(due([made], payments: [payment]).accounts == ["GBP 700"])
        // What comes after the invoice is no prepayment.
        payment.time = time("2026-04-20")
        #expect(due([made], payments: [payment]).accounts == ["GBP 500"])
        // The prepayment had an invoice of its own.
        var first = document(.invoice, "I-0", "2026-02-10", amount: "300.00", order: "PO-1")
        first.typeCode = "386"
        #expect(due([first, made]).accounts == ["GBP 700"])
        #expect(due([first, made]).codes.contains("CF-F-INVOICE-INSTALMENT"), "in no sum, and said")
        #expect(!due([made]).codes.contains("CF-F-INVOICE-INSTALMENT"))
        var order = document(.order, "PO-1", "2026-02-01")
        order.amounts = [NamedAmount("PayableAmount", money("1000.00"))]
        #expect(!due([order, first, made]).codes.contains("CF-F-AMOUNT-ORDER-INVOICE"))
    }

    @Test func aCancellationIsNoOrder() {
        var cancellation = document(.other, "OC-1", "2026-03-02", order: "PO-1")
        cancellation.typeName = "OrderCancellation"
        let made = due([document(.order, "PO-1", "2026-03-01"), cancellation])
        #expect(made.codes.contains("CF-F-ORDER-WITHDRAWN"))
    }

    @Test(arguments: [
        ("1500", "JPY", "1500"), ("1500", "USD", "1500.00"), ("1.5", "EUR", "1.50"), ("1", "KWD", "1.000"), ("0.125", "USD", "0.125"),
    ])
    func amountsHaveTheDecimalsOfTheirCurrency(_ amount: String, _ currency: String, _ plain: String) {
        #expect(money(amount, currency).plain == plain)
    }

    @Test func severalCurrenciesAreSaid() {
        var payment = Payment(kind: .payment, money: money("1090.00", "usd"), time: time("2026-03-05"), text: "transfer")
        payment.references = [Reference(.invoice, field: "ID", value: "I-1")]
        let made = due([invoice], payments: [payment])
        #expect(made.accounts == ["GBP 1000", "USD -1090"])
        #expect(made.codes.contains("CF-F-CURRENCIES-MIXED"))
        #expect(!due([invoice]).codes.contains("CF-F-CURRENCIES-MIXED"))
        // Capitals or not, it is one currency.
        payment.money = money("400.00", "gbp")
        #expect(due([invoice], payments: [payment]).accounts == ["GBP 600"])
    }

    @Test func ofTwoCorrectionsThatNameEachOtherTheLaterCounts() {
        var one = document(.invoice, "I-1", "2026-03-01", amount: "1000.00", order: "PO-1", invoice: "I-2")
        var two = document(.invoice, "I-2", "2026-03-02", amount: "900.00", order: "PO-1", invoice: "I-1")
        one.typeCode = "384"
        two.typeCode = "384"
        #expect(due([one, two]).accounts == ["GBP 900"])
    }

    @Test(arguments: [
        ("0151 23456789", "+4915123456789", true), ("0049 151 23456789", "+49 151 23456789", true), ("9123 4567", "+852 91234567", true),
        ("13800001234", "+86 138 0000 1234", true), ("0151 23456789", "0151 23456780", false), ("5551234", "5551234", false),
    ])
    func numbersAreOneWithAndWithoutTheirCountry(_ one: String, _ two: String, _ isSame: Bool) {
        let keys = [one, two].map { PartyRegistry.key(Identity(.phone, $0)) }
        #expect((keys[0] != nil && keys[0] == keys[1]) == isSame)
    }
}

/// What speaks against a delivery that a carrier reports.
@Suite struct DeliveryDoubtTests {
    private func codes(_ events: [Record], _ shipments: [Shipment], address: [String] = ["1 High Street", "Leeds LS1 1AA"]) -> Set<String> {
        var evidence = Evidence()
        var order = document(.order, "PO-1", "2026-03-01", tracking: "1Z1")
        order.parties.append(PartyInRole(role: .consignee, field: "Delivery", party: Party(name: "Guest House Ltd", address: address)))
        for other in shipments.dropFirst() {
            order.references.append(Reference(.tracking, field: "TrackingID", value: other.trackingNumber ?? ""))
        }
        evidence.add("order.xml", [.document(order)])
        evidence.add("track.xml", [.shipment(shipments[0])] + events)
        return Set(evidence.assembled().findings.map(\.code))
    }

    private let delivered = event("1Z1", "2026-03-10T10:00:00Z", .delivered, signatory: "D FINCH", place: "Front desk, LEEDS, GB")

    @Test func whatComesAfterADeliveryIsSaid() {
        let parcel = shipment("1Z1", signatory: "D FINCH", place: "Front desk")
        #expect(codes([delivered], [parcel]).isDisjoint(with: ["CF-F-PARCEL-AFTER-DELIVERY", "CF-F-DELIVERY-PLACE-DIFFERS"]))
        let lost = event("1Z1", "2026-03-12T10:00:00Z", .lost)
        #expect(codes([delivered, lost], [parcel]).contains("CF-F-PARCEL-AFTER-DELIVERY"))
        for time in ["2026-03-09T10:00:00Z", "2026-03-10T10:00:00Z", "2026-03-10"] {
            let before = event("1Z1", time, .exception)
            #expect(!codes([before, delivered], [parcel]).contains("CF-F-PARCEL-AFTER-DELIVERY"))
        }
        let again = event("1Z1", "2026-03-14T10:00:00Z", .delivered)
        #expect(!codes([delivered, lost, again], [parcel]).contains("CF-F-PARCEL-AFTER-DELIVERY"))
    }

    @Test(arguments: [
        ("Front desk, GLASGOW, G1 1AA, GB", true), ("Front desk, HORSFORTH, LS18 4AA, GB", false), ("Front desk, GLASGOW, GB", false),
        ("FRONT DOOR, GB", false), ("格拉斯哥", false),
    ])
    func anotherPostalAreaIsSaid(_ place: String, _ differs: Bool) {
        let parcel = shipment("1Z1", signatory: "D FINCH", place: "Front desk")
        let made = codes([event("1Z1", "2026-03-10T10:00:00Z", .delivered, place: place)], [parcel])
        #expect(made.contains("CF-F-DELIVERY-PLACE-DIFFERS") == differs)
    }

    @Test func aParcelWithoutARecordIsMissed() {
        let parcel = shipment("1Z1", signatory: "D FINCH")
        #expect(!codes([delivered], [parcel]).contains("CF-F-DELIVERY-NO-REPORT"))
        #expect(codes([delivered], [parcel, shipment("1Z2")]).contains("CF-F-DELIVERY-NO-REPORT"))
    }

    @Test func noParcelArrivesBeforeItLeft() {
        let collected = event("1Z1", "2026-03-10T12:00:00Z", .pickedUp)
        #expect(codes([collected, delivered], [shipment("1Z1", signatory: "D FINCH")]).contains("CF-F-DATES-REVERSED"))
    }

    @Test(arguments: [("PO12345", true), ("po 12345", true), ("PO-12345", true), ("PO-12346", false), ("12345", false)])
    func carriersWriteOnlyLettersAndDigits(_ reference: String, _ isOurs: Bool) {
        var evidence = Evidence()
        evidence.add("order.xml", [.document(document(.order, "PO-12345", "2026-03-01"))])
        evidence.add("track.xml", [.shipment(shipment("1Z1", order: reference, signatory: "D FINCH")), delivered])
        var settings = CaseSettings(id: "T")
        settings.claim.order = "PO-12345"
        #expect(evidence.assembled(settings).findings.contains { $0.code == "CF-F-PARCEL-OTHER-ORDER" } != isOurs)
    }
}
