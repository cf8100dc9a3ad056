/// Kinds the intake itself reports.
extension DiagnosticKind {
    package static let moreOfTheSame = DiagnosticKind(
        "CF-REPEATED", .note, "{count} more of {code} in this file",
        why: "A file may repeat one oddity thousands of times; the first hundred are listed.",
        advice: "Nothing to do: all of them concern the same oddity.")
    package static let formatTie = DiagnosticKind(
        "CF-FORMAT-TIE", .warning, "claimed by {readers} as well; read as {chosen}",
        why: "Two readers recognise this file on equal grounds.",
        advice: "Check the records of this file, and tell us: one of the readers claims too much.")
    package static let changedWhileReading = DiagnosticKind(
        "CF-FILE-CHANGED", .error, "changed while it was read",
        why: "Another program wrote to the file in the meantime, so its digest and its content may differ.",
        advice: "Close the other program and run again.")
    package static let fileUnreadable = DiagnosticKind(
        "CF-FILE-UNREADABLE", .error, "could not be read: {reason}",
        why: "The system refused the bytes of the file or of a part of it.",
        advice: "Check the file and its permissions, or copy it again from its source.")
    package static let containerDamaged = DiagnosticKind(
        "CF-CONTAINER-DAMAGED", .error, "the container is damaged: {reason}",
        why: "Its directory or one of its parts is not as it should be, so parts may be missing.",
        advice: "Fetch the file again from its source. What could be read was read.")
    package static let containerTooMany = DiagnosticKind(
        "CF-CONTAINER-MEMBERS", .error, "the container is not unpacked: {reason}",
        why: "A small file can hold millions of parts, so their number is limited.",
        advice: "If it is an ordinary export, allow more with --container-limit: every 2 GB allow 10,000 members.")
    package static let containerOdd = DiagnosticKind(
        "CF-CONTAINER-ODD", .warning, "the container is built in an unusual way: {reason}",
        why: "Programs that read it in different ways may see different contents.",
        advice: "Ask where the file comes from, and what wrote it.")
    package static let memberRefused = DiagnosticKind(
        "CF-MEMBER-REFUSED", .error, "a part was not taken in: {name} ({reason})",
        why: "It is encrypted, no regular file, or beyond a safety limit.",
        advice: "Unpack it yourself where that is safe, and add the file to the evidence folder.")
    package static let memberNameUnsafe = DiagnosticKind(
        "CF-MEMBER-NAME", .warning, "a part has an unsafe name: {name} ({reason})",
        why: "Such names are used to write outside of the folder a container is unpacked into. casefile never unpacks by name.",
        advice: "Nothing to do: the part was taken in under a safe name.")
    package static let nestingTooDeep = DiagnosticKind(
        "CF-CONTAINER-DEPTH", .error, "containers inside containers beyond level {level} are not opened",
        why: "Endless nesting is used to stop programs.",
        advice: "Unpack the inner container yourself and add its files to the evidence folder.")
    package static let nameNotUTF8 = DiagnosticKind(
        "CF-NAME-ENCODING", .note, "the file name is not UTF-8; shown as read in {encoding}",
        why: "It was written by a system with another character set, often a zip made in China.",
        advice: "Nothing to do: the bytes of the name are kept.")
    package static let textEncodingGuess = DiagnosticKind(
        "CF-TEXT-GUESS", .note, "read as {basis}",
        why: "The file does not say in which character set it is written; it was decided over the whole file.",
        advice: "If the words look wrong, export the file again as UTF-8.")
    package static let textDamaged = DiagnosticKind(
        "CF-TEXT-DAMAGED", .warning, "{count} damaged places in the text, shown as U+FFFD",
        why: "Some bytes are not valid in the character set of the rest of the file.",
        advice: "Look at the places in the original; nothing else of the text is affected.")
    package static let factsLeftOut = DiagnosticKind(
        "CF-FACTS-LIMIT", .note, "more than {count} different {what}; the list stops there",
        why: "A list of facts is meant to be read by people and programs; the records themselves are all counted.",
        advice: "Nothing to do.")
}
