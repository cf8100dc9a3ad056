import Glibc

/// Why bytes could not be read or written. Paths are display texts (see `displayText(ofName:)`), never keys.
package enum ByteIOError: Error, Equatable, Sendable {
    /// A system call failed with the given `errno`.
    case system(operation: String, path: String, code: Int32)
    /// The thing is there but is not opened on principle (standards/security.md F2).
    case refused(path: String, reason: RefusalReason)
    /// Size, time or inode changed between opening and the end of reading (standards/security.md F1).
    case changedWhileReading(path: String)
    /// The data ends too early.
    case truncated(String)
    /// The data contradicts its format or its checksum.
    case corrupt(String)
    /// The data is well-formed but uses something that is not read here.
    case unsupported(String)
    /// A limit of standards/security.md §2 was reached.
    case limitExceeded(String)
}

extension ByteIOError: CustomStringConvertible {
    /// One line in plain English, without a full stop.
    package var description: String {
        switch self {
        case .system(let operation, let path, _): "cannot \(operation) \(path): \(reason)"
        case .refused(let path, let reason): "\(path) is not read: \(reason.rawValue)"
        case .changedWhileReading(let path): "\(path) \(reason)"
        case .truncated, .corrupt, .unsupported, .limitExceeded: reason
        }
    }

    /// As `description`, without the place on this machine: for what others get to see.
    package var reason: String {
        switch self {
        case .system(_, _, let code): String(cString: strerror(code))
        case .refused(_, let reason): reason.rawValue
        case .changedWhileReading: "changed while it was being read"
        case .truncated(let what): "\(what) ends too early"
        case .corrupt(let what), .unsupported(let what), .limitExceeded(let what): what
        }
    }

    /// True when the file system, or this user's share of it, is full.
    package var isNoSpace: Bool {
        if case .system(_, _, let code) = self { return code == ENOSPC || code == EDQUOT }
        return false
    }

    /// True when the file or folder does not exist.
    package var isNotFound: Bool {
        if case .system(_, _, ENOENT) = self { return true }
        return false
    }
}

/// Why an entry of a folder is listed but not opened; the raw value is the wording shown to people.
package enum RefusalReason: String, Sendable, CaseIterable {
    case symbolicLink = "symbolic link"
    case namedPipe = "named pipe"
    case socket = "socket"
    case device = "device"
    case directory = "directory"
    case permissionDenied = "permission denied"
    case tooDeep = "nested too deeply"
    case unreadable = "cannot be read"
    case notRegular = "not a regular file"
}
