import ByteIO
import EvidenceArchive
import EvidenceIngest

/// Brings the index of an archive up to what is stored: orders that were added since, or all of them.
struct IndexUpdate {
    /// Orders written in one transaction.
    private static let portion = 64

    let archive: Archive
    let registry: IngestorRegistry
    let workers: Int
    let progress: @Sendable (IndexProgress) -> Void

    /// The index, with everything in it that was added before this call. Throws `WorkflowError.archive`.
    func current() async throws -> SearchIndex {
        if let index = SearchIndex.open(at: archive.indexPath), try isUpToDate() { return index }
        let lock = try await lock()
        defer { withExtendedLifetime(lock) {} }
        guard let index = SearchIndex.open(at: archive.indexPath) else { return try await rebuildLocked() }
        archive.removeUnfinishedMarkers()
        let markers = try ArchiveAccess.perform { try archive.pendingMarkers() }
        let known: [OrderName: Int]
        do { known = try await add(Array(Set(markers.map(\.order))).sorted(), to: index) } catch is ArchiveError {
            // A broken index is made anew; when the disk is full, that says so.
            return try await rebuildLocked()
        }
        archive.settle(markers, indexed: known)
        return index
    }

    /// Makes the index anew from what is stored, whatever there was. Throws `WorkflowError.archive`.
    func rebuild() async throws -> SearchIndex {
        let lock = try await lock()
        defer { withExtendedLifetime(lock) {} }
        return try await rebuildLocked()
    }

    private func rebuildLocked() async throws -> SearchIndex {
        do {
            archive.removeUnfinishedMarkers()
            let markers = try archive.pendingMarkers()
            let work = try archive.workFolder()
            let file = work.path + Array("/index.sqlite".utf8)
            let known = try await add(try archive.orders(), to: try SearchIndex.create(at: file))
            try archive.replaceIndex(from: file)
            archive.settle(markers, indexed: known)
        } catch let error as ArchiveError { throw WorkflowError.archive("\(error)") }
        guard let index = SearchIndex.open(at: archive.indexPath) else {
            throw WorkflowError.archive("\(archive.shown): the index cannot be opened.")
        }
        return index
    }

    private func isUpToDate() throws -> Bool { try ArchiveAccess.perform { try archive.pendingMarkers().isEmpty } }

    private func lock() async throws -> FileLock {
        while true {
            if let lock = try ArchiveAccess.perform({ try archive.takeIndexLock() }) { return lock }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Reads orders, several at a time, and enters them in their order. Gives the versions that were entered.
    private func add(_ orders: [OrderName], to index: SearchIndex) async throws -> [OrderName: Int] {
        var known: [OrderName: Int] = [:]
        var start = 0
        while start < orders.count {
            try Task.checkCancellation()
            let portion = Array(orders[start..<min(start + Self.portion, orders.count)])
            let entries = try await read(portion)
            try index.replace(entries)
            for entry in entries { known[entry.order] = entry.version }
            start += portion.count
            progress(.indexed(done: start, of: orders.count))
        }
        return known
    }

    private func read(_ orders: [OrderName]) async throws -> [SearchIndex.Entry] {
        try await withThrowingTaskGroup(of: (Int, SearchIndex.Entry?).self) { group in
            var entries: [Int: SearchIndex.Entry] = [:]
            for (place, order) in orders.enumerated() {
                if place >= workers, let (done, entry) = try await group.next() { entries[done] = entry }
                group.addTask { (place, try await entry(order)) }
            }
            for try await (done, entry) in group { entries[done] = entry }
            return orders.indices.compactMap { entries[$0] }
        }
    }

    /// Nil for an order that cannot be opened; that is told. An order whose evidence or settings cannot be read is found
    /// by its name.
    private func entry(_ order: OrderName) async throws -> SearchIndex.Entry? {
        let archived: ArchivedOrder
        do throws(ArchiveError) { archived = try archive.order(order) } catch {
            if case .orderMissing = error { return nil }
            progress(.problem(order: order.description, reason: "\(error)"))
            return nil
        }
        do {
            var options = IntakeOptions()
            options.workers = 1
            options.digests = .sha256Only
            let prepared = try PreparedSource(ArchivedSource(archive: archive.shown, order: order), archived)
            let derived = try await Derivation.derive(
                prepared.selection.inputs, refusals: prepared.listing.refusals, settings: prepared.settings, registry: registry,
                options: options
            ) { _ in }
            let passages = OrderPassages(order, derived.theCase).passages
            return SearchIndex.Entry(order: order, version: archived.version, passages: passages)
        } catch is CancellationError { throw CancellationError() } catch {
            progress(.problem(order: order.description, reason: "\(error)"))
            return SearchIndex.Entry(order: order, version: archived.version, passages: [OrderPassages.name(order)])
        }
    }
}

/// What an update of the index tells about itself.
package enum IndexProgress: Sendable {
    case indexed(done: Int, of: Int)
    /// An order whose evidence could not be read; it is found by its name alone.
    case problem(order: String, reason: String)
}
