import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import Testing

@testable import CaseRendering
@testable import CaseWorkflow

/// What report.pdf prints, looked at before it is typeset: every sentence names the exhibits it stands on.
@Suite struct ReportSourceTests {
    typealias JSON = [String: Any]

    static let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "SampleEvidence/cases")

    /// The case of a folder of evidence, and the data of its report.
    private func report(_ sample: String, without left: String? = nil) async throws -> (content: Case, report: JSON) {
        let folder = Self.cases.appending(path: sample).path
        var listing = SourceListing()
        try listing.add(folder, naming: .relative, takesSettings: true)
        var settings = try CaseYAML.read(try #require(listing.settings), path: "case.yaml", fallbackID: sample)
        settings.files = []
        let inputs = listing.inputs.filter { left == nil || String(decoding: $0.path, as: UTF8.self) != left }
        let derived = try await Derivation.derive(
            inputs, refusals: listing.refusals, settings: settings, registry: try IngestorRegistry(BuiltinFormats.all),
            options: IntakeOptions(), progress: { _ in })
        let model = ReportModel(
            derived.theCase, wording: try Wording(settings.language), map: PageMap(), safe: SafeText(FontCoverage(folders: [])),
            createdAt: Instant(seconds: 1_782_900_000))
        let report = try JSONSerialization.jsonObject(with: Data(model.json())) as? JSON
        return (derived.theCase, try #require(report))
    }

    /// Every object of the report that says something, by the list it stands in.
    private func statements(_ report: JSON) -> [(place: String, statement: JSON)] {
        func all(_ list: String, _ object: JSON) -> [(place: String, statement: JSON)] {
            (object[list] as? [JSON] ?? []).map { (list, $0) }
        }
        var found = ["due", "key_facts", "weaknesses", "parties", "chronology", "conversations", "findings"].flatMap { all($0, report) }
        for account in report["accounts"] as? [JSON] ?? [] { found += all("entries", account) }
        for shipment in report["shipments"] as? [JSON] ?? [] { found += all("facts", shipment) }
        return found
    }

    @Test(arguments: ["unpaid-b2b-uk", "marketplace-de", "messy"])
    func noSentenceIsWithoutASource(sample: String) async throws {
        let (content, report) = try await report(sample)
        let numbers = Set(content.exhibits.map(\.number))
        let settings = [content.settings.claimant.name, content.settings.respondent.name]
        let found = statements(report)
        #expect(found.count > 30)
        for (place, statement) in found {
            let cites = try #require(statement["cites"] as? [JSON], "\(place): \(statement)")
            // A party of whom only case.yaml speaks says so in the place of its source.
            if place == "parties", cites.isEmpty {
                #expect(settings.contains(statement["name"] as? String))
                continue
            }
            #expect(!cites.isEmpty, "\(place): \(statement)")
            for (place, cite) in cites.enumerated() {
                guard let number = cite["exhibit"] as? String else {
                    // Only the last one may do without: it says how many more there are.
                    #expect(place > 0 && place == cites.count - 1 && (cite["text"] as? String)?.contains { $0.isNumber } == true)
                    continue
                }
                #expect(numbers.contains(number) && (cite["text"] as? String)?.hasPrefix(number) == true)
            }
        }
        // Nothing that speaks of the case stands outside the lists looked at.
        let known: Set = [
            "title", "running", "case", "lang", "made", "created", "labels", "zone_note", "sides", "due", "key_facts", "weaknesses",
            "parties", "accounts", "chronology", "shipments", "conversations", "findings", "exhibits", "integrity", "limits",
        ]
        #expect(Set(report.keys).subtracting(known) == ["long", "pieces"])
        // That list names texts which stand in the others, for the sake of their line breaks.
        let texts = texts(report.filter { $0.key != "long" })
        #expect(Set(try #require(report["long"] as? JSON).keys).isSubset(of: texts))
    }

    private func texts(_ value: Any) -> Set<String> {
        switch value {
        case let text as String: [text]
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(texts($1)) }
        case let members as JSON: members.values.reduce(into: []) { $0.formUnion(texts($1)) }
        default: []
        }
    }

    @Test func aDeletedExhibitTakesItsSentencesAlong() async throws {
        let path = "logistics/ups-track-1Z4X7R290410388416.xml"
        let (content, whole) = try await report("unpaid-b2b-uk")
        let item = try #require(content.items.first { $0.path == path })
        let number = try #require(content.exhibits.first { $0.item == item.index }?.number)
        func sentences(_ report: JSON) -> [(text: String, only: Bool)] {
            statements(report).compactMap { _, statement in
                let cites = (statement["cites"] as? [JSON] ?? []).compactMap { $0["exhibit"] as? String }
                let text = ["date", "label", "text", "title"].compactMap { statement[$0] as? String }.joined(separator: " ")
                return cites.contains(number) ? (text, Set(cites) == [number]) : nil
            }
        }
        let own = sentences(whole).filter(\.only).map(\.text)
        #expect(own.count > 5)
        let (_, rest) = try await report("unpaid-b2b-uk", without: path)
        let left = Set(
            statements(rest).map { _, statement in
                ["date", "label", "text", "title"].compactMap { statement[$0] as? String }.joined(separator: " ")
            })
        #expect(own.filter(left.contains) == [])
    }
}
