import Foundation
import Testing

/// Whatever somebody wrote can be found again in the finished PDFs (B-07, B-08).
@Suite struct WordsTests {
    /// The text of a PDF without blanks and marks that steer the direction, which an extractor may put anywhere. `-raw` keeps
    /// the order of the page's own instructions: sorted by place, an emoji falls out of its line.
    private func text(_ pdf: URL) async throws -> String {
        let extracted = try await Program.tool("pdftotext", "-raw", pdf.path, "-")
        try #require(extracted.status == 0, "\(extracted.messages)")
        return Self.squeezed(extracted.output)
    }

    private static func squeezed(_ text: some StringProtocol) -> String {
        let steering: Set<UInt32> = [0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069]
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { !$0.properties.isWhitespace && !steering.contains($0.value) }))
    }

    /// As documents show it: what hides or turns text stands there as a visible mark (security.md U1, U2).
    private static func shown(_ text: some StringProtocol) -> String {
        let hiding: Set<UInt32> = [0x200B, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0xFEFF]
        let marked = text.unicodeScalars.map { scalar in
            hiding.contains(scalar.value) ? "⟨U+\(String(scalar.value, radix: 16, uppercase: true))⟩" : String(scalar)
        }
        return squeezed(marked.joined())
    }

    @Test(arguments: Sample.allCases)
    func everyMessageStandsInTheBundle(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        let messages = try Messages.texts(dossier.json())
        #expect(messages.count > 30)
        let bundle = try await text(dossier.data("bundle.pdf"))
        for message in messages { #expect(bundle.contains(Self.shown(message)), "\(message)") }
    }

    /// Lines with letters beyond those of Latin, by the keys under which they stand in `case.json`. Times are left out: they
    /// are shown in the words of the case's language, and as they were written in `case.json`.
    private static func foreignLines(_ value: Any, under keys: [String] = []) -> [(keys: [String], line: String)] {
        switch value {
        case let text as String:
            let lines = text.split { $0.isNewline }.filter { $0.unicodeScalars.contains { $0.value > 0x24F && $0.properties.isAlphabetic } }
            return lines.map { (keys, String($0)) }
        case let list as [Any]: return list.flatMap { foreignLines($0, under: keys) }
        case let object as JSON:
            let times: Set = ["time", "date", "editedTime", "deliveredAt"]
            return object.filter { !times.contains($0.key) }.flatMap { foreignLines($0.value, under: keys + [$0.key]) }
        default: return []
        }
    }

    @Test(arguments: Sample.allCases)
    func everyForeignStringStandsInBothPDFs(sample: Sample) async throws {
        let dossier = try await Dossiers.of(sample)
        let lines = Self.foreignLines(try dossier.json())
        #expect(!lines.isEmpty)
        let (bundle, report) = (try await text(dossier.data("bundle.pdf")), try await text(dossier.data("report.pdf")))
        // The report cites what people wrote and does not repeat it.
        let quoted: Set = ["records", "conversations"]
        for (keys, line) in lines {
            #expect(bundle.contains(Self.shown(line)), "\(keys): \(line) is not in the bundle")
            if quoted.isDisjoint(with: keys) { #expect(report.contains(Self.shown(line)), "\(keys): \(line) is not in the report") }
        }
        if sample == .marketplace { #expect(lines.count > 40) }
    }
}
