import ByteIO
import CaseModel
import CaseRendering
import EvidenceArchive

/// Dossiers of many orders of an archive. Each is worked on by a `casefile worker`; here is decided what has to be
/// made, and what was made gets its place. Ended at any moment, the next run goes on where this one was.
package struct BatchOperation: Sendable {
    private let options: BatchOptions
    private let session: BuildSession
    private let progress: @Sendable (BatchProgress) -> Void
    private let each: @Sendable (BatchOutcome) -> Void

    /// Seconds between two waits for the disk.
    private static let commitInterval = 1.0
    /// Dossiers that may wait for the disk before workers wait, too.
    private static let mostWaiting = 256

    /// `each` is called for every order, in their order, as soon as it and all before it are done.
    package init(
        options: BatchOptions, session: BuildSession, progress: @escaping @Sendable (BatchProgress) -> Void = { _ in },
        each: @escaping @Sendable (BatchOutcome) -> Void = { _ in }
    ) {
        self.options = options
        self.session = session
        self.progress = progress
        self.each = each
    }

    /// Throws `WorkflowError` when the archive cannot be read, another batch works in the folder, or the folder cannot be
    /// written to; what is finished by then stays.
    package func run() async throws -> BatchTally {
        let archive: Archive
        do throws(ArchiveError) { archive = try Archive(at: options.archive) } catch { throw WorkflowError.archive("\(error)") }
        let orders = try orders(archive)
        do {
            let place = try BatchFolder(options)
            defer { place.close() }
            let key = try await BatchKey(options, session: session)
            // The typesetter was needed for its version only; workers have their own.
            await session.finish()
            let (journal, records) = try BatchJournal.open(place.journal)
            let ledger = BatchLedger(
                orders: orders.count, file: try BatchLedgerFile(place.file("outcomes.ndjson")), today: options.createdAt.utcDay,
                progress: progress, each: each)
            let feed = BatchFeed(
                archive, orders: orders, folder: place.path, makesDossiers: !options.assessesOnly, key: key, journal: journal,
                records: records, ledger: ledger)
            try await work(feed, BatchCommit(folder: place.path, journal: journal), ledger, place)
            try await BatchSummary.write(ledger.rows, language: options.language, in: place)
            try await ledger.close()
            return await ledger.tally
        } catch let error as ByteIOError {
            throw WorkflowError.batchStopped(folder: options.folder, reason: "\(error)")
        }
    }

    /// The chosen orders, sorted by their bytes, each once.
    private func orders(_ archive: Archive) throws -> [String] {
        guard let chosen = options.orders else { return try ArchiveAccess.perform { try archive.orders().map(\.description) } }
        return Set(chosen.map { Array($0.utf8) }).sorted(by: precedesBytewise).map { String(decoding: $0, as: UTF8.self) }
    }

    private func work(_ feed: BatchFeed, _ commit: BatchCommit, _ ledger: BatchLedger, _ place: BatchFolder) async throws {
        let workers = max(1, options.workers)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<workers {
                group.addTask {
                    try await makeAll(feed, commit, place)
                    return true
                }
            }
            group.addTask {
                try await commitAll(commit, ledger)
                return false
            }
            var left = workers
            while let isWorker = try await group.next() {
                if isWorker { left -= 1 }
                if left == 0 { commit.complete() }
            }
        }
    }

    private func commitAll(_ commit: BatchCommit, _ ledger: BatchLedger) async throws {
        while true {
            let isLast = commit.isAtEnd
            for finished in try commit.flush() { try await ledger.add(finished.outcome, at: finished.work.index) }
            if isLast { return }
            // In short steps, so that the end is not waited for.
            for _ in 0..<20 where !commit.isAtEnd { try await Task.sleep(for: .seconds(Self.commitInterval / 20)) }
        }
    }

    private func makeAll(_ feed: BatchFeed, _ commit: BatchCommit, _ place: BatchFolder) async throws {
        let worker = BatchWorker(options)
        do {
            while let work = try await feed.work() {
                let staged = place.staged(work.index)
                let (answer, seconds) = try await worker.answer(job(work, output: String(decoding: staged, as: UTF8.self)))
                if let error = answer.error, BatchFolder.isFull(error) {
                    throw WorkflowError.batchStopped(folder: options.folder, reason: error)
                }
                let outcome = BatchOutcome(work.name.description, answer, file: work.file, seconds: seconds)
                commit.add(.init(work: work, outcome: outcome, staged: answer.sha256 == nil ? nil : staged))
                while commit.count > Self.mostWaiting { try await Task.sleep(for: .milliseconds(50)) }
            }
        } catch {
            await worker.end()
            throw error
        }
        await worker.end()
    }

    /// The jobs of all chosen orders, as lines for workers that something else drives: same names and bytes as `run` gives.
    /// Makes the folder. Throws `WorkflowError` for an archive that cannot be read and an order that is not in it.
    package func jobs(_ each: ([UInt8]) throws -> Void) throws {
        var options = options
        try ArchiveAccess.refuseOutput(at: options.folder)
        do {
            try NewFile.makeFolder(options.folder)
        } catch { throw WorkflowError.output(path: options.folder, reason: "\(error)") }
        // Workers are started elsewhere.
        options.archive = Self.absolute(options.archive)
        let folder = Self.absolute(options.folder)
        let archive = try ArchiveAccess.perform { try Archive(at: options.archive) }
        for order in try orders(archive) {
            let name = try ArchiveAccess.order(order)
            _ = try ArchiveAccess.perform { try archive.headDigest(name) }
            let file = DossierFileName.name(platform: name.platform, id: name.id)
            var job = WorkerJob(id: order, source: options.archive + "#" + order, output: folder + "/" + file)
            Self.set(options, &job)
            try each(job.line)
        }
    }

    private static func absolute(_ path: String) -> String {
        resolvedPath(Array(path.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? path
    }

    private func job(_ work: BatchFeed.Work, output: String) -> WorkerJob {
        let order = work.name.description
        var job = WorkerJob(id: order, source: options.archive + "#" + order, output: output)
        Self.set(options, &job)
        job.syncs = false
        job.isDetailed = true
        return job
    }

    private static func set(_ options: BatchOptions, _ job: inout WorkerJob) {
        job.createdAt = options.createdAt
        job.makesPDFs = options.makesPDFs
        job.containerLimit = options.containerLimit
        job.assessesOnly = options.assessesOnly
    }
}
