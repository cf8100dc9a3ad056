import CaseModel
import Testing

@testable import CaseAnalysis

@Suite struct ScenarioTests {
    /// A complete sale: order, despatch, delivery with signature, invoice, part payment, reminder.
    static func sale() -> Evidence {
        var evidence = Evidence()
        evidence.add("order.xml", [.document(document(.order, "PO-77001", "2026-03-09", amount: "12480.00"))])
        var despatch = document(.despatchAdvice, "DA-1", "2026-03-26", order: "PO-77001", tracking: "1Z4X7R29")
        despatch.times = [NamedTime("ActualDespatchDate", time("2026-03-26T17:40:00+08:00"), locator: .line(70))]
        evidence.add("despatch.xml", [.document(despatch), .shipment(shipment("1Z4X7R29"))])
        evidence.add(
            "ups.xml",
            [
                .shipment(shipment("1Z4X7R29", order: "PO-77001", delivered: "2026-03-31T11:42:00", signatory: "D FINCH", place: "DOCK")),
                event("1Z4X7R29", "2026-03-31T11:42:00", .delivered, signatory: "D FINCH", place: "DOCK"),
                event("1Z4X7R29", "2026-03-31T07:31:00", .outForDelivery), event("1Z4X7R29", "2026-03-30T10:00:00", .customs),
                event("1Z4X7R29", "2026-03-28T05:22:00", .inTransit), event("1Z4X7R29", "2026-03-27T03:18:00", .inTransit),
                event("1Z4X7R29", "2026-03-26T17:40:00", .pickedUp),
            ], format: "ups-track-xml")
        evidence.add(
            "invoice.xml",
            [.document(document(.invoice, "INV-391", "2026-03-27", amount: "12480.00", due: "2026-04-26", order: "PO-77001"))])
        var payment = Payment(kind: .payment, money: money("2000.00"), time: time("2026-05-11"), text: "On account")
        payment.references = [Reference(.invoice, field: "reference", value: "INV-391")]
        evidence.add("bank.csv", [.payment(payment)])
        evidence.add(
            "reminder.eml",
            [mail("2026-04-29T10:30:00+08:00", from: "sales@lamps.example", to: "dan@guest.example", "First reminder INV-391")],
            format: "email")
        return evidence
    }

