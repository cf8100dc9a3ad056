import CaseModel

/// Numbers the evidence: every item is one exhibit. Bundles rule B-16: sections in their order, in a section by date,
/// undated ones last, then by the bytes of the path; parts follow what they are a part of.
struct ExhibitList {
    private let gathering: Gathering
    private let clock: CaseClock
    private let rules: [String: CaseSettings.FileRule]
    private let describe: ExhibitDescription

    init(gathering: Gathering, settings: CaseSettings, clock: CaseClock) {
        self.gathering = gathering
        self.clock = clock
        rules = Dictionary(settings.files.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        describe = ExhibitDescription(gathering: gathering, clock: clock)
    }

    /// `keeping`: SHA-256 of the files that come first, in this order.
    func exhibits(keeping digests: [String] = []) -> [Exhibit] {
        let roots = gathering.order.filter { gathering.items[$0].parent == nil }
        let numbered = roots.map { root in
            (root, section: section(root), date: describe.dates[root].flatMap { clock.order($0) } ?? .max)
        }.sorted { a, b in
            let first = (ExhibitList.rank(a.section), a.date), second = (ExhibitList.rank(b.section), b.date)
            return first != second ? first < second : gathering.rank[a.0] < gathering.rank[b.0]
        }.map(\.0)
        var kept: [Int] = []
        if !digests.isEmpty {
            var places = Dictionary(grouping: numbered.reversed()) { gathering.items[$0].sha256 }
            for digest in digests { if let root = places[digest]?.popLast() { kept.append(root) } }
        }
        let known = Set(kept)
        return exhibits(numbering: kept + numbered.filter { !known.contains($0) })
    }

    /// Numbers top-level items in the order given: `C1`, `C2`, …; a case that grows hands over its earlier order first.
    func exhibits(numbering roots: [Int]) -> [Exhibit] {
        var entries: [Entry] = []
        for (place, root) in roots.enumerated() {
            collect(root, number: "C\(place + 1)", place: place + 1, parent: nil, section: section(root), &entries)
        }
        let twins = firstHolders(entries)
        return entries.map { exhibit($0, twins) }
    }

    private struct Entry {
        let item: Int
        let number: String
        /// Position among the top-level items, from 1.
        let place: Int
        let parent: String?
        let section: ExhibitSection
    }

    private func collect(
        _ item: Int, number: String, place: Int, parent: String?, section: ExhibitSection, _ entries: inout [Entry]
    ) {
        entries.append(Entry(item: item, number: number, place: place, parent: parent, section: section))
        for (child, index) in gathering.children[item].enumerated() {
            collect(index, number: "\(number).\(child + 1)", place: place, parent: number, section: section, &entries)
        }
    }

    /// The exhibit that others with the same bytes point to: a whole file before a part, since only whole files are
    /// stored; of several the first.
    private func firstHolders(_ entries: [Entry]) -> [String: String] {
        var holders: [String: String] = [:]
        for isPart in [false, true] {
            for entry in entries where (entry.parent != nil) == isPart {
                let key = self.key(entry.item)
                if holders[key] == nil { holders[key] = entry.number }
            }
        }
        return holders
    }

    private func key(_ item: Int) -> String { gathering.items[item].sha256 + ":\(gathering.items[item].bytes)" }

    private func exhibit(_ entry: Entry, _ twins: [String: String]) -> Exhibit {
        let item = gathering.items[entry.item]
        let twin = twins[key(entry.item)]
        let duplicateOf = twin == entry.number ? nil : twin
        let title = rules[item.path]?.title.map { Phrase("exhibitTitle.given", ["title": .text($0)]) }
        let isStored = entry.parent == nil && duplicateOf == nil
        return Exhibit(
            number: entry.number, item: entry.item, parent: entry.parent, section: entry.section,
            title: title ?? describe.title(entry.item), date: describe.dates[entry.item],
            file: isStored ? SafeName.exhibitPath(place: entry.place, name: item.name) : nil, duplicateOf: duplicateOf)
    }

    private func section(_ item: Int) -> ExhibitSection {
        rules[gathering.items[item].path]?.section ?? describe.section(item)
    }

    private static func rank(_ section: ExhibitSection) -> Int { ExhibitSection.allCases.firstIndex(of: section) ?? 0 }
}
