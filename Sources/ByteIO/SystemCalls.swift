import Glibc

/// A file descriptor that is closed with its last owner.
final class OpenDescriptor: Sendable {
    let number: Int32
    /// The name it was opened by, as shown in messages.
    let path: String

    init(_ number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    deinit { _ = close(number) }

    func failure(_ operation: String) -> ByteIOError {
        .system(operation: operation, path: path, code: errno)
    }
}

/// Memory that stays where it is; freed with its last owner. Not safe for two writers at once.
final class RawBuffer: @unchecked Sendable {
    let bytes: UnsafeMutableRawBufferPointer

    init(count: Int) { bytes = .allocate(byteCount: count, alignment: 64) }
    deinit { bytes.deallocate() }

    func prefix(_ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<count]) }
}

/// The bytes of a path as a C string: NUL-terminated; a path with a NUL inside names nothing (ENOENT).
func terminated(_ path: [UInt8]) throws(ByteIOError) -> [CChar] {
    if path.contains(0) { throw .system(operation: "open", path: displayText(ofName: path), code: ENOENT) }
    return path.map(CChar.init(bitPattern:)) + [0]
}

/// Repeats a call that a signal interrupted.
@inline(__always)
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}

extension OpenDescriptor {
    /// Reads at an offset until `buffer` is full or the file ends; gives the number of bytes read.
    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var done = 0
        while done < buffer.count {
            let got = retrying { pread(number, base + done, buffer.count - done, off_t(offset) + off_t(done)) }
            if got < 0 { throw failure("read") }
            if got == 0 { break }
            done += got
        }
        return done
    }

    /// Writes all of `buffer` at an offset.
    func write(_ buffer: UnsafeRawBufferPointer, at offset: Int64) throws(ByteIOError) {
        guard let base = buffer.baseAddress else { return }
        var done = 0
        while done < buffer.count {
            let put = retrying { pwrite(number, base + done, buffer.count - done, off_t(offset) + off_t(done)) }
            if put < 0 { throw failure("write") }
            done += put
        }
    }
}

/// What tells one state of a file from another: see `EvidenceFile.unchangedSinceOpen()`.
struct FileStatus: Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let modified: [Int64]
    let changed: [Int64]
    let mode: UInt32
    let links: UInt64

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = [Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec)]
        changed = [Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec)]
        mode = UInt32(status.st_mode)
        links = UInt64(status.st_nlink)
    }

    init(of descriptor: OpenDescriptor) throws(ByteIOError) {
        var status = stat()
        if fstat(descriptor.number, &status) != 0 { throw descriptor.failure("examine") }
        self.init(status)
    }

    /// Nil for a regular file, else what it is instead.
    var refusal: RefusalReason? {
        switch mode & UInt32(S_IFMT) {
        case UInt32(S_IFREG): return nil
        case UInt32(S_IFDIR): return .directory
        case UInt32(S_IFLNK): return .symbolicLink
        case UInt32(S_IFIFO): return .namedPipe
        case UInt32(S_IFSOCK): return .socket
        case UInt32(S_IFCHR), UInt32(S_IFBLK): return .device
        default: return .notRegular
        }
    }
}
