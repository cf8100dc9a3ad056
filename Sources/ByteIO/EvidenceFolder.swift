import Glibc

/// One thing found in a folder.
package struct EvidenceEntry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A regular file of this many bytes when it was listed.
        case file(bytes: Int64)
        /// Something that is listed and never opened.
        case refused(RefusalReason)
    }

    /// Raw bytes of the path below the folder, components separated by `/`; need not be UTF-8.
    package let path: [UInt8]
    package let kind: Kind
    /// Nil for what is refused.
    package let identity: FileIdentity?
}

/// A folder of evidence: walked component by component with `openat`, never through a link (standards/security.md F2),
/// names kept as the bytes they are.
package final class EvidenceFolder: Sendable {
    /// Folders nested deeper than this are listed as refused.
    static let maximumDepth = 200

    private let root: OpenDescriptor

    /// Opens a folder by the bytes of its path. Links in the given path itself are followed: the user named it.
    package init(at path: [UInt8]) throws(ByteIOError) {
        let shown = displayText(ofName: path)
        let cPath = try terminated(path)
        let number = retrying { Glibc.open(cPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        if number < 0 { throw .system(operation: "open", path: shown, code: errno) }
        root = OpenDescriptor(number, path: shown)
    }

    package convenience init(at path: String) throws(ByteIOError) { try self.init(at: Array(path.utf8)) }

    /// Everything below a folder; see `entries()`.
    package static func entries(at path: [UInt8]) throws(ByteIOError) -> [EvidenceEntry] {
        try EvidenceFolder(at: path).entries()
    }

    /// All files and refusals below the folder, sorted by the bytes of their paths; folders themselves are not listed.
    /// Throws only when the folder itself cannot be read. An empty folder gives an empty list.
    package func entries() throws(ByteIOError) -> [EvidenceEntry] {
        var found: [EvidenceEntry] = []
        try list(root, prefix: [], depth: 0, into: &found)
        return found.sorted { precedesBytewise($0.path, $1.path) }
    }

    /// Opens a listed file, again without following a link in any component.
    package func open(_ entry: EvidenceEntry) throws(ByteIOError) -> EvidenceFile {
        try open(path: entry.path)
    }

    /// Opens a file by its path below the folder. `.`, `..` and empty components are refused.
    package func open(path: [UInt8]) throws(ByteIOError) -> EvidenceFile {
        let shown = root.path + "/" + displayText(ofName: path)
        let components = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
        for component in components where component.isEmpty || component == [46] || component == [46, 46] {
            throw .refused(path: shown, reason: .notRegular)
        }
        var folder = root
        for component in components.dropLast() {
            folder = try Self.openFolder(component, in: folder, shownAs: shown)
        }
        return try EvidenceFile.open(components.last ?? [], in: folder, shownAs: shown)
    }

    private static func openFolder(
        _ name: [UInt8], in parent: OpenDescriptor, shownAs path: String
    ) throws(ByteIOError) -> OpenDescriptor {
        let cName = try terminated(name)
        let number = retrying {
            openat(parent.number, cName, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        }
        if number >= 0 { return OpenDescriptor(number, path: path) }
        switch errno {
        case EACCES, EPERM: throw .refused(path: path, reason: .permissionDenied)
        case ELOOP, ENOTDIR: throw .refused(path: path, reason: .symbolicLink)
        default: throw .system(operation: "open", path: path, code: errno)
        }
    }

    private func list(
        _ folder: OpenDescriptor, prefix: [UInt8], depth: Int, into found: inout [EvidenceEntry]
    ) throws(ByteIOError) {
        for name in try Self.names(in: folder) {
            let path = prefix + name
            let cName = try terminated(name)
            var status = stat()
            if fstatat(folder.number, cName, &status, AT_SYMLINK_NOFOLLOW) != 0 {
                found.append(EvidenceEntry(path: path, kind: .refused(errno == EACCES ? .permissionDenied : .unreadable), identity: nil))
                continue
            }
            let facts = FileStatus(status)
            guard let reason = facts.refusal else {
                found.append(EvidenceEntry(path: path, kind: .file(bytes: facts.size), identity: FileIdentity(facts)))
                continue
            }
            guard reason == .directory else {
                found.append(EvidenceEntry(path: path, kind: .refused(reason), identity: nil))
                continue
            }
            if let refusal = descend(into: name, of: folder, path: path, depth: depth, into: &found) {
                found.append(EvidenceEntry(path: path, kind: .refused(refusal), identity: nil))
            }
        }
    }

    /// Lists a folder below the root; gives the reason when it could not be listed.
    private func descend(
        into name: [UInt8], of parent: OpenDescriptor, path: [UInt8], depth: Int, into found: inout [EvidenceEntry]
    ) -> RefusalReason? {
        if depth >= Self.maximumDepth { return .tooDeep }
        do throws(ByteIOError) {
            let folder = try Self.openFolder(name, in: parent, shownAs: displayText(ofName: path))
            try list(folder, prefix: path + [UInt8(ascii: "/")], depth: depth + 1, into: &found)
            return nil
        } catch {
            if case .refused(_, let reason) = error { return reason }
            return .unreadable
        }
    }

    /// The names in an open folder, raw, without `.` and `..`.
    static func names(in folder: OpenDescriptor) throws(ByteIOError) -> [[UInt8]] {
        let copy = openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if copy < 0 { throw folder.failure("list") }
        guard let stream = fdopendir(copy) else {
            let error = folder.failure("list")
            _ = close(copy)
            throw error
        }
        defer { closedir(stream) }
        let nameOffset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 19
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let start = UnsafeRawPointer(entry) + nameOffset
            let name = Array(UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
            if name != [46] && name != [46, 46] { names.append(name) }
        }
        if errno != 0 { throw folder.failure("list") }
        return names
    }
}
