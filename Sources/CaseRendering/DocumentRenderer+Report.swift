import CaseModel

extension DocumentRenderer {
    /// Typesets `report.pdf` into `folder/work` and gives its path. `pages`: the exhibits' pages in the bundle.
    func renderReport(
        _ content: Case, wording: Wording, safe: SafeText, caseJSON: [UInt8], createdAt: Instant,
        pages: [String: ClosedRange<Int>], in work: String
    ) async throws -> (path: String, result: TypesettingResult) {
        let model = ReportModel(content, wording: wording, pages: pages, safe: safe, createdAt: createdAt)
        try FileSystem.write(model.json(), to: work + "/report.json")
        try FileSystem.write(caseJSON, to: work + "/case.json")
        try FileSystem.write(try templates.file("report.typ"), to: work + "/report.typ")
        try FileSystem.write(try templates.file("style.typ"), to: work + "/style.typ")
        var job = TypesettingJob(
            root: work, input: "report.typ", output: "report.pdf", timestamp: createdAt.seconds)
        job.standards = ["a-3a", "ua-1"]
        let result = try await typesetter.typeset(job)
        return (work + "/report.pdf", result)
    }
}
