import CaseModel
import EvidenceIngest

/// What a reader of a feed has to say beside its records, said once per kind and wording at the first place it holds
/// for: a feed of a million parcels with the same odd code is one diagnostic, not a million.
struct FeedReport {
    private var said: Set<String> = []
    private(set) var parcelsOutOfOrder = 0
    private var hasLocalTimes = false
    /// More wordings than this of one file say nothing new.
    private static let limit = 200

    mutating func once(
        _ kind: DiagnosticKind, _ arguments: [String: String] = [:], key: String = "",
        at locator: @autoclosure () -> Locator,
        into sink: inout some RecordSink
    ) {
        guard said.count < Self.limit, said.insert(kind.code + " " + key).inserted else { return }
        sink.report(kind, at: locator(), arguments)
    }

    /// Notes what has to be said of the times of a file.
    mutating func note(_ event: TrackingEvent) {
        if !hasLocalTimes, case .local = event.time.value { hasLocalTimes = true }
    }

    /// What a finished parcel gives reason to say.
    mutating func check(
        _ history: DeliveryHistory, of number: String?, at locator: Locator, into sink: inout some RecordSink
    ) {
        if history.isOutOfOrder { parcelsOutOfOrder += 1 }
        if history.wasDeliveredTwice {
            once(.deliveredMoreThanOnce, ["number": number ?? "?"], key: number ?? "?", at: locator, into: &sink)
        }
    }

    /// What is said of the file as a whole, at its end.
    func finish(into sink: inout some RecordSink) {
        if hasLocalTimes { sink.report(.timeWithoutZone) }
        if parcelsOutOfOrder > 0 { sink.report(.trackingOrder, ["count": String(parcelsOutOfOrder)]) }
    }
}
