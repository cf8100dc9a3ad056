package import CaseModel

/// Makes report.pdf and bundle.pdf of a case.
package struct DocumentRenderer: Sendable {
    let typesetter: any Typesetter
    let templates: Templates
    let tools: PageTools
    let search: ToolSearch

    /// `tools`: where qpdf, djpeg, cjpeg and jpegtran are looked for.
    package init(typesetter: any Typesetter, templates: Templates = .embedded, tools: ToolSearch) {
        self.typesetter = typesetter
        self.templates = templates
        self.tools = PageTools(tools)
        search = tools
    }

    /// Writes `report.pdf` and `bundle.pdf` into `folder`, an existing folder of the caller's that is empty; intermediate files
    /// are left in `folder/work` for the caller to remove. `caseJSON` is attached to the report.
    package func render(
        _ content: Case, caseJSON: [UInt8], createdAt: Instant, materials: Materials, into folder: String
    ) async throws -> RenderedDocuments {
        let work = folder + "/work"
        try FileSystem.makeFolder(work)
        let wording = try Wording(content.settings.language)
        let safe = SafeText(try await FontCoverage.load(folders: typesetter.fontFolders, tools: search))
        let report = try await renderReport(
            content, wording: wording, safe: safe, caseJSON: caseJSON, createdAt: createdAt, pages: [:], in: work)
        return RenderedDocuments(
            report: report.path, bundle: report.path, reportPages: 0, bundlePages: 0, pages: [:],
            typesetter: try await typesetter.version(), fonts: [], notes: [])
    }
}
