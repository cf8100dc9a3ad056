import ByteIO
import CaseAnalysis
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
        if let index = SearchIndex.open(at: archive.indexPath), try isUpToDate() {
            ReadingMarks.forget(in: archive)
            return index
        }
        let lock = try await lock()
        defer { withExtendedLifetime(lock) {} }
        guard let index = SearchIndex.open(at: archive.indexPath) else { return try await rebuildLocked() }
        archive.removeUnfinishedMarkers()
        let markers = try ArchiveAccess.perform { try archive.pendingMarkers() }
        let new = Array(Set(markers.map(\.order))).sorted()
        let known: [OrderName: Int]
        do {
            guard try index.isSortedEnough(after: new.count) else { return try await rebuildLocked() }
            known = try await add(new, to: index)
        } catch is ArchiveError {
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
            let index = try SearchIndex.create(at: file)
            let known = try await add(try archive.orders(), to: index)
            try index.seal()
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

    /// Reads orders, several at a time, and enters them in their order, while the next are being read. Gives the versions
    /// that were entered.
    private func add(_ orders: [OrderName], to index: SearchIndex) async throws -> [OrderName: Int] {
        var known: [OrderName: Int] = [:]
        var done = 0
        var entries: [SearchIndex.Entry] = []
        let marks = ReadingMarks(archive)
        defer { marks.end() }
        let portions = marks.portions(of: orders, size: Self.portion)
        for number in 0...portions.count {
            try Task.checkCancellation()
            async let next = number < portions.count ? read(portions[number], marks) : []
            try index.replace(entries)
            for entry in entries { known[entry.order] = entry.version }
            if number > 0 {
                done += portions[number - 1].count
                progress(.indexed(done: done, of: orders.count))
            }
            entries = try await next
        }
        return known
    }

    private func read(_ orders: [OrderName], _ marks: ReadingMarks) async throws -> [SearchIndex.Entry] {
        marks.begin(orders)
        return try await withThrowingTaskGroup(of: (Int, SearchIndex.Entry?).self) { group in
            var entries: [Int: SearchIndex.Entry] = [:]
            for (place, order) in orders.enumerated() {
                if place >= workers, let (done, entry) = try await group.next() { entries[done] = entry }
                group.addTask { (place, try await entry(order, isRead: marks.mayRead(order))) }
            }
            for try await (done, entry) in group { entries[done] = entry }
            return orders.indices.compactMap { entries[$0] }
        }
    }

    private static var options: IntakeOptions {
        var options = IntakeOptions()
        options.workers = 1
        options.digests = .sha256Only
        return options
    }

    /// Nil for an order that cannot be opened; that is told. An order whose evidence or settings cannot be read is found
    /// by its name, and so is one that is not read.
    private func entry(_ order: OrderName, isRead: Bool) async throws -> SearchIndex.Entry? {
        let archived: ArchivedOrder
        do throws(ArchiveError) { archived = try archive.order(order) } catch {
            if case .orderMissing = error { return nil }
            progress(.problem(order: order.description, reason: "\(error)"))
            return nil
        }
        let byName = SearchIndex.Entry(order: order, version: archived.version, passages: [OrderPassages.name(order)])
        guard isRead else {
            progress(.problem(order: order.description, reason: "the program died twice while it read the order"))
            return byName
        }
        do {
            let prepared = try PreparedSource(ArchivedSource(archive: archive.shown, order: order), archived)
            let result = try await Intake(registry: registry, options: Self.options).run(prepared.selection.inputs)
            let theCase = try Assembler.assemble(
                items: result.items.map(\.item), refusals: prepared.listing.refusals + result.refusals, settings: prepared.settings,
                concludes: false)
            let passages = OrderPassages(order, theCase).passages
            return SearchIndex.Entry(order: order, version: archived.version, passages: passages)
        } catch is CancellationError { throw CancellationError() } catch {
            progress(.problem(order: order.description, reason: "\(error)"))
            return byName
        }
    }
}

/// What an update of the index tells about itself.
package enum IndexProgress: Sendable {
    case indexed(done: Int, of: Int)
    /// An order whose evidence could not be read; it is found by its name alone.
    case problem(order: String, reason: String)
}
