import CaseModel
import EvidenceArchive

/// Checks an archive, any OCFL storage root or a single OCFL object. Writes nothing.
package enum ArchiveAuditOperation {
    package struct Problem: Hashable, Sendable {
        package let code: String
        /// False for a warning.
        package let isError: Bool
        package let path: String
        package let message: String

        /// A line of `--json`.
        package func line() -> [UInt8] {
            var json = JSONWriter()
            json.object { json in
                json.member("type", "problem")
                json.member("severity", isError ? "error" : "warning")
                json.member("code", code)
                json.member("path", path)
                json.member("message", message)
            }
            json.newline()
            return json.take()
        }
    }

    package struct Report: Sendable {
        package let objects: Int
        package let files: Int
        package let bytes: Int64
        /// Sorted by path.
        package let problems: [Problem]

        package var isIntact: Bool { !problems.contains(where: \.isError) }
        package var errors: Int { problems.filter(\.isError).count }

        /// The last line of `--json`. `seconds` is measured by the caller, who has a clock.
        package func line(seconds: String) -> [UInt8] {
            var json = JSONWriter()
            json.object { json in
                json.member("type", "audit")
                json.member("intact", isIntact)
                json.member("objects", objects)
                json.member("files", files)
                json.member("bytes", bytes)
                json.member("errors", errors)
                json.member("warnings", problems.count - errors)
                json.member("seconds", seconds)
            }
            json.newline()
            return json.take()
        }
    }

    /// Throws `WorkflowError.archive` only when `path` cannot be opened at all.
    package static func run(
        _ path: String, workers: Int, progress: @escaping @Sendable (_ objects: Int, _ bytes: Int64) -> Void
    ) throws -> Report {
        let report = try ArchiveAccess.perform { try ArchiveAudit(path: path, workers: workers, progress: progress).run() }
        let problems = report.problems.map {
            Problem(code: $0.code, isError: $0.severity == .error, path: $0.path, message: $0.message)
        }
        return Report(objects: report.objects, files: report.files, bytes: report.bytes, problems: problems)
    }
}
