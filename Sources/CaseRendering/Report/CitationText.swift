import CaseModel

/// Citations as readers see them: exhibit number, place, page of the bundle.
struct CitationText: Sendable {
    /// Exhibit numbers by item.
    let numbers: [Int: String]
    let map: PageMap
    let wording: Wording

    init(_ theCase: Case, map: PageMap, wording: Wording) {
        numbers = Dictionary(theCase.exhibits.map { ($0.item, $0.number) }, uniquingKeysWith: { first, _ in first })
        self.map = map
        self.wording = wording
    }

    func exhibit(_ item: Int) -> String { numbers[item] ?? "#\(item)" }

    /// `C3, line 12 (p. 40)`.
    func text(_ citation: Citation) -> String {
        let number = exhibit(citation.item)
        let place = place(citation.locator).map { ", " + $0 } ?? ""
        let page = page(citation, number).map { " (" + wording.label("locators", "bundlePage", ["page": String($0)]) + ")" } ?? ""
        return number + place + page
    }

    /// `and 3 more`, for what a list leaves out; nil when that is nothing.
    func more(_ count: Int) -> String? {
        count > 0 ? wording.label("locators", "more", ["count": String(count)]) : nil
    }

    /// The page of the bundle on which the place is, as near as it is known: the message, the page of a PDF, else the first
    /// page of what the exhibit says; for an exhibit as a whole its slip sheet.
    private func page(_ citation: Citation, _ number: String) -> Int? {
        guard let range = map.exhibits[number] else { return nil }
        switch citation.locator {
        case .message(let message, _): return map.messages[number]?[message] ?? range.lowerBound
        case .page(let page): return range.contains(range.lowerBound + page) ? range.lowerBound + page : range.lowerBound
        case .whole: return range.lowerBound
        default: return min(range.lowerBound + 1, range.upperBound)
        }
    }

    /// A JSON pointer by its last two steps; `case.json` has the whole.
    static func short(_ pointer: String) -> String {
        let parts = pointer.split(separator: "/")
        return parts.count <= 2 ? pointer : "…/" + parts.suffix(2).joined(separator: "/")
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
        case .json(let pointer): return label("json", Self.short(pointer))
        case .page(let page): return label("page", page)
        case .header(let name): return label("header", name)
        case .message(let number, _): return label("message", number)
        case .row(let row): return label("row", row)
        case .byte(let offset): return label("byte", offset)
        }
    }
}
