import ByteIO
import Glibc
import Subprocess
import Synchronization

/// One life of a program that answers every line with a line: requests go in one after the other, each waits for its
/// answer. When the program ends, or is ended because an answer takes too long, every request that waits fails with
/// `LineProcess.Ended`.
package final class LineProcess: Sendable {
    /// The program has ended; what is known about it.
    package struct Ended: Error, Hashable, Sendable {
        package let reason: String
    }

    private struct Request: Sendable {
        /// Nil asks only for the line the program begins with.
        let line: [UInt8]?
        let seconds: Int
        let reply: CheckedContinuation<String, any Error>
    }

    private struct State {
        var isOver = false
        var process: pid_t?
    }

    private let requests: AsyncStream<Request>.Continuation
    private let state = Mutex(State())
    private let name: String
    private let service: Mutex<Task<Void, Never>?> = Mutex(nil)

    /// Starts the program. `name` is for messages; `greets`: it begins with a line of its own.
    init(_ configuration: Configuration, limits: ProcessLimits?, name: String, greets: Bool) {
        let (stream, continuation) = AsyncStream.makeStream(of: Request.self)
        requests = continuation
        self.name = name
        let task = Task.detached { await self.serve(stream, configuration, limits, greets) }
        service.withLock { $0 = task }
    }

    /// Starts a program of ours, with the environment of this process.
    package convenience init(program: String, arguments: [String], name: String) {
        self.init(
            Configuration(executable: .path(.init(program)), arguments: Arguments(arguments), environment: .inherit), limits: nil,
            name: name, greets: false)
    }

    package var isOver: Bool { state.withLock { $0.isOver } }

    /// Ends its input: the program ends when it has answered what it was asked.
    package func close() {
        state.withLock { $0.isOver = true }
        requests.finish()
    }

    /// Asks the program to end now and leave nothing behind; after some seconds it is ended without asking.
    package func terminate(within seconds: Int = 5) {
        close()
        guard let process = state.withLock({ $0.process }) else { return }
        kill(process, SIGTERM)
        Task.detached { [self] in
            try? await Task.sleep(for: .seconds(seconds))
            if state.withLock({ $0.process == process }) { kill(process, SIGKILL) }
        }
    }

    /// Returns when the program has ended; `close` or `terminate` come before.
    package func waitForEnd() async { await service.withLock { $0 }?.value }

    /// The line the program begins with.
    package func greeting(seconds: Int) async throws -> String { try await put(nil, seconds: seconds) }

    /// The answer to a line, which ends with a line break.
    package func ask(_ line: [UInt8], seconds: Int) async throws -> String { try await put(line, seconds: seconds) }

    /// When the caller's task is cancelled, nobody waits for the answer any more: the program is ended.
    private func put(_ line: [UInt8]?, seconds: Int) async throws -> String {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { reply in
                let result = requests.yield(Request(line: line, seconds: seconds, reply: reply))
                if case .enqueued = result { return }
                reply.resume(throwing: Ended(reason: "\(name) has ended"))
            }
        } onCancel: {
            terminate()
        }
    }

    private func serve(_ stream: AsyncStream<Request>, _ configuration: Configuration, _ limits: ProcessLimits?, _ greets: Bool) async {
        var ground = "\(name) has ended"
        do {
            let result = try await Subprocess.run(
                configuration, input: .inputWriter, output: .sequence, error: .string(limit: 1 << 20)
            ) { execution in
                try limits?.apply(to: execution.processIdentifier.value)
                try await self.converse(
                    stream, execution.standardInputWriter, execution.standardOutput, greets,
                    process: execution.processIdentifier.value)
            }
            let said = result.standardError.split(separator: "\n").suffix(3).joined(separator: "; ")
            if !said.isEmpty { ground += ": " + said }
        } catch {
            ground += ": \(error)"
        }
        state.withLock { $0.process = nil }
        close()
        for await request in stream { request.reply.resume(throwing: Ended(reason: ground)) }
    }

    private func converse(
        _ stream: AsyncStream<Request>, _ input: StandardInputWriter, _ output: SubprocessOutputSequence, _ greets: Bool,
        process: pid_t
    ) async throws {
        state.withLock { $0.process = process }
        // An answer may be long: the page map of a bundle of thousands of exhibits is one line.
        var lines = output.strings(bufferingPolicy: .unbounded).makeAsyncIterator()
        var greeting: String?
        for await request in stream {
            // Writing to a child that is gone succeeds; only the end of its output tells.
            let watch = Self.watch(process, seconds: request.seconds)
            defer { watch.cancel() }
            do {
                if greets, greeting == nil {
                    greeting = try await lines.next()
                    if greeting == nil { throw Ended(reason: "\(name) did not start") }
                }
                guard let line = request.line else {
                    request.reply.resume(returning: greeting ?? "")
                    continue
                }
                _ = try await input.write(line)
                guard let reply = try await lines.next() else {
                    throw Ended(reason: "\(name) ended over this, or took more than \(request.seconds) seconds")
                }
                request.reply.resume(returning: reply)
            } catch {
                // Whoever gets this answer must find that this life is over, and not put the next request into it.
                close()
                request.reply.resume(throwing: error)
                break
            }
        }
        try await input.finish()
    }

    private static func watch(_ process: pid_t, seconds: Int) -> Task<Void, Never> {
        Task.detached {
            try? await Task.sleep(for: .seconds(seconds))
            if !Task.isCancelled { kill(process, SIGKILL) }
        }
    }
}
