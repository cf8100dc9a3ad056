import CaseModel
import Glibc
import Subprocess
import Synchronization

/// Typst in a Python that stays alive, with its fonts and caches warm. Restarted after some hundred documents, because
/// caches grow; also after it ended by itself or was ended for taking too long.
package actor TypstWorker: Typesetter {
    private static let documentsPerProcess = 300

    package nonisolated let fontFolders: [String]
    private nonisolated let python: String
    private nonisolated let script: [UInt8]
    private nonisolated let limiter: String?
    private nonisolated let secondsPerDocument: Int
    private var session: WorkerSession?
    private var documents = 0

    /// `script` is `typst-worker.py`. `secondsPerDocument`: a document that takes longer fails.
    package init(
        python: String, script: [UInt8], fontFolders: [String], limiter: String?, secondsPerDocument: Int = 120
    ) {
        self.python = python
        self.script = script
        self.fontFolders = fontFolders
        self.limiter = limiter
        self.secondsPerDocument = secondsPerDocument
    }

    package func prepare() { _ = current() }

    package func version() async throws -> String {
        let answer = try await current().ready()
        return "Typst \(answer) (Python package)"
    }

    package func typeset(_ job: TypesettingJob) async throws -> TypesettingResult {
        let line = Self.request(job)
        let reply = try await current().ask(line, seconds: secondsPerDocument)
        documents += 1
        if documents >= Self.documentsPerProcess { finish() }
        guard let reply = WorkerReply(reply) else { throw TypesettingError.toolFailed("the worker's answer cannot be read") }
        guard reply.isDone else { throw TypesettingError.rejected(reply.message, hints: reply.hints) }
        guard reply.warnings.isEmpty else { throw TypesettingError.warned(reply.warnings) }
        return TypesettingResult(query: reply.query.map { Array($0.utf8) }, fonts: reply.fonts)
    }

    package func finish() {
        session?.close()
        session = nil
        documents = 0
    }

    private func current() -> WorkerSession {
        if let session, !session.isOver { return session }
        var child = Child(limiter: limiter)
        child.processorTime = 3600
        let code = String(decoding: script, as: UTF8.self)
        // -I: neither PYTHONPATH nor the user's packages; -B: no compiled files left behind.
        let configuration = child.configuration(python, ["-I", "-B", "-c", code] + fontFolders)
        let started = WorkerSession(configuration)
        session = started
        return started
    }

    private static func request(_ job: TypesettingJob) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("root", job.root)
            $0.member("input", job.input)
            $0.member("output", job.output)
            $0.member("format", job.format.rawValue)
            $0.member("standards", job.standards)
            $0.member("timestamp", job.timestamp)
            $0.member("ppi", job.resolution)
            $0.member("query", job.query)
        }
        writer.newline()
        return writer.take()
    }
}

/// One life of the worker process: requests go in one after the other, each waits for its line.
final class WorkerSession: Sendable {
    private struct Request: Sendable {
        /// Nil asks only for the line the worker begins with.
        let line: [UInt8]?
        let seconds: Int
        let reply: CheckedContinuation<String, any Error>
    }

    private let requests: AsyncStream<Request>.Continuation
    private let over = Mutex(false)
    private let serving = Mutex<Task<Void, Never>?>(nil)

    init(_ configuration: Configuration) {
        let (stream, continuation) = AsyncStream.makeStream(of: Request.self)
        requests = continuation
        serving.withLock { $0 = Task.detached { await self.serve(stream, configuration) } }
    }

    var isOver: Bool { over.withLock { $0 } }

    func close() {
        over.withLock { $0 = true }
        requests.finish()
    }

    /// Ends the process over whatever it is at; requests that wait fail.
    private func abandon() {
        close()
        serving.withLock { $0?.cancel() }
    }

    func ready() async throws -> String { try await put(nil, seconds: 60) }

    func ask(_ line: [UInt8], seconds: Int) async throws -> String { try await put(line, seconds: seconds) }

    /// When the caller's task is cancelled, nobody waits for the document any more: the process is ended.
    private func put(_ line: [UInt8]?, seconds: Int) async throws -> String {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { reply in
                let result = requests.yield(Request(line: line, seconds: seconds, reply: reply))
                if case .enqueued = result { return }
                reply.resume(throwing: TypesettingError.toolFailed("the typesetter has ended"))
            }
        } onCancel: {
            abandon()
        }
    }

    private func serve(_ stream: AsyncStream<Request>, _ configuration: Configuration) async {
        var ground = "the typesetter has ended"
        do {
            let result = try await Subprocess.run(
                configuration, input: .inputWriter, output: .sequence, error: .string(limit: 1 << 16)
            ) { execution in
                try await self.converse(
                    stream, execution.standardInputWriter, execution.standardOutput,
                    process: execution.processIdentifier.value)
            }
            if !result.standardError.isEmpty { ground += ": " + result.standardError }
        } catch {
            ground += ": \(error)"
        }
        close()
        for await request in stream { request.reply.resume(throwing: TypesettingError.toolFailed(ground)) }
    }

    private func converse(
        _ stream: AsyncStream<Request>, _ input: StandardInputWriter, _ output: SubprocessOutputSequence, process: pid_t
    ) async throws {
        var lines = output.strings().makeAsyncIterator()
        var version: String?
        for await request in stream {
            // Writing to a child that is gone succeeds; only the end of its output tells.
            let watch = Self.watch(process, seconds: request.seconds)
            defer { watch.cancel() }
            do {
                if version == nil { version = try await lines.next().flatMap(WorkerReply.init)?.ready }
                guard let version else { throw TypesettingError.toolFailed("the typesetter did not start") }
                guard let line = request.line else {
                    request.reply.resume(returning: version)
                    continue
                }
                _ = try await input.write(line)
                guard let reply = try await lines.next() else {
                    throw TypesettingError.toolFailed("the typesetter ended over a document, or took too long")
                }
                request.reply.resume(returning: reply)
            } catch {
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
