package import CaseModel

/// Makes report.pdf and bundle.pdf of a case.
package struct DocumentRenderer: Sendable {
    let typesetter: any Typesetter
    let templates: Templates
    let tools: PageTools

    /// `tools`: where qpdf, djpeg, cjpeg and jpegtran are looked for.
    package init(typesetter: any Typesetter, templates: Templates = .embedded, tools: ToolSearch) {
        self.typesetter = typesetter
        self.templates = templates
        self.tools = PageTools(tools)
    }

    /// Writes `report.pdf` and `bundle.pdf` into `folder`, an existing folder of the caller's that is empty; intermediate files
    /// are left in `folder/work` for the caller to remove. `caseJSON` is attached to the report.
    package func render(
        _ content: Case, caseJSON: [UInt8], createdAt: Instant, materials: Materials, into folder: String
    ) async throws -> RenderedDocuments {
        throw RenderingError.badDocument("not yet")
    }
}
