import Foundation
import Testing

/// The words of a PDF with their places, as poppler sees them: points from the upper left corner.
struct PDFPages {
    struct Word {
        let text: String
        let left: Double
        let top: Double
    }

    let sizes: [(width: Double, height: Double)]
    /// Page by page.
    let words: [[Word]]

    init(_ file: URL) async throws {
        let boxes = try await Program.tool("pdftotext", "-bbox", file.path, "-")
        try #require(boxes.status == 0, "\(boxes.messages)")
        var sizes: [(width: Double, height: Double)] = []
        var words: [[Word]] = []
        for line in boxes.output.split(separator: "\n") {
            if let page = line.firstMatch(of: /<page width="([\d.]+)" height="([\d.]+)">/) {
                sizes.append((Double(page.1) ?? 0, Double(page.2) ?? 0))
                words.append([])
            } else if let word = line.firstMatch(of: /<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)"[^>]*>(.*)<\/word>/), !words.isEmpty {
                words[words.count - 1].append(
                    Word(text: Self.unescaped(String(word.3)), left: Double(word.1) ?? 0, top: Double(word.2) ?? 0))
            }
        }
        self.sizes = sizes
        self.words = words
    }

    private static func unescaped(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
            .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    /// The linked page numbers of the right margin, in their order: what is printed, and the page to which a click leads.
    static func index(_ file: URL, before page: Int) async throws -> [(printed: Int, target: Int)] {
        let html = try await Program.tool(
            "pdftohtml", "-xml", "-i", "-stdout", "-q", "-fontfullname", "-l", String(page), file.path)
        try #require(html.status == 0, "\(html.messages)")
        return html.output.matches(of: /left="(\d+)"[^>]*>(?:<b>)?<a href="[^"#]*#(\d+)">(\d+)(?:–\d+)?<\/a>/).compactMap { match in
            guard let left = Int(match.1), left > 700, let target = Int(match.2), let printed = Int(match.3) else { return nil }
            return (printed, target)
        }
    }
}
