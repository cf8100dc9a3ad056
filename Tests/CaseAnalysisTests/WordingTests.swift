import CaseModel
import Foundation
import Testing

@testable import CaseAnalysis

/// The English wording, read from the templates.
enum EnglishWording {
    struct Table: Decodable {
        struct Finding: Decodable {
            let title: String
            let explanation: String
            let advice: String
        }
        let phrases: [String: String]
        let findings: [String: Finding]
    }

    static func load() throws -> Table {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appendingPathComponent("Templates/lang/en.json"))
        return try JSONDecoder().decode(Table.self, from: data)
    }

    /// Names in braces.
    static func places(in text: String) -> Set<String> {
        var found: Set<String> = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            found.insert(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return found
    }
}

@Suite struct WordingTests {
    @Test func everyPhraseHasItsWording() throws {
        let table = try EnglishWording.load()
        #expect(Set(table.phrases.keys) == Set(PhraseCatalogue.all.keys))
        for (key, arguments) in PhraseCatalogue.all {
            let places = EnglishWording.places(in: table.phrases[key] ?? "")
            #expect(places.isSubset(of: arguments), "\(key) uses \(places.subtracting(arguments))")
        }
    }

    @Test func everyFindingHasItsWording() throws {
        let table = try EnglishWording.load()
        #expect(Set(table.findings.keys) == Set(FindingCatalogue.all.map(\.code)))
        #expect(Set(FindingCatalogue.all.map(\.code)).count == FindingCatalogue.all.count)
        for entry in FindingCatalogue.all {
            guard let wording = table.findings[entry.code] else { continue }
            for text in [wording.title, wording.explanation, wording.advice] {
                #expect(!text.isEmpty, "\(entry.code)")
                let places = EnglishWording.places(in: text)
                #expect(places.isSubset(of: entry.arguments), "\(entry.code) uses \(places.subtracting(entry.arguments))")
            }
        }
    }
}
