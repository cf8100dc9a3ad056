import Dispatch
import Synchronization

/// SHA-256 of a file while it is still being written: a thread of its own reads behind the writer, so that little is left
/// to read when the writer is done.
final class FollowedFile: Sendable {
    private let file: OpenDescriptor
    private let written = Atomic<Int64>(0)
    private let isComplete = Atomic<Bool>(false)
    private let news = DispatchSemaphore(value: 0)
    private let outcome = Mutex<Result<Fixity, ByteIOError>?>(nil)
    private let done = DispatchGroup()

    /// Begins at once, and waits for `advance`. `finish` or `abandon` must be called in the end.
    init(_ file: OpenDescriptor) {
        self.file = file
        // A queue of its own gets a thread even where all others wait.
        DispatchQueue(label: "digest of a file being written").async(group: done) { [self] in
            let result = Result { () throws(ByteIOError) -> Fixity in
                var stream = Reading(followed: self)
                return try FixityHasher.fixity(of: &stream, .sha256Only, expected: 1 << 18)
            }
            outcome.withLock { $0 = result }
        }
    }

    /// The first `count` bytes have been written and do not change any more.
    func advance(to count: Int64) {
        written.store(count, ordering: .releasing)
        news.signal()
    }

    /// Nothing follows the first `count` bytes. Waits for their digest.
    func finish(at count: Int64) throws(ByteIOError) -> Fixity {
        complete(at: count)
        guard let fixity = try outcome.withLock({ $0 })?.get(), fixity.bytes == count else { throw .truncated("the written file") }
        return fixity
    }

    /// The digest is not wanted any more.
    func abandon() { complete(at: 0) }

    private func complete(at count: Int64) {
        written.store(count, ordering: .releasing)
        isComplete.store(true, ordering: .releasing)
        news.signal()
        done.wait()
    }

    private struct Reading: ByteStream {
        let followed: FollowedFile
        var position: Int64 = 0

        mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ByteIOError) -> Int {
            while true {
                // In this order: what is written before the end is announced is seen.
                let isComplete = followed.isComplete.load(ordering: .acquiring)
                let count = min(Int64(buffer.count), followed.written.load(ordering: .acquiring) - position)
                if count > 0 {
                    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(count)])
                    let got = try followed.file.read(at: position, into: room)
                    position += Int64(got)
                    return got
                }
                if isComplete { return 0 }
                followed.news.wait()
            }
        }
    }
}
