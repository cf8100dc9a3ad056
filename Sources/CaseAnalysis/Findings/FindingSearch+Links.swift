import CaseModel

extension FindingSearch {
    func links() -> [Finding] { missingOrder() + others() + sides() }

    /// The order the claim is about stands in no document, order or payment of the evidence.
    private func missingOrder() -> [Finding] {
        guard let order = context.scope.missingOrder else { return [] }
        let near = context.records.documents.map(\.citations) + context.records.orders.map(\.citations)
        guard let citations = some(near) ?? context.gathering.order.first.map({ Citations(context.gathering.whole($0)) })
        else { return [] }
        return [Finding("CF-F-ORDER-NOT-NAMED", .serious, ["order": .text(order)], citations)]
    }

    private func others() -> [Finding] {
        var found: [Finding] = []
        for document in context.records.documents {
            guard case .other(let order) = context.scope.standing(of: document.value) else { continue }
            found.append(
                Finding(
                    "CF-F-DOCUMENT-OTHER-ORDER", .attention,
                    ["document": number(of: document.value), "order": .text(order)], document.citations))
        }
        for order in context.records.orders {
            guard case .other(let other) = context.scope.standing(of: order.value) else { continue }
            found.append(
                Finding(
                    "CF-F-DOCUMENT-OTHER-ORDER", .attention,
                    ["document": .text(order.value.id), "order": .text(other)], order.citations))
        }
        for payment in context.records.payments {
            let order: String
            if case .other(let other) = context.scope.standing(of: payment.value) {
                order = other
            } else if context.strangers.exchanged(payment.value),
                let named = payment.value.references.first(where: { Identifier($0) != nil })
            {
                order = named.value
            } else {
                continue
            }
            found.append(
                Finding(
                    "CF-F-PAYMENT-OTHER-ORDER", .attention,
                    ["amount": .money(payment.value.money), "order": .text(order)], payment.citations))
        }
        return found
    }

    /// `case.yaml` names a side that no document of the contract knows.
    private func sides() -> [Finding] {
        let sides: [(CaseParty.Side, String?, PartyInRole.Role, String)] = [
            (.claimant, result.settings.claimant.name, .seller, "CF-F-CLAIMANT-UNMATCHED"),
            (.respondent, result.settings.respondent.name, .buyer, "CF-F-RESPONDENT-UNMATCHED"),
        ]
        return sides.compactMap { side, name, role, code in
            guard let name else { return nil }
            let named = context.parties.roles.filter { $0.role == role }
            guard let first = named.first,
                !named.contains(where: { context.parties.parties[$0.party].side == side }),
                let found = context.parties.parties[first.party].name, let citations = some(named.map(\.citation))
            else { return nil }
            return Finding(code, .attention, ["name": .text(name), "found": .text(found)], citations)
        }
    }

    // MARK: - What the buyer answered

    func answers() -> [Finding] {
        ourDocuments.flatMap { document -> [Finding] in
            if document.value.typeName == "OrderCancellation" {
                return [Finding("CF-F-ORDER-WITHDRAWN", .serious, ["number": number(of: document.value)], document.citations)]
            }
            if document.value.kind == .receiptAdvice {
                return [Finding("CF-F-RECEIPT-ADVICE", .note, ["number": number(of: document.value)], document.citations)]
            }
            return document.value.responses.compactMap { response in
                let (code, grade): (String, Finding.Grade)
                switch response.meaning {
                case .rejected: (code, grade) = ("CF-F-RESPONSE-REJECTED", .serious)
                case .underQuery: (code, grade) = ("CF-F-RESPONSE-QUERY", .attention)
                case .paid: (code, grade) = ("CF-F-RESPONSE-PAID", .attention)
                case .accepted, .conditionallyAccepted: (code, grade) = ("CF-F-RESPONSE-ACCEPTED", .note)
                case .received, .inProcess, .unknown: return nil
                }
                let place = Citations(context.gathering.refine(document.citations.first, response.locator))
                let answered = response.document ?? document.value.number ?? document.value.typeName
                return Finding(code, grade, ["document": .text(answered), "code": .text(response.code)], place)
            }
        }
    }

