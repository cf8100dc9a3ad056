/// One section of the language table. A missing label appears as `⟦key⟧`, and `Wording.missing` names it.
struct Labels: Sendable {
    private let wording: Wording
    private let section: String
    private let table: [String: String]

    init(_ wording: Wording, _ section: String) {
        self.wording = wording
        self.section = section
        all = wording.section(section)
        table = Dictionary(all.map { ($0.key, $0.text) }) { first, _ in first }
    }

    /// Sorted by key.
    let all: [(key: String, text: String)]

    /// The section is copied once: a page asks for some labels ten thousands of times.
    subscript(_ key: String) -> String { table[key] ?? wording.label(section, key) }

    subscript(_ key: String, _ values: [String: String]) -> String { wording.label(section, key, values) }
}
