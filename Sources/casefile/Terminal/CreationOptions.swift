import ArgumentParser
import CaseModel
import Foundation

/// The time of making, for commands that make dossiers.
struct CreationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Time of making, like 2026-04-01T09:00:00Z (default: SOURCE_DATE_EPOCH, else now). Everything else follows from the evidence.",
            valueName: "time"))
    var createdAt: String?

    func validate() throws { _ = try given() }

    /// The time that was asked for; nil when none was.
    func given() throws -> Instant? {
        if let createdAt {
            guard let instant = Self.instant(createdAt) else {
                throw ValidationError("--created-at needs a time with zone, like 2026-04-01T09:00:00Z.")
            }
            return instant
        }
        guard let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"] else { return nil }
        guard let seconds = Int64(epoch), (0...253_402_300_799).contains(seconds) else {
            throw ValidationError("SOURCE_DATE_EPOCH is not a number of seconds since 1970.")
        }
        return Instant(seconds: seconds)
    }

    func time() throws -> Instant { try given() ?? Self.now }

    static func instant(_ text: String) -> Instant? {
        guard case .instant(let instant, _)? = ISOTime.parse(text)?.value else { return nil }
        return instant
    }

    static var now: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}

/// Times taken for people and for the results of commands; they reach no dossier.
enum Stopwatch {
    /// Seconds with three digits behind the point.
    static func seconds(since start: ContinuousClock.Instant) -> String {
        let duration = ContinuousClock.now - start
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        let fraction = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
    }
}
