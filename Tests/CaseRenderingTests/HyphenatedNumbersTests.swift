import Testing

@testable import CaseRendering

@Suite("Hyphenated numbers") struct HyphenatedNumbersTests {
    @Test(
        "numbers with hyphens stand alone, everything else stays as it was",
        arguments: [
            ("Invoice INV-2026-000002", ["Invoice ", "INV-2026-000002", ""]),
            ("8123-4471 and PO-77-B", ["", "8123-4471", " and ", "PO-77", "-B"]),
            ("E-mail “Reminder 1 for INV-2026-02” from Shop", ["E-mail “Reminder 1 for ", "INV-2026-02", "” from Shop"]),
            ("E-mail to B-1", ["E-mail to B-1"]),
            ("-2026 –2026 a--12", ["-2026 –2026 a--12"]),
            ("订单-8123 号", ["", "订单-8123", " 号"]),
            ("a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-2026", ["a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-2026"]),
            ("a\u{202E}b", ["a\u{202E}b"]),
            ("", [""]),
        ])
    func pieces(text: String, expected: [String]) {
        let pieces = HyphenatedNumbers.pieces(of: text)
        #expect(pieces == expected)
        #expect(pieces.joined() == text)
    }
}
