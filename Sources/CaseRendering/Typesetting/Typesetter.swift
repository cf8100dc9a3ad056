/// One document to be typeset. All files lie below `root`; paths are relative to it.
package struct TypesettingJob: Sendable {
    package enum Format: String, Sendable { case pdf, png }

    package var root: String
    package var input: String
    package var output: String
    package var format = Format.pdf
    /// Names of PDF standards as Typst knows them (`a-3a`, `ua-1`); empty: plain PDF 1.7.
    package var standards: [String] = []
    /// Whether a PDF carries its structure (headings, tables, reading order), which PDF/UA asks for.
    package var isTagged = true
    /// The creation time written into the document, in seconds since 1970.
    package var timestamp: Int64
    /// Pixels per inch of a picture.
    package var resolution: Int?
    /// A selector whose values are wanted back.
    package var query: String?

    package init(root: String, input: String, output: String, timestamp: Int64) {
        self.root = root
        self.input = input
        self.output = output
        self.timestamp = timestamp
    }
}

package struct TypesettingResult: Sendable {
    /// JSON; nil when no query was asked for.
    package var query: [UInt8]?
    /// PostScript names of the fonts in the document; `*` for a font of drawn glyphs (colour emoji).
    package var fonts: [String]
}

package enum TypesettingError: Error, Hashable, Sendable {
    /// The document cannot be set; what Typst says.
    case rejected(String, hints: [String])
    /// A document of ours gives a warning, which we treat as a failure.
    case warned([String])
    /// The tool ended, could not be started or took too long.
    case toolFailed(String)
    /// Neither Typst nor a Python with the `typst` package was found.
    case notInstalled

    /// Typst says of every PDF with layers that it may look otherwise; those with hidden ones have been drawn anew before.
    static func check(warnings: [String]) throws(TypesettingError) {
        let others = warnings.filter { !$0.hasPrefix("PDF contains optional content groups") }
        guard others.isEmpty else { throw .warned(others) }
    }
}

/// What a typesetter may take.
package struct TypstLimits: Sendable {
    /// A document that takes longer fails.
    package var secondsPerDocument = 120
    /// Threads of Typst's; nil: as many as there are processors. Where several typesetters run side by side, threads of
    /// their own cost memory and are no gain. The document is the same with any number.
    package var threads: Int?

    package init() {}
}

/// Turns Typst files into PDFs. Implementations take one document at a time and may be shared between tasks.
package protocol Typesetter: Sendable {
    /// The folders whose fonts it uses, and no others.
    var fontFolders: [String] { get }
    /// Starts what takes time to start, and returns at once.
    func prepare() async
    /// `Typst 0.15.2 (Python package)`, as recorded in custody.json.
    func version() async throws -> String
    func typeset(_ job: TypesettingJob) async throws -> TypesettingResult
    /// Ends child processes; the typesetter can be used again and starts them anew.
    func finish() async
}
