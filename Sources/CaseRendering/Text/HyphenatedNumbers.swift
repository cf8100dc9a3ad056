/// Finds the numbers of orders, invoices and parcels in a heading, which must not be broken at their hyphens. Typst could
/// find them with a pattern; making that pattern takes longer than setting the page.
enum HyphenatedNumbers {
    /// What one part of a number may have; a longer one is a word, and the last part has two at least.
    private static let longestPart = 16
    /// What is kept in one piece; more might not fit a line.
    private static let longestNumber = 28

    /// The text in pieces, one after the other: plain, number, plain, number … and plain at the end, each possibly empty.
    static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var plain = ""
        var run = ""
        func close() {
            let number = number(atStartOf: run)
            if number.isEmpty {
                plain += run
            } else {
                pieces += [plain, number]
                plain = String(run.dropFirst(number.count))
            }
            run = ""
        }
        for character in text {
            if character == "-" || character.isLetter || character.isNumber {
                run.append(character)
            } else {
                close()
                plain.append(character)
            }
        }
        close()
        return pieces + [plain]
    }

    /// The longest part of the run that ends in a group of digits behind a hyphen; empty when there is none.
    private static func number(atStartOf run: String) -> String {
        let parts = run.split(separator: "-", omittingEmptySubsequences: false)
        guard let last = parts.indices.dropFirst().last(where: { isDigits(parts[$0]) }),
            parts[..<last].allSatisfy({ !$0.isEmpty && $0.count <= longestPart })
        else { return "" }
        let number = parts[...last].joined(separator: "-")
        return number.count <= longestNumber ? number : ""
    }

    private static func isDigits(_ part: Substring) -> Bool {
        (2...longestPart).contains(part.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
