import CaseModel

/// The postal codes that may stand in an address: numbers of four to six digits (house numbers too, which only makes this more
/// cautious) and the first half of British codes.
struct PostalAreas {
    private var numbers: Set<String> = []
    private var british: Set<String> = []

    init(_ text: String = "") { add(text) }

    mutating func add(_ text: String) {
        for word in text.uppercased().split(whereSeparator: { !$0.isASCII || !($0.isLetter || $0.isNumber) }) {
            if word.allSatisfy(\.isNumber), (4...6).contains(word.count) { numbers.insert(String(word)) }
            if let area = Self.britishArea(word) { british.insert(area) }
        }
    }

    /// `LS` of `LS99`, `SW` of `SW1A`, `M` of `M1`.
    private static func britishArea(_ word: Substring) -> String? {
        let letters = word.prefix { $0.isLetter }
        let rest = word.dropFirst(letters.count)
        guard (1...2).contains(letters.count), let digit = rest.first, digit.isNumber, rest.count <= 2 else { return nil }
        return String(letters)
    }

    /// True when both sides have codes of one kind and none of them are near: another area, or other first two digits.
    func isFar(from other: PostalAreas) -> Bool {
        if !british.isEmpty, !other.british.isEmpty { return british.isDisjoint(with: other.british) }
        let near = Set(other.numbers.map { "\($0.count)" + $0.prefix(2) })
        let comparable = numbers.filter { number in other.numbers.contains { $0.count == number.count } }
        return !comparable.isEmpty && comparable.allSatisfy { !near.contains("\($0.count)" + $0.prefix(2)) }
    }
}
