import CaseModel

extension DocumentRenderer {
    /// Typesets `report.pdf` into `work`. A character combination that Typst refuses, although fonts have its parts, is
    /// shown by tokens in a second attempt.
    func typesetReport(
        _ content: Case, wording: Wording, safe: SafeText, caseJSON: [UInt8], createdAt: Instant, map: PageMap,
        in work: String
    ) async throws -> (pages: Int, fonts: [String]) {
        try FileSystem.write(caseJSON, to: work + "/case.json")
        try copyTemplates(["report.typ", "style.typ"], to: work)
        var safe = safe
        var attempts = 0
        while true {
            let model = ReportModel(content, wording: wording, map: map, safe: safe, createdAt: createdAt)
            try FileSystem.write(model.json(), to: work + "/report.json")
            var job = TypesettingJob(root: work, input: "report.typ", output: "report.pdf", timestamp: createdAt.seconds)
            job.standards = ["a-3a", "ua-1"]
            job.query = "<pages>"
            do {
                let result = try await typesetter.typeset(job)
                return (PageMap.number(result.query), result.fonts)
            } catch let TypesettingError.rejected(message, hints) where attempts < 5 {
                attempts += 1
                guard safe.refuse(quotedIn: [message] + hints) else {
                    throw TypesettingError.rejected(message, hints: hints)
                }
            }
        }
    }
}
