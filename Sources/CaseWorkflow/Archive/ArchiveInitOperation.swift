import EvidenceArchive

/// Makes an empty archive.
package enum ArchiveInitOperation {
    /// Throws `WorkflowError.archive` when something stands there already, or nothing can be written; `.outputInsideArchive`
    /// inside of another.
    package static func run(_ path: String) throws {
        try ArchiveAccess.refuseOutput(at: path)
        try ArchiveAccess.perform { _ = try Archive.create(at: path) }
    }
}
