import Foundation
import Subprocess
import Testing

/// An archive of small orders, made by the program itself.
struct OrderArchive {
    let folder: URL
    var path: String { folder.appending(path: "archive").path }
    var output: String { folder.appending(path: "dossiers").path }
    static let time = "2026-07-01T00:00:00Z"

    /// Orders `shop:0`, `shop:1`, … of two files each.
    init(in folder: URL, orders: Int) async throws {
        self.folder = folder
        _ = try await Program.run("archive", "init", path)
        var table = ""
        for number in 0..<orders {
            let files = try evidence("\(number)", note: "Order \(number): please pay the invoice.")
            table += "{\"order\":\"shop:\(number)\",\"path\":\"\(files)\"}\n"
        }
        let list = folder.appending(path: "table.ndjson")
        try Data(table.utf8).write(to: list)
        let imported = try await Program.run("archive", "import", path, "--table", list.path)
        try #require(imported.status == 0, "\(imported.messages)")
    }

    /// Adds an order, or files to one that is there.
    func add(_ order: String, _ files: [String: String]) async throws {
        let source = folder.appending(path: "source-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: source.appending(path: name)) }
        let added = try await Program.run("archive", "add", path, "--order", order, source.path)
        try #require(added.status == 0, "\(added.messages)")
    }

    private func evidence(_ name: String, note: String) throws -> String {
        let source = folder.appending(path: "source-\(name)")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        try Data(note.utf8).write(to: source.appending(path: "note.txt"))
        try FileManager.default.copyItem(
            atPath: Program.project.appending(path: "SampleEvidence/formats/usps-track-xml/delivered.xml").path,
            toPath: source.appending(path: "track.xml").path)
        return source.path
    }

    func batch(_ more: String..., environment: [String: String] = [:]) async throws -> Program.Outcome {
        try await Program.run(["batch", path, "-o", output, "--created-at", Self.time] + more, environment: environment)
    }

    /// Names of what is in the output folder, but for the lists and what begins with a point.
    func dossiers() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: output)
            .filter { !$0.hasPrefix(".") && !["outcomes.ndjson", "summary.csv", "summary.html"].contains($0) }.sorted()
    }

    /// What in the output folder begins with a point.
    func hidden() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: output).filter { $0.hasPrefix(".") }.sorted()
    }

    /// The bytes of every dossier, by name.
    func bytes() throws -> [String: Data] {
        var all: [String: Data] = [:]
        for name in try dossiers() { all[name] = try Data(contentsOf: URL(fileURLWithPath: output + "/" + name)) }
        return all
    }

    func outcomes() throws -> [[String: Any]] {
        try String(contentsOfFile: output + "/outcomes.ndjson", encoding: .utf8).split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }
}

extension Program {
    /// Runs the program with a standard input.
    static func run(_ arguments: [String], input: String, environment: [String: String] = [:]) async throws -> Outcome {
        var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        variables.merge(environment) { $1 }
        let custom = Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
        let result = try await Subprocess.run(
            .path(.init(project.appending(path: ".build/debug/casefile").path)), arguments: Arguments(arguments),
            environment: .custom(custom), input: .string(input), output: .string(limit: 1 << 26), error: .string(limit: 1 << 22))
        let status =
            switch result.terminationStatus {
            case .exited(let code): Int(code)
            case .signaled(let signal): 128 + Int(signal)
            }
        return Outcome(status: status, output: result.standardOutput, messages: result.standardError)
    }

    /// Runs the program and sends it a signal after some time; gives its status.
    static func run(_ arguments: [String], signal: Signal, after delay: Duration) async throws -> Int {
        let result = try await Subprocess.run(
            .path(.init(project.appending(path: ".build/debug/casefile").path)), arguments: Arguments(arguments),
            environment: .custom(["PATH": "/usr/local/bin:/usr/bin:/bin"]), input: .inputWriter, output: .discarded, error: .discarded
        ) { execution in
            try await Task.sleep(for: delay)
            try? execution.send(signal: signal)
        }
        return switch result.terminationStatus {
        case .exited(let code): Int(code)
        case .signaled(let signal): 128 + Int(signal)
        }
    }

    /// A folder for PATH whose Python does something else over the first document it is given, and is the real one
    /// afterwards. `misdeed`: a line of shell.
    static func badTypesetter(in folder: URL, _ misdeed: String) throws -> [String: String] {
        let real = project.appending(path: ".tools/venv/bin/python3").path
        let (bin, mark) = (folder.appending(path: "fake/bin"), folder.appending(path: "died").path)
        let package = folder.appending(path: "fake/lib/python3/site-packages/typst")
        for path in [bin, package] { try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true) }
        let script = """
            #!/bin/sh
            if [ -e "\(mark)" ]; then exec "\(real)" "$@"; fi
            echo '{"ready": "0"}'
            read -r line || exit 0
            : > "\(mark)"
            \(misdeed)

            """
        let python = bin.appending(path: "python3")
        try Data(script.utf8).write(to: python)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python.path)
        return ["PATH": bin.path + ":/usr/local/bin:/usr/bin:/bin"]
    }
}
