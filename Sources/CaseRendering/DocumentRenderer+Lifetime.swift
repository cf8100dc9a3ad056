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
