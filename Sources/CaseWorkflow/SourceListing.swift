package import ByteIO
package import CaseModel
import EvidenceArchive
package import EvidenceIngest

/// The files a path stands for, what was refused among them, and the settings beside them.
package struct SourceListing: Sendable {
    package private(set) var inputs: [IntakeInput] = []
    package private(set) var refusals: [Refusal] = []
    /// Bytes of `case.yaml` in the root of a folder; settings, not evidence.
    package private(set) var settings: [UInt8]?
    /// Every file that was met outside of an archive, settings among them.
    private(set) var files: Set<FileIdentity> = []

    package init() {}

    /// How the paths of a folder's files are written.
    package enum Naming: Sendable {
        /// The argument joined with the path below it: for people who named several sources.
        case joined
        /// The path below the folder alone: the place of the folder must not matter.
        case relative
    }

    /// Name of the settings file.
    static let settingsName = Array("case.yaml".utf8)

    /// Adds a file, everything below a folder, or an archived order (`ARCHIVE#PLATFORM:ID`). Throws
    /// `WorkflowError.sourceMissing`, `.sourceUnreadable` or `.archive`.
    package mutating func add(_ path: String, naming: Naming, takesSettings: Bool = false) throws(WorkflowError) {
        let bytes = Array(path.utf8)
        if let source = try ArchivedSource(path) {
            return try add(source.open(), named: naming == .joined ? bytes : [], takesSettings: takesSettings)
        }
        do throws(ByteIOError) {
            let folder: EvidenceFolder
            do { folder = try EvidenceFolder(at: bytes) } catch .system(_, _, let code) where code == notADirectory {
                return try addFile(bytes, naming)
            }
            try addFolder(folder, named: naming == .joined ? bytes : [], takesSettings: takesSettings)
        } catch {
            throw error.isNotFound ? .sourceMissing(path: path) : .sourceUnreadable(path: path, reason: "\(error)")
        }
    }

    private mutating func addFile(_ path: [UInt8], _ naming: Naming) throws(ByteIOError) {
        let name = path.lastIndex(of: 0x2F).map { Array(path[($0 + 1)...]) } ?? path
        let shown = naming == .joined ? path : name
        do throws(ByteIOError) {
            // Opened here only to tell a missing file from one that cannot be evidence; read later, when its turn comes.
            files.insert(try EvidenceFile.open(at: path).identity)
        } catch .refused(_, let reason) {
            refusals.append(Self.refusal(shown, reason.rawValue))
            return
        }
        inputs.append(IntakeInput(path: shown) { try OpenedInput(EvidenceFile.open(at: path)) })
    }

    private mutating func addFolder(
        _ folder: EvidenceFolder, named prefix: [UInt8], takesSettings: Bool
    ) throws(ByteIOError) {
        let base = prefix.isEmpty || prefix.last == 0x2F ? prefix : prefix + [0x2F]
        for entry in try folder.entries() {
            switch entry.kind {
            case .refused(let reason): refusals.append(Self.refusal(base + entry.path, reason.rawValue))
            case .file:
                if let identity = entry.identity { files.insert(identity) }
                if takesSettings, entry.path == Self.settingsName {
                    settings = try Self.settings(folder.open(entry).source)
                    continue
                }
                inputs.append(IntakeInput(path: base + entry.path) { try OpenedInput(folder.open(entry)) })
            }
        }
    }

    /// Adds the files of an archived order, below `prefix`, and what was refused when it was added.
    mutating func add(_ order: ArchivedOrder, named prefix: [UInt8] = [], takesSettings: Bool) throws(WorkflowError) {
        let base = prefix.isEmpty ? prefix : prefix + [0x2F]
        for file in order.files {
            if takesSettings, file.path == Self.settingsName {
                settings = try Self.settings(in: file)
                continue
            }
            inputs.append(
                IntakeInput(path: base + file.path, check: { try Self.check(file, sha256: $0, sha512: $1) }) {
                    do { return try OpenedInput(file.open()) } catch { throw Self.unreadable(file, error) }
                })
        }
        refusals += order.refused.map { Self.refusal(base + $0.path, $0.reason) }
    }

    /// More than there may be is read in part: that much is enough to refuse it.
    private static func settings(_ source: ByteSource) throws(ByteIOError) -> [UInt8] {
        try source.bytes(in: 0..<Int64(CaseYAML.limit) + 1)
    }

    private static func settings(in file: ArchivedFile) throws(WorkflowError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(ByteIOError) { bytes = try settings(file.open().source) } catch { throw unreadable(file, error) }
        if bytes.count <= CaseYAML.limit {
            try check(file, sha256: Digester.digest(of: bytes, .sha256), sha512: Digester.digest(of: bytes, .sha512))
        }
        return bytes
    }

    /// Throws `WorkflowError.archive` when these are not the digests of the bytes that were added.
    private static func check(_ file: ArchivedFile, sha256: String, sha512: String?) throws(WorkflowError) {
        var sha512 = sha512
        if file.sha256 == nil, sha512 == nil {
            // An object that others wrote need not state SHA-256.
            do throws(ByteIOError) { sha512 = try Digester.digests(of: file.open().source, [.sha512], workers: 1)[.sha512] } catch {
                throw unreadable(file, error)
            }
        }
        guard file.sha256 ?? sha256 == sha256, sha512 ?? file.digest == file.digest else {
            throw .archive("\(displayText(ofName: file.path)): was changed in the archive. `casefile archive audit` tells more.")
        }
    }

    private static func unreadable(_ file: ArchivedFile, _ error: any Error) -> WorkflowError {
        .archive("\(displayText(ofName: file.path)): cannot be read (\(error)). `casefile archive audit` tells more.")
    }

    private static func refusal(_ path: [UInt8], _ reason: String) -> Refusal {
        let (shown, encoding) = DecodedText.name(path)
        return Refusal(path: shown, rawPath: encoding == nil ? nil : path, reason: reason)
    }
}

extension OpenedInput {
    package init(_ file: EvidenceFile) {
        self.init(source: file.source) { file.unchangedSinceOpen() }
    }
}

/// `ENOTDIR`, without drawing the C library in for one number.
let notADirectory: Int32 = 20
