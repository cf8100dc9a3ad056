import CaseModel
import struct Foundation.Decimal

extension FindingSearch {
    func amounts() -> [Finding] {
        conflicts() + currencies() + ordersAndInvoices() + result.accounts.flatMap(account) + principal() + invoices() + joined()
    }

    private func conflicts() -> [Finding] {
        accounting.conflicts.compactMap { conflict in
            let stated = conflict.documents.compactMap { document in document.value.payable.map { (document, $0) } }
            guard let first = stated.first,
                let lowest = stated.min(by: { $0.1.money.amount < $1.1.money.amount }),
                let highest = stated.max(by: { $0.1.money.amount < $1.1.money.amount }),
                let citations = some(stated.map { context.gathering.refine($0.0.citations.first, $0.1.locator) })
            else { return nil }
            return Finding(
                "CF-F-AMOUNT-CONFLICT", .serious,
                [
                    "kind": Wording.kind(first.0.value), "number": .text(conflict.number),
                    "lowest": .money(lowest.1.money), "highest": .money(highest.1.money),
                ], citations)
        }
    }

    /// Nothing is converted: a debt in one currency and a payment in another do not meet in any sum.
    private func currencies() -> [Finding] {
        let accounts = result.accounts.filter { !$0.entries.isEmpty }
        guard accounts.count > 1, let citations = some(accounts.flatMap { $0.entries.prefix(2).map(\.citations) }) else { return [] }
        let names = accounts.map(\.currency).joined(separator: ", ")
        return [Finding("CF-F-CURRENCIES-MIXED", .attention, ["currencies": .text(names)], citations)]
    }

    /// The order asks one price, its invoices together another.
    private func ordersAndInvoices() -> [Finding] {
        let ordered: [(String, NamedAmount, Citations)] =
            ourDocuments.filter { $0.value.kind == .order }.compactMap { document in
                guard let number = document.value.number, let payable = document.value.payable else { return nil }
                return (number, payable, document.citations)
            } + ourOrders.compactMap { order in order.value.total.map { (order.value.id, $0, order.citations) } }
        var invoicesOf: [String: [Cited<BusinessDocument>]] = [:]
        let elsewhere = Set((accounting.instalments.compactMap(\.part.value.number) + accounting.replaced.map(\.old)).map(Identifier.plain))
        for document in ourDocuments where document.value.kind == .invoice {
            if let number = document.value.number, elsewhere.contains(Identifier.plain(number)) { continue }
            for number in Set(document.value.references.filter { $0.kind == .order }.map { Identifier.plain($0.value) }) {
                invoicesOf[number, default: []].append(document)
            }
        }
        return ordered.compactMap { number, amount, citations in
            let invoices = (invoicesOf[Identifier.plain(number)] ?? []).filter {
                $0.value.payable?.money.currency == amount.money.currency
            }
            // Copies of one invoice count once, with each of their amounts.
            var sums: [String: [Decimal]] = [:]
            for invoice in invoices {
                sums[invoice.value.number ?? "", default: []].append(accounting.asked(invoice.value)?.money.amount ?? 0)
            }
            guard let currency = amount.money.currency, !invoices.isEmpty else { return nil }
            let lowest = sums.values.reduce(Decimal(0)) { $0 + ($1.min() ?? 0) }
            let highest = sums.values.reduce(Decimal(0)) { $0 + ($1.max() ?? 0) }
            guard lowest != amount.money.amount, highest != amount.money.amount else { return nil }
            var cited = Citations(context.gathering.refine(citations.first, amount.locator))
            for invoice in invoices.prefix(8) {
                cited.add(context.gathering.refine(invoice.citations.first, invoice.value.payable?.locator))
            }
            return Finding(
                "CF-F-AMOUNT-ORDER-INVOICE", .attention,
                ["order": .text(number), "ordered": .money(amount.money), "invoiced": money(lowest, currency)], cited)
        }
    }

    // MARK: - Account

    private func citations(_ account: Account, _ kinds: Set<Account.Kind>) -> Citations? {
        some(account.entries.filter { kinds.contains($0.kind) }.map(\.citations))
    }

