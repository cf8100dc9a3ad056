package import CaseModel

/// Does the jobs of a worker, one at a time. Whatever is wrong with a job becomes its answer; only cancellation ends the
/// work.
package struct WorkerOperation: Sendable {
    private let session: BuildSession
    private let workers: Int
    private let createdAt: @Sendable () -> Instant

    /// `workers`: files of one job read at the same time. `createdAt`: for jobs that name no creation time.
    package init(session: BuildSession, workers: Int, createdAt: @escaping @Sendable () -> Instant) {
        self.session = session
        self.workers = workers
        self.createdAt = createdAt
    }

    /// The answer to a line. Throws `CancellationError` alone; then nothing of the job is left behind.
    package func answer(_ line: [UInt8]) async throws -> WorkerAnswer {
        let job: WorkerJob
        do { job = try WorkerJob(line: line) } catch { return .failed(error.id, error.reason) }
        return try await answer(job)
    }

    package func answer(_ job: WorkerJob) async throws -> WorkerAnswer {
        do { return try await job.assessesOnly ? assess(job) : build(job) } catch {
            try Task.checkCancellation()
            return .failed(job.id, "\(error)")
        }
    }

    private func build(_ job: WorkerJob) async throws -> WorkerAnswer {
        var options = BuildOptions(source: job.source, createdAt: job.createdAt ?? createdAt())
        options.output = job.output
        options.makesPDFs = job.makesPDFs
        options.workers = workers
        options.containerBytes = Int64(job.containerLimit) << 30
        options.syncs = job.syncs
        let result = try await BuildOperation(options: options, session: session).run()
        var answer = WorkerAnswer(id: job.id, status: result.hasUnread ? .unread : .done)
        answer.path = result.path
        answer.sha256 = result.sha256
        if job.isDetailed { answer.dossier = DossierSummary(result, on: options.createdAt.utcDay) }
        return answer
    }

    private func assess(_ job: WorkerJob) async throws -> WorkerAnswer {
        let day = (job.createdAt ?? createdAt()).utcDay
        let result = try await AssessOperation.run(
            source: job.source, on: day, registry: session.registry, workers: workers,
            containerBytes: Int64(job.containerLimit) << 30, progress: { _ in })
        var answer = WorkerAnswer(id: job.id, status: result.hasUnread ? .unread : .done)
        answer.dossier = DossierSummary(result)
        return answer
    }
}
