import EvidenceFormats
import Testing

@Suite("UBL against the corpus")
struct UBLCorpusTests {
    static let rows = CorpusRow.rows(
        "documents", ["ubl-oasis", "en16931-ubl", "peppol-bis-billing", "peppol-logistics", "peppol-poacc"])

    @Test("every expectation is met", arguments: rows)
    func conformance(_ row: CorpusRow) {
        let (_, missed) = row.differences(with: UBL())
        if row.isSure { #expect(missed.isEmpty, "\(row.path)") }
    }
}
