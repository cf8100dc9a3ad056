/// Kinds that readers of marketplace and shop orders report.
extension DiagnosticKind {
    package static let orderTimesPacific = DiagnosticKind(
        "CF-ORDER-PACIFIC", .note, "times are the platform's clock (US Pacific), written without a zone",
        why: "The open platform documents its order times as US Pacific time, whatever their names (`gmt_…`) say.",
        advice: "They are shown as written and read as US Pacific time where an instant is needed.")
    package static let orderWithoutID = DiagnosticKind(
        "CF-ORDER-NO-ID", .error, "an order without its number",
        why: "The reply describes an order but does not name it: the number stood in the request only.",
        advice: "Add the order list or detail reply that names the order.")
    package static let orderReplyIsError = DiagnosticKind(
        "CF-ORDER-ERROR", .warning, "the platform answered with an error: {text}",
        why: "The request was refused, so the reply holds no order.",
        advice: "Repeat the request; the reply is kept as it is.")
    package static let orderErrorBesideData = DiagnosticKind(
        "CF-ORDER-ERROR-BESIDE", .note, "an error text stands beside valid data: “{text}”",
        why: "Some replies carry such a text although the order was delivered.",
        advice: "The data were read. Fetch the reply again if something is missing.")
    package static let orderAmountMismatch = DiagnosticKind(
        "CF-ORDER-AMOUNT", .warning, "{field}: {amount} is stated, but {cents} in the smallest unit",
        why: "The platform writes each amount twice, and the two differ. The decimal text is used.",
        advice: "Check the amount in the seller centre.")
    package static let orderPagesMissing = DiagnosticKind(
        "CF-ORDER-PAGES", .warning, "{found} of {total} orders are in this reply (page {page} of {pages})",
        why: "The list goes on in further replies.",
        advice: "Export the other pages too.")
    package static let orderMasked = DiagnosticKind(
        "CF-ORDER-MASKED", .note, "masked by the platform: {field}",
        why: "Personal data are shown in part only. Such a value is never taken to be equal to a full one.",
        advice: "Fetch the receiver's address while the platform still gives it.")
    package static let orderEndUnclear = DiagnosticKind(
        "CF-ORDER-END", .note, "the order has ended, but nothing says how",
        why: "FINISH stands for any end. Without a reason, a payment time or a parcel it may have been closed unpaid.",
        advice: "Fetch the order's detail reply.")
    package static let orderStatusUnknown = DiagnosticKind(
        "CF-ORDER-STATUS", .note, "an order status this reader does not know: {text}",
        why: "Platforms add and rename states. The word is kept as written.",
        advice: "Look it up in the seller centre.")
    package static let parcelNumberPlaceholder = DiagnosticKind(
        "CF-ORDER-PARCEL", .note, "“{text}” is no parcel number",
        why: "It is too short or a placeholder.",
        advice: "Add the carrier's tracking record if there is one.")
}
