/// Every kind of finding with the arguments its wording may use, in the order of the report. The wording stands under
/// `findings` in `Templates/lang/*.json`; a test compares both.
package enum FindingCatalogue {
    package struct Entry: Hashable, Sendable {
        package let code: String
        /// Names of the arguments every finding of this code carries.
        package let arguments: [String]

        init(_ code: String, _ arguments: String...) {
            self.code = code
            self.arguments = arguments
        }
    }

    package static let all: [Entry] = delivery + money + links + buyer + platform + dates + evidence

    static let delivery = [
        Entry("CF-F-DELIVERY-NO-PARCEL", "document"),
        Entry("CF-F-DELIVERY-NO-REPORT", "number"),
        Entry("CF-F-DELIVERY-UNPROVEN", "number", "step"),
        Entry("CF-F-PARCEL-RETURNED", "number"),
        Entry("CF-F-PARCEL-LOST", "number"),
        Entry("CF-F-PARCEL-CANCELLED", "number"),
        Entry("CF-F-PARCEL-OTHER-ORDER", "number", "reference"),
        Entry("CF-F-PARCEL-UNNAMED", "number", "known"),
        Entry("CF-F-CONSIGNEE-DIFFERS", "number", "consignee", "expected"),
        Entry("CF-F-DESTINATION-DIFFERS", "number", "destination", "expected"),
        Entry("CF-F-PARCEL-AFTER-DELIVERY", "number", "text", "time"),
        Entry("CF-F-DELIVERY-PLACE-DIFFERS", "number", "place", "expected"),
        Entry("CF-F-DELIVERY-SAFE-DROP", "number", "place"),
        Entry("CF-F-DELIVERY-NO-SIGNATURE", "number"),
        Entry("CF-F-SIGNATORY-UNCLEAR", "number", "signatory"),
        Entry("CF-F-DELIVERY-TWICE", "number", "first", "second"),
        Entry("CF-F-DELIVERY-AFTER-DUE", "number", "delivered", "due"),
        Entry("CF-F-DELIVERY-LATE", "number", "delivered", "promised"),
    ]

    static let money = [
        Entry("CF-F-AMOUNT-CONFLICT", "kind", "number", "lowest", "highest"),
        Entry("CF-F-CURRENCIES-MIXED", "currencies"),
        Entry("CF-F-AMOUNT-ORDER-INVOICE", "order", "ordered", "invoiced"),
        Entry("CF-F-PAYMENT-DEFEATS", "paid", "charged"),
        Entry("CF-F-PRINCIPAL-TOO-HIGH", "principal", "due"),
        Entry("CF-F-PRINCIPAL-LOWER", "principal", "due"),
        Entry("CF-F-PRINCIPAL-UNSUPPORTED", "principal"),
        Entry("CF-F-PAYMENT-REDUCES", "paid", "due"),
        Entry("CF-F-CREDIT-REDUCES", "credited", "due"),
        Entry("CF-F-REFUNDED", "refunded"),
        Entry("CF-F-PAYMENT-JOINED", "amount"),
        Entry("CF-F-INVOICE-MISSING", "order"),
        Entry("CF-F-INVOICE-REPLACED", "number", "replacement"),
        Entry("CF-F-INVOICE-INSTALMENT", "number", "whole"),
        Entry("CF-F-INVOICE-WITHOUT-AMOUNT", "number"),
        Entry("CF-F-AMOUNT-WITHOUT-CURRENCY", "amount"),
    ]

    static let links = [
        Entry("CF-F-ORDER-NOT-NAMED", "order"),
        Entry("CF-F-DOCUMENT-OTHER-ORDER", "document", "order"),
        Entry("CF-F-DOCUMENT-OTHER-PARTIES", "kind", "number", "names"),
        Entry("CF-F-PAYMENT-OTHER-ORDER", "amount", "order"),
        Entry("CF-F-CLAIMANT-UNMATCHED", "name", "found"),
        Entry("CF-F-RESPONDENT-UNMATCHED", "name", "found"),
    ]

    static let buyer = [
        Entry("CF-F-ORDER-WITHDRAWN", "number"),
        Entry("CF-F-RESPONSE-REJECTED", "document", "code"),
        Entry("CF-F-RESPONSE-QUERY", "document", "code"),
        Entry("CF-F-RESPONSE-PAID", "document", "code"),
        Entry("CF-F-RESPONSE-ACCEPTED", "document", "code"),
        Entry("CF-F-RECEIPT-ADVICE", "number"),
        Entry("CF-F-MESSAGE-COMPLAINT", "count", "words", "time"),
        Entry("CF-F-MESSAGE-DEBT", "count", "words", "time"),
        Entry("CF-F-MESSAGE-RECEIPT", "count", "words", "time"),
    ]

    static let platform = [
        Entry("CF-F-ORDER-AGAINST-SELLER", "platform", "number", "status"),
        Entry("CF-F-ORDER-NEVER-PAID", "platform", "number", "status"),
        Entry("CF-F-ORDER-CANCELLED", "platform", "number", "status"),
        Entry("CF-F-ORDER-DISPUTED", "platform", "number", "status"),
        Entry("CF-F-ORDER-FROZEN", "platform", "number", "status"),
        Entry("CF-F-ORDER-PAID-OUT", "platform", "number", "status"),
        Entry("CF-F-ORDER-CONFIRMED", "platform", "number", "status"),
        Entry("CF-F-ORDER-CONFIRMED-BY-TIMEOUT", "platform", "number", "status"),
    ]

    static let dates = [
        Entry("CF-F-DATES-REVERSED", "earlier", "earlierTime", "later", "laterTime"),
        Entry("CF-F-TIME-AMBIGUOUS", "count"),
        Entry("CF-F-TIME-UNREADABLE", "count"),
        Entry("CF-F-TIME-WITHOUT-ZONE", "count"),
        Entry("CF-F-TIME-ZONE-ASSUMED", "zone", "count"),
        Entry("CF-F-TIME-CLOCK-CHANGE", "zone", "count"),
        Entry("CF-F-TIME-OF-PLACE", "count"),
    ]

    static let evidence = [
        Entry("CF-F-FILES-UNREADABLE", "count", "names"),
        Entry("CF-F-FILES-PARTLY-READ", "count", "names"),
        Entry("CF-F-NAME-DISGUISED", "names"),
        Entry("CF-F-EXPORTS-DIFFER", "title", "count"),
        Entry("CF-F-MESSAGES-DELETED", "title", "count"),
        Entry("CF-F-ATTACHMENTS-MISSING", "title", "count"),
        Entry("CF-F-EXPORTS-MERGED", "title", "exports", "common"),
        Entry("CF-F-MEDIA-LEFT-OUT", "title", "count"),
        Entry("CF-F-MESSAGES-EDITED", "title", "count"),
        Entry("CF-F-MESSAGES-UNSENT", "title", "count"),
        Entry("CF-F-PDF-CHANGED", "name", "count"),
        Entry("CF-F-DUPLICATES", "count", "names"),
        Entry("CF-F-SAME-NAME", "count", "names"),
        Entry("CF-F-FILES-NOT-UNDERSTOOD", "count", "names"),
        Entry("CF-F-REFUSED", "count", "names"),
    ]
}
