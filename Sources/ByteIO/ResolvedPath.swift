import Glibc

/// The absolute path without links, `.` and `..`; nil when it does not exist.
package func resolvedPath(_ path: [UInt8]) -> [UInt8]? {
    guard let cPath = try? terminated(path), let resolved = realpath(cPath, nil) else { return nil }
    defer { free(resolved) }
    return Array(UnsafeBufferPointer(start: resolved, count: strlen(resolved))).map(UInt8.init(bitPattern:))
}
