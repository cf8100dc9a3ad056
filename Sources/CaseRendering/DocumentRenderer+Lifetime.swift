extension DocumentRenderer {
    /// Starts what takes time to start; call it before the evidence is read.
    package func prepare() async {
        shelf.prepare()
        await typesetter.prepare()
    }

    /// Ends child processes.
    package func finish() async { await typesetter.finish() }
}

extension DocumentRenderer {
    /// `Typst 0.15.2 (Python package)`; throws when it does not run.
    package func version() async throws -> String { try await typesetter.version() }
}

extension DocumentRenderer {
    /// Paths of the programs that prepare and finish pages, as far as they are installed.
    package var programs: [String] { [tools.qpdf, tools.djpeg, tools.cjpeg, tools.jpegtran, tools.pdftocairo].compactMap(\.self) }

    /// Paths of all fonts a document may use, in the order of folders and names.
    package var fontFiles: [String] {
        typesetter.fontFolders.flatMap { folder in
            FileSystem.names(in: folder).filter(FontCoverage.isFont).map { folder + "/" + $0 }
        }
    }
}
