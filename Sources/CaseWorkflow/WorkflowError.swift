/// Why an operation could not be done at all. The wording says what, where, and what to do.
package enum WorkflowError: Error, Hashable, Sendable {
    case sourceMissing(path: String)
    case sourceUnreadable(path: String, reason: String)
    case sourceEmpty(path: String)
    case settings(path: String, line: Int?, reason: String)
    case typesetterMissing
    case typesetting(String)
    case output(path: String, reason: String)
    case outputInsideSource(path: String)
    case outputInsideArchive(path: String)
    case outputIsEvidence(path: String)
    /// A name that nobody asked for, where something else than a dossier stands.
    case outputTaken(path: String)
    case dossierUnreadable(path: String, reason: String)
    /// An earlier dossier cannot give its numbers to a new one.
    case previousDossier(path: String, reason: String)
    /// A batch cannot go on; what was finished stays.
    case batchStopped(folder: String, reason: String)
    /// What an `ArchiveError` says.
    case archive(String)
}

extension WorkflowError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .sourceMissing(let path):
            "\(path): no such file or folder. Check the path; names with blanks need quotes."
        case .sourceUnreadable(let path, let reason):
            "\(path): cannot be read (\(reason)). Check that you may open it."
        case .sourceEmpty(let path):
            "\(path): holds no evidence. Put the files of the order into the folder and run again."
        case .settings(let path, let line, let reason):
            "\(path)\(line.map { ":\($0)" } ?? ""): \(reason)"
        case .typesetterMissing:
            """
            Typst is not installed, and the PDFs need it. Run Scripts/setup once (or put `typst` on the PATH), \
            or build without PDFs: --no-pdf. `casefile doctor` says what else is missing.
            """
        case .previousDossier(let path, let reason): "\(path): \(reason)"
        case .typesetting(let reason): "the PDFs could not be made: \(reason). `--no-pdf` makes the dossier without them."
        case .output(let path, let reason): "\(path): cannot be written (\(reason)). Nothing was left behind."
        case .outputInsideSource(let path):
            "\(path): lies inside the evidence folder. Choose a place outside of it with -o."
        case .outputInsideArchive(let path): "\(path): lies inside an archive, which holds evidence only. Choose a place outside of it."
        case .outputIsEvidence(let path): "\(path): is evidence itself, which is never replaced. Choose another name with -o."
        case .outputTaken(let path): "\(path): is there already and is no dossier of casefile. Choose a name with -o."
        case .dossierUnreadable(let path, let reason): "\(path): cannot be opened (\(reason))."
        case .archive(let words): words
        case .batchStopped(let folder, let reason):
            "\(folder): the batch cannot go on (\(reason)). Dossiers that are finished stay; run it again to make the rest."
        }
    }
}
