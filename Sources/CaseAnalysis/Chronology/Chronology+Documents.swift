import CaseModel

extension Chronology {
    func documents() throws -> [Draft] {
        var drafts: [Draft] = []
        var due: [String: Int] = [:]
        for document in context.records.documents where context.isOurs(document.value) {
            try Task.checkCancellation()
            if let issued = issued(document) { drafts.append(issued) }
            if let entry = self.due(document), let number = document.value.number {
                // Copies of one invoice that differ in the amount still fall due once.
                let key = number + " " + (document.value.due?.iso ?? "")
                if let place = due[key] {
                    drafts[place].citations.add(entry.citations)
                } else {
                    due[key] = drafts.count
                    drafts.append(entry)
                }
            }
            drafts += acts(document) + responses(document)
        }
        return drafts
    }

    static func kind(of document: BusinessDocument) -> TimelineEntry.Kind {
        switch document.kind {
        case .order, .orderResponse, .quotation, .contract, .catalogue, .proformaInvoice: .contract
        case .despatchAdvice, .waybill: .despatch
        case .transportStatus: .transport
        case .receiptAdvice: .delivery
        case .invoice, .creditNote, .debitNote, .statement: .invoice
        case .remittanceAdvice: .payment
        case .reminder: .demand
        case .response, .other: .other
        }
    }

    private func issued(_ document: Cited<BusinessDocument>) -> Draft? {
        let value = document.value
        let kind = Self.kind(of: value)
        guard let number = value.number else {
            return draft(
                value.issued, kind, Phrase("timeline.documentUnnumbered", ["kind": Wording.kind(value)]), document.citations)
        }
        let key = "timeline.document.\(value.kind.rawValue)"
        if value.kind == .other {
            let text = Phrase(key, ["type": .text(value.typeName), "number": .text(number)])
            return draft(value.issued, kind, text, document.citations)
        }
        if value.kind == .response {
            // What is answered is told by the responses, each for its document.
            guard value.responses.isEmpty else { return nil }
        }
        guard let amount = value.payable?.money, Self.kindsWithAmount.contains(value.kind) else {
            return draft(value.issued, kind, Phrase(key, ["number": .text(number)]), document.citations)
        }
        let text = Phrase(key + ".amount", ["number": .text(number), "amount": .money(amount)])
        return draft(value.issued, kind, text, document.citations)
    }

    static let kindsWithAmount: Set<BusinessDocument.Kind> = [
        .order, .orderResponse, .invoice, .creditNote, .debitNote, .proformaInvoice, .remittanceAdvice, .reminder,
        .statement, .quotation,
    ]

    private func due(_ document: Cited<BusinessDocument>) -> Draft? {
        guard [.invoice, .debitNote].contains(document.value.kind), let number = document.value.number else { return nil }
        return draft(document.value.due, .invoice, Phrase("timeline.due", ["number": .text(number)]), document.citations)
    }

    /// What a document reports as done: despatch, pick-up, receipt. Its own date says nothing about that.
    private func acts(_ document: Cited<BusinessDocument>) -> [Draft] {
        let number = document.value.number ?? document.value.typeName
        var seen: Set<String> = []
        return document.value.times.compactMap { named in
            let name = named.name.split(separator: "/").last.map(String.init) ?? named.name
            guard let (kind, key) = Self.acts[name], seen.insert(name + (named.time.iso ?? "")).inserted else { return nil }
            let place = Citations(
                context.gathering.refine(document.citations.first, named.locator),
                Array(document.citations.all.dropFirst()))
            return draft(named.time, kind, Phrase(key, ["number": .text(number)]), place)
        }
    }

    private static let acts: [String: (TimelineEntry.Kind, String)] = [
        "ActualDespatchDate": (.despatch, "timeline.act.despatched"),
        "ActualPickupDate": (.transport, "timeline.act.pickedUp"),
        "ActualDeliveryDate": (.delivery, "timeline.act.delivered"),
        "ReceivedDate": (.delivery, "timeline.act.received"),
    ]

    private func responses(_ document: Cited<BusinessDocument>) -> [Draft] {
        guard document.value.kind == .response else { return [] }
        return document.value.responses.compactMap { response in
            let answered = response.document ?? document.value.number ?? document.value.typeName
            let place = Citations(context.gathering.refine(document.citations.first, response.locator))
            return draft(
                response.date ?? document.value.issued, .other,
                Phrase("timeline.response.\(response.meaning.rawValue)", ["document": .text(answered)]), place)
        }
    }

    // MARK: - Orders and payments

