import ByteIO
import Synchronization

/// Reads the files of a bag on several threads.
final class BagReading: Sendable {
    /// Larger files are read one by one, with their digests computed side by side.
    private static let largeFile: Int64 = 32 << 20

    private let files: [BagFile]
    private let limits: [[UInt8]: Int64]
    private let slots: Mutex<[Result<BagFile.Reading, ByteIOError>]>

    init(_ files: [BagFile], limits: [[UInt8]: Int64]) {
        self.files = files
        self.limits = limits
        slots = Mutex(Array(repeating: .failure(.truncated("the reading")), count: files.count))
    }

    /// In the order of the files given.
    var results: [Result<BagFile.Reading, ByteIOError>] { slots.withLock { $0 } }

    func run(_ digests: FixityHasher.Digests, workers: Int) {
        let order = files.indices.sorted { (files[$0].bytes, $1) > (files[$1].bytes, $0) }
        let large = order.prefix { files[$0].bytes > Self.largeFile }
        for position in large { read(position, digests, workers: workers) }
        let rest = Array(order.dropFirst(large.count))
        ParallelWork.perform(rest.count, workers: workers) { self.read(rest[$0], digests, workers: 1) }
    }

    private func read(_ position: Int, _ digests: FixityHasher.Digests, workers: Int) {
        let file = files[position]
        let result: Result<BagFile.Reading, ByteIOError>
        do throws(ByteIOError) {
            result = .success(try file.read(digests, limit: limits[file.path] ?? .max, workers: workers))
        } catch {
            result = .failure(error)
        }
        slots.withLock { $0[position] = result }
    }
}
