package import CaseModel

/// Makes report.pdf and bundle.pdf of a case.
package struct DocumentRenderer: Sendable {
    let typesetter: any Typesetter
    let templates: Templates
    let tools: PageTools
    let shelf: FontShelf

    /// `tools`: where qpdf, djpeg, cjpeg, jpegtran and pdftocairo are looked for.
    package init(typesetter: any Typesetter, templates: Templates = .embedded, tools: ToolSearch) {
        self.typesetter = typesetter
        self.templates = templates
        self.tools = PageTools(tools)
        shelf = FontShelf(folders: typesetter.fontFolders)
    }

    /// Writes `report.pdf` and `bundle.pdf` into `folder`, an existing folder of the caller's that is empty; intermediate files
    /// are left in `folder/work` for the caller to remove. `caseJSON` is attached to the report.
    ///
    /// Throws `TypesettingError` when Typst refuses a document, `RenderingError` for what lies around it.
    package func render(
        _ content: Case, caseJSON: [UInt8], createdAt: Instant, materials: Materials, into folder: String
    ) async throws -> RenderedDocuments {
        let work = folder + "/work"
        try FileSystem.makeFolder(work)
        async let prepared = preparePages(content, materials, in: work)
        let wording = try Wording(content.settings.language)
        let coverage = await shelf.coverage()
        guard coverage.contains("a") else { throw RenderingError.missingProgram("fonts-noto-core") }
        let safe = SafeText(coverage)
        let context = ModelContext(content, wording, safe, createdAt: createdAt)
        func makeBoth(_ pages: [Int: PreparedPages]) async throws -> (bundle: Bundle, report: (pages: Int, fonts: [String])) {
            let bundle = try await typesetBundle(context, pages: pages, in: work)
            async let finished: Void = BundleFinishing(tools: tools).finish("bundle.pdf", as: "../bundle.pdf", in: work)
            let report = try await typesetReport(
                content, wording: wording, safe: safe, caseJSON: caseJSON, createdAt: createdAt, map: bundle.map, in: work)
            try await finished
            return (bundle, report)
        }
        var pages = try await prepared
        let (bundle, report): (Bundle, (pages: Int, fonts: [String]))
        do { (bundle, report) = try await makeBoth(pages) } catch let error as RenderingError {
            // Typst takes streams and names as they are; that something is wrong with them shows when the bundle is written anew.
            guard case .badDocument = error else { throw error }
            let bad = await unusable(pages, in: work)
            guard !bad.isEmpty else { throw error }
            pages.merge(bad) { $1 }
            (bundle, report) = try await makeBoth(pages)
        }
        try FileSystem.move(work + "/report.pdf", to: folder + "/report.pdf")
        guard wording.missing.isEmpty else {
            throw RenderingError.missingWording(wording.missing.joined(separator: ", "))
        }
        return RenderedDocuments(
            report: folder + "/report.pdf", bundle: folder + "/bundle.pdf", reportPages: report.pages,
            bundlePages: bundle.map.last, pages: bundle.map.exhibits, typesetter: try await typesetter.version(),
            fonts: coverage.files(of: bundle.fonts + report.fonts), notes: bundle.notes)
    }

    /// The schema of a finished document's queries: one number under `<pages>`.
    func copyTemplates(_ names: [String], to work: String) throws {
        for name in names { try FileSystem.write(try templates.file(name), to: work + "/" + name) }
    }
}
