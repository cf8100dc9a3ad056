import Foundation
import Glibc

/// The memory of a program and everything it started: their proportional shares (PSS, Linux's `smaps_rollup`), added up
/// several times a second. Pages that processes share count once.
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
                usleep(100_000)
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
        let lines = (try? String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8))?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasPrefix("Pss:") } ?? ""
        return (Int64(line.filter(\.isNumber)) ?? 0) * 1024
    }

    private static func children(of process: pid_t) -> [pid_t] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return threads.flatMap { thread in
            ((try? String(contentsOfFile: "/proc/\(process)/task/\(thread)/children", encoding: .utf8)) ?? "")
                .split(separator: " ").compactMap { pid_t($0) }
        }
    }
}
