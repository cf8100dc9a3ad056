/// Kinds that readers of invoices, despatch advices, waybills and other trade documents report.
extension DiagnosticKind {
    package static let documentSigned = DiagnosticKind(
        "CF-DOC-SIGNED", .note, "carries an electronic signature, which was not verified",
        why: "casefile does not check signatures inside documents; that one is present says nothing about its validity.",
        advice: "Have it verified with the sender's certificate if the authenticity of the document is disputed.")
    package static let documentSum = DiagnosticKind(
        "CF-DOC-SUM", .warning, "{rule}: stated {stated}, recomputed {computed}",
        why: "The document's own figures do not add up. Both values are kept as they are; nothing was corrected.",
        advice: "Ask the issuer which figure holds before the amount is claimed.")
    package static let documentPlaceholder = DiagnosticKind(
        "CF-DOC-PLACEHOLDER", .note, "“{text}” in {field} looks like a placeholder",
        why: "Programs and people fill fields they must fill with words such as NA or 12345.",
        advice: "It is not used to join documents. Check the exhibit if the number is a real one.")
    package static let documentWithoutNumber = DiagnosticKind(
        "CF-DOC-NO-NUMBER", .warning, "the document has no number",
        why: "Without a number other documents cannot name it.",
        advice: "Name it by its type and date.")
    package static let documentWithoutDate = DiagnosticKind(
        "CF-DOC-NO-DATE", .warning, "the document has no date of issue",
        why: "It cannot be placed in the chronology by itself.",
        advice: "Look for the date in the message it came with.")
    package static let documentCurrencyMissing = DiagnosticKind(
        "CF-DOC-CURRENCY", .warning, "{field}: an amount without currency ({text})",
        why: "The currency of an amount is never guessed.",
        advice: "Check which currency was agreed.")
    package static let documentCurrencyDiffers = DiagnosticKind(
        "CF-DOC-CURRENCY-DIFFERS", .note, "payable in {payable}, although the document's currency is {document}",
        why: "The amount asked for is in another currency than the rest of the document.",
        advice: "Check the contract for the currency of payment.")
    package static let documentDueInWords = DiagnosticKind(
        "CF-DOC-DUE-WORDS", .note, "the time of payment is only given in words: “{text}”",
        why: "No due date stands in a field of its own, and none was derived from the words.",
        advice: "Set `due:` in case.yaml when the date is clear.")
    package static let documentDueInParts = DiagnosticKind(
        "CF-DOC-DUE-PARTS", .note, "payable in {count} parts, the last of them by {date}",
        why: "The sum is due as a whole only with its last part, so that date is taken.",
        advice: "Set `due:` in case.yaml if all of it became due earlier.")
    package static let documentExternal = DiagnosticKind(
        "CF-DOC-EXTERNAL", .note, "names a file elsewhere, which was not fetched: {uri}",
        why: "casefile never goes to the network for evidence.",
        advice: "Fetch it yourself while it exists, and add it to the folder.")
    package static let documentExtension = DiagnosticKind(
        "CF-DOC-EXTENSION", .note, "has an extension that is kept in the original only: {name}",
        why: "Extensions are agreed between single senders and receivers; their meaning is not part of the format.",
        advice: "Look at the exhibit if something seems to be missing.")
    package static let documentEnvelope = DiagnosticKind(
        "CF-DOC-ENVELOPE", .note, "the document stands in an envelope ({name})",
        why: "Transport networks wrap documents; sender and receiver of the envelope are kept beside those of the document.",
        advice: "Nothing to do.")
    package static let attachmentType = DiagnosticKind(
        "CF-DOC-ATTACHMENT-TYPE", .note, "the attachment {name} is declared as {declared} but is not",
        why: "The first bytes of the content do not fit what the document says it is.",
        advice: "It is kept as it is. Ask the issuer for the file that was meant.")
    package static let attachmentDamaged = DiagnosticKind(
        "CF-DOC-ATTACHMENT", .warning, "the attachment {name} is not valid base64",
        why: "The content cannot be turned back into a file.",
        advice: "The characters are kept as they stand. Ask the issuer to send the document again.")
    package static let attachmentTooLarge = DiagnosticKind(
        "CF-DOC-ATTACHMENT-SIZE", .error, "the attachment {name} is too large to be taken out ({bytes} bytes)",
        why: "There is a limit on what is taken out of one document.",
        advice: "It stays in the original; take it out with another program if it matters.")
    package static let shipmentNumberUnusable = DiagnosticKind(
        "CF-SHIP-NUMBER", .note, "“{text}” in {field} is no number to follow a parcel by",
        why: "It is too short or a placeholder, and it has neither a known scheme nor the form of a carrier's number.",
        advice: "It is kept as a reference. Add the carrier's tracking record if there is one.")
    package static let eventPlanned = DiagnosticKind(
        "CF-SHIP-PLANNED", .note, "the event “{text}” is announced, not done",
        why: "It has no time of occurrence, or the document says that it is not completed.",
        advice: "It proves nothing yet. Ask the carrier for the final status.")
}
