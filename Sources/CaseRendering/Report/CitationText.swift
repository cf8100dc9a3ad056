import CaseModel

/// Citations as readers see them: exhibit number, place, page of the bundle.
struct CitationText: Sendable {
    /// Exhibit numbers by item.
    let numbers: [Int: String]
    /// First pages of exhibits in the bundle.
    let pages: [String: Int]
    let wording: Wording

    init(_ theCase: Case, pages: [String: ClosedRange<Int>], wording: Wording) {
        numbers = Dictionary(theCase.exhibits.map { ($0.item, $0.number) }, uniquingKeysWith: { first, _ in first })
        self.pages = pages.mapValues(\.lowerBound)
        self.wording = wording
    }

    func exhibit(_ item: Int) -> String { numbers[item] ?? "#\(item)" }

    /// `C3, line 12 (p. 40)`.
    func text(_ citation: Citation) -> String {
        let number = exhibit(citation.item)
        let place = place(citation.locator).map { ", " + $0 } ?? ""
        let page = pages[number].map { " (" + wording.label("locators", "bundlePage", ["page": String($0)]) + ")" } ?? ""
        return number + place + page
    }

    /// Nil for an item as a whole.
    func place(_ locator: Locator) -> String? {
        func label(_ key: String, _ value: some CustomStringConvertible) -> String {
            wording.label("locators", key, ["value": value.description])
        }
        switch locator {
        case .whole: return nil
        case .line(let line), .xml(_, let line): return label("line", line)
        case .lines(let first, let last): return label("lines", "\(first)–\(last)")
        case .json(let pointer): return label("json", pointer)
        case .page(let page): return label("page", page)
        case .header(let name): return label("header", name)
        case .message(let number, _): return label("message", number)
        case .row(let row): return label("row", row)
        case .byte(let offset): return label("byte", offset)
        }
    }
}
