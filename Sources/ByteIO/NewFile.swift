import Glibc

/// Files and folders that are made only where nothing stands yet: what a person wrote is never replaced.
package enum NewFile {
    /// False when something of that name is there already, which is left as it is. Mode 0666 less the umask.
    package static func write(_ bytes: [UInt8], to path: String) throws(ByteIOError) -> Bool {
        let name = Array(path.utf8)
        let number = open(try terminated(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if number < 0 {
            if errno == EEXIST { return false }
            throw .system(operation: "write", path: displayText(ofName: name), code: errno)
        }
        let file = OpenDescriptor(number, path: displayText(ofName: name))
        try bytes.withUnsafeBytesThrowing { bytes throws(ByteIOError) in try file.write(bytes, at: 0) }
        return true
    }

    /// Makes a folder and those above it; false when it is there already. Throws when something else has the name.
    @discardableResult
    package static func makeFolder(_ path: String) throws(ByteIOError) -> Bool {
        let name = Array(path.utf8)
        let cPath = try terminated(name)
        if mkdir(cPath, 0o777) == 0 { return true }
        let code = errno
        var status = stat()
        if code == EEXIST, stat(cPath, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return false }
        if code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolder(String(path[..<slash]))
            if mkdir(cPath, 0o777) == 0 { return true }
        }
        throw .system(operation: "make the folder", path: displayText(ofName: name), code: code)
    }
}