    /// Messages of the respondent that speak of the debt, the receipt of the goods, or a complaint. The last of the
    /// plainest is quoted.
    func messages() -> [Finding] {
        let kinds: [(MessageWords.Topics, String, Finding.Grade)] = [
            (.complaint, "CF-F-MESSAGE-COMPLAINT", .attention), (.debt, "CF-F-MESSAGE-DEBT", .note),
            (.receipt, "CF-F-MESSAGE-RECEIPT", .note),
        ]
        var found: [[(text: String, time: CaseTime, order: Int64, isPlain: Bool, citations: Citations)]] = [[], [], []]
        let respondents = Set(result.parties.filter { $0.side == .respondent }.map(\.id))
        let wanted: MessageWords.Topics = [.complaint, .debt, .receipt]
        for (number, conversation) in result.conversations.enumerated() {
            for index in conversation.entries.indices {
                let note = context.mentions.note(number, index)
                guard note.traits.contains(.sent), !note.topics.isDisjoint(with: wanted) else { continue }
                let entry = conversation.entries[index]
                guard case .message(let message) = entry.content, let sender = entry.sender, respondents.contains(sender)
                else { continue }
                let (words, topics) = (message.ownWords, note.topics)
                for (place, kind) in kinds.enumerated() where topics.contains(kind.0) {
                    found[place].append(
                        (
                            words, entry.time, context.clock.order(entry.time) ?? .min, topics.contains(.acknowledgement),
                            entry.citations
                        ))
                }
            }
        }
        return kinds.enumerated().compactMap { place, kind in
            let hits = found[place]
            guard let last = hits.max(by: { ($0.isPlain ? 1 : 0, $0.order) < ($1.isPlain ? 1 : 0, $1.order) }),
                var citations = Optional(last.citations)
            else { return nil }
            for hit in hits.prefix(Self.mostCitations) { citations.add(hit.citations) }
            return Finding(
                kind.1, kind.2,
                [
                    "count": .number(hits.count), "words": .text(Wording.excerpt(quote(last.text, kind.0), limit: 200)),
                    "time": .time(last.time),
                ], citations)
        }
    }

    private func quote(_ text: String, _ topic: MessageWords.Topics) -> String {
        let words = MessageWords.standard
        let plain: MessageWords.Topics = [.debt, .acknowledgement]
        if topic == .debt, words.topics(of: text).isSuperset(of: plain) { return words.sentence(of: text, about: plain) }
        return words.sentence(of: text, about: topic)
    }

    // MARK: - What the platform says

    private static let states: [String: (String, Finding.Grade)] = [
        "seller_send_goods_timeout": ("CF-F-ORDER-AGAINST-SELLER", .serious),
        "seller_response_issue_timeout": ("CF-F-ORDER-AGAINST-SELLER", .serious),
        "seller_accept_issue_no_goods_return": ("CF-F-ORDER-AGAINST-SELLER", .serious),
        "buyer_pay_timeout": ("CF-F-ORDER-NEVER-PAID", .serious),
        "buyer_cancel_notpay_order": ("CF-F-ORDER-NEVER-PAID", .serious),
        "risk_reject_closed": ("CF-F-ORDER-NEVER-PAID", .serious),
        "buyer_cancel_order_in_risk": ("CF-F-ORDER-NEVER-PAID", .serious),
        "cancel_order_close_trade": ("CF-F-ORDER-CANCELLED", .attention),
        "in_cancel": ("CF-F-ORDER-CANCELLED", .attention),
        "in_issue": ("CF-F-ORDER-DISPUTED", .attention),
        "in_frozen": ("CF-F-ORDER-FROZEN", .attention),
        "loan_ok": ("CF-F-ORDER-PAID-OUT", .attention),
        "buyer_accept_goods": ("CF-F-ORDER-CONFIRMED", .note),
        "buyer_confirm_goods": ("CF-F-ORDER-CONFIRMED", .note),
        "order_completed": ("CF-F-ORDER-CONFIRMED", .note),
        "buyer_accept_goods_timeout": ("CF-F-ORDER-CONFIRMED-BY-TIMEOUT", .note),
    ]

    func platforms() -> [Finding] {
        let refunds = result.accounts.flatMap(\.entries).filter { $0.kind == .refunded }
        let takenBack = Set(refunds.flatMap { $0.citations.all.map(\.item) })
        return ourOrders.flatMap { order -> [Finding] in
            let words = [order.value.status].compactMap { $0 } + order.value.states.map(\.text)
            var seen: Set<String> = []
            // Money that was taken back is in the account.
            if order.citations.all.contains(where: { takenBack.contains($0.item) }) { seen.insert("CF-F-ORDER-PAID-OUT") }
            return words.compactMap { word in
                guard let (code, grade) = Self.states[word.lowercased()], seen.insert(code).inserted else { return nil }
                return Finding(
                    code, grade,
                    [
                        "platform": Wording.platform(order.value.platform), "number": .text(order.value.id),
                        "status": .text(word),
                    ], order.citations)
            }
        }
    }
}
