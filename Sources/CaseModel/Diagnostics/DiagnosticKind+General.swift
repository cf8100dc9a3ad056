/// Kinds that any reader may report.
extension DiagnosticKind {
    package static let tooLargeToReadWhole = DiagnosticKind(
        "CF-SIZE-WHOLE", .error, "too large to be read ({bytes} bytes)",
        why: "This format has to be read as a whole, and the file is larger than the limit for that.",
        advice: "The file is in the dossier as it is. Export a shorter period to have it read.")
    package static let encodingUnknown = DiagnosticKind(
        "CF-TEXT-ENCODING", .error, "the character encoding could not be decided",
        why: "The bytes are not valid in any encoding casefile knows.",
        advice: "Export the file again as UTF-8. The original stays in the dossier as it is.")
    package static let xmlMalformed = DiagnosticKind(
        "CF-XML-MALFORMED", .error, "not well-formed XML: {reason}",
        why: "The file ends early or breaks the rules of XML, so what follows the break cannot be trusted.",
        advice: "Fetch the file again from its source. The original stays in the dossier as it is.")
    package static let xmlDoctype = DiagnosticKind(
        "CF-XML-DTD", .warning, "the XML brings its own document type definition, which was not used",
        why: "Such definitions can draw in other files or blow up the text; evidence has no need for them.",
        advice: "Nothing to do; entities defined there are not expanded.")
    package static let xmlLimit = DiagnosticKind(
        "CF-XML-LIMIT", .error, "the XML goes beyond a safety limit: {reason}",
        why: "Files with absurd depth, attributes or sizes are used to stop programs; real exports stay far below.",
        advice: "Check where the file comes from. The original stays in the dossier as it is.")
    package static let jsonMalformed = DiagnosticKind(
        "CF-JSON-MALFORMED", .error, "not valid JSON: {reason}",
        why: "The file ends early or breaks the rules of JSON, so what follows the break cannot be trusted.",
        advice: "Fetch the file again from its source. The original stays in the dossier as it is.")
    package static let timeWithoutZone = DiagnosticKind(
        "CF-TIME-NOZONE", .note, "times carry no zone",
        why: "The source shows the clock of the place or device, and does not say which zone that is.",
        advice: "For chats, set `timezone:` in case.yaml to the zone of the device; it is shown as assumed wherever it matters. "
            + "A carrier's times are those of the place of the scan.")
    package static let timeUnreadable = DiagnosticKind(
        "CF-TIME-UNREADABLE", .warning, "a time could not be read: “{text}”",
        why: "It is no date or time that exists, or is written in a way this format does not use.",
        advice: "It is kept as written; check it in the exhibit.")
    package static let amountUnreadable = DiagnosticKind(
        "CF-AMOUNT-UNREADABLE", .warning, "an amount could not be read: “{text}”",
        why: "It is no number in the notation this format uses.",
        advice: "It is kept as written and left out of all sums; check it in the exhibit.")
    package static let unknownContent = DiagnosticKind(
        "CF-CONTENT-UNKNOWN", .warning, "something this reader does not know: {what}",
        why: "The format has parts that casefile does not understand yet.",
        advice: "Nothing is lost: the original is in the dossier. Look at the place named.")
}
