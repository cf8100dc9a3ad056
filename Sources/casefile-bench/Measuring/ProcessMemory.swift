import Foundation
import Glibc

/// The memory of a program and everything it started: their proportional shares (PSS, Linux's `smaps_rollup`), added up
/// twice a second: to look costs a few milliseconds. Pages that processes share count once.
final class ProcessMemory: @unchecked Sendable {
    // `peak` and `ended` are guarded by `lock`.
    private let lock = NSLock()
    private var peak: Int64 = 0
    private var ended = false
    private let finished = DispatchSemaphore(value: 0)

    /// Watches a process until `stop()`.
    init(of process: pid_t) {
        Thread.detachNewThread { [self] in
            while !lock.withLock({ ended }) {
                let bytes = Self.share(of: process)
                lock.withLock { peak = max(peak, bytes) }
                usleep(400_000)
            }
            finished.signal()
        }
    }

    /// The most bytes there were at once.
    func stop() -> Int64 {
        lock.withLock { ended = true }
        finished.wait()
        return lock.withLock { peak }
    }

    private static func share(of process: pid_t) -> Int64 {
        var sum = pss(process)
        for child in children(of: process) { sum += share(of: child) }
        return sum
    }

    /// Zero for a process that is gone.
    private static func pss(_ process: pid_t) -> Int64 {
        let line = text("/proc/\(process)/smaps_rollup").split(separator: "\n").first { $0.hasPrefix("Pss:") } ?? ""
        return (Int64(line.filter(\.isNumber)) ?? 0) * 1024
    }

    private static func children(of process: pid_t) -> [pid_t] {
        guard let folder = opendir("/proc/\(process)/task") else { return [] }
        defer { closedir(folder) }
        var children: [pid_t] = []
        while let entry = readdir(folder) {
            let thread = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if thread.hasPrefix(".") { continue }
            children += text("/proc/\(process)/task/\(thread)/children").split(separator: " ").compactMap { pid_t($0) }
        }
        return children
    }

    /// A file of `/proc`, empty when it is gone. Plain calls: Foundation keeps some memory of every file that is not there,
    /// and hundreds are asked for in a second.
    private static func text(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        let count = read(file, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
