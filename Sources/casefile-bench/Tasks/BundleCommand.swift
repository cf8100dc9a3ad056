import ArgumentParser

struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Many PDFs become one stamped bundle with index, links and bookmarks, against a bare merge by qpdf.")

    @Option(help: ArgumentHelp("Number of PDFs.", valueName: "N"))
    var documents = 100

    @Option(help: ArgumentHelp("Pages of each.", valueName: "N"))
    var pages = 10

    @OptionGroup var options: BenchOptions

    func run() throws {
        let work = Folders.absolute(options.work)
        let folder = try Folders.prepared("\(work)/pdfs-\(documents)-\(pages)-\(options.seed)") {
            try PDFPile.fill($0, documents: documents, pages: pages, seed: options.seed)
        }
        let (dossier, merged) = (work + "/bundle.zip", work + "/merged.pdf")
        let build = [options.casefile, "build", folder, "-o", dossier, "--created-at", "2026-07-01T00:00:00Z", "--json", "--quiet"]
        let line = try Child.expect(build).output
        try check(line, dossier, work)
        let sources = (1...max(1, documents)).map { "\(folder)/document-\($0).pdf" }
        try Comparison(
            task: "bundle", work: "dossier with bundle and report", input: "\(documents) PDFs of \(pages) pages",
            contenders: [
                .init(name: "casefile build", run: { [try Child.expect(build)] }),
                .init(name: "qpdf (merge only)", run: { [try Child.expect(["qpdf", "--empty", "--pages"] + sources + ["--", merged])] }),
            ]
        ).report(options)
        Folders.remove(merged)
    }

    /// The bundle is sound, and has every page of every document behind its slip sheet.
    private func check(_ line: String, _ dossier: String, _ work: String) throws {
        let unpacked = work + "/bundle"
        Folders.remove(unpacked)
        try Child.expect(["unzip", "-q", "-j", dossier, "*/data/bundle.pdf", "-d", unpacked])
        try Child.expect(["qpdf", "--check", unpacked + "/bundle.pdf"])
        let count = try Child.expect(["qpdf", "--show-npages", unpacked + "/bundle.pdf"]).output
        let found = Int(count.filter(\.isNumber)) ?? 0
        guard found > documents * (pages + 1), line.contains("\"pages\":\(found),") else {
            throw BenchFailure("the bundle has \(found) pages, and \(line) says otherwise")
        }
        Folders.remove(unpacked)
    }
}
