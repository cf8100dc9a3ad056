import ByteIO
import Synchronization

/// Adds to orders. Each `add` is one transaction: the complete next state of the object is built in staging, brought to
/// the disk, and put in place in one step; only then is it acknowledged. Whatever happens before leaves the archive as
/// it was.
package struct ArchiveWriter: Sendable {
    let archive: Archive
    let context: AddContext
    let workers: Int
    /// Called when another writer holds an order, with a description of it.
    let waiting: @Sendable (String) -> Void

    package init(
        _ archive: Archive, context: AddContext, workers: Int, waiting: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.archive = archive
        self.context = context
        self.workers = workers
        self.waiting = waiting
    }

    /// Adds to one order.
    package func add(_ request: AddRequest) throws -> AddOutcome {
        let stage = try stage(request, takeLock(request), StagingPlace(in: temporaryFolder(), number: 0), workers: workers)
        try commit([stage])
        return stage.outcome
    }

    /// Adds to several orders: `stage` and `commit` in one.
    package func add(_ requests: [AddRequest]) throws -> [Result<AddOutcome, ArchiveError>] {
        let staged = try stage(requests)
        try commit(staged)
        return staged.results
    }

    /// Next states of several orders that are written but not in place; their locks are held as long as this lives.
    package struct Staged: Sendable {
        /// For every request, in their order: what is done once this is committed, or why nothing is.
        package let results: [Result<AddOutcome, ArchiveError>]
        fileprivate let stages: [StagedOrder]
    }

    /// Reads and writes all that the requests bring, several orders at a time. Orders must be distinct.
    package func stage(_ requests: [AddRequest]) throws -> Staged {
        // Everybody takes locks in one order: nobody waits in a circle. Locks of another `Staged` are no danger as long as
        // its commit goes on meanwhile.
        let turns = requests.indices.sorted { requests[$0].order < requests[$1].order }
        var last: FileLock?
        let locks = try turns.map { turn in
            do {
                let lock = try takeLock(requests[turn], beside: last)
                last = lock
                return Result<FileLock, ArchiveError>.success(lock)
            } catch let error as ArchiveError { return .failure(error) }
        }
        let shared = try temporaryFolder()
        // Few orders cannot keep all processors busy, so the files of each are spread instead.
        let inside = requests.count < 2 * workers ? workers : 1
        let isStopped = Atomic<Bool>(false)
        let stages = Mutex<[Int: Result<StagedOrder, any Error>]>([:])
        ParallelWork.perform(turns.count, workers: inside > 1 ? 1 : workers) { turn in
            // Seen by the calling thread, which has the task, between two orders.
            if Task.isCancelled { isStopped.store(true, ordering: .relaxed) }
            if isStopped.load(ordering: .relaxed) { return }
            let place = StagingPlace(in: shared, number: turn)
            let result = Result { try stage(requests[turns[turn]], locks[turn].get(), place, workers: inside) }
            stages.withLock { $0[turns[turn]] = result }
        }
        try Task.checkCancellation()
        let all = stages.withLock { $0 }
        var results: [Result<AddOutcome, ArchiveError>] = []
        var built: [StagedOrder] = []
        for index in requests.indices {
            do {
                guard let stage = try all[index]?.get() else { throw CancellationError() }
                built.append(stage)
                results.append(.success(stage.outcome))
            } catch let error as ArchiveError { results.append(.failure(error)) }
        }
        return Staged(results: results, stages: built)
    }

    /// Waits for the disk once, then puts every stage in place; each is a transaction of its own.
    package func commit(_ staged: Staged) throws(ArchiveError) { try commit(staged.stages) }

    private func commit(_ stages: [StagedOrder]) throws(ArchiveError) {
        let changed = stages.filter(\.outcome.isNewVersion)
        guard !changed.isEmpty else { return }
        do throws(ByteIOError) {
            for stage in changed { try stage.mark() }
            try FolderChange.syncFileSystem(of: archive.staging)
            for stage in changed { try stage.publish() }
        } catch { throw ArchiveError(writing: archive.shown, error) }
    }

    /// Builds the next state. Throws `CancellationError` when the task is cancelled meanwhile.
    private func stage(_ request: AddRequest, _ lock: FileLock, _ place: StagingPlace, workers: Int) throws -> StagedOrder {
        let current = try ObjectState.read(request.order.urn, in: archive)
        let files = try distinct(request.files)
        let intake = ContentIntake(
            place: place, known: Set(current?.inventory.manifest.keys.map { $0 } ?? []), knownSizes: try sizes(current),
            workers: workers)
        let received = try intake.receive(files)
        try Task.checkCancellation()
        let plan = try NextState(request, received, current: current, context: context)
        let stage = StagedOrder(archive: archive, plan: plan, current: current, place: place, lock: lock)
        if plan.isNewVersion {
            do throws(ByteIOError) { try stage.build() } catch { throw ArchiveError(writing: archive.shown, error) }
        }
        return stage
    }

    private func temporaryFolder() throws(ArchiveError) -> TemporaryFolder {
        do throws(ByteIOError) { return try TemporaryFolder(in: archive.staging, removesLeftovers: false) } catch {
            throw ArchiveError(writing: archive.shown, error)
        }
    }

    /// Waits while another writer holds the order; throws `CancellationError` when the task is cancelled meanwhile.
    private func takeLock(_ request: AddRequest, beside other: FileLock? = nil) throws -> FileLock {
        let path = archive.locks + [UInt8(ascii: "/")] + StorageLayout.key(of: request.order.urn)
        var isToldOf = false
        while true {
            do throws(ByteIOError) { if let lock = try FileLock.take(path, beside: other) { return lock } } catch {
                throw ArchiveError(writing: archive.shown, error)
            }
            if !isToldOf, let owner = FileLock.owner(path) {
                isToldOf = true
                waiting(owner)
            }
            try Task.checkCancellation()
            FileLock.pause()
        }
    }

    /// Sorted by name; a name given twice must mean the same file.
    private func distinct(_ files: [FileToAdd]) throws(ArchiveError) -> [FileToAdd] {
        let sorted = files.sorted { precedesBytewise($0.path, $1.path) }
        for (left, right) in zip(sorted, sorted.dropFirst()) where left.path == right.path {
            throw .twoFiles(path: displayText(ofName: left.path))
        }
        return sorted
    }

    private func sizes(_ current: ObjectState?) throws(ArchiveError) -> Set<Int64> {
        guard let current else { return [] }
        var sizes: Set<Int64> = []
        for paths in current.inventory.manifest.values { if let path = paths.first { sizes.insert(try current.size(of: path)) } }
        return sizes
    }
}
