import Glibc

/// A regular file opened once for reading. Everything is read through this one descriptor, so that the bytes hashed,
/// copied and parsed are the bytes of the same file (standards/security.md F1).
package final class EvidenceFile: Sendable {
    /// The path as shown in messages.
    package let path: String
    /// The bytes, as many as there were when the file was opened.
    package let source: ByteSource
    /// Seconds and nanoseconds since 1970 of the last change of the content, as the file system says.
    package let modified: (seconds: Int64, nanoseconds: Int64)
    package var identity: FileIdentity { FileIdentity(status) }
    private let descriptor: OpenDescriptor
    private let status: FileStatus

    init(_ descriptor: OpenDescriptor) throws(ByteIOError) {
        let status = try FileStatus(of: descriptor)
        if let reason = status.refusal { throw .refused(path: descriptor.path, reason: reason) }
        self.descriptor = descriptor
        self.status = status
        path = descriptor.path
        modified = (status.modified[0], status.modified[1])
        source = ByteSource(descriptor, count: status.size)
    }

    /// Opens a file by the bytes of its path. The last component is not followed when it is a symbolic link; what is
    /// not a regular file is refused without waiting for it. Throws `refused` or `system`.
    package static func open(at path: [UInt8]) throws(ByteIOError) -> EvidenceFile {
        try open(path, in: nil, shownAs: displayText(ofName: path))
    }

    package static func open(at path: String) throws(ByteIOError) -> EvidenceFile {
        try open(at: Array(path.utf8))
    }

    /// Opens a name in an open folder, or by the working directory when there is none.
    static func open(
        _ name: [UInt8], in folder: OpenDescriptor?, shownAs path: String
    ) throws(ByteIOError) -> EvidenceFile {
        let parent = folder?.number ?? AT_FDCWD
        let cName = try terminated(name)
        var before = stat()
        if fstatat(parent, cName, &before, AT_SYMLINK_NOFOLLOW) != 0 {
            throw .system(operation: "open", path: path, code: errno)
        }
        // Looked at first, because opening a device may already do something.
        if let reason = FileStatus(before).refusal { throw .refused(path: path, reason: reason) }
        let number = retrying { openat(parent, cName, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
        if number < 0 {
            switch errno {
            case ELOOP: throw .refused(path: path, reason: .symbolicLink)
            case EACCES, EPERM: throw .refused(path: path, reason: .permissionDenied)
            default: throw .system(operation: "open", path: path, code: errno)
            }
        }
        return try EvidenceFile(OpenDescriptor(number, path: path))
    }

    /// False when size, times, inode or mode differ from the moment of opening. Ask after the last byte was read.
    package func unchangedSinceOpen() -> Bool {
        guard let now = try? FileStatus(of: descriptor) else { return false }
        return now == status && endsWhereExpected()
    }

    /// Files of /proc and the like say size 0 and yet have bytes.
    private func endsWhereExpected() -> Bool {
        let probe = RawBuffer(count: 1)
        return (try? descriptor.read(at: source.count, into: probe.bytes)) == 0
    }
}
