import ByteIO
import Synchronization

/// Puts finished dossiers in their places, many at a time: one wait for the disk serves all that were finished
/// meanwhile, and a record follows only when its dossier is safe.
final class BatchCommit: Sendable {
    struct Finished: Sendable {
        let work: BatchFeed.Work
        let outcome: BatchOutcome
        /// Where the worker has put the dossier; nil when there is none.
        let staged: [UInt8]?
    }

    private let folder: [UInt8]
    private let journal: BatchJournal
    private let waiting = Mutex<[Finished]>([])
    private let isComplete = Atomic<Bool>(false)

    init(folder: [UInt8], journal: BatchJournal) {
        self.folder = folder
        self.journal = journal
    }

    func add(_ finished: Finished) { waiting.withLock { $0.append(finished) } }

    /// Nothing more will be added.
    func complete() { isComplete.store(true, ordering: .releasing) }
    var isAtEnd: Bool { isComplete.load(ordering: .acquiring) }

    /// How many wait for the disk.
    var count: Int { waiting.withLock { $0.count } }

    /// Brings all that wait to the disk and to their names, and gives them back. Throws when that cannot be done; then
    /// none of them has a record, and the next run makes them again.
    func flush() throws(ByteIOError) -> [Finished] {
        let batch = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        let staged = batch.filter { $0.staged != nil }
        if !staged.isEmpty { try FolderChange.syncFileSystem(of: folder) }
        var records: [BatchRecord] = []
        for finished in batch where finished.outcome.status != .failed {
            var stamp: FileStamp?
            if let from = finished.staged {
                let path = folder + Array("/\(finished.work.file)".utf8)
                try FolderChange.replace(path, with: from)
                stamp = FileStamp(of: path)
            }
            records.append(BatchRecord(key: finished.work.key, stamp: stamp, outcome: finished.outcome))
        }
        if !staged.isEmpty { try FolderChange.sync(folder) }
        try journal.append(records)
        return batch
    }
}
