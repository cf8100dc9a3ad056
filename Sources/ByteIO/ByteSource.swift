import Glibc

/// Immutable bytes with random access: memory, or a range of an open file. Slices share what they are cut from;
/// the file is closed with the last of them. Safe to read from several threads at once.
package final class ByteSource: Sendable {
    private enum Storage: Sendable {
        case memory([UInt8])
        case file(OpenDescriptor)
    }

    private let storage: Storage
    private let start: Int64
    /// Number of bytes.
    package let count: Int64

    package init(_ bytes: [UInt8]) {
        storage = .memory(bytes)
        start = 0
        count = Int64(bytes.count)
    }

    /// The first `count` bytes of an open file.
    init(_ descriptor: OpenDescriptor, start: Int64 = 0, count: Int64) {
        storage = .file(descriptor)
        self.start = start
        self.count = count
    }

    private init(_ storage: Storage, start: Int64, count: Int64) {
        self.storage = storage
        self.start = start
        self.count = count
    }

    /// Opens a file that is not evidence (a finished dossier, a tool's output): links are followed, the rest as for
    /// `EvidenceFile.open`.
    package static func file(at path: [UInt8]) throws(ByteIOError) -> ByteSource {
        let descriptor = try openDescriptor(path, flags: O_RDONLY | O_NONBLOCK)
        let status = try FileStatus(of: descriptor)
        if let reason = status.refusal { throw .refused(path: descriptor.path, reason: reason) }
        return ByteSource(descriptor, count: status.size)
    }

    package static func file(at path: String) throws(ByteIOError) -> ByteSource { try file(at: Array(path.utf8)) }

    /// Reads from `offset` until `buffer` is full or the source ends; gives the number of bytes read.
    /// Throws `changedWhileReading` when the file has become shorter than it was when opened.
    package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        guard offset >= 0, offset < count else { return 0 }
        let wanted = Int(min(Int64(buffer.count), count - offset))
        let target = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
        switch storage {
        case .memory(let bytes):
            let from = Int(start + offset)
            bytes.withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[from..<from + wanted])) }
        case .file(let descriptor):
            let got = try descriptor.read(at: start + offset, into: target)
            if got < wanted { throw .changedWhileReading(path: descriptor.path) }
        }
        return wanted
    }

    /// The bytes of a range, which is clamped to the source.
    package func bytes(in range: Range<Int64>) throws(ByteIOError) -> [UInt8] {
        let range = range.clamped(to: 0..<count)
        if case .memory(let bytes) = storage {
            return Array(bytes[Int(start + range.lowerBound)..<Int(start + range.upperBound)])
        }
        var result = [UInt8](repeating: 0, count: range.count)
        var failure: ByteIOError?
        result.withUnsafeMutableBytes { buffer in
            do throws(ByteIOError) { _ = try read(at: range.lowerBound, into: buffer) } catch { failure = error }
        }
        if let failure { throw failure }
        return result
    }

    /// All bytes; throws `limitExceeded` (and reads nothing) when there are more than `limit`.
    package func bytes(limit: Int) throws(ByteIOError) -> [UInt8] {
        if count > Int64(limit) { throw .limitExceeded("\(count) bytes are more than the limit of \(limit)") }
        return try bytes(in: 0..<count)
    }

    /// A part of the source, clamped to it; nothing is copied.
    package func slice(_ range: Range<Int64>) -> ByteSource {
        let range = range.clamped(to: 0..<count)
        return ByteSource(storage, start: start + range.lowerBound, count: range.upperBound - range.lowerBound)
    }

    /// The bytes from the first to the last.
    package func stream() -> ByteSourceStream { ByteSourceStream(self) }

    /// The open file behind the source and the range of it that is meant; nil for memory. The file stays open at least
    /// until `body` returns; its offset may be moved by nobody who cares (all reading here is by position).
    package func withFileDescriptor<Result>(
        _ body: (_ descriptor: Int32, _ range: Range<Int64>) throws -> Result
    ) rethrows -> Result? {
        guard case .file(let descriptor) = storage else { return nil }
        return try withExtendedLifetime(descriptor) { try body(descriptor.number, start..<start + count) }
    }
}

/// A `ByteSource` read in order.
package struct ByteSourceStream: ByteStream, Sendable {
    private let source: ByteSource
    private var position: Int64 = 0

    init(_ source: ByteSource) { self.source = source }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
        let got = try source.read(at: position, into: buffer)
        position += Int64(got)
        return got
    }
}

/// Opens by a path given by the user; `O_CLOEXEC` is always set.
func openDescriptor(_ path: [UInt8], flags: Int32) throws(ByteIOError) -> OpenDescriptor {
    let cPath = try terminated(path)
    let number = retrying { open(cPath, flags | O_CLOEXEC) }
    if number < 0 { throw .system(operation: "open", path: displayText(ofName: path), code: errno) }
    return OpenDescriptor(number, path: displayText(ofName: path))
}
