import ByteIO
import CaseModel
import CaseRendering

/// `summary.csv` and `summary.html`: what to pursue first.
enum BatchSummary {
    static func write(_ rows: [SummaryRow], language: Language, in place: BatchFolder) throws {
        let wording = try Wording(language)
        let sorted = rows.sorted(by: SummaryRow.isMoreUrgent)
        let table = try AtomicFile(replacing: place.file("summary.csv"))
        try SummaryTable.write(sorted, wording: wording) { try table.append($0) }
        try table.commit()
        try AtomicFile.write(SummaryPage.page(sorted, wording: wording), to: place.file("summary.html"))
    }
}
