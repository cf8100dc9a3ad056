import CaseModel

/// `summary.csv`: every order of a batch, in the order of the rows.
package enum SummaryTable {
    private static let columns = [
        "order", "title", "status", "strength", "currency", "due", "since", "age", "step", "exhibits", "pages", "findings", "unread",
        "file", "reason",
    ]

    /// Hands the table over in portions. A claim in several currencies has its amounts in one field, as text.
    package static func write(_ rows: [SummaryRow], wording: Wording, to sink: ([UInt8]) throws -> Void) rethrows {
        let labels = Labels(wording, "batch")
        var writer = CSVWriter()
        writer.row(columns.map { labels["column.\($0)"] })
        for row in rows {
            writer.row(fields(row, labels, wording))
            if writer.bytes.count > 1 << 16 { try sink(writer.take()) }
        }
        try sink(writer.take())
    }

    private static func fields(_ row: SummaryRow, _ labels: Labels, _ wording: Wording) -> [CSVWriter.Field] {
        func number(_ value: Int?) -> CSVWriter.Field { .number(value.map(String.init) ?? "") }
        let single = row.due.count == 1 ? row.due.first : nil
        return [
            .text(row.order), .text(row.title),
            .text(labels[row.isFailed ? "status.failed" : row.unread > 0 ? "status.unread" : "status.done"]),
            .text(row.strength.map { AssessmentReport.name($0, wording) } ?? ""), .text(single?.currency ?? ""),
            single.map { .number($0.plain) } ?? .text(row.due.map(wording.amount).joined(separator: " + ")),
            .number(row.dueSince?.iso ?? ""), number(row.age), .text(row.nextStep.map { AssessmentReport.name($0, wording) } ?? ""),
            number(row.exhibits), number(row.pages), number(row.findings), number(row.isFailed ? nil : row.unread),
            .text(row.file ?? ""), .text(row.error ?? ""),
        ]
    }
}
