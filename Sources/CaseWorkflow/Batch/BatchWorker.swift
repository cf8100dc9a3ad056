import CaseModel
import CaseRendering

/// One `casefile worker` as a child process: a crash, a hang or exhausted memory costs the order it was about. Started
/// when the first order comes, and again after it ended.
actor BatchWorker {
    private let command: (program: String, arguments: [String])
    private let secondsPerOrder: Int
    private var process: LineProcess?

    init(_ options: BatchOptions) {
        command = options.worker
        secondsPerOrder = options.secondsPerOrder
    }

    /// The answer to a job, with its time; a worker that gave none is a failure of the order. Throws
    /// `CancellationError` when the batch was told to end.
    func answer(_ job: WorkerJob) async throws -> (answer: WorkerAnswer, seconds: String) {
        let process = current()
        let line: String
        do {
            let seconds = secondsPerOrder
            line = try await withTaskCancellationHandler {
                try await process.ask(job.line, seconds: seconds)
            } onCancel: {
                process.terminate()
            }
        } catch {
            try Task.checkCancellation()
            await end()
            return (.failed(job.id, (error as? LineProcess.Ended)?.reason ?? "\(error)"), "")
        }
        try Task.checkCancellation()
        guard let (answer, seconds) = WorkerAnswer.read(Array(line.utf8)), answer.id == job.id else {
            await end()
            return (.failed(job.id, "the worker's answer cannot be read"), "")
        }
        return (answer, seconds)
    }

    /// Returns when the process has ended.
    func end() async {
        process?.close()
        if Task.isCancelled { process?.terminate() }
        await process?.waitForEnd()
        process = nil
    }

    private func current() -> LineProcess {
        if let process, !process.isOver { return process }
        let started = LineProcess(program: command.program, arguments: command.arguments, name: "the worker")
        process = started
        return started
    }
}
