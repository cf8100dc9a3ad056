import CaseRendering
import CaseWorkflow
import EvidenceFormats
import EvidenceIngest
import Foundation

/// The outside programs of this machine: on PATH, else in `.tools` beside the program.
enum Tools {
    /// Path of this program; empty when the system does not say.
    static var executable: String { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "" }

    static var search: ToolSearch {
        ToolSearch(path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin", executable: executable)
    }

    /// Nil when Typst is not installed.
    static func renderer(_ limits: TypstLimits) -> DocumentRenderer? {
        let search = search
        guard let script = Templates.embedded.files["typst-worker.py"],
            let typesetter = search.typesetter(workerScript: script, limits: limits)
        else { return nil }
        return DocumentRenderer(typesetter: typesetter, tools: search)
    }

    /// What the builds of this process share.
    static func session(withPDFs: Bool, limits: TypstLimits = TypstLimits()) throws -> BuildSession {
        BuildSession(
            registry: try IngestorRegistry(BuiltinFormats.all), programVersion: Version.text,
            renderer: withPDFs ? renderer(limits) : nil)
    }
}
