import ByteIO
import CaseRendering

/// The files documents are made from, for people who want to look at them or use them elsewhere.
package enum TemplatesOperation {
    package struct File: Sendable {
        package let name: String
        package let bytes: Int
    }

    package struct Outcome: Sendable {
        package let written: [String]
        /// Files of that name were there already and were left as they are.
        package let kept: [String]
    }

    /// In the order of their names.
    package static func list() -> [File] {
        let templates = Templates.embedded
        return templates.names.map { File(name: $0, bytes: templates.files[$0]?.count ?? 0) }
    }

    /// Throws `WorkflowError.output` and `.outputInsideArchive`.
    package static func export(to folder: String) throws(WorkflowError) -> Outcome {
        try ArchiveAccess.refuseOutput(at: folder)
        var written: [String] = []
        var kept: [String] = []
        let templates = Templates.embedded
        do throws(ByteIOError) {
            for name in templates.names {
                let path = folder + "/" + name
                if let slash = path.lastIndex(of: "/") { try NewFile.makeFolder(String(path[..<slash])) }
                if try NewFile.write(templates.files[name] ?? [], to: path) { written.append(name) } else { kept.append(name) }
            }
        } catch {
            throw .output(path: folder, reason: "\(error)")
        }
        return Outcome(written: written, kept: kept)
    }
}
