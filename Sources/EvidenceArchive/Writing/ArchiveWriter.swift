import ByteIO

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
        let stage = try stage(request)
        try commit([stage])
        return stage.outcome
    }

    /// Adds to several orders, which share the waiting for the disk; each is a transaction of its own. Gives for every
    /// request, in their order, what was done or why nothing was. Orders must be distinct.
    package func add(_ requests: [AddRequest]) throws -> [Result<AddOutcome, ArchiveError>] {
        var results: [Int: Result<AddOutcome, ArchiveError>] = [:]
        var stages: [StagedOrder] = []
        // Locks are held until the end, so everybody takes them in one order: nobody waits in a circle.
        for (index, request) in requests.enumerated().sorted(by: { $0.element.order < $1.element.order }) {
            do {
                let stage = try stage(request)
                stages.append(stage)
                results[index] = .success(stage.outcome)
            } catch let error as ArchiveError { results[index] = .failure(error) }
        }
        try commit(stages)
        return requests.indices.compactMap { results[$0] }
    }

    /// Waits for the disk once, then puts every stage in place.
    private func commit(_ stages: [StagedOrder]) throws {
        let changed = stages.filter(\.outcome.isNewVersion)
        guard !changed.isEmpty else { return }
        do throws(ByteIOError) {
            for stage in changed { try stage.mark() }
            try FolderChange.syncFileSystem(of: archive.staging)
            for stage in changed { try stage.publish() }
        } catch { throw ArchiveError(writing: archive.shown, error) }
    }

    /// Builds the next state. Waits while another writer holds the order; throws `CancellationError` when the task is
    /// cancelled meanwhile.
    private func stage(_ request: AddRequest) throws -> StagedOrder {
        let identifier = request.order.urn
        let lock = try takeLock(identifier)
        let current = try ObjectState.read(identifier, in: archive)
        let files = try distinct(request.files)
        let work: TemporaryFolder
        do throws(ByteIOError) { work = try TemporaryFolder(in: archive.staging) } catch {
            throw ArchiveError(writing: archive.shown, error)
        }
        let intake = ContentIntake(
            folder: work.path, known: Set(current?.inventory.manifest.keys.map { $0 } ?? []), knownSizes: try sizes(current),
            workers: workers)
        let received = try intake.receive(files)
        try Task.checkCancellation()
        let plan = try NextState(request, received, current: current, context: context)
        let stage = StagedOrder(archive: archive, plan: plan, current: current, work: work, lock: lock)
        if plan.isNewVersion {
            do throws(ByteIOError) { try stage.build() } catch { throw ArchiveError(writing: archive.shown, error) }
        }
        return stage
    }

    private func takeLock(_ identifier: String) throws -> FileLock {
        let path = archive.locks + [UInt8(ascii: "/")] + StorageLayout.key(of: identifier)
        var isToldOf = false
        while true {
            do throws(ByteIOError) { if let lock = try FileLock.take(path) { return lock } } catch {
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
