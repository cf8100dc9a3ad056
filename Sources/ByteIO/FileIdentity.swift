import Glibc

/// Tells a file or folder from every other one, whatever names lead to it: its file system and its number there.
package struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let inode: UInt64

    init(_ status: FileStatus) {
        device = status.device
        inode = status.inode
    }

    /// Of what stands under a name; a link is not followed. Nil when nothing does.
    package init?(of path: [UInt8]) {
        var status = stat()
        guard let cPath = try? terminated(path), lstat(cPath, &status) == 0 else { return nil }
        self.init(FileStatus(status))
    }
}
