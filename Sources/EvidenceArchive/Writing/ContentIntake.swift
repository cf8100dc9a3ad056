import ByteIO
import Synchronization

/// Reads the files of an `add` once each, several at a time: hashes them, and copies what is not stored yet.
struct ContentIntake {
    struct Received: Sendable {
        let file: FileToAdd
        let bytes: Int64
        let sha256: String
        let sha512: String
        /// Path of the copy in staging; nil when the content is in the object already.
        let copy: [UInt8]?
    }

    /// Where copies go; on the file system of the archive.
    let place: StagingPlace
    /// SHA-512 of all content in the object.
    let known: Set<String>
    /// Sizes of it: only a file of such a size can be known, and is hashed before it is copied.
    let knownSizes: Set<Int64>
    let workers: Int

    /// In the order of `files`; incomplete when the task was cancelled. Throws `source` for the first file that cannot be taken in, `unwritable` or `full`.
    func receive(_ files: [FileToAdd]) throws(ArchiveError) -> [Received] {
        let results = Mutex<[Int: Result<Received, ArchiveError>]>([:])
        let hasFailed = Atomic<Bool>(false)
        // Few files cannot keep all processors busy, so the two digests of each are spread instead.
        let spread = files.count < 2 * workers ? workers : 1
        ParallelWork.perform(files.count, workers: workers) { index in
            // Seen by the calling thread, which has the task, between two files.
            if Task.isCancelled { hasFailed.store(true, ordering: .relaxed) }
            if hasFailed.load(ordering: .relaxed) { return }
            let result: Result<Received, ArchiveError>
            do throws(ArchiveError) { result = .success(try receive(files[index], index, spread)) } catch {
                hasFailed.store(true, ordering: .relaxed)
                result = .failure(error)
            }
            results.withLock { $0[index] = result }
        }
        var received: [Received] = []
        let all = results.withLock { $0 }
        for (_, result) in all.sorted(by: { $0.key < $1.key }) { received.append(try result.get()) }
        return received
    }

    private func receive(_ file: FileToAdd, _ index: Int, _ spread: Int) throws(ArchiveError) -> Received {
        let evidence: EvidenceFile
        do { evidence = try file.open() } catch { throw .source(path: displayText(ofName: file.path), reason: "\(error)") }
        let workers = evidence.source.count >= 4 << 20 ? spread : 1
        if knownSizes.contains(evidence.source.count) {
            let digests = try read(evidence, file, workers)
            if known.contains(digests[.sha512] ?? "") { return received(file, evidence, digests, copy: nil) }
        }
        let copy = place.copy(index)
        let digests = try write(evidence, file, copy, workers)
        return received(file, evidence, digests, copy: copy)
    }

    private func received(
        _ file: FileToAdd, _ evidence: EvidenceFile, _ digests: [DigestAlgorithm: String], copy: [UInt8]?
    ) -> Received {
        Received(
            file: file, bytes: evidence.source.count, sha256: digests[.sha256] ?? "", sha512: digests[.sha512] ?? "", copy: copy)
    }

    private func read(
        _ evidence: EvidenceFile, _ file: FileToAdd, _ workers: Int
    ) throws(ArchiveError) -> [DigestAlgorithm: String] {
        let shown = displayText(ofName: file.path)
        let digests: [DigestAlgorithm: String]
        do throws(ByteIOError) {
            digests = try Digester.digests(of: evidence.source, [.sha256, .sha512], workers: workers)
        } catch { throw .source(path: shown, reason: "\(error)") }
        guard evidence.unchangedSinceOpen() else { throw .source(path: shown, reason: "it changed while it was being read") }
        return digests
    }

    private func write(
        _ evidence: EvidenceFile, _ file: FileToAdd, _ copy: [UInt8], _ workers: Int
    ) throws(ArchiveError) -> [DigestAlgorithm: String] {
        var digester: Digester? = Digester([.sha256, .sha512])
        do throws(ByteIOError) {
            _ = try NewFile.copy(evidence.source, to: copy, digester: &digester, workers: workers)
        } catch {
            if case .changedWhileReading = error { throw .source(path: displayText(ofName: file.path), reason: "\(error)") }
            throw ArchiveError(writing: displayText(ofName: place.folder), error)
        }
        guard evidence.unchangedSinceOpen() else {
            throw .source(path: displayText(ofName: file.path), reason: "it changed while it was being read")
        }
        return digester?.finalize() ?? [:]
    }
}