    func orders() throws -> [Draft] {
        var drafts: [Draft] = []
        for order in context.records.orders where isOurs(context.scope.standing(of: order.value)) {
            try Task.checkCancellation()
            var history = history(of: order)
            let times = times(of: order, besides: history)
            if var created = draft(order.value.created, .contract, placed(order.value), order.citations) {
                // The log's own entry of the same moment is the same fact.
                let isSame = { (entry: Draft) in
                    entry.time.time.wallClock == created.time.time.wallClock
                        && entry.text.arguments.contains { $0.name == "status" && Self.isCreation($0.value) }
                }
                for entry in history.filter(isSame) { created.citations.add(entry.citations) }
                history.removeAll(where: isSame)
                drafts.append(created)
            }
            drafts += history + times
        }
        return drafts
    }

    private static func isCreation(_ status: Phrase.Argument) -> Bool {
        if case .text(let word) = status { word.lowercased().contains("create") } else { false }
    }

    private func placed(_ order: Order) -> Phrase {
        let platform = Wording.platform(order.platform)
        guard let total = order.total?.money else {
            return Phrase("timeline.platformOrder", ["platform": platform, "number": .text(order.id)])
        }
        return Phrase(
            "timeline.platformOrder.amount",
            ["platform": platform, "number": .text(order.id), "amount": .money(total)])
    }

    private static let platformTimes: [String: (TimelineEntry.Kind, String)] = [
        "gmt_pay_success": (.payment, "paid"), "gmt_pay_time": (.payment, "paid"), "order_paidtime_string": (.payment, "paid"),
        "gmt_send_goods_time": (.despatch, "sent"), "gmt_trade_end": (.status, "ended"),
        "issue_info.issue_time": (.status, "disputed"), "refund_info.refund_time": (.payment, "refunded"),
        "loan_info.loan_time": (.payment, "paidOut"),
    ]

    /// The times a reply states on its own; what the log has at the same minute is told by the log.
    private func times(of order: Cited<Order>, besides history: [Draft]) -> [Draft] {
        let logged = history.compactMap { $0.time.time.wallClock?.secondsAsIfUTC }
        var drafts: [Draft] = []
        var places: [String: Int] = [:]
        for source in replies[order.value.key] ?? [] {
            for named in source.value.times {
                guard let (kind, key) = Self.platformTimes[Order.splitPart(named.name).name],
                    let wall = named.time.wallClock?.secondsAsIfUTC,
                    !logged.contains(where: { $0 - wall <= 120 && wall - $0 <= 120 })
                else { continue }
                if key == "refunded", !source.value.wasRefunded(Order.splitPart(named.name).prefix) { continue }
                let citation = context.gathering.refine(source.citation, named.locator)
                let text = Phrase(
                    "timeline.platform.\(key)",
                    ["platform": Wording.platform(order.value.platform), "number": .text(order.value.id)])
                if let place = places[key + (named.time.iso ?? "")] {
                    drafts[place].citations.add(citation)
                } else if let made = draft(named.time, kind, text, Citations(citation)) {
                    places[key + (named.time.iso ?? "")] = drafts.count
                    drafts.append(made)
                }
            }
        }
        return drafts
    }

    /// The platform's own log, from every reply about the order, each change once.
    private func history(of order: Cited<Order>) -> [Draft] {
        var drafts: [Draft] = []
        var places: [String: Int] = [:]
        for source in replies[order.value.key] ?? [] {
            for change in source.value.history {
                let citation = context.gathering.refine(source.citation, change.locator)
                let key = (change.time.iso ?? change.time.text) + "\u{0}" + change.status
                if let place = places[key] {
                    drafts[place].citations.add(citation)
                } else if let made = draft(change.time, .status, status(change, order.value), Citations(citation)) {
                    places[key] = drafts.count
                    drafts.append(made)
                }
            }
        }
        return drafts
    }

    private func status(_ change: StatusChange, _ order: Order) -> Phrase {
        let platform = Wording.platform(order.platform)
        guard let note = change.note?.trimmingBlanks(), !note.isEmpty else {
            return Phrase("timeline.status", ["platform": platform, "number": .text(order.id), "status": .text(change.status)])
        }
        return Phrase(
            "timeline.status.note",
            [
                "platform": platform, "number": .text(order.id), "status": .text(change.status),
                "note": .text(Wording.excerpt(note)),
            ])
    }

    func payments() -> [Draft] {
        let advices = Set(context.records.documents.filter { $0.value.kind == .remittanceAdvice }.flatMap { $0.citations.all.map(\.item) })
        return context.records.payments.compactMap { payment in
            guard isOurs(context.scope.standing(of: payment.value)) else { return nil }
            // The advice itself is in the chronology already.
            if payment.citations.all.allSatisfy({ advices.contains($0.item) }) { return nil }
            let text = payment.value.text.trimmingBlanks()
            let key = "timeline.money.\(payment.value.kind.rawValue)"
            let phrase =
                text.isEmpty
                ? Phrase(key, ["amount": .money(payment.value.money)])
                : Phrase(key + ".text", ["amount": .money(payment.value.money), "text": .text(Wording.excerpt(text))])
            return draft(payment.value.time, .payment, phrase, payment.citations)
        }
    }
}
