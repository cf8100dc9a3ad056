import Glibc

/// An open folder: what it holds, one level at a time, never through a link. For stores, where folders count too;
/// evidence is listed by `EvidenceFolder`.
package final class OpenFolder: Sendable {
    package struct Child: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case file(bytes: Int64)
            case folder
            case other(RefusalReason)
        }

        package let name: [UInt8]
        package let kind: Kind
    }

    private let folder: OpenDescriptor

    /// Links in the path itself are followed. Throws `system`.
    package init(at path: [UInt8]) throws(ByteIOError) {
        folder = try openDescriptor(path, flags: O_RDONLY | O_DIRECTORY)
    }

    private init(_ folder: OpenDescriptor) { self.folder = folder }

    /// Tells this folder from another that has its name later.
    package var identity: FileIdentity? { (try? FileStatus(of: folder)).map(FileIdentity.init) }

    /// What the folder holds, sorted by the bytes of the names.
    package func children() throws(ByteIOError) -> [Child] {
        var found: [Child] = []
        for name in try EvidenceFolder.names(in: folder) {
            // Nil: removed since it was listed.
            if let kind = try kind(of: name) { found.append(Child(name: name, kind: kind)) }
        }
        return found.sorted { precedesBytewise($0.name, $1.name) }
    }

    /// Opens a folder in this one. Throws `system`, also when it is none.
    package func folder(_ name: [UInt8]) throws(ByteIOError) -> OpenFolder {
        let cName = try terminated(name)
        let number = retrying { openat(folder.number, cName, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        if number < 0 { throw .system(operation: "open", path: shown(name), code: errno) }
        return OpenFolder(OpenDescriptor(number, path: shown(name)))
    }

    /// Opens a file in this folder; see `EvidenceFile.open`.
    package func file(_ name: [UInt8]) throws(ByteIOError) -> EvidenceFile {
        try EvidenceFile.open(name, in: folder, shownAs: shown(name))
    }

    /// What a path below this folder names; nil when nothing does.
    package func kind(of path: [UInt8]) throws(ByteIOError) -> Child.Kind? {
        var status = stat()
        if fstatat(folder.number, try terminated(path), &status, AT_SYMLINK_NOFOLLOW) != 0 {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .system(operation: "examine", path: shown(path), code: errno)
        }
        return Self.kind(status)
    }

    private static func kind(_ status: stat) -> Child.Kind {
        let facts = FileStatus(status)
        return switch facts.refusal {
        case nil: .file(bytes: facts.size)
        case .directory: .folder
        case let reason?: .other(reason)
        }
    }

    private func shown(_ name: [UInt8]) -> String { folder.path + "/" + displayText(ofName: name) }
}
