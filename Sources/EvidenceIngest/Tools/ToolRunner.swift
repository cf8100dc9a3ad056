import ByteIO
import Glibc
import Subprocess

/// A program of the system, run over bytes of evidence. It gets nothing but these: a fixed environment, no terminal, no
/// home folder, and limits on time, memory and files (standards/security.md §8).
package struct Tool: Sendable {
    package let name: String
    private let path: String

    /// Where programs are looked for. Not the user's PATH: results must not depend on it.
    private static let folders = ["/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin"]

    /// Nil when the program is not installed.
    package init?(_ name: String) {
        guard let path = Self.find(name) else { return nil }
        self.name = name
        self.path = path
    }

    private static func find(_ name: String) -> String? {
        folders.lazy.map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
    }

    package struct Output: Sendable {
        package let bytes: [UInt8]
        package let messages: String
        /// Nil when the program was ended by a signal.
        package let exitCode: Int32?
    }

    package enum Failure: Error, Hashable, Sendable {
        case timeout
        case tooMuchOutput
        case notStarted(String)
    }

    /// Bytes of output that are taken unless told otherwise; more is a failure.
    package static let outputLimit = 256 << 20
    /// Bytes of address space.
    private static let memoryLimit: Int64 = 3 << 30

    /// Runs the program with `input` as its standard input, which can be opened as `/dev/stdin`. `seconds` bound both
    /// the processor time and the time on the wall. Throws `Failure`.
    package func run(
        _ arguments: [String], input: borrowing ToolInput, seconds: Int, outputLimit: Int = Tool.outputLimit
    ) async throws(Failure) -> Output {
        let limits = ProcessLimits(processorTime: seconds, memory: Self.memoryLimit, fileSize: 0, openFiles: 64)
        let descriptor = input.number
        let program = path
        do {
            return try await withThrowingTaskGroup(of: Output?.self) { group in
                group.addTask { try await Self.execute(program, arguments, limits, descriptor, outputLimit) }
                group.addTask {
                    try await Task.sleep(for: .seconds(max(1, seconds)))
                    return nil
                }
                defer { group.cancelAll() }
                guard let first = try await group.next(), let output = first else { throw Failure.timeout }
                return output
            }
        } catch let failure as Failure {
            throw failure
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            throw .tooMuchOutput
        } catch {
            throw .notStarted("\(error)")
        }
    }

    private static func execute(
        _ program: String, _ arguments: [String], _ limits: ProcessLimits, _ input: Int32, _ outputLimit: Int
    ) async throws -> Output {
        var options = PlatformOptions()
        options.teardownSequence = []
        // A group of its own: Ctrl-C at a terminal must not look like a program that failed over the evidence.
        options.processGroupID = 0
        let result = try await Subprocess.run(
            .path(.init(program)), arguments: Arguments(arguments),
            environment: .custom(["LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": "UTC"]),
            workingDirectory: .init("/"), platformOptions: options,
            input: .fileDescriptor(.init(rawValue: input), closeAfterSpawningProcess: false),
            output: .bytes(limit: outputLimit), error: .bytes(limit: 1 << 20)
        ) { try limits.apply(to: $0.processIdentifier.value) }
        let code: Int32? = if case .exited(let code) = result.terminationStatus { code } else { nil }
        return Output(
            bytes: result.standardOutput, messages: String(decoding: result.standardError, as: UTF8.self), exitCode: code)
    }
}

/// Bytes laid where a child process can read them: a file without a name, in memory where possible.
package struct ToolInput: ~Copyable {
    fileprivate let number: Int32

    /// Nil when the system gives no such file.
    package init?(_ bytes: [UInt8], _ temporaryFolder: [UInt8] = Array("/tmp".utf8)) {
        guard let number = Self.namelessFile(temporaryFolder) else { return nil }
        var done = 0
        let isWhole = bytes.withUnsafeBytes { buffer in
            while done < buffer.count {
                let count = write(number, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                done += count
            }
            return lseek(number, 0, SEEK_SET) == 0
        }
        guard isWhole else {
            _ = close(number)
            return nil
        }
        self.number = number
    }

    deinit { _ = close(number) }

    /// In memory where the system has such a folder; only we can open it in the moment before its name is gone.
    private static func namelessFile(_ temporaryFolder: [UInt8]) -> Int32? {
        for folder in [Array("/dev/shm".utf8), temporaryFolder] {
            var path = (folder + Array("/casefile.XXXXXX".utf8) + [0]).map(CChar.init(bitPattern:))
            let number = mkstemp(&path)
            guard number >= 0 else { continue }
            _ = fcntl(number, F_SETFD, FD_CLOEXEC)
            _ = unlink(path)
            return number
        }
        return nil
    }
}
