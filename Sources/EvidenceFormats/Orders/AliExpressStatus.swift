/// What the platform's words mean for a claim. The keys name phrases in `Templates/lang`; the words themselves are kept.
enum AliExpressStatus {
    /// `orderStatus.aliexpress.STATUS`, or `….unknown` for a word not known here.
    static func meaning(of status: String) -> String {
        let status = otherNames[status] ?? status
        return "orderStatus.aliexpress." + (statuses.contains(status) ? status : "unknown")
    }

    static func isKnown(_ status: String) -> Bool { statuses.contains(otherNames[status] ?? status) }

    private static let statuses: Set<String> = [
        "PLACE_ORDER_SUCCESS", "RISK_CONTROL", "PAYMENT_PROCESSING", "IN_CANCEL", "WAIT_SELLER_SEND_GOODS",
        "SELLER_PART_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS", "FUND_PROCESSING", "IN_ISSUE", "IN_FROZEN",
        "WAIT_SELLER_EXAMINE_MONEY", "WAIT_GROUP_SUCCESS", "IN_PRESELL_PROMOTION", "WAIT_COMPLETE_ADDRESS", "CLOSED", "FINISH",
    ]

    /// Words of the interface for drop shippers for states that sellers' orders have too.
    private static let otherNames = ["RISK_CONTROL_HOLD": "RISK_CONTROL", "WAIT_GROUP": "WAIT_GROUP_SUCCESS"]

    /// `orderEndReason.aliexpress.GROUP`: the groups that matter for a claim; `….unknown` for other words.
    static func meaning(ofEnd reason: String) -> String {
        "orderEndReason.aliexpress." + (endReasons[reason] ?? "unknown")
    }

    private static let endReasons: [String: String] = [
        "buyer_accept_goods": "buyerConfirmed", "buyer_confirm_goods": "buyerConfirmed",
        "order_completed": "buyerConfirmed",
        "buyer_accept_goods_timeout": "confirmedBySilence",
        "buyer_pay_timeout": "neverPaid", "buyer_cancel_notpay_order": "neverPaid",
        "risk_reject_closed": "riskRejected", "buyer_cancel_order_in_risk": "riskRejected",
        "cancel_order_close_trade": "cancelledAfterAcceptance",
        "seller_send_goods_timeout": "sellerDefault", "seller_response_issue_timeout": "sellerDefault",
        "seller_accept_issue_no_goods_return": "disputeSettled",
    ]
}
