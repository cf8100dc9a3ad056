/// Kinds that the mail reader reports.
extension DiagnosticKind {
    package static let mailTruncated = DiagnosticKind(
        "CF-MAIL-TRUNCATED", .error, "the mail ends before its last part does",
        why: "The closing boundary of its parts is missing, so something may have been cut off.",
        advice: "Export the mail again from the mail program, or ask for it from the other side.")
    package static let mailAppleDamaged = DiagnosticKind(
        "CF-MAIL-EMLX", .error, "the Apple Mail file is damaged: {what}",
        why: "Such a file says on its first line how long the mail is, and ends with a property list.",
        advice: "Export the mail again from Apple Mail. The original stays in the dossier as it is.")
    package static let mailMalformed = DiagnosticKind(
        "CF-MAIL-MALFORMED", .warning, "the structure of the mail is damaged: {what}",
        why: "Mail programs may show such a mail in different ways.",
        advice: "Compare what was read with what your mail program shows.")
    package static let mailTooDeep = DiagnosticKind(
        "CF-MAIL-DEPTH", .error, "parts inside parts beyond level {level} are not read",
        why: "Endless nesting is used to stop programs.",
        advice: "Check where the mail comes from. The original stays in the dossier as it is.")
    package static let mailTooManyParts = DiagnosticKind(
        "CF-MAIL-PARTS", .error, "more than {count} parts; the rest is in the original only",
        why: "Mails with absurd numbers of parts are used to stop programs.",
        advice: "Check where the mail comes from. The original stays in the dossier as it is.")
    package static let mailWithoutDate = DiagnosticKind(
        "CF-MAIL-NODATE", .warning, "the mail has no date",
        why: "Drafts and exports of some programs leave it out; the mail cannot be placed in time by itself.",
        advice: "Look for the same mail in the other side's mailbox, or for its transport lines.")
    package static let mailWithoutSender = DiagnosticKind(
        "CF-MAIL-NOSENDER", .warning, "the mail names no sender",
        why: "The header block has no usable From or Sender field.",
        advice: "Look for the same mail in a mailbox that shows it whole.")
    package static let mailCharset = DiagnosticKind(
        "CF-MAIL-CHARSET", .note, "declared as {declared}, read as {used}",
        why: "The text is not valid in the character set it declares, or that name means another set in practice.",
        advice: "If the words look wrong, compare with the original.")
    package static let mailCharsetReplaced = DiagnosticKind(
        "CF-MAIL-CHARSET-DAMAGED", .warning, "{count} bytes are not valid in {used} and are shown as U+FFFD",
        why: "The text was damaged on its way, or declares a character set it is not written in.",
        advice: "Compare with the original.")
    package static let mailAlternativesDiffer = DiagnosticKind(
        "CF-MAIL-ALTERNATIVES", .note, "its plain text and its HTML say different things",
        why: "A mail may carry its text twice. Which one the recipient saw depends on the program; both are kept.",
        advice: "Compare the two where the wording matters.")
    package static let mailEncoding = DiagnosticKind(
        "CF-MAIL-TRANSFER", .warning, "a part's transfer encoding is damaged or unknown: {what}",
        why: "What was decoded may differ from what was sent.",
        advice: "Compare with the original.")
    package static let mailEncrypted = DiagnosticKind(
        "CF-MAIL-ENCRYPTED", .warning, "the mail is encrypted",
        why: "casefile has no keys and asks for none.",
        advice: "Decrypt it in the mail program, export it, and add the readable mail beside this one.")
    package static let mailOutsideParts = DiagnosticKind(
        "CF-MAIL-OUTSIDE", .note, "text stands {where} the parts of the mail",
        why: "Mail programs do not show it.",
        advice: "It is kept among the fields of the message.")
    package static let mailFragment = DiagnosticKind(
        "CF-MAIL-FRAGMENT", .warning, "the mail is one piece of a larger one",
        why: "It was sent in pieces (message/partial); casefile does not join them.",
        advice: "Join the pieces in a mail program and export the whole.")
    package static let mailExternalBody = DiagnosticKind(
        "CF-MAIL-EXTERNAL", .note, "a part lies elsewhere and was not fetched: {where}",
        why: "The mail only names a place. casefile never loads anything from outside.",
        advice: "If it matters, fetch it yourself and add it to the evidence folder.")
    package static let mailUnreadable = DiagnosticKind(
        "CF-MAIL-UNREADABLE", .error, "no mail could be read from it",
        why: "It begins like a mail, and then has neither header fields nor text.",
        advice: "Export the mail again. The original stays in the dossier as it is.")
    package static let mailboxBetween = DiagnosticKind(
        "CF-MBOX-QUOTING", .note, "{count} mails, split at lines that begin with “From ”",
        why: "Mailboxes mark mails by such lines; a line of a text that looks like one cannot be told apart for certain.",
        advice: "If a mail seems cut in two, look at the two neighbouring parts.")
}
