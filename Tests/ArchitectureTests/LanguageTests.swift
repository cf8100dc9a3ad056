import CaseModel
import CaseRendering
import Testing

/// The languages say the same things.
struct LanguageTests {
    /// Names of the `{places}` in a text. The English plural may leave its number out, so they are compared as sets.
    private static func places(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{([A-Za-z0-9_]+)\}/).map { String($0.1) })
    }

    @Test(arguments: [Language.de, .zhHans])
    func sameKeysAsEnglish(_ language: Language) throws {
        let english = try Set(Wording.read(.en).keys)
        let other = try Set(Wording.read(language).keys)
        #expect(english.subtracting(other).sorted() == [], "not translated")
        #expect(other.subtracting(english).sorted() == [], "unknown in English")
    }

    @Test(arguments: [Language.de, .zhHans])
    func samePlaces(_ language: Language) throws {
        let english = try Wording.read(.en)
        for (key, text) in try Wording.read(language) {
            guard let original = english[key] else { continue }
            #expect(Self.places(text) == Self.places(original), "\(key): \(text)")
        }
    }

    @Test(arguments: Language.allCases)
    func noTextIsEmpty(_ language: Language) throws {
        for (key, text) in try Wording.read(language) { #expect(!text.isEmpty, "\(key)") }
    }

    /// Code and English summary of every kind of diagnostic, as its source file writes them.
    private static func kinds() throws -> [(code: String, summary: String)] {
        try Project.files(below: "Sources/CaseModel/Diagnostics", ending: ".swift").flatMap { path in
            try Project.text(path).matches(of: /DiagnosticKind\(\s*"(CF-[A-Z0-9-]+)",\s*\.\w+,\s*"((?:[^"\\]|\\.)*)"/).map {
                (String($0.1), String($0.2))
            }
        }
    }

    @Test func everyDiagnosticHasItsOwnCode() throws {
        let codes = try Self.kinds().map(\.code)
        #expect(codes.count > 50)
        #expect(codes.count == Set(codes).count, "twice: \(Dictionary(grouping: codes) { $0 }.filter { $1.count > 1 }.keys.sorted())")
        let members = try Project.files(below: "Sources", ending: ".swift").map(Project.text).joined()
            .matches(of: /DiagnosticKind\(\s*"/).count
        #expect(members == codes.count, "every kind stands in CaseModel/Diagnostics, and is understood here")
    }

    @Test(arguments: Language.allCases)
    func everyDiagnosticIsTranslated(_ language: Language) throws {
        let table = try Wording.read(language)
        let kinds = try Self.kinds()
        for (code, summary) in kinds {
            guard let text = table["diagnostics/\(code)/summary"] else {
                Issue.record("\(code) is missing: \(summary)")
                continue
            }
            #expect(Self.places(text) == Self.places(summary), "\(code): \(text)")
            if language == .en { #expect(text == summary) }
        }
        let known = Set(kinds.map { "diagnostics/\($0.code)/summary" })
        #expect(table.keys.filter { $0.hasPrefix("diagnostics/") && !known.contains($0) }.sorted() == [], "no such diagnostic")
    }
}
