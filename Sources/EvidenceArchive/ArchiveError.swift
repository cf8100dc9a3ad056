import ByteIO

/// Why something could not be done with an archive. The wording says what, where, and what to do.
package enum ArchiveError: Error, Hashable, Sendable {
    case missing(path: String)
    case notAnArchive(path: String)
    case notEmpty(path: String)
    case orderMissing(order: String, archive: String)
    /// What is stored breaks its own rules.
    case damaged(path: String, reason: String)
    case unreadable(path: String, reason: String)
    /// Evidence that could not be taken in; nothing of its order was.
    case source(path: String, reason: String)
    /// Nothing was changed.
    case unwritable(path: String, reason: String)
    /// The file system has no room left; nothing was changed.
    case full(path: String)
    /// A name that is a file in one place and a folder in another.
    case conflict(path: String)
    /// Two different files for one name in one order.
    case twoFiles(path: String)

    /// An error while writing to the archive.
    init(writing path: String, _ error: ByteIOError) {
        self = error.isNoSpace ? .full(path: path) : .unwritable(path: path, reason: "\(error)")
    }
}

extension ArchiveError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path): "\(path): there is no archive. Make one with: casefile archive init \(path)"
        case .notAnArchive(let path): "\(path): is no archive (it holds no `ocfl/0=ocfl_1.1`). Check the path."
        case .notEmpty(let path): "\(path): is there already and not empty. Choose a new folder for the archive."
        case .orderMissing(let order, let archive):
            "\(order): is not in the archive \(archive). `casefile archive list \(archive)` shows what is."
        case .damaged(let path, let reason): "\(path): is damaged (\(reason)). `casefile archive audit` tells more."
        case .unreadable(let path, let reason): "\(path): cannot be read (\(reason)). Check that you may open it."
        case .source(let path, let reason): "\(path): was not taken in (\(reason)). Nothing of this order was added."
        case .unwritable(let path, let reason): "\(path): cannot be written (\(reason)). The archive is as it was."
        case .full(let path): "\(path): no space is left on the disk. The archive is as it was; make room and add again."
        case .conflict(let path):
            "\(path): would be a file and a folder at once in this order. Rename one of them; nothing was added."
        case .twoFiles(let path):
            "\(path): two different files have this name. Put them into folders of their own, or add them one after the other."
        }
    }
}
