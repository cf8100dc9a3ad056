import Subprocess

/// Runs a program of the machine on hostile input: fixed environment, no shell, limits on memory, time and file size.
struct ChildProcess: Sendable {
    struct Outcome: Sendable {
        /// 128 + signal for a process that was ended.
        let status: Int
        let output: [UInt8]
        let complaint: String
    }

    private static let environment: Environment = .custom([
        "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent",
    ])

    /// Most bytes a program may write to its output.
    private static let outputLimit = 256 << 20

    /// Nil when the program is not installed or could not be started.
    static func run(_ name: String, _ arguments: [String], seconds: Int = 30) async -> Outcome? {
        // prlimit costs a fraction of a millisecond and is part of every Debian.
        let limits = ["--as=4294967296", "--cpu=\(seconds)", "--core=0", "--fsize=1073741824", "--", name]
        do {
            let result = try await Subprocess.run(
                .name("prlimit"), arguments: Arguments(limits + arguments), environment: environment,
                output: .bytes(limit: outputLimit), error: .string(limit: 1 << 16))
            let status =
                switch result.terminationStatus {
                case .exited(let code): Int(code)
                case .signaled(let signal): 128 + Int(signal)
                }
            // 127 is prlimit's word for a program that is not there.
            if status == 127 { return nil }
            return Outcome(status: status, output: result.standardOutput, complaint: result.standardError ?? "")
        } catch { return nil }
    }
}
