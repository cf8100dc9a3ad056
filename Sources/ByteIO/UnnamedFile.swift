private import CLinuxCalls
import Glibc

/// Temporary files that no folder lists: nothing is left of them when the process ends, however it ends.
enum UnnamedFile {
    /// A new empty file (mode 0600) on the file system of `folder`.
    static func create(in folder: [UInt8]) throws(ByteIOError) -> OpenDescriptor {
        if let file = try createIfSupported(in: folder) { return file }
        let (file, name) = try createNamed(in: folder)
        unlink(try terminated(name))
        return file
    }

    /// Nil on file systems (NFS, overlays of old kernels) that know no files without a name.
    static func createIfSupported(in folder: [UInt8]) throws(ByteIOError) -> OpenDescriptor? {
        let shown = displayText(ofName: folder)
        let cFolder = try terminated(folder)
        let number = retrying { open(cFolder, O_RDWR | O_CLOEXEC | linux_open_unnamed, 0o600) }
        if number >= 0 { return OpenDescriptor(number, path: shown) }
        if errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL { return nil }
        throw .system(operation: "write in", path: shown, code: errno)
    }

    /// A new empty file under a temporary name; gives its path, too.
    static func createNamed(in folder: [UInt8]) throws(ByteIOError) -> (file: OpenDescriptor, path: [UInt8]) {
        while true {
            let path = folder + [UInt8(ascii: "/")] + Leftovers.newName()
            let cPath = try terminated(path)
            let number = retrying { open(cPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
            if number >= 0 { return (OpenDescriptor(number, path: displayText(ofName: path)), path) }
            if errno != EEXIST { throw .system(operation: "write in", path: displayText(ofName: folder), code: errno) }
        }
    }
}
