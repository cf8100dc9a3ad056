import ByteIO
import EvidenceArchive

/// The files that paths stand for, with the names they get in an order: a file its own name, a file of a folder its path
/// below the folder, so that an archived folder reads as the folder did.
struct EvidencePaths {
    private(set) var files: [FileToAdd] = []
    private(set) var refused: [RefusedFile] = []
    /// Of everything that was met.
    var count: Int { files.count + refused.count }
    private let archive: [UInt8]

    /// `archive`: where the files go; it must not be among them.
    init(for archive: Archive) { self.archive = (resolvedPath(archive.path) ?? archive.path) + [0x2F] }

    /// Throws `WorkflowError.sourceMissing`, `.sourceUnreadable` or `.archive`; then nothing of `path` was added.
    mutating func add(_ path: String) throws(WorkflowError) {
        let bytes = Array(path.utf8)
        if let resolved = resolvedPath(bytes).map({ $0 + [0x2F] }), resolved.starts(with: archive) || archive.starts(with: resolved) {
            throw .archive("\(path): lies in the archive or holds it. Add the evidence from a folder of its own.")
        }
        do throws(ByteIOError) {
            let folder: EvidenceFolder
            do { folder = try EvidenceFolder(at: bytes) } catch .system(_, _, let code) where code == notADirectory {
                return try addFile(bytes)
            }
            try addFolder(folder)
        } catch {
            throw error.isNotFound ? .sourceMissing(path: path) : .sourceUnreadable(path: path, reason: "\(error)")
        }
    }

    private mutating func addFolder(_ folder: EvidenceFolder) throws(ByteIOError) {
        for entry in try folder.entries() {
            switch entry.kind {
            case .refused(let reason): refused.append(RefusedFile(path: entry.path, reason: reason.rawValue))
            case .file: files.append(FileToAdd(path: entry.path) { try folder.open(entry) })
            }
        }
    }

    private mutating func addFile(_ path: [UInt8]) throws(ByteIOError) {
        let name = path.lastIndex(of: 0x2F).map { Array(path[($0 + 1)...]) } ?? path
        do throws(ByteIOError) { _ = try EvidenceFile.open(at: path) } catch .refused(_, let reason) {
            refused.append(RefusedFile(path: name, reason: reason.rawValue))
            return
        }
        files.append(FileToAdd(path: name) { try EvidenceFile.open(at: path) })
    }
}
