import Dispatch
import Glibc

/// Ctrl-C and `kill`: the work is cancelled, so that it can clean up, instead of dying on the spot.
enum Interruption {
    static func cancelling<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
        // Work begins when signals are caught: one that comes right after its first result must not kill it.
        let numbers = [SIGINT, SIGTERM]
        let (caught, isCaught) = AsyncStream<Void>.makeStream()
        let task = Task {
            for await _ in caught.prefix(numbers.count) {}
            return try await work()
        }
        let sources = numbers.map { number in
            // Before the source, which puts a handler of its own in its place.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { task.cancel() }
            source.setRegistrationHandler { isCaught.yield() }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        return try await task.value
    }
}
