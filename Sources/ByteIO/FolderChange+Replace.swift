import Glibc

extension FolderChange {
    /// Gives a file a new name, in place of what has that name: whoever looks there sees the one or the other, whole.
    package static func replace(_ path: [UInt8], with other: [UInt8]) throws(ByteIOError) {
        if rename(try terminated(other), try terminated(path)) != 0 {
            throw .system(operation: "write", path: displayText(ofName: path), code: errno)
        }
    }
}
