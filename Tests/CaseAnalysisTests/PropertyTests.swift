import CaseModel
import SupportForTests
import Testing

@testable import CaseAnalysis

@Suite struct PropertyTests {
    /// Everything at once: the sale, a foreign parcel, two chat exports, mails, a platform order, copies.
    private func everything() -> Evidence {
        var evidence = ScenarioTests.sale()
        evidence.add(
            "invoice copy.xml",
            [.document(document(.invoice, "INV-391", "2026-03-27", amount: "12480.00", due: "2026-04-26", order: "PO-77001"))],
            sha256: "digest of invoice.xml")
        evidence.add("invoice other.xml", [.document(document(.invoice, "INV-391", "2026-03-27", amount: "12840.00", order: "PO-77001"))])
        evidence.add("pod.xml", [.shipment(shipment("1Z999999", order: "AZ-1")), event("1Z999999", "2026-03-30T10:00:00", .delivered)])
        let words = ["Order PO-77001 is placed", "We owe you 10.00 GBP", "please pay INV-391 now", "The lamps have arrived"]
        for (path, precision) in [("chat/a.txt", ":14"), ("chat/b.txt", "")] {
            evidence.add(
                path,
                words.enumerated().map {
                    message("2026-04-0\($0.offset + 1)T10:0\($0.offset)\(precision)", $0.offset == 2 ? "Lin" : "Dan", $0.element)
                },
                format: "whatsapp-text")
        }
        let archive = evidence.add("archive.zip", [])
        evidence.add("archive.zip!/p.jpg", [.image(ImageFacts(width: 1, height: 1, taken: time("2026-03-25T16:34:12")))], parent: archive)
        evidence.add("archive.zip!/broken.xml", [], parent: archive, status: .failed)
        evidence.add("empty.txt", [], bytes: 0)
        return evidence
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func theOrderOfTheIntakeDoesNotMatter(seed: UInt64) {
        let evidence = everything()
        let expected = normalised(evidence.assembled(.scenario(principal: "9.00")))
        var random = Seeded(state: seed)
        let order = Array(evidence.items.indices).shuffled(using: &random)
        let made = normalised(evidence.permuted(order).assembled(.scenario(principal: "9.00")))
        #expect(made == expected, "seed \(seed)")
    }

    /// Everything said, with paths in the place of item indices.
    private func normalised(_ made: Case) -> [String] {
        func cite(_ citations: Citations) -> String {
            citations.all.map { "\(made.items[$0.item].path)@\($0.locator)" }.joined(separator: ";")
        }
        return made.statements.map { $0.text + " <- " + cite($0.citations) }
            + made.exhibits.map {
                "\($0.number) \(made.items[$0.item].path) \($0.section) \($0.title) \($0.file ?? "-") \($0.duplicateOf ?? "-")"
            }
            + made.parties.map { "\($0.id) \($0.side) \($0.names) \($0.identities)" }
    }

    @Test func citationsPointToItemsOfTheCase() {
        let made = everything().assembled(.scenario(principal: "9.00"))
        #expect(made.statements.count > 50)
        for statement in made.statements {
            for citation in statement.citations.all { #expect(made.items.indices.contains(citation.item), "\(statement.text)") }
        }
        #expect(made.exhibits.count == made.items.count)
        #expect(Set(made.exhibits.map(\.item)).count == made.items.count)
        #expect(Set(made.exhibits.map(\.number)).count == made.items.count)
    }

    /// Whatever cites only the item that is taken away is not said any more; nothing cites what is not there.
    @Test func factsGoWithTheirExhibit() {
        let evidence = everything()
        let whole = evidence.assembled(.scenario(principal: "9.00"))
        for index in evidence.items.indices {
            let parts = evidence.items.filter { $0.parent == index }.map(\.index)
            let gone = Set([index] + parts)
            let rest = evidence.without(index).assembled(.scenario(principal: "9.00"))
            let kept = Set(rest.statements.map { key($0, rest) })
            for statement in whole.statements where statement.citations.all.allSatisfy({ gone.contains($0.item) }) {
                #expect(!kept.contains(key(statement, whole)), "\(statement.text) without \(evidence.items[index].path)")
            }
        }
    }

    private func key(_ statement: (text: String, citations: Citations), _ made: Case) -> String {
        statement.text + statement.citations.all.map { made.items[$0.item].path + "\($0.locator)" }.joined()
    }

    @Test func everythingSaidIsInTheCatalogues() {
        let made = everything().assembled(.scenario(principal: "9.00"))
        let entries = Dictionary(FindingCatalogue.all.map { ($0.code, $0.arguments) }, uniquingKeysWith: { a, _ in a })
        for finding in made.findings { #expect(entries[finding.code] == finding.arguments.map(\.name), "\(finding.code)") }
        let phrases = made.timeline.map(\.text) + made.exhibits.map(\.title) + made.accounts.flatMap { $0.entries.map(\.text) }
        for phrase in phrases {
            #expect(PhraseCatalogue.all[phrase.key].map(Set.init) == Set(phrase.arguments.map(\.name)), "\(phrase.key)")
        }
        for argument in phrases.flatMap(\.arguments) + made.findings.flatMap(\.arguments) {
            if case .key(let key) = argument.value { #expect(PhraseCatalogue.all[key] == [], "\(key)") }
        }
    }

    @Test func anEmptyCaseSaysNothing() {
        let made = Evidence().assembled(.scenario(principal: "9.00"), refusals: [Refusal(path: "x", reason: "y")])
        #expect(made.exhibits.isEmpty && made.findings.isEmpty && made.timeline.isEmpty && made.accounts.isEmpty)
        #expect(made.parties.map(\.side) == [.claimant, .respondent])
    }

    @Test func longChatsStayReadable() {
        var evidence = Evidence()
        evidence.add(
            "chat.txt",
            (0..<50_000).map { number in
                let day = CalendarDay(daysSinceEpoch: 20_000 + number / 100)?.iso ?? ""
                let minute = number % 60 < 10 ? "0\(number % 60)" : "\(number % 60)"
                return message("\(day)T10:\(minute)", number % 2 == 0 ? "Lin" : "Dan", "Message \(number) about PO-77001, 5.00 GBP")
            }, format: "whatsapp-text")
        let clock = ContinuousClock()
        var made: Case?
        let took = clock.measure { made = evidence.assembled(.scenario()) }
        #expect(made?.conversations.first?.entries.count == 50_000)
        #expect((made?.timeline.count ?? 0) <= Chronology.mostDays)
        // Debug builds are some ten times slower than what is shipped; this only catches quadratic work.
        #expect(took < .seconds(30), "\(took)")
    }
}
