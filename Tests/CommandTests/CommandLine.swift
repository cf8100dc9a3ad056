import Foundation
import Subprocess

/// The program as people run it, and the programs of others.
enum Program {
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let cases = project.appending(path: "SampleEvidence/cases").path
    static let path = project.appending(path: ".build/debug/casefile").path
    /// Python's tools of this project come first.
    static let searchPath = project.appending(path: ".tools/venv/bin").path + ":/usr/local/bin:/usr/bin:/bin"

    struct Outcome: Sendable {
        let status: Int
        let output: String
        let messages: String

        /// The JSON objects of the lines of the output.
        var lines: [JSON] {
            output.split(separator: "\n").compactMap {
                (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? JSON
            }
        }
    }

    static func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await run(arguments, environment: environment)
    }

    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
        try await execute(path, arguments, environment: environment)
    }

    /// Runs a program that is not ours; throws when it is not installed.
    static func tool(_ command: String..., in folder: URL? = nil) async throws -> Outcome {
        try await tool(command, in: folder)
    }

    static func tool(_ command: [String], in folder: URL? = nil) async throws -> Outcome {
        try await execute("/usr/bin/env", command, environment: ["PATH": searchPath], folder: folder)
    }

    /// Runs a line of shell; its arguments are `$0`, `$1` and so on.
    static func shell(_ line: String, _ arguments: String..., environment: [String: String]) async throws -> Outcome {
        try await execute("/bin/bash", ["-c", line] + arguments, environment: environment)
    }

    private static func execute(
        _ program: String, _ arguments: [String], environment: [String: String], folder: URL? = nil
    ) async throws -> Outcome {
        var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        variables.merge(environment) { $1 }
        let custom = Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
        await Turnstile.shared.enter()
        defer { Task { await Turnstile.shared.leave() } }
        let result = try await Subprocess.run(
            .path(.init(program)), arguments: Arguments(arguments), environment: .custom(custom),
            workingDirectory: folder.map { .init($0.path) }, output: .string(limit: 1 << 26), error: .string(limit: 1 << 22))
        let status =
            switch result.terminationStatus {
            case .exited(let code): Int(code)
            case .signaled(let signal): 128 + Int(signal)
            }
        if status == 127 { throw NotInstalled(program: arguments.first ?? program) }
        return Outcome(status: status, output: result.standardOutput, messages: result.standardError)
    }

    struct NotInstalled: Error {
        let program: String
    }

    /// A private folder that is removed afterwards.
    static func inFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "casefile-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}

typealias JSON = [String: Any]

/// Lets three programs run at a time: tests are started all at once, and each may start programs.
private actor Turnstile {
    static let shared = Turnstile()
    private var free = 3
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
