import EvidenceFormats
import Testing

@Suite("AliExpress orders against the corpus")
struct AliExpressCorpusTests {
    static let rows = CorpusRow.rows("orders", ["aliexpress-top-json", "aliexpress-mtop-json"])

    @Test("every expectation is met", arguments: rows)
    func conformance(_ row: CorpusRow) {
        let (_, missed) = row.differences(with: AliExpressOrder())
        if row.isSure { #expect(missed.isEmpty, "\(row.path)") }
    }
}
