import Glibc

/// Files in a private temporary folder, for programs that want a path. Not atomic and not synced: they are made anew
/// by the next run.
package enum ScratchFile {
    /// Writes all bytes of `source` to a new file. A file of that name that is there already is left as it is: callers
    /// name files by their content. Throws `system`.
    package static func write(_ source: ByteSource, to path: [UInt8]) throws(ByteIOError) {
        let cPath = try terminated(path)
        let number = retrying { open(cPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        if number < 0 {
            if errno == EEXIST { return }
            throw .system(operation: "write", path: displayText(ofName: path), code: errno)
        }
        let file = OpenDescriptor(number, path: displayText(ofName: path))
        let buffer = RawBuffer(count: 1 << 18)
        var position: Int64 = 0
        while true {
            let got = try source.read(at: position, into: buffer.bytes)
            if got == 0 { return }
            try file.write(buffer.prefix(got), at: position)
            position += Int64(got)
        }
    }
}
