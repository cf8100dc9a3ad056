/// Kinds that readers of chats, text messages and calls report.
extension DiagnosticKind {
    package static let chatDateOrder = DiagnosticKind(
        "CF-CHAT-DATEORDER", .note, "dates read as {order}, because {ground}",
        why: "The phone's region decides in which order day, month and year are written; the whole file was looked at.",
        advice: "Nothing to do.")
    package static let chatDateOrderOpen = DiagnosticKind(
        "CF-CHAT-DATEORDER-OPEN", .warning, "day and month cannot be told apart; read as {order}, going by {ground}",
        why: "No date in the file proves the order of its numbers, so each time has a second reading.",
        advice: "Compare one message with the phone, or export a longer period: a day above 12 settles it.")
    package static let chatDateOrderMixed = DiagnosticKind(
        "CF-CHAT-DATEORDER-MIXED", .warning,
        "the file proves both day-month and month-day dates; it was read in {runs} parts",
        why: "Exports of phones with different regions were put together, or one was pasted into the other.",
        advice: "Bring the original exports, one file each.")
    package static let chatForms = DiagnosticKind(
        "CF-CHAT-FORMS", .note, "messages do not all begin alike; forms found: {count}",
        why: "One export writes all its dates alike; this file was put together from several, or changed by a program.",
        advice: "Bring the original exports, one file each, if there are any.")
    package static let chatQuotedHeaders = DiagnosticKind(
        "CF-CHAT-QUOTED", .note, "lines that look like the beginning of a message of another export: {count}",
        why: "Somebody pasted a part of another chat into a message; such lines stay in the message they stand in.",
        advice: "Nothing to do; the place of the first one is given.")
    package static let chatPreamble = DiagnosticKind(
        "CF-CHAT-PREAMBLE", .warning, "lines in front of the first dated message: {count}",
        why: "They carry no date, so they are no record of their own.",
        advice: "They are in the exhibit as they are; check whether the beginning of the export is missing.")
    package static let chatBackwards = DiagnosticKind(
        "CF-CHAT-BACKWARDS", .note, "messages dated earlier than the one before them: {count}",
        why: "Phones without connection deliver late, and clocks are set back; the order of the file is kept.",
        advice: "Nothing to do.")
    package static let chatCap = DiagnosticKind(
        "CF-CHAT-CAP", .warning, "the export holds {count} messages, which is about the most that the app exports",
        why: "WhatsApp stops at about 40,000 messages without media and 10,000 with; older ones are then left out.",
        advice: "Export again without media, and keep the phone: the beginning of the chat may be missing.")
    package static let chatMediaMissing = DiagnosticKind(
        "CF-CHAT-MEDIA-MISSING", .warning, "files named in the chat but not beside it: {count} ({names})",
        why: "The chat names them, but they are neither in the same folder nor in the same container.",
        advice: "Add the files under the names the chat gives them, or the zip as the app made it.")
    package static let chatMediaOmitted = DiagnosticKind(
        "CF-CHAT-MEDIA-OMITTED", .note, "messages with media that the export leaves out: {count}",
        why: "The export was made without media, or they were not on the device any more.",
        advice: "If pictures or recordings matter, export the chat again with media.")
    package static let chatNotExported = DiagnosticKind(
        "CF-CHAT-WITHHELD", .note, "messages whose content the app does not export: {count}",
        why: "View-once media, messages not yet decrypted and the like appear as a placeholder only.",
        advice: "If one matters, photograph it on the phone.")
    package static let chatUnlistedNotice = DiagnosticKind(
        "CF-CHAT-APPTEXT", .note, "texts made by the app in a wording casefile does not know: {count}",
        why: "They carry the app's invisible mark, so they were taken as notices and not as words of a person.",
        advice: "Look at the place given; the text is kept as it is.")
    package static let chatNothingFound = DiagnosticKind(
        "CF-CHAT-EMPTY", .error, "no message could be found",
        why: "No line begins with a date and a time as the app writes them.",
        advice: "Export the chat again; the original stays in the dossier as it is.")
    package static let recordUnreadable = DiagnosticKind(
        "CF-RECORD-UNREADABLE", .error, "an entry could not be read: {reason}",
        why: "It lacks what every entry of this format has.",
        advice: "The original stays in the dossier as it is; check the place given.")
    package static let countDiffers = DiagnosticKind(
        "CF-COUNT-DIFFERS", .warning, "the file's own count of entries is {declared}, found: {found}",
        why: "The program that wrote the file counted differently, or entries were added or taken out afterwards.",
        advice: "Make the backup again if the device is still at hand.")
    package static let charactersReplaced = DiagnosticKind(
        "CF-TEXT-REPLACED", .warning, "damaged characters, shown as U+FFFD: {count}",
        why: "Halves of surrogate pairs or bytes that are no UTF-8 stand where a character should be.",
        advice: "The original stays in the dossier as it is.")
    package static let surrogatesJoined = DiagnosticKind(
        "CF-XML-SURROGATES", .note, "characters written as two halves and put together: {count}",
        why: "Backup programs write emoji as two references, which XML does not allow; what is meant is certain.",
        advice: "Nothing to do; the original stays as it is.")
    package static let timesDisagree = DiagnosticKind(
        "CF-TIME-DISAGREE", .warning, "entries with two times that do not fit together: {count}",
        why: "The local time and the UTC time of an entry differ by something that is no time zone.",
        advice: "The UTC time is used; both are kept as written.")
    package static let partWithoutData = DiagnosticKind(
        "CF-MMS-NODATA", .warning, "parts of multimedia messages without readable data: {count}",
        why: "The backup names them without their content, or the content is not valid base64.",
        advice: "Make the backup again with media included if the device is still at hand.")
    package static let chatWordInTime = DiagnosticKind(
        "CF-CHAT-HALF", .warning, "a word beside the times that casefile does not know: “{word}”",
        why: "It may be the half of the day; the hours are read as they are written, all of them up to 12.",
        advice: "Compare one message with the phone; if it shows another hour, say so in the case.")
    package static let timesInSeconds = DiagnosticKind(
        "CF-TIME-SECONDS", .note, "times read as seconds, where the format has milliseconds: {count}",
        why: "Read as milliseconds they would lie in January 1970. Phones keep the times of multimedia messages in seconds.",
        advice: "Compare one of these messages with the phone.")
    package static let messagesUnsent = DiagnosticKind(
        "CF-CHAT-UNSENT", .note, "messages that were never sent (drafts, failed, queued): {count}",
        why: "The device held them, but they did not reach the other side.",
        advice: "They are marked; do not present them as received.")
}
