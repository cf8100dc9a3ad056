import ByteIO
import CaseModel
import CaseRendering
import Synchronization

/// Digests of all that a dossier follows from besides its evidence: the same key, the same bytes (but for a creation time
/// that nobody asked for).
struct BatchKey: Sendable {
    private let base: String

    init(_ options: BatchOptions, session: BuildSession) async throws(WorkflowError) {
        var words = ["casefile \(session.programVersion)", "container \(options.containerLimit)"]
        words += BuildSession.templates.map { "template \($0.name) \($0.sha256)" }
        words += await session.tools().map { "tool \($0.name) \($0.version)" }
        if options.assessesOnly {
            // The next step depends on how long ago the demand was.
            words.append("assessed on \(options.createdAt.utcDay.iso)")
        } else {
            words.append("pdf \(options.makesPDFs)")
            if options.isTimeGiven { words.append("created \(options.createdAt.iso())") }
        }
        if options.makesPDFs, !options.assessesOnly {
            guard let renderer = session.renderer else { throw .typesetterMissing }
            do { words.append("typesetter \(try await renderer.version())") } catch { throw .typesetting("\(error)") }
            let files = renderer.programs + renderer.fontFiles
            words += zip(files, Self.digests(files)).map { "file \($0) \($1)" }
        }
        base = Self.digest(words)
    }

    /// The key of an order in one state.
    func key(state: String) -> String { Self.digest([base, state]) }

    private static func digest(_ words: [String]) -> String {
        FixityHasher.fixity(of: Array(words.joined(separator: "\n").utf8), .sha256Only).sha256
    }

    private static func digests(_ paths: [String]) -> [String] {
        let results = Mutex([String](repeating: "", count: paths.count))
        ParallelWork.perform(paths.count, workers: ParallelWork.processors) { index in
            guard let file = try? ByteSource.file(at: paths[index]) else { return }
            var stream = file.stream()
            guard let fixity = try? FixityHasher.fixity(of: &stream, .sha256Only, expected: file.count) else { return }
            results.withLock { $0[index] = fixity.sha256 }
        }
        return results.withLock { $0 }
    }
}
