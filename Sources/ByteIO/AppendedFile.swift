import Glibc

/// A file of lines that only grows. What was appended is on the disk when `append` returns; a line that a killed process
/// left half written is cut off when the file is opened again.
package final class AppendedFile: Sendable {
    private let file: OpenDescriptor

    /// Opens or makes the file (mode 0644 less the umask). Throws `system`.
    package init(_ path: [UInt8]) throws(ByteIOError) {
        let cPath = try terminated(path)
        let number = retrying { open(cPath, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644) }
        if number < 0 { throw .system(operation: "write", path: displayText(ofName: path), code: errno) }
        file = OpenDescriptor(number, path: displayText(ofName: path))
        let size = try FileStatus(of: file).size
        let whole = try Self.endOfLastLine(file, size)
        if whole < size, ftruncate(number, off_t(whole)) != 0 { throw file.failure("write") }
    }

    private static func endOfLastLine(_ file: OpenDescriptor, _ size: Int64) throws(ByteIOError) -> Int64 {
        let buffer = RawBuffer(count: 1 << 16)
        var end = size
        while end > 0 {
            let start = max(0, end - Int64(buffer.bytes.count))
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<Int(end - start)])
            let got = try file.read(at: start, into: room)
            if let last = room[..<got].lastIndex(of: UInt8(ascii: "\n")) { return start + Int64(last) + 1 }
            end = start
        }
        return 0
    }

    /// Appends whole lines and waits for the disk. One caller at a time.
    package func append(_ lines: [UInt8]) throws(ByteIOError) {
        var done = 0
        while done < lines.count {
            let put = lines.withUnsafeBytes { buffer in
                retrying { write(file.number, buffer.baseAddress.map { $0 + done }, buffer.count - done) }
            }
            if put < 0 { throw file.failure("write") }
            done += put
        }
        if fdatasync(file.number) != 0 { throw file.failure("write") }
    }
}
