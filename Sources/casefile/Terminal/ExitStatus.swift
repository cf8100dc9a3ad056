import ArgumentParser
import CaseWorkflow

/// The exit statuses, a stable interface.
enum ExitStatus {
    static let failed = ExitCode(1)
    static let someUnread = ExitCode(3)
    static let notIntact = ExitCode(4)
    static let interrupted = ExitCode(130)

    /// Runs a command's work; an error of the workflow is shown and becomes status 1.
    static func run(_ console: Console, _ work: () async throws -> ExitCode) async throws {
        let code: ExitCode
        do { code = try await work() } catch let error as WorkflowError {
            console.error(error.description)
            code = failed
        } catch is CancellationError {
            console.error("interrupted; nothing unfinished was left behind.")
            code = interrupted
        }
        if code != .success { throw code }
    }
}
