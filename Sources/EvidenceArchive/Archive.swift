import ByteIO

/// An archive of evidence: `ocfl/` is an OCFL 1.1 storage root with one object per order; beside it lie only things that
/// may be lost (the index) or are private to running programs (staging, locks, pending). Reading needs no lock.
package struct Archive: Sendable {
    /// Raw bytes of the path as given, without a slash at the end.
    package let path: [UInt8]
    /// The path as shown in messages.
    package var shown: String { displayText(ofName: path) }

    /// Opens an archive. Throws `missing`, `notAnArchive` or `unreadable`.
    package init(at path: String) throws(ArchiveError) {
        self.path = Self.trimmed(Array(path.utf8))
        let declaration = self.path + Array("/ocfl/0=ocfl_1.1".utf8)
        do throws(ByteIOError) { _ = try ByteSource.file(at: declaration) } catch {
            guard error.isNotFound else { throw .unreadable(path: displayText(ofName: path.utf8), reason: "\(error)") }
            guard (try? OpenFolder(at: self.path)) != nil else { throw .missing(path: displayText(ofName: path.utf8)) }
            throw .notAnArchive(path: displayText(ofName: path.utf8))
        }
    }

    private init(_ path: [UInt8]) { self.path = path }

    /// True when an archive stands at `path`.
    package static func stands(at path: String) -> Bool { (try? Archive(at: path)) != nil }

    /// True when `path` is or lies in an archive or any other OCFL storage root, whose folders hold nothing but what belongs
    /// to them. What does not exist yet counts as the nearest folder above it that does.
    package static func encloses(_ path: [UInt8]) -> Bool {
        var nearest = path
        while resolvedPath(nearest.isEmpty ? [UInt8(ascii: ".")] : nearest) == nil, !nearest.isEmpty {
            nearest = nearest.lastIndex(of: UInt8(ascii: "/")).map { $0 == 0 ? [UInt8(ascii: "/")] : Array(nearest[..<$0]) } ?? []
        }
        guard var folder = resolvedPath(nearest.isEmpty ? [UInt8(ascii: ".")] : nearest) else { return false }
        while true {
            let signs = ["/0=ocfl_1.0", "/0=ocfl_1.1", "/ocfl/0=ocfl_1.1"]
            if signs.contains(where: { FileIdentity(of: folder + Array($0.utf8)) != nil }) { return true }
            guard let slash = folder.lastIndex(of: UInt8(ascii: "/")) else { return false }
            folder = Array(folder[..<slash])
        }
    }

    private static func trimmed(_ path: [UInt8]) -> [UInt8] {
        var path = path
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        return path
    }

    /// The storage root.
    package var root: [UInt8] { path + Array("/ocfl".utf8) }
    /// The index, which can always be made again.
    package var indexPath: [UInt8] { path + Array("/index.sqlite".utf8) }
    var staging: [UInt8] { path + Array("/staging".utf8) }
    var locks: [UInt8] { path + Array("/locks".utf8) }
    var pending: [UInt8] { path + Array("/pending".utf8) }

    /// Makes an empty archive. `path` must be free or an empty folder; the folder above it must exist. Throws
    /// `notEmpty`, `unwritable` or `full`; then nothing is left behind.
    package static func create(at path: String) throws(ArchiveError) -> Archive {
        let archive = Archive(trimmed(Array(path.utf8)))
        var made: [[UInt8]] = []
        do {
            if try FolderChange.makeFolder(archive.path) {
                made.append(archive.path)
            } else if try !OpenFolder(at: archive.path).children().isEmpty {
                throw ArchiveError.notEmpty(path: archive.shown)
            }
            for folder in [archive.staging, archive.locks, archive.pending] where try FolderChange.makeFolder(folder) {
                made.append(folder)
            }
            try archive.createRoot()
            return archive
        } catch {
            for folder in made.reversed() { FolderChange.removeEmpty(folder) }
            if let error = error as? ArchiveError { throw error }
            guard let error = error as? ByteIOError else { throw .unwritable(path: archive.shown, reason: "\(error)") }
            throw ArchiveError(writing: archive.shown, error)
        }
    }

    private func createRoot() throws {
        // Under its name the storage root is complete or not at all.
        let work = try TemporaryFolder(in: staging)
        defer { work.close() }
        let staged = work.path + Array("/ocfl".utf8)
        try FolderChange.makeFolder(staged)
        for file in StorageLayout.rootFiles {
            try FolderChange.makeFolders(LogicalPath.components(Array(file.path.utf8)).dropLast(), below: staged)
            _ = try NewFile.write(file.bytes, to: staged + Array("/\(file.path)".utf8))
        }
        try FolderChange.syncFileSystem(of: staged)
        guard try FolderChange.moveToNew(staged, root) else { throw ArchiveError.notEmpty(path: shown) }
        try FolderChange.sync(path)
    }

    /// Removes what killed processes left beside the storage root. Never throws.
    package func tidy() {
        Leftovers.remove(in: staging)
        Leftovers.remove(in: pending)
        Leftovers.remove(in: path)
        FileLock.removeAbandoned(in: locks)
    }

    func objectPath(_ identifier: String) -> [UInt8] {
        StorageLayout.components(of: identifier).reduce(root) { $0 + [UInt8(ascii: "/")] + $1 }
    }
}
