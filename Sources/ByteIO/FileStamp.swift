import Glibc

/// What tells cheaply that a file is the one that was put there: size, inode and time of the last change. A file whose
/// stamp differs may still have the same bytes.
package struct FileStamp: Hashable, Sendable {
    package let bytes: Int64
    package let inode: UInt64
    /// Nanoseconds since 1970.
    package let modified: Int64

    package init(bytes: Int64, inode: UInt64, modified: Int64) {
        self.bytes = bytes
        self.inode = inode
        self.modified = modified
    }

    /// Of a regular file; nil when there is none of that name. Links are not followed.
    package init?(of path: [UInt8]) {
        var status = stat()
        guard let cPath = try? terminated(path), lstat(cPath, &status) == 0 else { return nil }
        let facts = FileStatus(status)
        guard facts.refusal == nil else { return nil }
        self.init(bytes: facts.size, inode: facts.inode, modified: facts.modified[0] &* 1_000_000_000 &+ facts.modified[1])
    }
}
