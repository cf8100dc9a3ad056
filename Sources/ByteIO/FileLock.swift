private import CLinuxCalls
import Glibc

/// An exclusive lock by a file whose content names the owner: `PID START HOST`. The kernel gives it up when the owner
/// ends, however it ends. The file is removed with the lock; what a killed owner left is taken over by the next.
package final class FileLock: Sendable {
    private let file: OpenDescriptor
    private let path: [UInt8]

    private init(_ file: OpenDescriptor, path: [UInt8]) {
        self.file = file
        self.path = path
    }

    /// The lock, or nil when another process or thread holds it. Throws when the file cannot be made. `beside`: a lock of
    /// this caller's in the same folder; the new one is a further name of its file, because to make and remove a file for
    /// each of many locks makes some file systems slow. The file stays locked until the last of them is given up.
    package static func take(_ path: [UInt8], beside other: FileLock? = nil) throws(ByteIOError) -> FileLock? {
        let cPath = try terminated(path)
        if let other, link(try terminated(other.path), cPath) == 0 { return FileLock(other.file, path: path) }
        while true {
            let number = retrying { open(cPath, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666) }
            if number < 0 { throw .system(operation: "lock", path: displayText(ofName: path), code: errno) }
            let file = OpenDescriptor(number, path: displayText(ofName: path))
            if retrying({ linux_lock_without_waiting(number) }) != 0 {
                if errno == EWOULDBLOCK { return nil }
                throw file.failure("lock")
            }
            // Between opening and locking, the owner before us may have removed the file: then the lock is worth nothing.
            var current = stat()
            guard stat(cPath, &current) == 0, try FileStatus(of: file).inode == UInt64(current.st_ino) else { continue }
            // One of several names that a killed owner left: with a file of its own, this lock does not hold the others.
            if current.st_nlink > 1 {
                unlink(cPath)
                continue
            }
            let lock = FileLock(file, path: path)
            try lock.writeOwner()
            return lock
        }
    }

    /// Who holds the lock, for a message; nil when nobody does or the file says nothing.
    package static func owner(_ path: [UInt8]) -> String? {
        guard let bytes = try? ByteSource.file(at: path).bytes(limit: 1000), !bytes.isEmpty else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return parts.count == 3 ? "process \(parts[0]) on \(displayText(ofName: parts[2].utf8))" : nil
    }

    private func writeOwner() throws(ByteIOError) {
        var name = [CChar](repeating: 0, count: 256)
        _ = gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let text = "\(getpid()) \(Leftovers.ownStartTime) \(host.isEmpty ? "?" : host)\n"
        if ftruncate(file.number, 0) != 0 { throw file.failure("lock") }
        try Array(text.utf8).withUnsafeBytesThrowing { bytes throws(ByteIOError) in try file.write(bytes, at: 0) }
    }

    /// Waits a moment before `take` is tried again.
    package static func pause() { usleep(5000) }

    /// Removes files of locks that nobody holds. Never throws.
    package static func removeAbandoned(in folder: [UInt8]) {
        guard let open = try? OpenFolder(at: folder), let children = try? open.children() else { return }
        for child in children { _ = try? take(folder + [UInt8(ascii: "/")] + child.name) }
    }

    deinit { if let cPath = try? terminated(path) { unlink(cPath) } }
}
