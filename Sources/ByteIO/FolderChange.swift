private import CLinuxCalls
import Glibc

/// Changes to folders that happen in one step or not at all.
package enum FolderChange {
    /// Exchanges what two names stand for; both must exist, on one file system. Nobody ever sees neither or both.
    package static func exchange(_ left: [UInt8], _ right: [UInt8]) throws(ByteIOError) {
        let cLeft = try terminated(left)
        let cRight = try terminated(right)
        if linux_rename_exchange(cLeft, cRight) != 0 {
            throw .system(operation: "exchange folders at", path: displayText(ofName: right), code: errno)
        }
    }

    /// Gives a file or folder a new name; false when something has that name already, or a folder above is missing.
    package static func moveToNew(_ from: [UInt8], _ to: [UInt8]) throws(ByteIOError) -> Bool {
        let cFrom = try terminated(from)
        let cTo = try terminated(to)
        if linux_rename_new(cFrom, cTo) == 0 { return true }
        if errno == EEXIST || errno == ENOENT { return false }
        throw .system(operation: "move to", path: displayText(ofName: to), code: errno)
    }

    /// Puts a file in the place of another, which is gone then; in one step.
    package static func replace(_ path: [UInt8], with file: [UInt8]) throws(ByteIOError) {
        if rename(try terminated(file), try terminated(path)) != 0 {
            throw .system(operation: "write", path: displayText(ofName: path), code: errno)
        }
    }

    /// Makes a folder, mode 0777 less the umask; false when something has that name.
    @discardableResult
    package static func makeFolder(_ path: [UInt8]) throws(ByteIOError) -> Bool {
        if mkdir(try terminated(path), 0o777) == 0 { return true }
        if errno == EEXIST { return false }
        throw .system(operation: "make the folder", path: displayText(ofName: path), code: errno)
    }

    /// Makes the folders named by `components` one inside the other, below `base`, where they are not there yet.
    package static func makeFolders(_ components: some Sequence<[UInt8]>, below base: [UInt8]) throws(ByteIOError) {
        var path = base
        for component in components {
            path += [UInt8(ascii: "/")] + component
            try makeFolder(path)
        }
    }

    /// A second name for a file; a copy where links are not possible.
    package static func link(_ file: [UInt8], to name: [UInt8]) throws(ByteIOError) {
        if Glibc.link(try terminated(file), try terminated(name)) == 0 { return }
        guard [EPERM, EXDEV, EMLINK, EOPNOTSUPP].contains(errno) else {
            throw .system(operation: "link", path: displayText(ofName: file), code: errno)
        }
        var none: Digester?
        _ = try NewFile.copy(ByteSource.file(at: file), to: name, digester: &none)
    }

    /// Removes a file or folder with all it holds, without following links. Never throws: what stays is found later.
    package static func remove(_ path: [UInt8]) {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")),
            let parent = try? openDescriptor(Array(path[..<max(slash, 1)]), flags: O_RDONLY | O_DIRECTORY),
            let name = try? terminated(Array(path[(slash + 1)...]))
        else { return }
        Leftovers.removeTree(name, in: parent)
    }

    /// Removes a folder that holds nothing. Never throws: what stays is found later.
    package static func removeEmpty(_ path: [UInt8]) {
        if let cPath = try? terminated(path) { rmdir(cPath) }
    }

    /// Everything written to the file system that holds `path` is on the disk when this returns.
    package static func syncFileSystem(of path: [UInt8]) throws(ByteIOError) {
        let file = try openDescriptor(path, flags: O_RDONLY)
        if linux_sync_file_system(file.number) != 0 { throw file.failure("write to the disk of") }
    }

    /// The names in a folder (or the content of a file) are on the disk when this returns.
    package static func sync(_ path: [UInt8]) throws(ByteIOError) {
        let file = try openDescriptor(path, flags: O_RDONLY)
        if fsync(file.number) != 0 { throw file.failure("write to the disk") }
    }
}
