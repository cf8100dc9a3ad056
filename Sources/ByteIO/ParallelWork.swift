import Dispatch
import Glibc
import Synchronization

/// Spreads independent work over threads.
package enum ParallelWork {
    /// Processors this process may run on, at least 1.
    package static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Runs `body` once for each number below `count`, on at most `workers` threads, the calling one among them, and
    /// returns when all are done. Numbers are handed out in order; results must not depend on which thread took them.
    package static func perform(_ count: Int, workers: Int, _ body: @Sendable (Int) -> Void) {
        let threads = min(workers, count)
        if threads <= 1 {
            for index in 0..<max(0, count) { body(index) }
            return
        }
        let next = Atomic<Int>(0)
        withoutActuallyEscaping(body) { body in
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                while true {
                    let index = next.add(1, ordering: .relaxed).oldValue
                    if index >= count { return }
                    body(index)
                }
            }
        }
    }
}

/// Work that goes on beside the thread that started it.
package final class BackgroundWork<Failure: Error>: Sendable {
    private let done = DispatchGroup()
    private let failure = Mutex<Failure?>(nil)

    /// Begins at once.
    package init(_ body: @escaping @Sendable () throws(Failure) -> Void) {
        // A queue of its own brings a thread of its own: work that waits for the disk takes none from `ParallelWork`.
        DispatchQueue(label: "casefile.background").async(group: done) { [self] in
            do throws(Failure) { try body() } catch { failure.withLock { $0 = error } }
        }
    }

    /// Returns when the work is done; throws what it threw.
    package func wait() throws(Failure) {
        done.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
