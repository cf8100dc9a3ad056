import CaseModel
import Testing

@testable import CaseAnalysis

/// Long lists: what is found does not change with their length, and work that is stopped ends.
@Suite struct ManyRecordsTests {
    /// Orders of which each names the next as a part of it, in replies of two files.
    private func chain(_ count: Int) -> Evidence {
        let orders = (0..<count).map { number in
            var order = Order(platform: "aliexpress", id: String(900_000_000 - number))
            order.childIDs = [String(900_000_000 - number - 1)]
            order.created = time("2026-05-02T21:14:09")
            order.history = [StatusChange(time: time("2026-05-03T09:00:00"), status: "paid", actor: nil, note: nil)]
            return order
        }
        var evidence = Evidence()
        for name in ["a.json", "b.json"] { evidence.add(name, orders.map(Record.order)) }
        return evidence
    }

    @Test func everyOrderOfALongChainIsToldOnce() {
        let made = chain(3_000).assembled(CaseSettings(id: "T"))
        #expect(made.orders.count == 3_000)
        #expect(made.orders.allSatisfy { $0.citations.all.count == 2 && $0.value.childIDs.count == 1 })
        #expect(made.timelineLines.filter { $0 == "status timeline.status" }.count == 3_000)
        #expect(made.timeline.allSatisfy { $0.citations.all.count == 2 })
    }

    @Test func citationsAreKeptOnceInTheirOrder() {
        let places = (0..<500).map { Citation(item: $0 % 200, locator: .line($0 % 100)) }
        let citations = Citations(places[0], Array(places[1...]))
        #expect(citations.all == Array(places[..<200]))
        #expect(citations == Citations(Array(places[..<200])))
        #expect(Set([citations, Citations(places[0], Array(places[1..<200]))]).count == 1)
    }

    @Test func aPromiseMissedFirstIsTheOneNamed() {
        var evidence = Evidence()
        for (number, day) in ["2026-03-30", "2026-04-02", "2026-03-20", "2026-03-10"].enumerated() {
            var order = document(.order, "PO-1", "2026-03-0\(number + 1)", amount: "\(number)")
            order.times = [NamedTime("RequestedDeliveryPeriod/EndDate", time(day), locator: .line(number + 1))]
            evidence.add("order\(number).xml", [.document(order)])
        }
        evidence.add(
            "ups.xml",
            [
                .shipment(shipment("1Z4X7R29", order: "PO-1", delivered: "2026-03-25T11:42:00", signatory: "D FINCH")),
                event("1Z4X7R29", "2026-03-25T11:42:00", .delivered, signatory: "D FINCH"),
            ])
        let late = evidence.assembled(CaseSettings(id: "T")).findings.first { $0.code == "CF-F-DELIVERY-LATE" }
        #expect(late?.citations.others.contains(Citation(item: 2, locator: .line(3))) == true)
    }

    @Test func stoppedWorkEnds() async {
        let evidence = chain(10)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try Assembler.assemble(items: evidence.items, refusals: [], settings: CaseSettings(id: "T"))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