    private func account(_ account: Account) -> [Finding] {
        var found: [Finding] = []
        let currency = account.currency
        let charged = account.total(.charged), refunded = account.total(.refunded), credited = account.total(.credited)
        let kept = account.total(.paid) - refunded
        if kept > 0, charged > 0, let citations = citations(account, [.paid, .charged]) {
            found.append(
                account.due <= 0
                    ? Finding(
                        "CF-F-PAYMENT-DEFEATS", .serious,
                        ["paid": money(kept, currency), "charged": money(charged - credited, currency)], citations)
                    : Finding(
                        "CF-F-PAYMENT-REDUCES", .attention,
                        ["paid": money(kept, currency), "due": money(account.due, currency)], citations))
        }
        if credited > 0, let citations = citations(account, [.credited]) {
            found.append(
                Finding(
                    "CF-F-CREDIT-REDUCES", .attention,
                    ["credited": money(credited, currency), "due": money(account.due, currency)], citations))
        }
        if refunded > 0, let citations = citations(account, [.refunded]) {
            found.append(Finding("CF-F-REFUNDED", .attention, ["refunded": money(refunded, currency)], citations))
        }
        return found
    }

    private func principal() -> [Finding] {
        guard let principal = result.settings.claim.principal else { return [] }
        let argument = Phrase.Argument.money(principal)
        guard let currency = principal.currency, let account = result.accounts.first(where: { $0.currency == currency }),
            account.total(.charged) != 0, let citations = some(account.entries.map(\.citations))
        else {
            let near = result.accounts.flatMap { $0.entries.map(\.citations) } + ourDocuments.map(\.citations) + ourOrders.map(\.citations)
            let cited = some(near) ?? context.gathering.order.first.map { Citations(context.gathering.whole($0)) }
            return cited.map { [Finding("CF-F-PRINCIPAL-UNSUPPORTED", .serious, ["principal": argument], $0)] } ?? []
        }
        guard account.due != principal.amount else { return [] }
        let isTooHigh = principal.amount > account.due
        return [
            Finding(
                isTooHigh ? "CF-F-PRINCIPAL-TOO-HIGH" : "CF-F-PRINCIPAL-LOWER", isTooHigh ? .serious : .note,
                ["principal": argument, "due": money(account.due, currency)], citations)
        ]
    }

    // MARK: - Invoices and payments

    private func invoices() -> [Finding] {
        var found: [Finding] = []
        let invoices = ourDocuments.filter { $0.value.kind == .invoice }
        for invoice in invoices where invoice.value.payable == nil {
            found.append(
                Finding("CF-F-INVOICE-WITHOUT-AMOUNT", .attention, ["number": number(of: invoice.value)], invoice.citations))
        }
        let orders = ourDocuments.filter { $0.value.kind == .order }
        if invoices.isEmpty, ourOrders.isEmpty, let order = orders.first, let citations = some(orders.map(\.citations)) {
            found.append(Finding("CF-F-INVOICE-MISSING", .attention, ["order": number(of: order.value)], citations))
        }
        for (old, new) in accounting.replaced {
            found.append(
                Finding(
                    "CF-F-INVOICE-REPLACED", .note,
                    ["number": .text(old), "replacement": number(of: new.value)], new.citations))
        }
        for (part, whole) in accounting.instalments {
            var citations = part.citations
            citations.add(whole.citations)
            found.append(
                Finding(
                    "CF-F-INVOICE-INSTALMENT", .note,
                    ["number": number(of: part.value), "whole": number(of: whole.value)], citations))
        }
        for document in accounting.betweenOthers {
            let names = document.value.parties.compactMap(\.party.name).prefix(2).joined(separator: ", ")
            found.append(
                Finding(
                    "CF-F-DOCUMENT-OTHER-PARTIES", .attention,
                    ["kind": Wording.kind(document.value), "number": number(of: document.value), "names": .text(names)],
                    document.citations))
        }
        for (text, citations) in accounting.withoutCurrency {
            found.append(Finding("CF-F-AMOUNT-WITHOUT-CURRENCY", .attention, ["amount": .text(text)], citations))
        }
        return found
    }

    private func joined() -> [Finding] {
        context.records.joinedPayments.map { index in
            let payment = context.records.payments[index]
            return Finding("CF-F-PAYMENT-JOINED", .note, ["amount": .money(payment.value.money)], payment.citations)
        }
    }
}
