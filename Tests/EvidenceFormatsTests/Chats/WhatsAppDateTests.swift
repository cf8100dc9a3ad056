import CaseModel
import EvidenceFormats
import EvidenceIngest
import Testing

@Suite("WhatsApp order of dates")
struct WhatsAppDateTests {
    private func orders(_ text: String) -> [(code: String, order: String, ground: String)] {
        readWhatsApp(text).diagnostics.filter { $0.kind.code.hasPrefix("CF-CHAT-DATEORDER") }.map {
            ($0.kind.code, $0.arguments["order"] ?? "", $0.arguments["ground"] ?? "")
        }
    }

    private func times(_ text: String) -> [String] {
        readWhatsApp(text).records.map { $0.record.time?.iso ?? "?" }
    }

    @Test("a value above 12 at the very end decides for all")
    func lateProof() {
        let text = (1...9).map { "0\($0)/02/2022, 10:00 - A: x\n" }.joined() + "13/02/2022, 10:00 - A: x\n"
        #expect(times(text).first == "2022-02-01T10:00")
        #expect(orders(text).map(\.code) == ["CF-CHAT-DATEORDER"])
        #expect(orders(text).first?.ground.contains("above 12") == true)
    }

    @Test("years of two digits in front: nobody writes in more years than on days")
    func shortYearsFirst() {
        #expect(
            times("[24. 1. 13. 20:05:09] A: a\n[24. 1. 14. 03:07:10] B: b\n[24. 2. 15. 09:30:00] B: c\n")
                == ["2024-01-13T20:05:09", "2024-01-14T03:07:10", "2024-02-15T09:30:00"])
        #expect(times("13.1.22, 10:00 - A: a\n14.1.23, 10:00 - A: b\n15.1.24, 10:00 - A: c\n").last == "2024-01-15T10:00")
    }

    @Test("a date that is the same both ways gives no false reason")
    func sameNumbers() {
        #expect(orders("1/1/23, 10:00 - A: a\n2/2/23, 10:00 - A: b\n").first?.ground.contains("same number") == true)
    }

    @Test(
        "clocks of further countries",
        arguments: [
            ("2024-01-05 15 h 02 - Luc: Bonjour\n", "2024-01-05T15:02"),
            ("[2024-01-05 15 h 02 min 33 s] Luc: Bonjour\n", "2024-01-05T15:02:33"),
            ("[2024-01-05\u{A0}15\u{A0}h\u{A0}02\u{A0}min\u{A0}33\u{A0}s] Luc: Bonjour\n", "2024-01-05T15:02:33"),
            ("13.1.24, 12:05 p.d. - Agim: Tung\n", "2024-01-13T00:05"), ("21.4.24, 1:02 m.d. - Agim: Tung\n", "2024-04-21T13:02"),
            ("13.01.24 г., 0:05 ч. am - Иван: да\n", "2024-01-13T00:05"), ("13.01.24 г., 1:05 ч. pm - Иван: да\n", "2024-01-13T13:05"),
            ("21.4.24, 01:02 попл. - Ана: да\n", "2024-04-21T13:02"),
        ])
    func clocks(text: String, time: String) { #expect(times(text) == [time]) }

    @Test("dates in names of attached files decide")
    func names() {
        let text = "04/03/2022, 10:00 - A: IMG-20220403-WA0001.jpg (file attached)\n04/03/2022, 10:01 - B: x\n"
        #expect(times(text) == ["2022-04-03T10:00", "2022-04-03T10:01"])
        #expect(orders(text).first?.code == "CF-CHAT-DATEORDER")
        #expect(orders(text).first?.ground.contains("attached files") == true)
    }

    @Test("days that run forward in one reading only decide")
    func chronology() {
        let text = (1...9).map { "\($0)/5/22, 10:00 - A: x\n" }.joined() + (1...9).map { "\($0)/6/22, 10:00 - A: x\n" }.joined()
        #expect(times(text).last == "2022-06-09T10:00")
        #expect(orders(text).first?.code == "CF-CHAT-DATEORDER")
    }

    @Test("undecided dates keep their other reading")
    func open() {
        let sink = readWhatsApp("3/6/18, 1:55 pm - a: m\n")
        guard case .message(let message)? = sink.records.first?.record else {
            Issue.record("no message")
            return
        }
        #expect(message.time.iso == "2018-03-06T13:55")
        #expect(message.time.alternative?.iso == "2018-06-03T13:55")
        #expect(sink.diagnostics.contains { $0.kind == .chatDateOrderOpen && $0.kind.severity == .warning })
    }

    @Test("equal day and month are no question")
    func equal() {
        #expect(orders("5/5/22, 10:00 - A: x\n6/6/22, 10:00 - A: x\n").map(\.code) == ["CF-CHAT-DATEORDER"])
    }

    @Test("contradictory files are read in parts")
    func mixed() {
        let text = """
            13/01/2022, 10:00 - A: 1
            14/01/2022, 10:00 - A: 2
            02/03/2022, 10:00 - A: 3
            02/15/2022, 10:00 - A: 4
            02/16/2022, 10:00 - A: 5
            """
        let sink = readWhatsApp(text)
        #expect(times(text) == ["2022-01-13T10:00", "2022-01-14T10:00", "2022-02-03T10:00", "2022-02-15T10:00", "2022-02-16T10:00"])
        #expect(sink.diagnostics.first { $0.kind == .chatDateOrderMixed }?.arguments["runs"] == "2")
        #expect(sink.records[2].record.time?.alternative?.iso == "2022-03-02T10:00")
        #expect(sink.records[0].record.time?.alternative == nil)
    }

    @Test("a day that does not exist is kept as written")
    func impossible() {
        let sink = readWhatsApp("31/02/2022, 10:00 - A: x\n13/02/2022, 10:00 - A: y\n")
        #expect(sink.records.first?.record.time?.value == .unknown)
        #expect(sink.records.first?.record.time?.text == "31/02/2022, 10:00")
        #expect(sink.diagnostics.contains { $0.kind == .timeUnreadable })
    }

    @Test("messages out of order are said, not sorted")
    func backwards() {
        let sink = readWhatsApp("13/02/2022, 10:05 - A: x\n13/02/2022, 10:04 - A: y\n")
        #expect(sink.records.map { $0.record.time?.iso } == ["2022-02-13T10:05", "2022-02-13T10:04"])
        #expect(sink.diagnostics.first { $0.kind == .chatBackwards }?.arguments["count"] == "1")
    }
}
