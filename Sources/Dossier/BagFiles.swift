import ByteIO

/// A file of a bag, wherever the bag is.
struct BagFile: Sendable {
    enum Origin: Sendable {
        case folder(EvidenceFolder, path: [UInt8])
        case zip(ZipReader, ZipEntry)
        /// An entry of a zip whose bytes belong to another entry, too; it is not read.
        case overlapping
    }

    private static let overlap = ByteIOError.corrupt("it shares bytes with another part of the zip")

    /// Relative to the bag's folder.
    let path: [UInt8]
    /// As the folder or the zip's directory says.
    let bytes: Int64
    let origin: Origin

    /// What one pass over a file tells.
    struct Reading: Sendable {
        let fixity: Fixity
        /// SHA-256 over the bytes as they stand in the zip; nil in a folder.
        let compressedSHA256: String?
    }

    /// All of a small file. Throws `limitExceeded` for a larger one.
    func contents(limit: Int) throws(ByteIOError) -> [UInt8] {
        if bytes > Int64(limit) { throw .limitExceeded("it is larger than \(limit) bytes") }
        switch origin {
        case .folder(let folder, let path): return try folder.open(path: path).source.bytes(limit: limit)
        case .zip(let zip, let entry):
            var stream = try zip.open(entry, limits: .bounded(by: bytes))
            return try stream.bytes(limit: limit)
        case .overlapping: throw Self.overlap
        }
    }

    /// Reads the file once and computes its digests. `limit`: most bytes it may unpack to.
    func read(_ digests: FixityHasher.Digests, limit: Int64, workers: Int) throws(ByteIOError) -> Reading {
        switch origin {
        case .folder(let folder, let path):
            let file = try folder.open(path: path)
            var stream = file.source.stream()
            let fixity = try FixityHasher.fixity(of: &stream, digests, expected: bytes, workers: workers)
            if !file.unchangedSinceOpen() { throw .changedWhileReading(path: file.path) }
            return Reading(fixity: fixity, compressedSHA256: nil)
        case .zip(let zip, let entry):
            var stream = try zip.open(entry, limits: .bounded(by: min(bytes, limit)), hashingCompressed: true)
            let fixity = try FixityHasher.fixity(of: &stream, digests, expected: bytes, workers: workers)
            // What is stored has the same digest in the zip as outside.
            return Reading(fixity: fixity, compressedSHA256: try stream.compressedSHA256() ?? fixity.sha256)
        case .overlapping: throw Self.overlap
        }
    }

    func source(memoryLimit: Int, temporaryFolder: [UInt8]) throws(ByteIOError) -> ByteSource {
        switch origin {
        case .folder(let folder, let path): return try folder.open(path: path).source
        case .zip(let zip, let entry):
            if let stored = try zip.storedSource(entry) { return stored }
            var stream = try zip.open(entry, limits: .bounded(by: bytes))
            return try ByteSource.materialized(
                &stream, count: bytes, memoryLimit: memoryLimit, temporaryFolder: temporaryFolder)
        case .overlapping: throw Self.overlap
        }
    }
}

/// Where the bag begins among a list of paths.
enum BagRoot {
    /// The prefix (empty, or a folder's name and `/`) below which `bagit.txt` stands; nil when there is none. One folder
    /// level is looked into, which is how a dossier unpacks.
    static func prefix(in paths: some Sequence<[UInt8]>) -> [UInt8]? {
        let declaration = Array(DossierLayout.declaration.utf8)
        var nested: [UInt8]?
        for path in paths {
            if path == declaration { return [] }
            let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            if parts.count == 2, Array(parts[1]) == declaration, nested == nil { nested = Array(parts[0]) + [47] }
        }
        return nested
    }

    /// Without `bagit.txt`: the folder that most paths stand in, so that the rest can still be judged.
    static func likelyPrefix(in paths: some Sequence<[UInt8]>) -> [UInt8] {
        var counts: [[UInt8]: Int] = [:]
        for path in paths {
            if let slash = path.firstIndex(of: 47) { counts[Array(path[...slash]), default: 0] += 1 }
        }
        return counts.max { ($0.value, $1.key.count) < ($1.value, $0.key.count) }?.key ?? []
    }
}
