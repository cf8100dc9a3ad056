private import CLinuxCalls
import Glibc

/// Files and folders that are made only where nothing stands yet: what a person wrote is never replaced.
package enum NewFile {
    /// False when something of that name is there already, which is left as it is. Mode 0666 less the umask. After an error
    /// there is no file.
    package static func write(_ bytes: [UInt8], to path: [UInt8]) throws(ByteIOError) -> Bool {
        let cPath = try terminated(path)
        let number = open(cPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if number < 0 {
            if errno == EEXIST { return false }
            throw .system(operation: "write", path: displayText(ofName: path), code: errno)
        }
        let file = OpenDescriptor(number, path: displayText(ofName: path))
        do throws(ByteIOError) {
            try bytes.withUnsafeBytesThrowing { bytes throws(ByteIOError) in try file.write(bytes, at: 0) }
        } catch {
            unlink(cPath)
            throw error
        }
        return true
    }

    package static func write(_ bytes: [UInt8], to path: String) throws(ByteIOError) -> Bool {
        try write(bytes, to: Array(path.utf8))
    }

    /// Copies all bytes of `source` to a new file and gives their number; what is copied goes through `digester` on the
    /// way. `mode` is narrowed by the umask; what is stored is not to be edited. Throws when something has that name. Not
    /// synced.
    package static func copy(
        _ source: ByteSource, to path: [UInt8], digester: inout Digester?, workers: Int = 1, mode: UInt32 = 0o444
    ) throws(ByteIOError) -> Int64 {
        let cPath = try terminated(path)
        let number = retrying { open(cPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode) }
        if number < 0 { throw .system(operation: "write", path: displayText(ofName: path), code: errno) }
        let file = OpenDescriptor(number, path: displayText(ofName: path))
        let buffer = RawBuffer(count: Int(min(max(source.count, 1), workers > 1 ? 1 << 20 : 1 << 18)))
        var position: Int64 = 0
        while true {
            let got = try source.read(at: position, into: buffer.bytes)
            if got == 0 {
                // The disk begins at once: whoever waits for it later waits for less.
                if position >= 1 << 16 { _ = linux_start_writeback(number, 0, 0) }
                return position
            }
            digester?.update(buffer.prefix(got), workers: workers)
            try file.write(buffer.prefix(got), at: position)
            position += Int64(got)
        }
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
