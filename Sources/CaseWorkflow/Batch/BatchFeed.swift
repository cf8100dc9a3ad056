import ByteIO
import Dossier
import EvidenceArchive

/// Hands out the orders that have to be worked on, in their order; what is up to date passes by to the ledger.
actor BatchFeed {
    /// An order to work on.
    struct Work: Sendable {
        let index: Int
        let name: OrderName
        /// Name of its dossier.
        let file: String
        let key: String
    }

    private let archive: Archive
    private let orders: [String]
    private let folder: [UInt8]
    private let makesDossiers: Bool
    private let key: BatchKey
    private let ledger: BatchLedger
    private let journal: BatchJournal
    private var records: [OrderName: BatchRecord]
    private var next = 0

    init(
        _ archive: Archive, orders: [String], folder: [UInt8], makesDossiers: Bool, key: BatchKey, journal: BatchJournal,
        records: [OrderName: BatchRecord],
        ledger: BatchLedger
    ) {
        self.archive = archive
        self.orders = orders
        self.folder = folder
        self.makesDossiers = makesDossiers
        self.key = key
        self.journal = journal
        self.records = records
        self.ledger = ledger
    }

    /// Nil when there are no more. Throws `CancellationError`, and `ByteIOError` when the lists cannot be written.
    func work() async throws -> Work? {
        while next < orders.count {
            try Task.checkCancellation()
            let index = next
            next += 1
            let order = orders[index]
            do {
                let name = try ArchiveAccess.order(order)
                let key = key.key(state: try ArchiveAccess.perform { try archive.headDigest(name) })
                let work = Work(index: index, name: name, file: DossierFileName.name(platform: name.platform, id: name.id), key: key)
                let record = records.removeValue(forKey: name)
                if makesDossiers, record == nil, isTaken(work.file) { throw WorkflowError.outputTaken(path: work.file) }
                guard let record, record.key == key, try isInPlace(record, work.file) else { return work }
                var outcome = record.outcome
                outcome.isNew = false
                try await ledger.add(outcome, at: index)
            } catch let error as WorkflowError {
                try await ledger.add(BatchOutcome(order, .failed(order, error.description), file: nil, seconds: ""), at: index)
            }
        }
        return nil
    }

    /// True when something that is no dossier has the name of one that no run of ours made.
    private func isTaken(_ file: String) -> Bool {
        let path = folder + Array("/\(file)".utf8)
        return FileStamp(of: path) != nil && !DossierVerifier.isDossier(at: path)
    }

    /// True when the dossier of the record stands in the folder: by its stamp, else (the folder was copied, or a run was
    /// ended in the wrong moment) by its digest.
    private func isInPlace(_ record: BatchRecord, _ file: String) throws(ByteIOError) -> Bool {
        guard let expected = record.stamp else { return record.outcome.file == nil }
        let path = folder + Array("/\(file)".utf8)
        guard let stamp = FileStamp(of: path), stamp.bytes == expected.bytes else { return false }
        if stamp == expected { return true }
        guard let source = try? ByteSource.file(at: path) else { return false }
        var stream = source.stream()
        guard let fixity = try? FixityHasher.fixity(of: &stream, .sha256Only, expected: source.count),
            fixity.sha256 == record.outcome.sha256
        else { return false }
        try journal.append([BatchRecord(key: record.key, stamp: stamp, outcome: record.outcome)])
        return true
    }
}
