/// Kinds that readers of carriers' feeds report.
extension DiagnosticKind {
    package static let carrierError = DiagnosticKind(
        "CF-TRACK-ERROR", .warning, "the carrier answered with an error: {text}",
        why:
            "The reply says that the parcel was not found or the request refused; it proves nothing about it.",
        advice: "Check the number and fetch the tracking again from the carrier.")
    package static let trackingStatusUnknown = DiagnosticKind(
        "CF-TRACK-STATUS", .warning, "a status of the carrier is not known: {text}",
        why: "Its meaning cannot be told from its codes or words, so the event counts for no step of the delivery.",
        advice: "The event is kept as written; read it in the exhibit.")
    package static let trackingOrder = DiagnosticKind(
        "CF-TRACK-ORDER", .note, "the events of {count} parcels do not stand in the order of their times",
        why:
            "Events come newest or oldest first; here the times go back and forth, as with legs in several zones.",
        advice: "Nothing to do; events are put in the order of their times.")
    package static let deliveredMoreThanOnce = DiagnosticKind(
        "CF-TRACK-TWICE", .warning, "parcel {number} is reported as delivered more than once",
        why:
            "It went to a wrong address first, or came in pieces; the last delivery counts.",
        advice: "Read both events in the exhibit.")
    package static let statusWithoutEvent = DiagnosticKind(
        "CF-TRACK-NOSCAN", .warning, "parcel {number}: its status says “{text}”, but no event delivers it",
        why: "A status word alone has no time and no place; the history does not bear it out.",
        advice: "Ask the carrier for a proof of delivery.")
    package static let doubtfulSignatory = DiagnosticKind(
        "CF-TRACK-SIGNATORY", .note, "the field for the signatory holds no name: “{text}”",
        why: "Carriers put times, numbers or notes there; nobody is named as signatory because of it.",
        advice: "Ask the carrier for a proof of delivery with the signature.")
    package static let dateWithoutYear = DiagnosticKind(
        "CF-TRACK-NOYEAR", .warning, "dates carry no year: “{text}”",
        why: "The carrier's short replies name month and day only; the year cannot be known from the file.",
        advice: "Fetch the detailed tracking, or take the year from another document; the text is kept as written.")
}
