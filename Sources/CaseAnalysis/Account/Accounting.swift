import CaseModel
import struct Foundation.Decimal

/// The statement of account: what was charged, credited, paid and refunded, each once however many files state it.
///
/// What is not stated is not there: an absent payment is no entry and no claim that nothing was paid.
struct Accounting {
    /// Documents of one number that ask for different amounts; the lowest is charged.
    struct Conflict {
        let number: String
        let documents: [Cited<BusinessDocument>]
    }

    private(set) var accounts: [Account] = []
    private(set) var conflicts: [Conflict] = []
    /// Invoices and payments whose currency nobody states: not in any sum.
    private(set) var withoutCurrency: [(text: String, citations: Citations)] = []
    /// Invoices that a corrected one replaces: number, number of the correction.
    private(set) var replaced: [(old: String, new: Cited<BusinessDocument>)] = []

    /// Documents between others than the parties of the case: in no sum.
    private(set) var betweenOthers: [Cited<BusinessDocument>] = []
    /// Invoices whose amount stands inside a later one: the invoice, the later one.
    private(set) var instalments: [(part: Cited<BusinessDocument>, whole: Cited<BusinessDocument>)] = []

    private let context: AnalysisContext
    /// What invoices say was paid before them.
    private var prepaid: [(money: Money, date: EventTime?, number: String?, citations: Citations)] = []
    private var entries: [Account.Entry] = []

    init(_ context: AnalysisContext) {
        self.context = context
        charge()
        credit()
        chargeOrders()
        pay()
        payByPrepayment()
        let currencies = Set(entries.compactMap(\.money.currency)).sorted()
        accounts = currencies.map { currency in
            Account(currency: currency, entries: sorted(entries.filter { $0.money.currency == currency }))
        }
    }

    private func sorted(_ entries: [Account.Entry]) -> [Account.Entry] {
        func key(_ entry: Account.Entry) -> (Int64, Int) {
            (entry.date.flatMap { context.clock.order($0) } ?? .max, Account.Kind.allCases.firstIndex(of: entry.kind) ?? 0)
        }
        return entries.sorted { a, b in
            let (first, second) = (key(a), key(b))
            return first != second ? first < second : context.gathering.precedes(a.citations.first, b.citations.first)
        }
    }

    private mutating func add(
        _ kind: Account.Kind, _ money: Money, _ date: EventTime?, _ text: Phrase, _ citations: Citations
    ) {
        guard money.currency != nil else {
            withoutCurrency.append((money.text.isEmpty ? money.plain : money.text, citations))
            return
        }
        let date = date.flatMap { $0.value == .unknown ? nil : context.clock.time($0) }
        entries.append(Account.Entry(kind: kind, date: date, money: money, text: text, citations: citations))
    }

    private func isOurs(_ document: BusinessDocument) -> Bool {
        if case .other = context.scope.standing(of: document) { false } else { true }
    }

    // MARK: - Documents

    /// Documents of one kind in groups of one number and issuer; what has no number is grouped by day and amount. Copies of
    /// one number, day and amount are one document, however the issuer is spelt.
    private mutating func groups(_ kinds: Set<BusinessDocument.Kind>) -> [[Cited<BusinessDocument>]] {
        var groups: [[Cited<BusinessDocument>]] = []
        var places: [String: [Int]] = [:]
        for document in context.records.documents {
            let value = document.value
            guard kinds.contains(value.kind), isOurs(value), let payable = value.payable else { continue }
            if context.strangers.exchanged(value) {
                betweenOthers.append(document)
                continue
            }
            let own = value.number.map(Identifier.plain) ?? "\u{0}\(value.issued?.iso ?? "") \(payable.money.plain)"
            let key = value.kind.rawValue + "\u{0}" + own
            let twin = places[key, default: []].first { place in
                groups[place].contains { other in
                    let (one, two) = (value.issuer?.name.map(Names.key), other.value.issuer?.name.map(Names.key))
                    let isSame =
                        value.issued?.day == other.value.issued?.day && payable.money.amount == other.value.payable?.money.amount
                    return one == two || one == nil || two == nil || isSame
                }
            }
            if let twin {
                groups[twin].append(document)
            } else {
                places[key, default: []].append(groups.count)
                groups.append([document])
            }
        }
        return groups
    }

