import Dispatch
import Glibc
import Synchronization

/// Standard input, line by line. A line is read when it is asked for; cancelling the task that waits for one gives it nil.
final class LineInput: Sendable {
    enum Line: Sendable {
        /// Without the line break.
        case line([UInt8])
        case tooLong
    }

    static let longest = 1 << 20

    private struct State {
        var buffer: [UInt8] = []
        var isAtEnd = false
        var waiting: CheckedContinuation<Line?, Never>?
    }

    private let queue = DispatchQueue(label: "casefile.input")
    private let state = Mutex(State())

    /// The next line; nil at the end of the input, on a failure to read it, and when the task is cancelled. One caller at a
    /// time.
    func next() async -> Line? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isCancelled = Task.isCancelled
                state.withLock { $0.waiting = continuation }
                if isCancelled { answer(nil) } else { queue.async { self.answer(self.read()) } }
            }
        } onCancel: {
            answer(nil)
        }
    }

    private func answer(_ line: Line?) {
        let waiting = state.withLock { state in
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: line)
    }

    /// Blocks; runs on the queue alone, so the state belongs to it meanwhile but for `waiting`.
    private func read() -> Line? {
        var line: [UInt8] = []
        var isTooLong = false
        while true {
            let piece = state.withLock { state -> (bytes: [UInt8], isEnd: Bool)? in
                if state.buffer.isEmpty { return nil }
                let end = state.buffer.firstIndex(of: 0x0A)
                let bytes = Array(state.buffer[..<(end ?? state.buffer.endIndex)])
                state.buffer.removeFirst(min(state.buffer.count, bytes.count + 1))
                return (bytes, end != nil)
            }
            if let piece {
                if line.count + piece.bytes.count > Self.longest { isTooLong = true } else { line += piece.bytes }
                if piece.isEnd { return isTooLong ? .tooLong : .line(line) }
            } else if !fill() {
                return isTooLong ? .tooLong : line.isEmpty ? nil : .line(line)
            }
        }
    }

    /// False at the end of the input.
    private func fill() -> Bool {
        if state.withLock({ $0.isAtEnd }) { return false }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            state.withLock { state in
                if count > 0 { state.buffer = Array(chunk[..<count]) } else { state.isAtEnd = true }
            }
            return count > 0
        }
    }
}