    @Test func aCompleteSale() throws {
        let made = Self.sale().assembled(.scenario(principal: "10480.00"))
        #expect(
            made.timelineLines == [
                "contract timeline.document.order.amount", "despatch timeline.document.despatchAdvice",
                "despatch timeline.act.despatched", "transport timeline.parcel.pickedUp",
                "invoice timeline.document.invoice.amount", "transport timeline.parcel.inTransit",
                "transport timeline.parcel.customs", "transport timeline.parcel.outForDelivery",
                "delivery timeline.delivered.signedAt", "invoice timeline.due", "demand timeline.mail",
                "payment timeline.money.payment.text",
            ])
        let account = try #require(made.accounts.first)
        #expect(made.accounts.count == 1)
        #expect(account.entries.map { "\($0.kind) \($0.money.plain)" } == ["charged 12480.00", "paid 2000.00"])
        #expect(account.due == 10480)
        #expect(made.codes == ["CF-F-PAYMENT-REDUCES", "CF-F-TIME-OF-PLACE"])
        let parcel = try #require(made.shipments.first)
        #expect(made.shipments.count == 1)
        #expect(parcel.status == .delivered)
        #expect(parcel.deliveredAt?.time.iso == "2026-03-31T11:42:00")
        #expect(parcel.shipment.deliveryPlace == "DOCK")
        guard case .named(let naming) = parcel.link else { throw TestFailure() }
        #expect(Set(naming.all.map(\.item)) == [1, 2])
    }

    /// What is taken from the sale or added to it, and the findings that appear.
    @Test(arguments: [
        (2, "CF-F-DELIVERY-NO-REPORT"), (3, "CF-F-PRINCIPAL-UNSUPPORTED"), (3, "CF-F-INVOICE-MISSING"),
        (4, "CF-F-PRINCIPAL-LOWER"),
    ])
    func aMissingFileShows(item: Int, code: String) {
        #expect(!Self.sale().assembled(.scenario(principal: "10480.00")).codes.contains(code))
        #expect(Self.sale().without(item).assembled(.scenario(principal: "10480.00")).codes.contains(code))
    }

    @Test func deliveryGoesWithItsRecord() {
        let made = Self.sale().without(2).assembled(.scenario())
        #expect(!made.timelineLines.contains { $0.hasPrefix("delivery") })
        #expect(made.shipments.map(\.status) == [.unknown])
        #expect(made.finding("CF-F-DELIVERY-NO-REPORT")?.citations.all.allSatisfy { $0.item == 1 } == true)
    }

    @Test func aProofOfAnotherOrderProvesNothing() throws {
        var evidence = Self.sale().without(2)
        evidence.add(
            "pod.xml",
            [
                .shipment(shipment("1Z999999", order: "AZ-PO-8840", delivered: "2026-03-30T10:00:00", signatory: "SOUSA")),
                event("1Z999999", "2026-03-30T10:00:00", .delivered, signatory: "SOUSA"),
            ])
        let made = evidence.assembled(.scenario())
        #expect(made.codes.contains("CF-F-PARCEL-OTHER-ORDER"))
        #expect(made.codes.contains("CF-F-DELIVERY-NO-REPORT"))
        #expect(!made.timelineLines.contains { $0.hasPrefix("delivery") })
        guard case .foreign = made.shipments[1].link else { throw TestFailure() }
        // Without any reference of its own it is still not the parcel the documents name.
        var bare = Self.sale().without(2)
        bare.add("pod.xml", [event("1Z999999", "2026-03-30T10:00:00", .delivered)])
        #expect(bare.assembled(.scenario()).finding("CF-F-PARCEL-UNNAMED")?.argument("known") == .text("1Z4X7R29"))
    }

    @Test func theOnlyParcelOfACaseWithoutDocuments() {
        var evidence = Evidence()
        evidence.add("ups.xml", [event("1Z999999", "2026-03-30T10:00:00", .delivered)])
        #expect(evidence.assembled().shipments.first?.link == .alone)
        evidence.add("chat.txt", [message("2026-03-01T10:00:00", "Lin", "Tracking 1Z999999")], format: "whatsapp-text")
        guard case .named(let naming) = evidence.assembled().shipments[0].link else { return #expect(Bool(false)) }
        #expect(naming.all == [Citation(item: 1, locator: .message(1, line: 1))])
    }

    @Test func oneInvoiceInSeveralFilesIsChargedOnce() {
        var evidence = Evidence()
        let invoice = Record.document(document(.invoice, "INV-1", "2026-03-27", amount: "100.00", order: "PO-77001"))
        evidence.add("a.xml", [invoice])
        evidence.add("b.xml", [invoice])
        let made = evidence.assembled(.scenario())
        #expect(made.documents.count == 1)
        #expect(made.documents[0].citations.all.count == 2)
        #expect(made.accounts.map(\.due) == [100])
        #expect(made.timelineLines == ["invoice timeline.document.invoice.amount"])
    }

    @Test func differentAmountsOfOneNumberAreAFinding() throws {
        var evidence = Evidence()
        evidence.add(
            "1.xml", [.document(document(.invoice, "NC-1", "2026-04-16", amount: "3510.00", due: "2026-05-16", order: "PO-77001"))])
        evidence.add(
            "2.xml", [.document(document(.invoice, "NC-1", "2026-04-16", amount: "3150.00", due: "2026-05-16", order: "PO-77001"))])
        let made = evidence.assembled(.scenario())
        #expect(made.accounts.map(\.due) == [3150])
        let finding = try #require(made.finding("CF-F-AMOUNT-CONFLICT"))
        #expect(finding.argument("lowest") == .money(money("3150.00")))
        #expect(finding.argument("highest") == .money(money("3510.00")))
        #expect(Set(finding.citations.all.map(\.item)) == [0, 1])
        #expect(made.timelineLines.filter { $0.hasSuffix("timeline.due") }.count == 1)
    }

    @Test func creditsPaymentsAndRefunds() {
        var evidence = Evidence()
        evidence.add("i.xml", [.document(document(.invoice, "I-1", "2026-03-01", amount: "1000.00", order: "PO-77001"))])
        evidence.add("c.xml", [.document(document(.creditNote, "C-1", "2026-03-02", amount: "100.00", invoice: "I-1"))])
        evidence.add("p.xml", [.payment(Payment(kind: .payment, money: money("400.00"), time: time("2026-03-03"), text: ""))])
        evidence.add("r.xml", [.payment(Payment(kind: .refund, money: money("-50.00"), time: time("2026-03-04"), text: ""))])
        evidence.add("f.xml", [.payment(Payment(kind: .fee, money: money("5.00"), time: time("2026-03-04"), text: ""))])
        let made = evidence.assembled(.scenario())
        #expect(made.accounts.map(\.due) == [550])
        #expect(made.finding("CF-F-PAYMENT-REDUCES")?.argument("paid") == .money(money("350.00")))
        #expect(made.finding("CF-F-CREDIT-REDUCES")?.argument("credited") == .money(money("100.00")))
        #expect(made.finding("CF-F-REFUNDED")?.argument("refunded") == .money(money("50.00")))
    }

    @Test func aPaidInvoiceDefeatsTheClaim() {
        var evidence = Evidence()
        evidence.add("i.xml", [.document(document(.invoice, "I-1", "2026-03-01", amount: "10.00", order: "PO-77001"))])
        evidence.add("p.xml", [.payment(Payment(kind: .payment, money: money("10.00"), time: time("2026-03-03"), text: ""))])
        let made = evidence.assembled(.scenario(principal: "10.00"))
        #expect(made.codes.contains("CF-F-PAYMENT-DEFEATS"))
        #expect(made.codes.contains("CF-F-PRINCIPAL-TOO-HIGH"))
    }

    @Test func anAdviceAndItsPaymentCountOnce() {
        var evidence = Evidence()
        evidence.add("i.xml", [.document(document(.invoice, "I-1", "2026-03-01", amount: "100.00", order: "PO-77001"))])
        let advice = document(.remittanceAdvice, "RA-1", "2026-03-08", amount: "40.00", invoice: "I-1")
        evidence.add(
            "ra.xml",
            [.document(advice), .payment(Payment(kind: .payment, money: money("40.00"), time: time("2026-03-08"), text: "RA-1"))])
        evidence.add("bank.csv", [.payment(Payment(kind: .payment, money: money("40.00"), time: time("2026-03-11"), text: "IN"))])
        let made = evidence.assembled(.scenario())
        #expect(made.accounts.map(\.due) == [60])
        #expect(made.finding("CF-F-PAYMENT-JOINED")?.citations.all.map(\.item).sorted() == [1, 2])
        // An advice without a payment record is the payer's word, and counts.
        var alone = Evidence()
        alone.add("i.xml", [.document(document(.invoice, "I-1", "2026-03-01", amount: "100.00", order: "PO-77001"))])
        alone.add("ra.xml", [.document(advice)])
        #expect(alone.assembled(.scenario()).accounts.map(\.due) == [60])
    }

    @Test func amountsWithoutCurrencyAreInNoSum() {
        var evidence = Evidence()
        evidence.add("i.xml", [.document(document(.invoice, "I-1", "2026-03-01", amount: "100.00", currency: nil, order: "PO-77001"))])
        evidence.add("j.xml", [.document(document(.invoice, "I-2", "2026-03-01", amount: "7.00", currency: "EUR", order: "PO-77001"))])
        let made = evidence.assembled(.scenario())
        #expect(made.accounts.map(\.currency) == ["EUR"])
        #expect(made.codes.contains("CF-F-AMOUNT-WITHOUT-CURRENCY"))
    }

    @Test func documentsOfAnotherOrderStayOutside() {
        var evidence = Self.sale()
        evidence.add("x.xml", [.document(document(.order, "PO-1", "2026-01-01", amount: "5.00"))])
        evidence.add("y.xml", [.document(document(.invoice, "I-X", "2026-01-02", amount: "5.00", order: "PO-1"))])
        let made = evidence.assembled(.scenario(principal: "10480.00"))
        #expect(made.accounts.map(\.due) == [10480])
        #expect(made.codes.filter { $0 == "CF-F-DOCUMENT-OTHER-ORDER" }.count == 2)
        #expect(made.timeline.count == 12)
    }

    @Test(arguments: [("71", false), ("RF18539007547034", true)])
    func paymentReferencesJoinWhenTheyAreLongEnough(reference: String, joins: Bool) {
        var evidence = Evidence()
        for number in ["1", "2"] {
            var invoice = document(.invoice, "INV-\(number)", "2026-01-01", amount: "5.00", order: "PO-\(number)")
            invoice.references.append(Reference(.payment, field: "PaymentID", value: reference))
            evidence.add("\(number).xml", [.document(invoice)])
        }
        let made = evidence.assembled(.scenario(order: "PO-1"))
        #expect(made.codes.contains("CF-F-DOCUMENT-OTHER-ORDER") != joins)
    }

    @Test func aDocumentIsNamedByItsUUIDToo() {
        let id = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
        var evidence = Evidence()
        var despatch = document(.despatchAdvice, "DA-1", "2026-03-05", order: "PO-77001")
        despatch.extra = [NamedText("UUID", id)]
        var receipt = document(.receiptAdvice, "RA-1", "2026-03-06")
        receipt.references = [Reference(.despatchAdvice, field: "DespatchDocumentReference", value: id.uppercased())]
        evidence.add("despatch.xml", [.document(despatch)])
        evidence.add("receipt.xml", [.document(receipt)])
        #expect(evidence.assembled(.scenario()).codes.contains("CF-F-RECEIPT-ADVICE"))
        var order = document(.order, "PO-5")
        order.extra = [NamedText("UUID", id)]
        #expect(order.identifiers == [Identifier(.order, "PO-5")])
    }

    @Test(arguments: ["92748909900774583084888436", "4202530292748909900774583084888436", "42025302000192748909900774583084888436"])
    func theRoutingOfABarcodeIsNoPartOfTheNumber(named: String) {
        var evidence = Evidence()
        evidence.add("despatch.xml", [.document(document(.despatchAdvice, "DA-1", "2024-02-25", order: "PO-77001", tracking: named))])
        evidence.add("usps.xml", [event("92748909900774583084888436", "2024-03-02T13:00:00", .delivered)])
        let made = evidence.assembled(.scenario())
        #expect(made.shipments.count == 1)
        guard case .named(let naming) = made.shipments.first?.link else { return #expect(Bool(false)) }
        #expect(naming.all.map(\.item) == [0])
    }

    @Test(arguments: ["4202530292748909900774583084888437", "42025302", "4202530212345678", "420253029274890990077458308488843"])
    func whatOnlyBeginsLikeARouting(number: String) { #expect(Identifier(.parcel, number)?.value == number) }

    @Test func aMessageMayNameAParcelWithItsRouting() {
        var evidence = Evidence()
        evidence.add("usps.xml", [event("4202530292748909900774583084888436", "2024-03-02T13:00:00", .delivered)])
        evidence.add(
            "chat.txt", [message("2024-03-01T10:00:00", "Lin", "4202530292748909900774583084888436")], format: "whatsapp-text")
        guard case .named(let naming) = evidence.assembled().shipments.first?.link else { return #expect(Bool(false)) }
        #expect(naming.all.map(\.item) == [1])
    }

    @Test func anOrderThatNobodyNames() {
        let made = Self.sale().assembled(.scenario(order: "PO-77001-B"))
        #expect(made.finding("CF-F-ORDER-NOT-NAMED")?.argument("order") == .text("PO-77001-B"))
        #expect(made.accounts.map(\.due) == [10480])
    }

    @Test(
        arguments: [
            ([ShipmentStep.pickedUp, .delivered], ShipmentStep.delivered), ([.delivered, .inTransit], .delivered),
            ([.delivered, .returned], .returned), ([.returned, .delivered], .returned),
            ([.inTransit, .availableForPickup], .availableForPickup),
            ([], .unknown), ([.lost], .lost),
        ] as [([ShipmentStep], ShipmentStep)])
    func whereAParcelStands(steps: [ShipmentStep], status: ShipmentStep) {
        let events = steps.map { TrackingEvent(trackingNumber: "1", time: .unknown(""), step: $0, basis: "", text: "") }
        #expect(ShipmentAssembly.status(events, delivered: false) == status)
    }

    @Test(
        arguments: [
            ("D FINCH", nil, nil), ("12:30", nil, "CF-F-SIGNATORY-UNCLEAR"), (nil, "FRONT PORCH", "CF-F-DELIVERY-SAFE-DROP"),
            (nil, "DOCK", "CF-F-DELIVERY-NO-SIGNATURE"), ("李", nil, nil), ("NO SIGNATURE", nil, "CF-F-SIGNATORY-UNCLEAR"),
        ] as [(String?, String?, String?)])
    func whoSigned(signatory: String?, place: String?, code: String?) {
        var evidence = Evidence()
        evidence.add(
            "ups.xml",
            [
                .shipment(shipment("1Z4X7R29", order: "PO-77001", delivered: "2026-03-31T11:42:00", signatory: signatory, place: place)),
                event("1Z4X7R29", "2026-03-31T11:42:00", .delivered),
            ])
        let codes = evidence.assembled(.scenario()).codes.filter { $0.contains("SIGN") || $0.contains("SAFE") }
        #expect(codes == [code].compactMap { $0 })
    }

    @Test func deliveryAgainstTheDates() throws {
        let late = try #require(CalendarDay(year: 2026, month: 3, day: 30))
        #expect(Self.sale().assembled(.scenario(due: late)).codes.contains("CF-F-DELIVERY-AFTER-DUE"))
        var evidence = Self.sale()
        var order = document(.orderResponse, "OR-1", "2026-03-10", order: "PO-77001")
        order.times = [NamedTime("PromisedDeliveryPeriod", EventTime(.span(late, late), text: ""))]
        evidence.add("or.xml", [.document(order)])
        #expect(evidence.assembled(.scenario()).codes.contains("CF-F-DELIVERY-LATE"))
        var reversed = Self.sale().without(0)
        reversed.add("late.xml", [.document(document(.order, "PO-77001", "2026-06-09", amount: "12480.00"))])
        let finding = reversed.assembled(.scenario()).finding("CF-F-DATES-REVERSED")
        #expect(finding?.argument("earlier") == .key("milestone.ordered"))
        #expect(finding?.argument("later") == .key("milestone.despatched"))
    }

    @Test func whatThePlatformSays() {
        var order = Order(platform: "aliexpress", id: "8123")
        order.total = NamedAmount("order_amount", money("223.90", "EUR"))
        order.created = time("2026-05-02T21:14:09")
        order.states = [NamedText("order_end_reason", "seller_send_goods_timeout"), NamedText("fund_status", "PAY_SUCCESS")]
        order.times = [NamedTime("gmt_pay_success", time("2026-05-02T21:16:41"))]
        var evidence = Evidence()
        evidence.add("a.json", [.order(order)])
        evidence.add("b.json", [.order(order)])
        let made = evidence.assembled(.scenario(order: "8123"))
        #expect(made.orders.count == 1)
        #expect(made.accounts.map { "\($0.total(.charged)) \($0.total(.paid)) \($0.due)" } == ["223.9 223.9 0"])
        #expect(made.codes.prefix(2) == ["CF-F-DELIVERY-NO-PARCEL", "CF-F-PAYMENT-DEFEATS"])
        #expect(made.finding("CF-F-ORDER-AGAINST-SELLER")?.citations.all.count == 2)
        #expect(made.timelineLines == ["contract timeline.platformOrder.amount", "payment timeline.platform.paid"])
    }

    @Test func whatTheBuyerAnswered() {
        var response = document(.response, "R-1", "2026-04-01", invoice: "INV-391")
        response.responses = [
            DocumentResponse(meaning: .accepted, code: "AP", document: "INV-391", locator: .line(5)),
            DocumentResponse(meaning: .rejected, code: "RE", document: "INV-391", locator: .line(9)),
        ]
        var evidence = Self.sale()
        evidence.add("r.xml", [.document(response)])
        let made = evidence.assembled(.scenario())
        #expect(made.finding("CF-F-RESPONSE-ACCEPTED")?.citations.first.locator == .line(5))
        #expect(made.finding("CF-F-RESPONSE-REJECTED")?.grade == .serious)
    }

    @Test func timesAndFiles() {
        var evidence = Evidence()
        let ambiguous = EventTime(time("2026-05-04T10:00").value, text: "4/5/26", alternative: time("2026-04-05T10:00").wallClock)
        evidence.add(
            "a/chat.txt",
            [
                .message(Message(time: ambiguous, sender: Participant(name: "X"), kind: .text, text: "x")),
                message("soon", "X", "y"), message("2026-03-29T02:30", "X", "z"),
            ], format: "whatsapp-text")
        evidence.add("b/chat.txt", [], status: .failed)
        evidence.add("locked.zip", [], status: .partial)
        evidence.add("x\u{202E}fdp.exe", [], status: .stored)
        let refusals = [Refusal(path: "locked.zip!/a.txt", reason: "encrypted"), Refusal(path: "link", reason: "symbolic link")]
        var settings = CaseSettings(id: "T")
        settings.timeZone = "Europe/Berlin"
        let made = evidence.assembled(settings, refusals: refusals)
        #expect(
            made.codes == [
                "CF-F-TIME-AMBIGUOUS", "CF-F-TIME-UNREADABLE", "CF-F-FILES-UNREADABLE", "CF-F-FILES-PARTLY-READ",
                "CF-F-NAME-DISGUISED", "CF-F-REFUSED", "CF-F-TIME-ZONE-ASSUMED", "CF-F-TIME-CLOCK-CHANGE",
                "CF-F-SAME-NAME", "CF-F-FILES-NOT-UNDERSTOOD",
            ])
        #expect(made.finding("CF-F-NAME-DISGUISED")?.argument("names") == .text("x[U+202E]fdp.exe"))
        #expect(made.finding("CF-F-REFUSED")?.citations.all == [Citation(item: 2, locator: .whole)])
        #expect(evidence.assembled(CaseSettings(id: "T")).codes.contains("CF-F-TIME-WITHOUT-ZONE"))
    }
}
