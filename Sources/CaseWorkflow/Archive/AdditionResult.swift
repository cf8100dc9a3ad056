import ByteIO
package import CaseModel
import EvidenceArchive
import EvidenceIngest

/// What was added to an order.
package struct AdditionResult: Hashable, Sendable {
    /// PLATFORM:ID.
    package let order: String
    /// The newest version.
    package let version: Int
    /// False when everything was there already.
    package let isNewVersion: Bool
    /// Files that are new, or have other content than before.
    package let added: Int
    package let unchanged: Int
    /// Files whose bytes were stored; the others share content that was stored before.
    package let stored: Int
    package let storedBytes: Int64
    package let refused: [Refusal]

    init(_ outcome: AddOutcome) {
        order = outcome.order.description
        version = outcome.version
        isNewVersion = outcome.isNewVersion
        added = outcome.added
        unchanged = outcome.unchanged
        stored = outcome.stored
        storedBytes = outcome.storedBytes
        refused = outcome.refused.map { Refusal(path: DecodedText.name($0.path).shown, reason: $0.reason) }
    }

    /// A line of `--json`.
    package func line() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "addition")
            json.member("order", order)
            json.member("version", version)
            json.member("new", isNewVersion)
            json.member("added", added)
            json.member("unchanged", unchanged)
            json.member("stored", stored)
            json.member("storedBytes", storedBytes)
            json.member("refused", refused)
        }
        json.newline()
        return json.take()
    }
}
