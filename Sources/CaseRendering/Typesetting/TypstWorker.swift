import CaseModel
import Subprocess

/// Typst in a Python that stays alive, with its fonts and caches warm. Restarted after many documents or a large one, because
/// it keeps memory; also after it ended by itself or was ended for taking too long.
package actor TypstWorker: Typesetter {
    private static let documentsPerProcess = 2000
    /// Kilobytes. Documents of some ten pages need less than half of it.
    private static let mostMemory = 400_000

    package nonisolated let fontFolders: [String]
    private nonisolated let python: String
    private nonisolated let script: [UInt8]
    private nonisolated let limits: TypstLimits
    private var session: LineProcess?
    private var documents = 0

    /// `script` is `typst-worker.py`.
    package init(python: String, script: [UInt8], fontFolders: [String], limits: TypstLimits = TypstLimits()) {
        self.python = python
        self.script = script
        self.fontFolders = fontFolders
        self.limits = limits
    }

    package func prepare() { _ = current() }

    package func version() async throws -> String {
        let line = try await ended { try await current().greeting(seconds: 60) }
        guard let version = WorkerReply(line)?.ready else { throw TypesettingError.toolFailed("the typesetter did not start") }
        return "Typst \(version) (Python package)"
    }

    package func typeset(_ job: TypesettingJob) async throws -> TypesettingResult {
        let line = Self.request(job)
        let reply = try await ended { try await current().ask(line, seconds: limits.secondsPerDocument) }
        documents += 1
        let answer = WorkerReply(reply)
        if documents >= Self.documentsPerProcess || answer?.memory ?? 0 > Self.mostMemory { finish() }
        guard let reply = answer else { throw TypesettingError.toolFailed("the worker's answer cannot be read") }
        guard reply.isDone else { throw TypesettingError.rejected(reply.message, hints: reply.hints) }
        try TypesettingError.check(warnings: reply.warnings)
        return TypesettingResult(query: reply.query.map { Array($0.utf8) }, fonts: reply.fonts)
    }

    private func ended(_ work: () async throws -> String) async throws -> String {
        do { return try await work() } catch let error as LineProcess.Ended { throw TypesettingError.toolFailed(error.reason) }
    }

    package func finish() {
        session?.close()
        session = nil
        documents = 0
    }

    private func current() -> LineProcess {
        if let session, !session.isOver { return session }
        var child = Child()
        child.limits.processorTime = 3600
        // The bundle of a telephone's export has thousands of pages, and Typst holds all of them.
        child.limits.memory = 16 << 30
        child.threads = limits.threads
        child.allocator = Child.fastAllocator
        child.keepsMemory = true
        let code = String(decoding: script, as: UTF8.self)
        // -I: neither PYTHONPATH nor the user's packages; -B: no compiled files left behind.
        let configuration = child.configuration(python, ["-I", "-B", "-c", code] + fontFolders)
        let started = LineProcess(configuration, limits: child.limits, name: "the typesetter", greets: true)
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
            $0.member("tagged", job.isTagged)
            $0.member("timestamp", job.timestamp)
            $0.member("ppi", job.resolution)
            $0.member("query", job.query)
        }
        writer.newline()
        return writer.take()
    }
}
