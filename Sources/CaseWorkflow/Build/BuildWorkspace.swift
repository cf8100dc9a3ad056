import ByteIO
import Dossier
import EvidenceIngest

/// The private folder of one build, beside the output; gone afterwards, whatever happens.
struct BuildWorkspace {
    let folder: TemporaryFolder
    let spool: MemberSpool
    let materials: MaterialFolder
    private let documents: TemporaryFolder

    init(besides place: OutputPlace) throws(ByteIOError) {
        folder = try TemporaryFolder(in: place.folder)
        spool = try MemberSpool(in: place.folder)
        documents = try TemporaryFolder(in: folder.path)
        // Child processes are started in other folders, so their paths have to be absolute.
        materials = MaterialFolder(path: String(decoding: resolvedPath(folder.path) ?? folder.path, as: UTF8.self))
    }

    /// Where the typesetter's files go: an empty folder, absolute.
    func jobFolder() throws -> String { String(decoding: resolvedPath(documents.path) ?? documents.path, as: UTF8.self) }

    func close() {
        documents.close()
        folder.close()
    }
}

/// Where the dossier will stand.
struct OutputPlace {
    let path: [UInt8]
    let folder: [UInt8]
    /// The path as given.
    let shown: String

    /// `isGiven`: false for a name that follows from the case; it replaces nothing but a dossier. `evidence`: what the source
    /// consists of. Throws `WorkflowError.outputInsideSource` (the next build would take the dossier for evidence),
    /// `.outputInsideArchive`, `.outputIsEvidence`, `.outputTaken` or `.output`.
    init(_ path: String, isGiven: Bool, source: String, evidence: Set<FileIdentity>) throws(WorkflowError) {
        let source = try ArchivedSource(source)?.archive ?? source
        let bytes = Array(path.utf8)
        shown = path
        self.path = bytes
        let slash = bytes.lastIndex(of: 0x2F)
        folder = slash.map { $0 == 0 ? [0x2F] : Array(bytes[..<$0]) } ?? [0x2E]
        let resolvedFolder = ByteIO.resolvedPath(folder)
        let resolvedSource = ByteIO.resolvedPath(Array(source.utf8))
        guard let resolvedFolder else { throw .output(path: path, reason: "the folder does not exist") }
        if let resolvedSource, resolvedFolder == resolvedSource || resolvedFolder.starts(with: resolvedSource + [0x2F]) {
            throw .outputInsideSource(path: path)
        }
        try ArchiveAccess.refuseOutput(at: path)
        guard let standing = FileIdentity(of: bytes) else { return }
        if evidence.contains(standing) { throw .outputIsEvidence(path: path) }
        if !isGiven, !DossierVerifier.isDossier(at: bytes) { throw .outputTaken(path: path) }
    }
}

/// The name of a source, whatever way its path is written; of an archived order, PLATFORM-ID.
enum SourceName {
    static func last(_ path: String) throws(WorkflowError) -> String {
        if let source = try ArchivedSource(path) { return source.fallbackName }
        let resolved = ByteIO.resolvedPath(Array(path.utf8)) ?? Array(path.utf8)
        let name = resolved.split(separator: 0x2F).last.map(Array.init) ?? []
        return DecodedText.name(name).shown
    }
}
