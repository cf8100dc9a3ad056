private import CLinuxCalls
import Glibc
import Synchronization

/// A file that appears under its name complete or not at all. It is written without a name where the file system can do
/// that, so that not even `kill -9` leaves anything behind. One thread writes; nothing appears before `commit()`.
package final class AtomicFile {
    private static let bufferSize = 1 << 20
    private static let writebackStep: Int64 = 16 << 20

    private let folder: [UInt8]
    private let target: [UInt8]
    private let file: OpenDescriptor
    /// The temporary name; nil while the file has none.
    private var temporaryPath: [UInt8]?
    private let buffer = RawBuffer(count: AtomicFile.bufferSize)
    private var buffered = 0
    private var flushed: Int64 = 0
    private var writebackStarted: Int64 = 0
    private let hashes: Bool
    /// Reads behind the writer once the file is large; only with `hashes`.
    private var followed: FollowedFile?
    private var isFinished = false

    /// Number of bytes appended so far.
    package var position: Int64 { flushed + Int64(buffered) }

    /// Begins a file that will stand at `path`, replacing what is there then. The folder must exist.
    /// `hashes`: `commitHashing` will be called; a large file is hashed behind the writer then. `allowsUnnamed: false` is for tests of the other way.
    package init(replacing path: [UInt8], hashes: Bool = false, allowsUnnamed: Bool = true) throws(ByteIOError) {
        self.hashes = hashes
        let slash = path.lastIndex(of: UInt8(ascii: "/"))
        let name = slash.map { Array(path[($0 + 1)...]) } ?? path
        folder = slash.map { $0 == 0 ? [UInt8(ascii: "/")] : Array(path[..<$0]) } ?? [UInt8(ascii: ".")]
        target = path
        if name.isEmpty || name == [46] || name == [46, 46] {
            throw .system(operation: "write", path: displayText(ofName: path), code: EISDIR)
        }
        var status = stat()
        if lstat(try terminated(path), &status) == 0, let reason = FileStatus(status).refusal, reason != .symbolicLink {
            throw .refused(path: displayText(ofName: path), reason: reason)
        }
        // A link is replaced, unless it leads to what is no file: nobody means to replace the name of a device.
        if stat(try terminated(path), &status) == 0, let reason = FileStatus(status).refusal {
            throw .refused(path: displayText(ofName: path), reason: reason)
        }
        if allowsUnnamed, let unnamed = try UnnamedFile.createIfSupported(in: folder) {
            file = unnamed
        } else {
            let (named, path) = try UnnamedFile.createNamed(in: folder)
            file = named
            temporaryPath = path
        }
    }

    package convenience init(replacing path: String) throws(ByteIOError) { try self.init(replacing: Array(path.utf8)) }

    /// Writes a whole file in one go.
    package static func write(_ bytes: [UInt8], to path: [UInt8]) throws(ByteIOError) {
        let file = try AtomicFile(replacing: path)
        try file.append(bytes)
        try file.commit()
    }

    deinit { discard() }

    package func append(_ bytes: [UInt8]) throws(ByteIOError) {
        try bytes.withUnsafeBytesThrowing { bytes throws(ByteIOError) in try append(bytes) }
    }

    package func append(_ bytes: UnsafeRawBufferPointer) throws(ByteIOError) {
        if bytes.count > buffer.bytes.count - buffered { try flush() }
        if bytes.count > buffer.bytes.count {
            try file.write(bytes, at: flushed)
            flushed += Int64(bytes.count)
            startWriteback()
        } else {
            UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[buffered..<buffered + bytes.count]).copyMemory(from: bytes)
            buffered += bytes.count
        }
    }

    /// Appends a range of another open file, inside the kernel where that is possible.
    func append(_ range: Range<Int64>, of other: OpenDescriptor) throws(ByteIOError) {
        let count = range.count
        if count <= buffer.bytes.count / 4 {
            if count > buffer.bytes.count - buffered { try flush() }
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[buffered..<buffered + count])
            if try other.read(at: range.lowerBound, into: room) < count { throw .truncated("the temporary file") }
            buffered += count
            return
        }
        try flush()
        var from = range.lowerBound
        while from < range.upperBound {
            var to = flushed
            let wanted = min(range.upperBound - from, Self.writebackStep)
            let copied = retrying { linux_copy_file_range(other.number, &from, file.number, &to, UInt(wanted)) }
            if copied <= 0 {
                // Another file system, an old kernel, or the end of the file: the plain way tells.
                try copyPlainly(from..<range.upperBound, of: other)
                return
            }
            flushed = to
            startWriteback()
        }
    }

    private func copyPlainly(_ range: Range<Int64>, of other: OpenDescriptor) throws(ByteIOError) {
        var from = range.lowerBound
        while from < range.upperBound {
            let room = UnsafeMutableRawBufferPointer(
                rebasing: buffer.bytes[..<Int(min(Int64(buffer.bytes.count), range.upperBound - from))])
            if try other.read(at: from, into: room) < room.count { throw .truncated("the temporary file") }
            try file.write(UnsafeRawBufferPointer(room), at: flushed)
            flushed += Int64(room.count)
            from += Int64(room.count)
        }
    }

    private func flush() throws(ByteIOError) {
        try file.write(buffer.prefix(buffered), at: flushed)
        flushed += Int64(buffered)
        buffered = 0
        startWriteback()
    }

    /// Lets the disk begin early, so that there is less to wait for at the end.
    private func startWriteback() {
        guard flushed - writebackStarted >= Self.writebackStep else { return }
        _ = linux_start_writeback(file.number, writebackStarted, flushed - writebackStarted)
        writebackStarted = flushed
        guard hashes else { return }
        let followed = followed ?? FollowedFile(file)
        self.followed = followed
        followed.advance(to: flushed)
    }

    /// What was written so far, for reading it again before it has its name.
    package func writtenBytes() throws(ByteIOError) -> ByteSource {
        try flush()
        return ByteSource(file, count: flushed)
    }

    /// Brings everything to the disk and gives the file its name (mode 0644, whatever the umask). On an error nothing
    /// appears under the name. `syncs: false`: complete under its name for every other process, but after a loss of power
    /// only once `FileSystemSync` has been run; for many files at once.
    package func commit(syncs: Bool = true) throws(ByteIOError) {
        try flush()
        stopFollowing()
        if fchmod(file.number, 0o644) != 0 { throw file.failure("set the mode of") }
        if syncs, fsync(file.number) != 0 { throw file.failure("write") }
        try publish()
        isFinished = true
        guard syncs else { return }
        let number = open(try terminated(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if number >= 0 {
            _ = fsync(number)
            _ = close(number)
        }
    }

    /// `commit()`, and meanwhile SHA-256 over all that was written.
    package func commitHashing(syncs: Bool = true) throws(ByteIOError) -> Fixity {
        let source = try writtenBytes()
        let followed = self.followed
        self.followed = nil
        if !syncs {
            let fixity = try Self.fixity(of: source, followed)
            try commit(syncs: false)
            return fixity
        }
        let file = file
        let hashed = Mutex<Result<Fixity, ByteIOError>?>(nil)
        ParallelWork.perform(2, workers: 2) { step in
            // The disk's part has no result: `commit` asks again, and then nothing is left to wait for.
            if step == 1 {
                _ = fdatasync(file.number)
                return
            }
            let result = Result { () throws(ByteIOError) -> Fixity in try Self.fixity(of: source, followed) }
            hashed.withLock { $0 = result }
        }
        guard let fixity = try hashed.withLock({ $0 })?.get() else { throw .truncated("the written file") }
        try commit()
        return fixity
    }

    private static func fixity(of source: ByteSource, _ followed: FollowedFile?) throws(ByteIOError) -> Fixity {
        if let followed { return try followed.finish(at: source.count) }
        var stream = source.stream()
        return try FixityHasher.fixity(of: &stream, .sha256Only, expected: source.count)
    }

    /// For those who do not want the digest after all: its thread would wait for ever.
    private func stopFollowing() {
        followed?.abandon()
        followed = nil
    }

    private func publish() throws(ByteIOError) {
        let shown = displayText(ofName: target)
        let cTarget = try terminated(target)
        if temporaryPath == nil {
            let link = "/proc/self/fd/\(file.number)"
            if linkat(AT_FDCWD, link, AT_FDCWD, cTarget, AT_SYMLINK_FOLLOW) == 0 { return }
            if errno != EEXIST { throw .system(operation: "write", path: shown, code: errno) }
            let path = folder + [UInt8(ascii: "/")] + Leftovers.newName()
            if linkat(AT_FDCWD, link, AT_FDCWD, try terminated(path), AT_SYMLINK_FOLLOW) != 0 {
                throw .system(operation: "write", path: shown, code: errno)
            }
            temporaryPath = path
        }
        guard let temporaryPath else { return }
        if rename(try terminated(temporaryPath), cTarget) != 0 {
            throw .system(operation: "write", path: shown, code: errno)
        }
        self.temporaryPath = nil
    }

    /// Forgets everything written; later calls do nothing.
    package func discard() {
        guard !isFinished else { return }
        isFinished = true
        stopFollowing()
        if let temporaryPath, let cPath = try? terminated(temporaryPath) { unlink(cPath) }
        temporaryPath = nil
    }
}
