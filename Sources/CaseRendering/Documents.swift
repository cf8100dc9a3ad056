package import CaseModel

/// The two PDFs of a dossier.
package struct RenderedDocuments: Sendable {
    package let report: [UInt8]
    package let bundle: [UInt8]
    package let bundlePages: Int
    /// Exhibit number → its pages in the bundle, slip sheet included.
    package let exhibitPages: [String: ClosedRange<Int>]
    /// `Typst 0.15.2`.
    package let typesetterVersion: String
    /// Name and SHA-256 of the font files that could be used, sorted by name.
    package let fonts: [(name: String, sha256: String)]

    package init(
        report: [UInt8], bundle: [UInt8], bundlePages: Int, exhibitPages: [String: ClosedRange<Int>],
        typesetterVersion: String, fonts: [(name: String, sha256: String)]
    ) {
        self.report = report
        self.bundle = bundle
        self.bundlePages = bundlePages
        self.exhibitPages = exhibitPages
        self.typesetterVersion = typesetterVersion
        self.fonts = fonts
    }
}

/// The originals that the documents show as pages.
package struct Materials: Sendable {
    /// Whether the pages of a PDF can be used.
    package enum PDFState: Hashable, Sendable {
        case sound
        /// Damaged; what the tools said.
        case repaired(String)
        /// Not to be opened; the reason.
        case unusable(String)
    }

    /// Item index → path of a file with the bytes of the image or PDF.
    package let files: [Int: String]
    package let pdfStates: [Int: PDFState]

    package init(files: [Int: String], pdfStates: [Int: PDFState]) {
        self.files = files
        self.pdfStates = pdfStates
    }
}

/// Makes the documents of a case. One implementation drives Typst; tests use others.
package protocol DocumentRendering: Sendable {
    /// Starts what takes time to start; called before the evidence is read.
    func prepare() async
    /// `folder`: a private folder for working files. Throws `RenderingError` or what the typesetter says.
    func render(
        _ theCase: Case, caseJSON: [UInt8], createdAt: Instant, materials: Materials, in folder: String
    ) async throws -> RenderedDocuments
    /// Ends child processes.
    func finish() async
}
