import CaseModel

/// Every key of the phrases that a case may hold, with the arguments its wording may use. The wording stands under
/// `phrases` in `Templates/lang/*.json`; a test compares both.
package enum PhraseCatalogue {
    package static let all: [String: [String]] = titles.merging(account) { a, _ in a }
        .merging(documents) { a, _ in a }.merging(events) { a, _ in a }.merging(words) { a, _ in a }.merging(meanings) { a, _ in a }

    private static let titles: [String: [String]] = {
        var keys = [
            "exhibitTitle.given": ["title"], "exhibitTitle.container": ["name"], "exhibitTitle.file": ["name"],
            "exhibitTitle.platformOrder": ["platform", "number"], "exhibitTitle.payments": ["name"],
            "exhibitTitle.contacts": ["name"], "exhibitTitle.image": ["name"],
            "exhibitTitle.documentUnnumbered": ["kind"], "exhibitTitle.tracking": ["number"],
            "exhibitTitle.trackingBy": ["carrier", "number"], "exhibitTitle.mailbox": ["name", "count"],
            "exhibitTitle.mail": ["subject", "sender"], "exhibitTitle.mailWithoutSubject": ["sender"],
            "exhibitTitle.calls": ["name"], "exhibitTitle.conversationBetween": ["platform", "names"],
            "exhibitTitle.conversations": ["platform", "name"],
            "exhibitTitle.conversation": ["platform", "title"],
        ]
        for kind in BusinessDocument.Kind.allCases {
            keys["exhibitTitle.\(kind.rawValue)"] = kind == .other ? ["type", "number"] : ["number"]
        }
        return keys
    }()

    private static let account: [String: [String]] = [
        "account.invoice": ["number"], "account.debitNote": ["number"], "account.creditNote": ["number"],
        "account.remittanceAdvice": ["number"], "account.unnumbered": ["kind"],
        "account.order": ["platform", "number"], "account.platformPayment": ["platform", "number"],
        "account.platformRefund": ["platform", "number"], "account.platformChargeback": ["platform", "number"],
        "account.prepaid": ["number"], "account.payment": ["text"], "account.paymentBare": [], "account.refund": ["text"],
        "account.refundBare": [],
        "account.chargeback": ["text"], "account.chargebackBare": [],
    ]

    private static let documents: [String: [String]] = {
        var keys = ["timeline.documentUnnumbered": ["kind"], "timeline.due": ["number"]]
        for kind in BusinessDocument.Kind.allCases {
            let key = "timeline.document.\(kind.rawValue)"
            keys[key] = kind == .other ? ["type", "number"] : ["number"]
            if Chronology.kindsWithAmount.contains(kind) { keys[key + ".amount"] = ["number", "amount"] }
        }
        for act in ["despatched", "pickedUp", "delivered", "received"] { keys["timeline.act.\(act)"] = ["number"] }
        for meaning in DocumentResponse.Meaning.allCases { keys["timeline.response.\(meaning.rawValue)"] = ["document"] }
        return keys
    }()

    private static let events: [String: [String]] = {
        var keys = [
            "timeline.platformOrder": ["platform", "number"],
            "timeline.platformOrder.amount": ["platform", "number", "amount"],
            "timeline.status": ["platform", "number", "status"],
            "timeline.status.note": ["platform", "number", "status", "note"],
            "timeline.parcel.backAtSender": ["number"], "timeline.delivered": ["number"],
            "timeline.delivered.signed": ["number", "signatory"], "timeline.delivered.at": ["number", "place"],
            "timeline.delivered.signedAt": ["number", "signatory", "place"],
            "timeline.mail": ["sender", "subject"], "timeline.mailWithoutSubject": ["sender"],
            "timeline.call": ["direction", "party", "outcome"],
            "timeline.call.duration": ["direction", "party", "outcome", "seconds"],
            "timeline.chat": ["platform", "sender", "words", "count"],
            "timeline.chat.one": ["platform", "sender", "words", "count"],
            "timeline.chat.file": ["platform", "sender", "count"],
            "timeline.photograph": ["name"], "timeline.photographs": ["count"],
        ]
        for act in ["paid", "sent", "ended", "disputed", "refunded", "paidOut"] {
            keys["timeline.platform.\(act)"] = ["platform", "number"]
        }
        for kind in Payment.Kind.allCases {
            keys["timeline.money.\(kind.rawValue)"] = ["amount"]
            keys["timeline.money.\(kind.rawValue).text"] = ["amount", "text"]
        }
        for step in ShipmentStep.allCases where step != .delivered && step != .unknown {
            keys["timeline.parcel.\(step.rawValue)"] = ["number"]
            keys["timeline.parcel.\(step.rawValue).place"] = ["number", "place"]
        }
        return keys
    }()

    /// Words that stand as arguments in other phrases.
    private static let words: [String: [String]] = {
        var keys: [String: [String]] = ["platform.unknown": []]
        for platform in Wording.platforms { keys["platform.\(platform)"] = [] }
        for kind in BusinessDocument.Kind.allCases where kind != .other { keys["documentKind.\(kind.rawValue)"] = [] }
        for step in ShipmentStep.allCases { keys["shipmentStep.\(step.rawValue)"] = [] }
        for outcome in Call.Outcome.allCases { keys["callOutcome.\(outcome.rawValue)"] = [] }
        for direction in Call.Direction.allCases { keys["callDirection.\(direction.rawValue)"] = [] }
        for milestone in ["ordered", "despatched", "collected", "delivered"] { keys["milestone.\(milestone)"] = [] }
        return keys
    }()

    /// Meanings of platform states, which readers name in orders.
    private static let meanings: [String: [String]] = {
        let statuses = [
            "PLACE_ORDER_SUCCESS", "RISK_CONTROL", "PAYMENT_PROCESSING", "IN_CANCEL", "WAIT_SELLER_SEND_GOODS",
            "SELLER_PART_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS", "FUND_PROCESSING", "IN_ISSUE", "IN_FROZEN",
            "WAIT_SELLER_EXAMINE_MONEY", "WAIT_GROUP_SUCCESS", "IN_PRESELL_PROMOTION", "WAIT_COMPLETE_ADDRESS", "CLOSED", "FINISH",
            "unknown",
        ]
        let ends = [
            "buyerConfirmed", "confirmedBySilence", "neverPaid", "riskRejected", "cancelledAfterAcceptance",
            "sellerDefault", "disputeSettled", "unknown",
        ]
        let keys = statuses.map { "orderStatus.aliexpress." + $0 } + ends.map { "orderEndReason.aliexpress." + $0 }
        return Dictionary(keys.map { ($0, []) }, uniquingKeysWith: { first, _ in first })
    }()
}
