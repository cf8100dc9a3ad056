import ArgumentParser
import CaseModel
import Foundation

/// When the thing is made: the only thing about it that does not follow from the evidence.
struct TimeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Time of making, like 2026-04-01T09:00:00Z (default: SOURCE_DATE_EPOCH, else now). Everything else follows from the evidence.",
            valueName: "time"))
    var createdAt: String?

    /// Throws `ValidationError` for a time without zone or an epoch that is no number.
    func creationTime() throws -> Instant { try given() ?? Self.now }

    /// The time that was asked for; nil when none was.
    func given() throws -> Instant? {
        if let createdAt {
            guard case .instant(let instant, _)? = ISOTime.parse(createdAt)?.value else {
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

    static var now: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}
