import ByteIO
import Glibc
import Subprocess

/// Runs other programs: fixed environment, limits, no shell, a time after which they are ended. Each is in a process
/// group of its own, so that Ctrl-C reaches this program alone, which then ends them in order.
struct Child: Sendable {
    var limits = ProcessLimits(processorTime: 600, memory: 6 << 30)
    /// Threads of programs that use Rust's rayon, as Typst does; nil: as they think best.
    var threads: Int?
    /// A library that manages the program's memory in place of the C library's; see `fastAllocator`.
    var allocator: String?
    /// Memory in large pages, and what is free is kept for the next ten seconds' documents: a thirtieth of Typst's time, but
    /// a short life has no use for it.
    var keepsMemory = false

    /// Debian's jemalloc, when it is installed: with it Typst sets a document in a tenth less time and qpdf finishes a large
    /// one in a fifth less. What they write is the same.
    static let fastAllocator: String? = {
        #if arch(arm64)
            let path = "/usr/lib/aarch64-linux-gnu/libjemalloc.so.2"
        #else
            let path = "/usr/lib/x86_64-linux-gnu/libjemalloc.so.2"
        #endif
        return access(path, R_OK) == 0 ? path : nil
    }()

    /// What a child is given, whatever the caller's own environment is.
    static let environment: [Environment.Key: String] = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent",
    ]

    struct Outcome: Sendable {
        let status: Int
        let output: [UInt8]
        let complaint: String
    }

    func configuration(_ program: String, _ arguments: [String]) -> Configuration {
        var options = PlatformOptions()
        options.processGroupID = 0
        var environment = Self.environment
        if let threads { environment["RAYON_NUM_THREADS"] = String(threads) }
        if let allocator { environment["LD_PRELOAD"] = allocator }
        // What is never given back is not used again either, once it is in pieces: a typesetter grew by 200 MB in 700 orders.
        if keepsMemory { environment["MALLOC_CONF"] = "thp:always,dirty_decay_ms:10000,muzzy_decay_ms:0" }
        return Configuration(
            executable: .path(.init(program)), arguments: Arguments(arguments),
            environment: .custom(environment), platformOptions: options)
    }

    /// Waits for the end and collects what was written (at most 64 MiB). A signal counts as status 128 + its number.
    func run(_ program: String, _ arguments: [String], seconds: Int = 120) async throws -> Outcome {
        let configuration = configuration(program, arguments)
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask { try await Child.collect(program, configuration, limits) }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw TypesettingError.toolFailed("\(Child.name(program)): not done after \(seconds) s")
            }
            // Cancelling the other task ends the child.
            defer { group.cancelAll() }
            guard let outcome = try await group.next() else { throw TypesettingError.toolFailed(Child.name(program)) }
            return outcome
        }
    }

    /// What messages call a program: where it lies is no matter of a reader.
    private static func name(_ program: String) -> String { program.split(separator: "/").last.map(String.init) ?? program }

    private static func collect(_ program: String, _ configuration: Configuration, _ limits: ProcessLimits) async throws -> Outcome {
        do {
            let result = try await Subprocess.run(
                configuration, input: .none, output: .bytes(limit: 1 << 26), error: .string(limit: 1 << 16)
            ) { try limits.apply(to: $0.processIdentifier.value) }
            let status =
                switch result.terminationStatus {
                case .exited(let code): Int(code)
                case .signaled(let signal): 128 + Int(signal)
                }
            return Outcome(status: status, output: result.standardOutput, complaint: result.standardError)
        } catch let error as SubprocessError {
            throw TypesettingError.toolFailed("\(name(program)): \(error)")
        }
    }
}