    private mutating func charge() {
        let groups = groups([.invoice, .debitNote])
        let corrections = groups.flatMap { $0 }.filter { $0.value.typeCode == "384" }
        var old: [String: Cited<BusinessDocument>] = [:]
        for correction in corrections {
            for reference in correction.value.references where reference.kind == .invoice {
                let number = Identifier.plain(reference.value)
                let isItself = number == correction.value.number.map(Identifier.plain)
                // Of two corrections that name each other, the later one counts.
                let isMutual = corrections.contains { other in
                    other.value.number.map(Identifier.plain) == number && isLater(other.value, correction.value)
                }
                if !isItself, !isMutual { old[number] = correction }
            }
        }
        for group in groups {
            if let number = group.first?.value.number, let correction = old[Identifier.plain(number)] {
                replaced.append((number, correction))
                continue
            }
            if let part = group.first, let whole = wholeInvoice(of: part.value, in: groups) {
                instalments.append((part, whole))
                continue
            }
            add(group, .charged, "account.\(group[0].value.kind == .debitNote ? "debitNote" : "invoice")")
        }
    }

    private func isLater(_ one: BusinessDocument, _ other: BusinessDocument) -> Bool {
        let days = [one, other].map { $0.issued?.day?.daysSinceEpoch ?? .min }
        return days[0] != days[1] ? days[0] > days[1] : (one.number ?? "") > (other.number ?? "")
    }

    private mutating func credit() {
        for group in groups([.creditNote]) { add(group, .credited, "account.creditNote") }
    }

    /// One entry for a group. Where copies differ, charges take the lowest amount and credits the highest, so that
    /// the claim is not overstated.
    private mutating func add(_ group: [Cited<BusinessDocument>], _ kind: Account.Kind, _ key: String) {
        let stated = group.compactMap { document in asked(document.value).map { (document, $0.money) } }
        guard var chosen = stated.first else { return }
        for other in stated.dropFirst() where other.1.currency == chosen.1.currency {
            let isBetter = kind == .credited ? abs(other.1.amount) > abs(chosen.1.amount) : other.1.amount < chosen.1.amount
            if isBetter { chosen = other }
        }
        let isSame = stated.allSatisfy { $0.1.amount == chosen.1.amount && $0.1.currency == chosen.1.currency }
        if !isSame, let number = group[0].value.number { conflicts.append(Conflict(number: number, documents: group)) }
        let agreeing = stated.filter { $0.1.amount == chosen.1.amount && $0.1.currency == chosen.1.currency }
        let cited = agreeing.map { document, _ in
            Citations(
                context.gathering.refine(document.citations.first, asked(document.value)?.locator),
                Array(document.citations.all.dropFirst()))
        }
        guard let citations = Citations.joined(cited) else { return }
        let money =
            kind == .credited
            ? Money(amount: abs(chosen.1.amount), currency: chosen.1.currency, text: chosen.1.text) : chosen.1
        let number = chosen.0.value.number
        let text =
            number.map { Phrase(key, ["number": .text($0)]) }
            ?? Phrase("account.unnumbered", ["kind": Wording.kind(chosen.0.value)])
        add(kind, money, chosen.0.value.issued, text, citations)
        if kind == .charged, let before = prepayment(chosen.0.value) {
            let place = context.gathering.refine(chosen.0.citations.first, before.locator)
            prepaid.append((before.money, chosen.0.value.issued, number, Citations(place)))
        }
    }

    /// What a document asks for: with prepayments taken off, the whole is charged and they are payments.
    func asked(_ document: BusinessDocument) -> NamedAmount? {
        prepayment(document) == nil ? document.payable : document.amounts.first { $0.name == "TaxInclusiveAmount" }
    }

    /// UBL's PrepaidAmount, where it explains the difference between the whole and what is payable.
    private func prepayment(_ document: BusinessDocument) -> NamedAmount? {
        guard let payable = document.payable?.money, let whole = document.amounts.first(where: { $0.name == "TaxInclusiveAmount" })?.money,
            let before = document.amounts.first(where: { $0.name == "PrepaidAmount" }), before.money.amount > 0,
            before.money.currency == payable.currency, whole.currency == payable.currency,
            whole.amount - before.money.amount == payable.amount
        else { return nil }
        return before
    }

