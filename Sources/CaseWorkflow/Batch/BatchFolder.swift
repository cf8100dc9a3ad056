import ByteIO

/// The output folder of a batch: one batch at a time, and a private folder in it for what is being made. Files there are
/// under names of their own, so that the folder itself only ever holds finished dossiers.
struct BatchFolder {
    let path: [UInt8]
    /// Name of the journal; it begins with a point, because it is of no use to people.
    let journal: [UInt8]
    private let lock: FileLock
    private let staging: TemporaryFolder

    /// Makes the folder when it is not there. Throws `WorkflowError.batchStopped` when another batch works in it, and
    /// `.outputInsideArchive`.
    init(_ options: BatchOptions) throws {
        try ArchiveAccess.refuseOutput(at: options.folder)
        try NewFile.makeFolder(options.folder)
        guard let path = resolvedPath(Array(options.folder.utf8)) else {
            throw WorkflowError.batchStopped(folder: options.folder, reason: "the folder does not exist")
        }
        self.path = path
        let mode = options.assessesOnly ? "assess" : "batch"
        journal = path + Array("/.\(mode)-records.ndjson".utf8)
        let lockPath = path + Array("/.batch-lock".utf8)
        guard let lock = try FileLock.take(lockPath) else {
            let owner = FileLock.owner(lockPath).map { " (\($0))" } ?? ""
            throw WorkflowError.batchStopped(folder: options.folder, reason: "another batch works there\(owner)")
        }
        self.lock = lock
        staging = try TemporaryFolder(in: path)
    }

    /// Where a worker puts the dossier of an order.
    func staged(_ index: Int) -> [UInt8] { staging.path + Array("/\(index).part".utf8) }

    func file(_ name: String) -> [UInt8] { path + Array("/\(name)".utf8) }

    func close() { staging.close() }

    /// True for a failure after which going on would only fail every other order, too.
    static func isFull(_ error: String) -> Bool {
        ["No space left on device", "Disk quota exceeded"].contains { error.contains($0) }
    }
}
