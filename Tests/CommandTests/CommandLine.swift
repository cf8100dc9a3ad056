import Foundation
import Subprocess

/// The program as people run it.
enum Program {
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let cases = project.appending(path: "SampleEvidence/cases").path

    struct Outcome: Sendable {
        let status: Int
        let output: String
        let messages: String

        /// The JSON objects of the lines of the output.
        var lines: [[String: Any]] {
            output.split(separator: "\n").compactMap {
                (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
            }
        }
    }

    static func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await run(arguments, environment: environment)
    }

    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
        var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        variables.merge(environment) { $1 }
        let custom = Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
        let result = try await Subprocess.run(
            .path(.init(project.appending(path: ".build/debug/casefile").path)), arguments: Arguments(arguments),
            environment: .custom(custom), output: .string(limit: 1 << 26), error: .string(limit: 1 << 22))
        let status =
            switch result.terminationStatus {
            case .exited(let code): Int(code)
            case .signaled(let signal): 128 + Int(signal)
            }
        return Outcome(status: status, output: result.standardOutput ?? "", messages: result.standardError ?? "")
    }

    /// A private folder that is removed afterwards.
    static func inFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "casefile-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
