import ByteIO
import Synchronization

/// Looks at everything below a folder and writes nothing, not even a lock. The folder is an archive, any OCFL storage
/// root, or a single OCFL object.
package struct ArchiveAudit: Sendable {
    /// Objects looked at together; bounds the memory.
    private static let portion = 128

    private let path: [UInt8]
    private let workers: Int
    private let progress: @Sendable (_ objects: Int, _ bytes: Int64) -> Void

    package init(
        path: String, workers: Int, progress: @escaping @Sendable (_ objects: Int, _ bytes: Int64) -> Void = { _, _ in }
    ) {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        self.path = bytes
        self.workers = workers
        self.progress = progress
    }

    /// Throws `missing` or `unreadable` only when the folder itself cannot be opened; `CancellationError`.
    package func run() throws -> AuditReport {
        var report = AuditReport()
        let children: [OpenFolder.Child]
        do throws(ByteIOError) { children = try OpenFolder(at: path).children() } catch {
            throw error.isNotFound
                ? ArchiveError.missing(path: displayText(ofName: path))
                : ArchiveError.unreadable(path: displayText(ofName: path), reason: "\(error)")
        }
        let names = children.map { String(decoding: $0.name, as: UTF8.self) }
        let isArchive = children.contains { $0.name == Array("ocfl".utf8) && $0.kind == .folder }
        if isArchive || names.contains(where: { $0.hasPrefix("0=ocfl_1") }) {
            var walk = StorageRootAudit(root: isArchive ? path + Array("/ocfl".utf8) : path, isArchive: isArchive)
            walk.run()
            report.add(walk.problems)
            if isArchive { report.add(missingOrders()) }
            try audit(walk.objects, &report)
        } else {
            try audit([StorageRootAudit.FoundObject(path: path, shown: "", components: nil)], &report)
        }
        report.sort()
        return report
    }

    /// Orders that the index knows and the storage root does not: an object that was removed with all its folders leaves
    /// no other trace.
    private func missingOrders() -> [AuditProblem] {
        guard let index = SearchIndex.open(at: path + Array("/index.sqlite".utf8), readOnly: true), let known = try? index.orders(),
            let root = try? OpenFolder(at: path + Array("/ocfl".utf8))
        else { return [] }
        return known.keys.compactMap { order in
            let place = Array(StorageLayout.components(of: order.urn).joined(separator: [UInt8(ascii: "/")]))
            guard (try? root.kind(of: place)) == .some(nil) else { return nil }
            return AuditProblem(
                AuditProblem.missing, "ocfl/" + displayText(ofName: place),
                "is gone: the index knows the order \(displayText(ofName: order.description.utf8))")
        }
    }

    private func audit(_ objects: [StorageRootAudit.FoundObject], _ report: inout AuditReport) throws {
        var start = 0
        while start < objects.count {
            try Task.checkCancellation()
            let portion = Array(objects[start..<min(start + Self.portion, objects.count)])
            for result in audit(portion) {
                report.objects += 1
                report.files += result.files
                report.bytes += result.bytes
                report.add(result.problems)
            }
            start += portion.count
            progress(report.objects, report.bytes)
        }
    }

    private func audit(_ objects: [StorageRootAudit.FoundObject]) -> [AuditReport] {
        let results = Mutex<[Int: ObjectResult]>([:])
        ParallelWork.perform(objects.count, workers: workers) { index in
            let result = ObjectResult(objects[index])
            results.withLock { $0[index] = result }
        }
        let structures = results.withLock { $0 }
        let jobs = structures.flatMap { index, result in result.audit?.jobs.map { (index, $0) } ?? [] }
            .sorted { $0.1.bytes > $1.1.bytes }
        let problems = Mutex<[Int: [AuditProblem]]>([:])
        ParallelWork.perform(jobs.count, workers: workers) { number in
            let (index, job) = jobs[number]
            guard let audit = structures[index]?.audit else { return }
            let spread = jobs.count < workers ? workers : 1
            let found = ContentCheck.run(job, audit, workers: spread)
            if !found.isEmpty { problems.withLock { $0[index, default: []] += found } }
        }
        let content = problems.withLock { $0 }
        return objects.indices.map { index in
            structures[index]?.report(with: content[index] ?? [], retrying: objects[index]) ?? AuditReport()
        }
    }
}

/// One object's structure, and the check whether it stayed the same while it was looked at.
private struct ObjectResult: Sendable {
    private(set) var audit: ObjectAudit?
    private var problems: [AuditProblem] = []

    init(_ object: StorageRootAudit.FoundObject) {
        do throws(ByteIOError) {
            var audit = ObjectAudit(
                try OpenFolder(at: object.path), prefix: object.shown.isEmpty ? "" : object.shown + "/",
                isStrict: object.components != nil)
            try audit.run()
            if let components = object.components, let id = audit.root?.id, StorageLayout.components(of: id) != components {
                audit.report(AuditProblem.misplaced, "", "lies elsewhere than the id \(displayText(ofName: id.utf8)) says")
            }
            self.audit = audit
            problems = audit.problems
        } catch {
            problems = [AuditProblem(AuditProblem.unreadable, object.shown, "\(error)")]
        }
    }

    /// Problems of an object that a writer replaced meanwhile may be ours alone: it is looked at again.
    func report(with content: [AuditProblem], retrying object: StorageRootAudit.FoundObject, attempts: Int = 5) -> AuditReport {
        var report = AuditReport()
        report.files = audit?.jobs.count ?? 0
        report.bytes = audit?.jobs.reduce(0) { $0 + $1.bytes } ?? 0
        report.add(problems + content)
        let isSame = audit.map { $0.folder.identity == (try? OpenFolder(at: object.path))?.identity } ?? false
        guard !report.isIntact, !isSame, attempts > 0 else { return report }
        let again = ObjectResult(object)
        let found = again.audit.map { audit in audit.jobs.flatMap { ContentCheck.run($0, audit, workers: 1) } } ?? []
        return again.report(with: found, retrying: object, attempts: attempts - 1)
    }
}

/// Reads one content file and compares its digests.
private enum ContentCheck {
    static func run(_ job: ObjectAudit.Job, _ audit: ObjectAudit, workers: Int) -> [AuditProblem] {
        var shown: String { audit.prefix + displayText(ofName: job.path) }
        do throws(ByteIOError) {
            let file = try audit.folder.file(job.path)
            let digests = try Digester.digests(of: file.source, Set(job.expected.map(\.algorithm)), workers: workers)
            return job.expected.compactMap { expected in
                guard digests[expected.algorithm] != expected.digest else { return nil }
                return AuditProblem(
                    expected.code, shown, "does not have the \(expected.algorithm.rawValue) that \(expected.source) says: it was changed")
            }
        } catch {
            return [AuditProblem(AuditProblem.unreadable, shown, "\(error)")]
        }
    }
}
