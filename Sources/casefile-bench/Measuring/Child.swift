import Foundation
import Glibc

/// One run of another program: how long it took and how much memory its largest process needed.
struct ChildRun {
    /// Seconds on the wall.
    let seconds: Double
    /// Seconds of processor time of the program and the children it waited for.
    let processorSeconds: Double
    /// Bytes of the largest process; of all together where that was asked for.
    let peakMemory: Int64
    let status: Int32
    let output: String
}

/// A program that could not be run, or whose answer is wrong: no figure is printed then.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

enum Child {
    /// Runs a program to its end; standard output is collected, standard error goes to `/dev/null`. Throws when it
    /// cannot be started. `addsMemory`: the memory of all its processes is added up, which costs some processor time.
    static func run(_ arguments: [String], addsMemory: Bool = false) throws -> ChildRun {
        guard let program = arguments.first.flatMap(find) else {
            throw BenchFailure("\(arguments.first ?? "?") is not installed")
        }
        var pipes: [Int32] = [0, 0]
        guard pipe(&pipes) == 0 else { throw BenchFailure("no pipe: \(errno)") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO)
        posix_spawn_file_actions_addclose(&actions, pipes[0])
        posix_spawn_file_actions_addclose(&actions, pipes[1])
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let started = ContinuousClock.now
        let code = posix_spawn(&process, program, &actions, nil, &words, environ)
        _ = close(pipes[1])
        guard code == 0 else {
            _ = close(pipes[0])
            throw BenchFailure("\(program) cannot be started: \(code)")
        }
        let memory = addsMemory ? ProcessMemory(of: process) : nil
        let output = drain(pipes[0])
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
        let took = ContinuousClock.now - started
        let together = memory?.stop()
        let exit = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return ChildRun(
            seconds: seconds(took), processorSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            peakMemory: together ?? Int64(usage.ru_maxrss) * 1024, status: exit, output: output)
    }

    /// Runs and insists on the exit status.
    @discardableResult
    static func expect(_ arguments: [String], status: Int32 = 0, addsMemory: Bool = false) throws -> ChildRun {
        let run = try run(arguments, addsMemory: addsMemory)
        guard run.status == status else {
            throw BenchFailure("`\(arguments.joined(separator: " "))` ended with \(run.status) instead of \(status)")
        }
        return run
    }

    /// The path of a program: as given when it has a slash, else from PATH.
    static func find(_ name: String) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
    }

    private static func drain(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        _ = close(descriptor)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
