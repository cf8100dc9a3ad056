import CaseModel
import Testing

@testable import CaseAnalysis

@Suite struct AssessmentTests {
    private static let late = CalendarDay(year: 2026, month: 7, day: 20)
    private static let early = CalendarDay(year: 2026, month: 5, day: 2)

    private func assess(_ evidence: Evidence, on day: CalendarDay? = AssessmentTests.late) throws -> Assessment {
        Assessor.assess(evidence.assembled(.scenario()), on: try #require(day))
    }

    private func standings(_ assessment: Assessment) -> [String] { assessment.rows.map { "\($0.element) \($0.standing)" } }

    @Test func aCompleteSaleIsStrong() throws {
        let made = try assess(ScenarioTests.sale())
        #expect(
            standings(made) == [
                "identity proven", "contract proven", "delivery proven", "conformity weak", "price proven", "nonPayment proven",
                "demand proven",
            ])
        #expect(made.strength == .strong)
        #expect(made.due.map(\.plain) == ["10480.00"])
        #expect(made.dueSince?.iso == "2026-04-26")
        #expect(made.age == 85)
        #expect(made.nextStep == .handOver)
    }

    @Test func aDemandMayBeAnsweredFirst() throws {
        #expect(try assess(ScenarioTests.sale(), on: Self.early).nextStep == .awaitAnswer)
    }

    /// Item of the complete sale that is taken away, the element that suffers, what it becomes, what to do then.
    @Test(arguments: [
        (0, Assessment.Element.contract, Assessment.Standing.missing, Assessment.NextStep.proveContract),
        (2, .delivery, .missing, .proveDelivery), (5, .demand, .missing, .sendDemand), (3, .price, .weak, .findAmount),
    ])
    func whatIsTakenAwayIsMissed(
        item: Int, element: Assessment.Element, standing: Assessment.Standing, step: Assessment.NextStep
    ) throws {
        let made = try assess(ScenarioTests.sale().without(item))
        #expect(made.rows.first { $0.element == element }?.standing == standing, "\(standings(made))")
        #expect(made.nextStep == step)
        #expect(made.strength != .strong)
    }

    @Test func aComplaintHasToBeAnswered() throws {
        var evidence = ScenarioTests.sale()
        evidence.add("chat.txt", [message("2026-04-02T10:00:00", "Dan", "Three lamps are broken.")], format: "whatsapp-text")
        let made = try assess(evidence)
        #expect(made.rows.first { $0.element == .conformity }?.standing == .contradicted)
        #expect(made.strength == .fair)
        #expect(made.nextStep == .answerComplaint)
    }

    @Test func aReturnedParcelProvesNothing() throws {
        var evidence = ScenarioTests.sale().without(2)
        evidence.add(
            "ups.xml",
            [.shipment(shipment("1Z4X7R29", order: "PO-77001")), event("1Z4X7R29", "2026-04-02T10:00:00", .returned)],
            format: "ups-track-xml")
        let made = try assess(evidence)
        #expect(made.rows.first { $0.element == .delivery }?.standing == .contradicted, "\(standings(made))")
        #expect(made.strength == .weak)
        #expect(made.nextStep == .proveDelivery)
    }

    @Test func whatIsPaidIsClosed() throws {
        var evidence = ScenarioTests.sale()
        var payment = Payment(kind: .payment, money: money("10480.00"), time: time("2026-06-01"), text: "Rest")
        payment.references = [Reference(.invoice, field: "reference", value: "INV-391")]
        evidence.add("bank2.csv", [.payment(payment)])
        let made = try assess(evidence)
        #expect(made.due.isEmpty)
        #expect(made.strength == .nothingDue)
        #expect(made.nextStep == .close)
    }

    @Test func nothingComesFromNothing() throws {
        let made = try assess(Evidence())
        #expect(made.strength == .nothingDue)
        #expect(made.nextStep == .findAmount)
        #expect(made.dueSince == nil && made.age == nil)
        #expect(made.rows.allSatisfy { $0.supporting.isEmpty })
    }

    @Test func everyRuleNamesAFindingOfTheCatalogue() {
        let known = Set(FindingCatalogue.all.map(\.code))
        for element in Assessment.Element.allCases {
            let codes = ProofRules.effects[element]?.all
            #expect(codes != nil, "\(element)")
            #expect(codes?.subtracting(known).sorted() == [], "\(element)")
        }
    }
}
