/// Kinds that the readers of images, PDFs and plain texts report.
extension DiagnosticKind {
    package static let imageUnreadable = DiagnosticKind(
        "CF-IMAGE-UNREADABLE", .error, "the image cannot be read",
        why: "Its file is damaged before the place that tells the size of the picture.",
        advice: "Get the picture again from the phone or camera. The original stays in the dossier as it is.")
    package static let imageTruncated = DiagnosticKind(
        "CF-IMAGE-TRUNCATED", .error, "the image file ends too early",
        why: "A part of the picture is missing, often after a broken download.",
        advice: "Get the picture again from the phone or camera. The original stays in the dossier as it is.")
    package static let imageLocation = DiagnosticKind(
        "CF-IMAGE-LOCATION", .note, "the image holds the place where it was taken",
        why: "Phones store coordinates in photographs. They are not shown in the bundle; the original keeps them.",
        advice: "Nothing to do, unless the place must not be known: then leave the file out in case.yaml.")
    package static let imageFrames = DiagnosticKind(
        "CF-IMAGE-FRAMES", .warning, "the file holds several pictures: {count}; only the first is shown",
        why: "It is an animation or a series; a page shows one picture.",
        advice: "Open the original to see the others. Add those that matter as files of their own.")
    package static let pdfRepaired = DiagnosticKind(
        "CF-PDF-REPAIRED", .error, "the PDF is damaged; its pages are shown as far as they can be read: {reason}",
        why: "Its structure is broken, and had to be repaired in a copy to show it.",
        advice: "Get the file again from its source. The original stays in the dossier as it is.")
    package static let pdfUnusable = DiagnosticKind(
        "CF-PDF-UNUSABLE", .error, "the PDF cannot be opened: {reason}",
        why: "It is damaged or cut off.", advice: "Get the file again from its source. The original stays in the dossier as it is.")
    package static let pdfLocked = DiagnosticKind(
        "CF-PDF-LOCKED", .error, "the PDF needs a password",
        why: "casefile never asks for passwords and never breaks them.",
        advice: "Save a copy without password and add it to the evidence folder.")
    package static let pdfNotExamined = DiagnosticKind(
        "CF-PDF-TOOLS", .error, "the PDF was not looked into: {reason}",
        why: "Its pages and text are read by qpdf and poppler.", advice: "Run Scripts/setup, or `casefile doctor` to see what is missing.")
    package static let pdfRevisions = DiagnosticKind(
        "CF-PDF-REVISIONS", .note, "the PDF was saved {count} times",
        why: "Every saved state is still in the file: it was changed, signed or annotated after it was first made.",
        advice: "Ask who changed it when it matters; the earlier states can be recovered from the original.")
    package static let pdfAnnotations = DiagnosticKind(
        "CF-PDF-ANNOTATIONS", .warning,
        "annotations of this PDF that cannot be shown on its pages: {count} ({kinds}); they are in the original",
        why: "They carry no appearance of their own: every viewer draws such notes and marks as it likes.",
        advice: "Open the original to see them, or print it to a new PDF and add that to the evidence folder too.")
    package static let pdfAnnotationsUnknown = DiagnosticKind(
        "CF-PDF-ANNOTATIONS-UNKNOWN", .warning,
        "it could not be found out whether annotations of this PDF are missing on its pages; they would be in the original",
        why: "The list of what the PDF is made of is too long for the tools, takes them too long, or cannot be read.",
        advice: "Open the original and compare it with the pages shown.")
    package static let pdfWithoutText = DiagnosticKind(
        "CF-PDF-NOTEXT", .note, "the PDF has no text layer",
        why: "It is a scan or a picture: its words cannot be searched.", advice: "Run text recognition on a copy if the words matter.")
}