    /// What was paid before the invoice is in the account where a record says so; only the rest is added.
    private mutating func payByPrepayment() {
        var known = entries.filter { $0.kind == .paid }.map { (day: $0.date?.time.day, currency: $0.money.currency, left: $0.money.amount) }
        for (money, date, number, citations) in prepaid {
            var rest = money.amount
            for place in known.indices where rest > 0 && known[place].currency == money.currency && known[place].left > 0 {
                if let invoiced = date?.day, let paid = known[place].day, paid > invoiced { continue }
                let share = min(rest, known[place].left)
                known[place].left -= share
                rest -= share
            }
            guard rest > 0 else { continue }
            let part = Money(amount: rest, currency: money.currency, text: rest == money.amount ? money.text : "\(rest)")
            add(.paid, part, date, Phrase("account.prepaid", ["number": .text(number ?? "–")]), citations)
        }
    }

    /// The later invoice that takes off as paid before just what this one is for: its amount stands inside the later one.
    private func wholeInvoice(of own: BusinessDocument, in groups: [[Cited<BusinessDocument>]]) -> Cited<BusinessDocument>? {
        guard let payable = own.payable?.money, let day = own.issued?.day else { return nil }
        let orders = Set(own.references.filter { $0.kind == .order }.map { Identifier.plain($0.value) })
        return groups.lazy.compactMap(\.first).first { other in
            let later = other.value
            guard let before = prepayment(later)?.money, let laterDay = later.issued?.day, laterDay >= day,
                later.number != own.number, before.amount == payable.amount, before.currency == payable.currency
            else { return false }
            return own.typeCode == "386"
                || later.references.contains { $0.kind == .order && orders.contains(Identifier.plain($0.value)) }
        }
    }

    // MARK: - Orders

    /// Ends of an order after which no debt exists on the platform: it was never paid, or its payment was refused.
    static let endsWithoutDebt: Set<String> = [
        "buyer_pay_timeout", "buyer_cancel_notpay_order", "risk_reject_closed", "buyer_cancel_order_in_risk",
    ]

    /// Totals of platform orders, where no invoice charges them.
    private mutating func chargeOrders() {
        let invoiced = Set(
            context.records.documents.filter {
                $0.value.kind == .invoice && context.isOurs($0.value) && !$0.value.references.contains { $0.kind == .order }
            }.compactMap(\.value.payable?.money.currency))
        let invoices = Set(
            context.records.documents.filter { $0.value.kind == .invoice && $0.value.payable != nil && context.isOurs($0.value) }
                .flatMap(\.value.references).filter { $0.kind == .order }.map { Identifier.plain($0.value) })
        for order in context.records.orders {
            guard let total = order.value.total, isOurs(order.value),
                !order.value.states.contains(where: { Self.endsWithoutDebt.contains($0.text.lowercased()) })
            else { continue }
            if let currency = total.money.currency, invoiced.contains(currency) { continue }
            // Its invoice may ask in another currency.
            if invoices.contains(Identifier.plain(order.value.id)) { continue }
            let text = Phrase(
                "account.order", ["platform": Wording.platform(order.value.platform), "number": .text(order.value.id)])
            let citations = Citations(
                context.gathering.refine(order.citations.first, total.locator), Array(order.citations.all.dropFirst()))
            add(.charged, total.money, order.value.created, text, citations)
        }
    }

    private func isOurs(_ order: Order) -> Bool {
        if case .other = context.scope.standing(of: order) { false } else { true }
    }

    // MARK: - Payments

    /// Words in a payment's state that mean that no money moved.
    private static let notMoved = ["fail", "pending", "cancel", "declin", "void", "reject", "denied", "expired"]

