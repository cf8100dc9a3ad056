/// A business document: invoice, order document, despatch advice, receipt, reminder and so on.
package struct BusinessDocument: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case order, orderResponse, invoice, creditNote, debitNote, proformaInvoice, despatchAdvice, receiptAdvice, waybill
        case transportStatus, statement, reminder, remittanceAdvice, response, quotation, catalogue, contract, other
    }

    package var kind: Kind
    /// The source's own name of the type (`DespatchAdvice`).
    package var typeName: String
    /// The source's own type code (`380`), as written.
    package var typeCode: String?
    package var number: String?
    package var issued: EventTime?
    package var due: EventTime?
    package var parties: [PartyInRole]
    package var references: [Reference]
    package var amounts: [NamedAmount]
    /// What is asked to be paid (or, in a remittance, said to be paid).
    package var payable: NamedAmount?
    package var times: [NamedTime]
    package var lines: [DocumentLine]
    /// What the issuer answers (accepted, rejected, paid), by the source's own code.
    package var responses: [DocumentResponse]
    package var notes: [String]
    package var profile: String?
    package var extra: [NamedText]

    package init(kind: Kind, typeName: String) {
        self.kind = kind
        self.typeName = typeName
        parties = []
        references = []
        amounts = []
        times = []
        lines = []
        responses = []
        notes = []
        extra = []
    }
}

/// An amount by the name its source gives it (`TaxInclusiveAmount`).
package struct NamedAmount: Hashable, Sendable {
    package let name: String
    package let money: Money
    package let locator: Locator?

    package init(_ name: String, _ money: Money, locator: Locator? = nil) {
        self.name = name
        self.money = money
        self.locator = locator
    }
}

/// What was sold, sent or received on one line.
package struct DocumentLine: Hashable, Sendable {
    package var id: String?
    package var description: String?
    /// As written, with unit code.
    package var quantity: String?
    package var amount: Money?
    /// Further statements on the line by the source's own names (`ShortQuantity`, `RejectReason`, `LineStatusCode`).
    package var details: [NamedText]
    package var locator: Locator?

    package init(
        id: String?, description: String?, quantity: String?, amount: Money? = nil, details: [NamedText] = [],
        locator: Locator? = nil
    ) {
        self.id = id
        self.description = description
        self.quantity = quantity
        self.amount = amount
        self.details = details
        self.locator = locator
    }
}

/// The answer to another document.
package struct DocumentResponse: Hashable, Sendable {
    package enum Meaning: String, Hashable, Sendable, CaseIterable {
        case received, inProcess, underQuery, conditionallyAccepted, accepted, rejected, paid, unknown
    }

    package let meaning: Meaning
    package let code: String
    /// Number of the document answered.
    package let document: String?
    package let reasons: [String]
    package let date: EventTime?
    package let locator: Locator?

    package init(
        meaning: Meaning, code: String, document: String?, reasons: [String] = [], date: EventTime? = nil,
        locator: Locator? = nil
    ) {
        self.meaning = meaning
        self.code = code
        self.document = document
        self.reasons = reasons
        self.date = date
        self.locator = locator
    }
}

/// A marketplace or shop order, as the platform's interface reports it.
package struct Order: Hashable, Sendable {
    /// `aliexpress`, …
    package var platform: String
    package var id: String
    /// Ids of its parts.
    package var childIDs: [String]
    package var created: EventTime?
    package var times: [NamedTime]
    /// The platform's own status word.
    package var status: String?
    /// What that status means for a claim; the key of a phrase in `Templates/lang` (`orderStatus.…`).
    package var statusMeaning: String?
    /// What the platform's reason for the end means for a claim; the key of a phrase (`orderEndReason.…`).
    package var endMeaning: String?
    /// Further status fields by their own names (`fund_status`, `order_end_reason`).
    package var states: [NamedText]
    package var total: NamedAmount?
    package var amounts: [NamedAmount]
    package var buyer: Party?
    package var seller: Party?
    package var shipTo: Party?
    package var history: [StatusChange]
    /// Parcel numbers.
    package var parcels: [Reference]
    package var lines: [DocumentLine]

    package init(platform: String, id: String) {
        self.platform = platform
        self.id = id
        childIDs = []
        times = []
        states = []
        amounts = []
        history = []
        parcels = []
        lines = []
    }

    /// What the names of times, states and amounts begin with when they are said of a part of the order:
    /// `child_order.8123.refund_info.refund_time`.
    package static func partPrefix(_ id: String) -> String { "child_order.\(id)." }

    /// The prefix of such a name, empty for the order as a whole, and the name without it.
    package static func splitPart(_ name: String) -> (prefix: String, name: String) {
        let pieces = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[0] == "child_order" else { return ("", name) }
        return (partPrefix(String(pieces[1])), String(pieces[2]))
    }
}

/// One entry of a platform's own log.
package struct StatusChange: Hashable, Sendable {
    package let time: EventTime
    package let status: String
    package let actor: String?
    package let note: String?
    package let locator: Locator?

    package init(time: EventTime, status: String, actor: String?, note: String?, locator: Locator? = nil) {
        self.time = time
        self.status = status
        self.actor = actor
        self.note = note
        self.locator = locator
    }
}

/// A single movement of money.
package struct Payment: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case payment, refund, chargeback, fee, payout, adjustment, other
    }

    package var kind: Kind
    package var money: Money
    package var time: EventTime?
    package var payer: Party?
    package var payee: Party?
    package var references: [Reference]
    package var text: String
    /// Who says so: a payment named in a remittance is the payer's word, one in a bank statement the bank's.
    package var status: String?

    package init(kind: Kind, money: Money, time: EventTime?, text: String) {
        self.kind = kind
        self.money = money
        self.time = time
        self.text = text
        references = []
    }
}
