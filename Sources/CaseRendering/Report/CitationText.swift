import CaseModel

/// Citations as readers see them: exhibit number, place, page of the bundle.
struct CitationText: Sendable {
    /// Exhibit numbers by item.
    let numbers: [Int: String]
    let map: PageMap
    let wording: Wording
    private let transcripts: TranscriptNumbers

    init(_ theCase: Case, map: PageMap, wording: Wording) {
        numbers = Dictionary(theCase.exhibits.map { ($0.item, $0.number) }, uniquingKeysWith: { first, _ in first })
        transcripts = TranscriptNumbers(theCase)
        self.map = map
        self.wording = wording
    }

    func exhibit(_ item: Int) -> String { numbers[item] ?? "#\(item)" }

    /// `C3, line 12 (p. 40)`.
    func text(_ citation: Citation) -> String {
        let number = exhibit(citation.item)
        let place = place(citation).map { ", " + $0 } ?? ""
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
        let first = min(range.lowerBound + 1, range.upperBound)
        if let message = transcripts.number(citation) { return map.messages[number]?[message] ?? first }
        switch citation.locator {
        case .page(let page): return range.contains(range.lowerBound + page) ? range.lowerBound + page : range.lowerBound
        case .whole: return range.lowerBound
        default: return first
        }
    }

    /// A JSON pointer by its last two steps; `case.json` has the whole.
    static func short(_ pointer: String) -> String {
        let parts = pointer.split(separator: "/")
        return parts.count <= 2 ? pointer : "…/" + parts.suffix(2).joined(separator: "/")
    }

    /// A message by the number it has in the transcript; nil for an item as a whole.
    private func place(_ citation: Citation) -> String? {
        guard let message = transcripts.number(citation) else { return place(citation.locator) }
        return place(.message(message, line: 0))
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

/// The numbers of messages in their transcripts, for sources that are cited by a place of their own as well (JSON pointers).
struct TranscriptNumbers: Sendable {
    private var numbers: [Citation: Int] = [:]

    init(_ theCase: Case) {
        for captured in theCase.items.lazy.flatMap(\.records) {
            guard let number = captured.number, case .json = captured.citation.locator else { continue }
            numbers[captured.citation] = number
        }
    }

    /// Nil for what is no message.
    func number(_ citation: Citation) -> Int? {
        if case .message(let number, _) = citation.locator { return number }
        return numbers.isEmpty ? nil : numbers[citation]
    }
}