    private mutating func pay() {
        var advices: [Int: String] = [:]
        for document in context.records.documents where document.value.kind == .remittanceAdvice {
            for citation in document.citations.all { advices[citation.item] = document.value.number }
        }
        for payment in context.records.payments {
            if case .other = context.scope.standing(of: payment.value) { continue }
            if context.strangers.exchanged(payment.value) { continue }
            if let status = payment.value.status?.lowercased(), Self.notMoved.contains(where: status.contains) { continue }
            let text = payment.value.text
            let arguments: KeyValuePairs<String, Phrase.Argument> = ["text": .text(Wording.excerpt(text, limit: 100))]
            let amount = Money(
                amount: abs(payment.value.money.amount), currency: payment.value.money.currency,
                text: payment.value.money.text)
            let bare = text.trimmingBlanks().isEmpty
            switch payment.value.kind {
            case .payment:
                let announced = payment.citations.all.count == 1 ? advices[payment.citations.first.item] : nil
                let phrase =
                    announced.map { Phrase("account.remittanceAdvice", ["number": .text($0)]) }
                    ?? (bare ? Phrase("account.paymentBare") : Phrase("account.payment", arguments))
                add(.paid, amount, payment.value.time, phrase, payment.citations)
            case .refund:
                add(
                    .refunded, amount, payment.value.time, bare ? Phrase("account.refundBare") : Phrase("account.refund", arguments),
                    payment.citations)
            case .chargeback:
                add(
                    .refunded, amount, payment.value.time,
                    bare ? Phrase("account.chargebackBare") : Phrase("account.chargeback", arguments), payment.citations)
            case .fee, .payout, .adjustment, .other: break
            }
        }
        payByAdvice()
        payByPlatform()
        refundByPlatform()
    }

    /// Remittance advices that came without a payment record of their own.
    private mutating func payByAdvice() {
        let covered = Set(context.records.payments.flatMap { $0.citations.all.map(\.item) })
        for group in groups([.remittanceAdvice]) {
            guard let first = group.first, !first.citations.all.contains(where: { covered.contains($0.item) }) else { continue }
            add(group, .paid, "account.remittanceAdvice")
        }
    }

    /// Orders whose platform says that the buyer's money arrived, where no payment record says it.
    private mutating func payByPlatform() {
        let covered = Set(context.records.payments.flatMap { $0.citations.all.map(\.item) })
        for order in context.records.orders where isOurs(order.value) {
            guard let total = order.value.total,
                order.value.states.contains(where: { $0.name == "fund_status" && $0.text == "PAY_SUCCESS" }),
                !order.citations.all.contains(where: { covered.contains($0.item) })
            else { continue }
            let time = order.value.times.first { $0.name.hasPrefix("gmt_pay") || $0.name == "order_paidtime_string" }?.time
            let text = Phrase(
                "account.platformPayment",
                ["platform": Wording.platform(order.value.platform), "number": .text(order.value.id)])
            add(.paid, total.money, time, text, order.citations)
        }
    }

    /// Refunds that a platform reports as done within the order itself: of the order, or else of each of its parts.
    private mutating func refundByPlatform() {
        let covered = Set(context.records.payments.flatMap { $0.citations.all.map(\.item) })
        for order in context.records.orders
        where isOurs(order.value) && !order.citations.all.contains(where: { covered.contains($0.item) }) {
            let refunds = order.value.amounts.filter {
                $0.name.hasSuffix("refund_cash_amt") && $0.money.amount != 0 && order.value.wasRefunded(Order.splitPart($0.name).prefix)
            }
            let whole = refunds.filter { Order.splitPart($0.name).prefix.isEmpty }
            for refund in whole.isEmpty ? refunds : Array(whole.prefix(1)) {
                refundByPlatform(refund, order, part: Order.splitPart(refund.name).prefix)
            }
        }
    }

    private mutating func refundByPlatform(_ refund: NamedAmount, _ order: Cited<Order>, part: String) {
        func state(_ name: String) -> String? {
            order.value.states.first { Order.splitPart($0.name).prefix == part && $0.name.hasSuffix(name) }?.text.lowercased()
        }
        let isChargeback = state("refund_type")?.contains("chargeback") == true
        let text = Phrase(
            isChargeback ? "account.platformChargeback" : "account.platformRefund",
            ["platform": Wording.platform(order.value.platform), "number": .text(order.value.id)])
        let time = order.value.times.first { Order.splitPart($0.name).prefix == part && $0.name.hasSuffix("refund_time") }?.time
        add(.refunded, refund.money, time, text, order.citations)
    }
}

extension Order {
    /// Whether the platform says that a refund was made, of the order (no prefix) or of one of its parts.
    func wasRefunded(_ prefix: String) -> Bool {
        states.contains {
            Order.splitPart($0.name).prefix == prefix && $0.name.hasSuffix("refund_status") && $0.text.lowercased() == "refund_ok"
        }
    }
}

/// The magnitude of an amount.
func abs(_ amount: Decimal) -> Decimal { amount < 0 ? -amount : amount }
