import ByteIO
import CaseModel
import EvidenceArchive

/// Writes an order's files to a folder, under the names and with the bytes they were added with.
package enum ArchiveExportOperation {
    package struct Result: Hashable, Sendable {
        package let order: String
        package let version: Int
        package let folder: String
        package let files: Int
        package let bytes: Int64

        /// The line of `--json`.
        package func line() -> [UInt8] {
            var json = JSONWriter()
            json.object { json in
                json.member("type", "export")
                json.member("order", order)
                json.member("version", version)
                json.member("folder", folder)
                json.member("files", files)
                json.member("bytes", bytes)
            }
            json.newline()
            return json.take()
        }
    }

    /// `folder` must be new; it is made. Every file is checked on the way. Throws `WorkflowError`, or `CancellationError`
    /// between two files; then nothing is left.
    package static func run(_ path: String, order: String, to folder: String) throws -> Result {
        let archive = try ArchiveAccess.open(path)
        let name = try ArchiveAccess.order(order)
        let archived = try ArchiveAccess.perform { try archive.order(name) }
        try ArchiveAccess.refuseOutput(at: folder)
        var target = Array(folder.utf8)
        while target.count > 1, target.last == 0x2F { target.removeLast() }
        let parent = target.lastIndex(of: 0x2F).map { $0 == 0 ? [0x2F] : Array(target[..<$0]) } ?? [0x2E]
        do {
            let work = try TemporaryFolder(in: parent)
            let base = work.path + Array("/order".utf8)
            try FolderChange.makeFolder(base)
            for file in archived.files {
                try Task.checkCancellation()
                try write(file, below: base)
            }
            guard try FolderChange.moveToNew(base, target) else {
                throw WorkflowError.output(path: folder, reason: "something of that name is there already")
            }
        } catch let error as ByteIOError { throw WorkflowError.output(path: folder, reason: "\(error)") }
        return Result(
            order: archived.name.description, version: archived.version, folder: folder, files: archived.files.count,
            bytes: archived.files.reduce(0) { $0 + $1.bytes })
    }

    private static func write(_ file: ArchivedFile, below base: [UInt8]) throws {
        let components = file.path.split(separator: 0x2F).map(Array.init)
        try FolderChange.makeFolders(components.dropLast(), below: base)
        let evidence: EvidenceFile
        do { evidence = try file.open() } catch {
            throw WorkflowError.archive(
                "\(displayText(ofName: file.path)): cannot be read (\(error)). `casefile archive audit` tells more.")
        }
        var digester: Digester? = Digester([.sha512])
        _ = try NewFile.copy(evidence.source, to: base + [0x2F] + file.path, digester: &digester, mode: 0o666)
        guard digester?.finalize()[.sha512] == file.digest else {
            throw WorkflowError.archive(
                "\(displayText(ofName: file.path)): was changed in the archive. `casefile archive audit` tells more; nothing was exported.")
        }
    }
}
