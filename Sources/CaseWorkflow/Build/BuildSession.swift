import ByteIO
package import CaseRendering
package import EvidenceIngest
import Synchronization

/// What all builds of one process share: the readers, the typesetter with its fonts, and what is asked of the machine only
/// once (versions of tools, digests of fonts and templates). A dossier's bytes do not depend on how many came before it.
package final class BuildSession: Sendable {
    package let registry: IngestorRegistry
    package let programVersion: String
    let renderer: DocumentRenderer?
    private let toolsTask = Mutex<Task<[CustodyRecord.Tool], Never>?>(nil)
    private let fontDigests = Mutex<[String: String]>([:])

    /// `renderer`: nil when no PDFs are to be made, or Typst is not installed.
    package init(registry: IngestorRegistry, programVersion: String, renderer: DocumentRenderer?) {
        self.registry = registry
        self.programVersion = programVersion
        self.renderer = renderer
    }

    /// Starts what takes time to start; call it before the evidence is read.
    func prepare(withPDFs: Bool) async {
        if withPDFs { await renderer?.prepare() }
    }

    /// Ends child processes. The session can go on afterwards; they are then started again.
    package func finish() async { await renderer?.finish() }

    /// Does some work and then finishes, whatever became of it.
    package func finishing<Result>(_ work: () async throws -> Result) async rethrows -> Result {
        do {
            let result = try await work()
            await finish()
            return result
        } catch {
            await finish()
            throw error
        }
    }

    /// The programs whose words are part of a case, sorted by name.
    func tools() async -> [CustodyRecord.Tool] {
        let task = toolsTask.withLock { task in
            if let task { return task }
            let started = Task.detached {
                await ToolVersions.current().map { CustodyRecord.Tool(name: $0.name, version: $0.version) }
            }
            task = started
            return started
        }
        return await task.value
    }

    /// Names and digests of font files, in the given order; a file that can no longer be read is left out. Fonts are
    /// loaded by the typesetter once, so they are hashed once.
    func fonts(_ paths: [String]) -> [CustodyRecord.Resource] {
        paths.compactMap { path in
            digest(ofFont: path).map { CustodyRecord.Resource(name: String(path.split(separator: "/").last ?? ""), sha256: $0) }
        }
    }

    private func digest(ofFont path: String) -> String? {
        if let known = fontDigests.withLock({ $0[path] }) { return known }
        guard let file = try? ByteSource.file(at: path) else { return nil }
        var stream = file.stream()
        guard let fixity = try? FixityHasher.fixity(of: &stream, .sha256Only, expected: file.count) else { return nil }
        fontDigests.withLock { $0[path] = fixity.sha256 }
        return fixity.sha256
    }

    /// Names and digests of what is built into the program, in the order of the names.
    static let templates: [CustodyRecord.Resource] = Templates.embedded.names.map { name in
        CustodyRecord.Resource(
            name: name, sha256: FixityHasher.fixity(of: Templates.embedded.files[name] ?? [], .sha256Only).sha256)
    }
}
