import EvidenceArchive

/// Opening an archive for an operation.
enum ArchiveAccess {
    /// Opens it and removes what killed programs left beside it. Throws `WorkflowError.archive`.
    static func open(_ path: String) throws(WorkflowError) -> Archive {
        let archive: Archive
        do throws(ArchiveError) { archive = try Archive(at: path) } catch { throw .archive("\(error)") }
        archive.tidy()
        return archive
    }

    /// Throws `WorkflowError.outputInsideArchive` for a place where something shall be written and only evidence may be.
    static func refuseOutput(at path: String) throws(WorkflowError) {
        if Archive.encloses(Array(path.utf8)) { throw .outputInsideArchive(path: path) }
    }

    /// Reads PLATFORM:ID. Throws `WorkflowError.archive`.
    static func order(_ text: String) throws(WorkflowError) -> OrderName {
        do throws(OrderName.Problem) { return try OrderName(text) } catch { throw .archive("\(error)") }
    }

    /// Runs work on an archive; its errors become those of the workflow.
    static func perform<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let error as ArchiveError { throw WorkflowError.archive("\(error)") }
    }
}
