import CaseModel

/// `summary.html`: what to pursue first, on one page that needs no network. It holds the first rows as data, which its
/// script shows a few at a time, and points to `summary.csv` for the rest.
package enum SummaryPage {
    /// Rows the page holds; a page of more is slow to open.
    package static let mostRows = 5000

    package static func page(_ rows: [SummaryRow], wording: Wording) -> [UInt8] {
        let labels = Labels(wording, "batch")
        var page: [UInt8] = []
        for piece in ViewerPage.pieces(PackageResources.batch_summary_html) {
            switch piece {
            case .text(let bytes): page += bytes
            case .place("language"): page += wording.language.rawValue.utf8
            case .place("policy"): page += policy.utf8
            case .place("style"): page += PackageResources.batch_summary_css
            case .place("script"): page += PackageResources.batch_summary_js
            case .place("data"): Viewer.appendInScript(data(rows, labels, wording), to: &page)
            case .place(let name): page += Viewer.escaped(labels[name]).utf8
            }
        }
        return page
    }

    static let policy =
        "default-src 'none'; script-src '\(Viewer.digest(PackageResources.batch_summary_js))'; "
        + "style-src '\(Viewer.digest(PackageResources.batch_summary_css))'; img-src data:; base-uri 'none'; form-action 'none'"

    private static func data(_ rows: [SummaryRow], _ labels: Labels, _ wording: Wording) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("counts", array: { counts(rows, labels, wording, &$0) })
            json.member("due", dueInAll(rows).map(wording.amount))
            json.member("all", rows.count)
            json.member(
                "labels",
                object: { json in
                    for key in ["more", "cut", "none", "rows"] { json.member(key, labels[key]) }
                })
            json.member("rows", array: { json in for row in rows.prefix(mostRows) { write(row, labels, wording, &json) } })
        }
        return json.take()
    }

    /// Filters: key, name, number of rows.
    private static func counts(_ rows: [SummaryRow], _ labels: Labels, _ wording: Wording, _ json: inout JSONWriter) {
        var filters = Assessment.Strength.allCases.map { strength in
            (strength.rawValue, AssessmentReport.name(strength, wording), rows.count { $0.strength == strength && !$0.isFailed })
        }
        filters.append(("failed", labels["status.failed"], rows.count(where: \.isFailed)))
        for (key, name, count) in filters where count > 0 {
            json.object { json in
                json.member("key", key)
                json.member("name", name)
                json.member("count", count)
            }
        }
    }

    /// What is due in all orders, by currency.
    private static func dueInAll(_ rows: [SummaryRow]) -> [Money] {
        let amounts = rows.filter { !$0.isFailed }.flatMap(\.due)
        return Dictionary(grouping: amounts) { $0.currency ?? "" }.sorted { $0.key < $1.key }.map { currency, amounts in
            Money(amount: amounts.reduce(0) { $0 + $1.amount }, currency: currency.isEmpty ? nil : currency, text: "")
        }
    }

    private static func write(_ row: SummaryRow, _ labels: Labels, _ wording: Wording, _ json: inout JSONWriter) {
        json.object { json in
            json.member("order", UnseenCharacters.spelled(row.order))
            json.member("title", row.title.isEmpty ? nil : UnseenCharacters.spelled(row.title))
            json.member("key", row.isFailed ? "failed" : row.strength?.rawValue)
            json.member("strength", row.isFailed ? labels["status.failed"] : row.strength.map { AssessmentReport.name($0, wording) })
            json.member("due", row.due.isEmpty ? nil : row.due.map(wording.amount).joined(separator: " + "))
            json.member("since", row.dueSince.map(wording.day))
            json.member("age", row.age)
            json.member("step", (row.error ?? row.nextStep.map { AssessmentReport.name($0, wording) }).map(UnseenCharacters.spelled))
            json.member("unread", row.unread > 0 ? row.unread : nil)
            json.member("file", row.file)
        }
    }
}
