import CaseModel
import Foundation

/// Documents, orders and payments of the case, each once, with all the places that state it.
struct MergedRecords {
    var documents: [Cited<BusinessDocument>] = []
    var orders: [Cited<Order>] = []
    var payments: [Cited<Payment>] = []
    /// Payments counted once although two sources state them in different words: the payer's advice and an entry of a
    /// bank or platform.
    var joinedPayments: [Int] = []
}

/// Joins records that are the same fact from several sources: a document by kind, issuer, number, date and amount; an
/// order by platform and id; a payment by kind, amount, time and references. What differs in any of these stays apart.
struct RecordMerging {
    private let gathering: Gathering

    init(_ gathering: Gathering) { self.gathering = gathering }

    func merged() -> MergedRecords {
        var result = MergedRecords()
        result.documents = documents()
        result.orders = orders()
        (result.payments, result.joinedPayments) = payments()
        return result
    }

    private struct DocumentKey: Hashable {
        let kind: BusinessDocument.Kind
        let type: String
        let number: String
        let issuer: String?
        let issued: CalendarDay?
        let amount: Money?
    }

    private func documents() -> [Cited<BusinessDocument>] {
        var result: [Cited<BusinessDocument>] = []
        var places: [DocumentKey: Int] = [:]
        for source in gathering.documents {
            let document = source.value
            let citations = Citations(source.citation)
            guard let number = document.number?.trimmingBlanks(), !number.isEmpty else {
                result.append(Cited(document, citations))
                continue
            }
            let amount = document.payable?.money
            let key = DocumentKey(
                kind: document.kind, type: document.typeName, number: number,
                issuer: document.issuer?.name.map(Names.key), issued: document.issued?.day,
                amount: amount.map { Money(amount: $0.amount, currency: $0.currency, text: "") })
            if let place = places[key] {
                result[place].citations.add(citations)
            } else {
                places[key] = result.count
                result.append(Cited(document, citations))
            }
        }
        return result
    }

    private func orders() -> [Cited<Order>] {
        var result: [Cited<Order>] = []
        var places: [OrderKey: Int] = [:]
        for source in gathering.orders {
            let key = source.value.key
            guard let place = places[key] else {
                places[key] = result.count
                result.append(Cited(source.value, Citations(source.citation)))
                continue
            }
            result[place].value.complete(with: source.value)
            result[place].citations.add(source.citation)
        }
        return result
    }

    private struct PaymentKey: Hashable {
        let kind: Payment.Kind
        let money: Money
        let time: String?
        let references: [String]
    }

    private func payments() -> ([Cited<Payment>], [Int]) {
        var result: [Cited<Payment>] = []
        var places: [PaymentKey: Int] = [:]
        for source in gathering.payments {
            let payment = source.value
            let key = PaymentKey(
                kind: payment.kind,
                money: Money(amount: payment.money.amount, currency: payment.money.currency, text: ""),
                time: payment.time?.iso,
                references: payment.references.map { $0.kind.rawValue + ":" + $0.value.trimmingBlanks() }.sorted())
            // Two equal movements inside one source are two movements.
            if payment.time != nil, let place = places[key],
                !result[place].citations.all.contains(where: { $0.item == source.citation.item })
            {
                result[place].citations.add(source.citation)
            } else {
                places[key] = result.count
                result.append(Cited(payment, Citations(source.citation)))
            }
        }
        return joinAdvices(result)
    }

    /// A remittance advice and the entry of the same sum up to two weeks later are one payment.
    private func joinAdvices(_ payments: [Cited<Payment>]) -> ([Cited<Payment>], [Int]) {
        let advices = Set(gathering.documents.filter { $0.value.kind == .remittanceAdvice }.map(\.citation.item))
        func isAdvice(_ payment: Cited<Payment>) -> Bool { payment.citations.all.allSatisfy { advices.contains($0.item) } }
        var kept: [Cited<Payment>] = payments.filter { !isAdvice($0) }
        var joined: Set<Int> = []
        var rest: [Cited<Payment>] = []
        func sum(_ payment: Payment) -> PaymentKey {
            PaymentKey(
                kind: payment.kind, money: Money(amount: payment.money.amount, currency: payment.money.currency, text: ""), time: nil,
                references: [])
        }
        // Entries of the same sum that no advice has claimed.
        var free = Dictionary(grouping: kept.indices) { sum(kept[$0].value) }
        for advice in payments where isAdvice(advice) {
            let key = sum(advice.value)
            let match = free[key]?.first { (0...14).contains(days(from: advice.value.time, to: kept[$0].value.time) ?? -1) }
            if let match {
                joined.insert(match)
                free[key]?.removeAll { $0 == match }
                kept[match].citations.add(advice.citations)
                let known = Set(kept[match].value.references)
                kept[match].value.references += advice.value.references.filter { !known.contains($0) }
            } else {
                rest.append(advice)
            }
        }
        return (kept + rest, joined.sorted())
    }

    private func days(from first: EventTime?, to second: EventTime?) -> Int? {
        guard let first = first?.day, let second = second?.day else { return nil }
        return second.daysSinceEpoch - first.daysSinceEpoch
    }
}

/// What makes two replies speak of one order.
struct OrderKey: Hashable {
    let platform: String
    let id: String
}

extension Order {
    var key: OrderKey { OrderKey(platform: platform, id: id.trimmingBlanks()) }

    /// Takes over what this record lacks from another reply about the same order.
    mutating func complete(with other: Order) {
        childIDs = Self.joined(childIDs, other.childIDs) { $0 }
        created = created ?? other.created
        times = Self.joined(times, other.times) { [$0.name, $0.time.iso] }
        if status == nil { (status, statusMeaning) = (other.status, other.statusMeaning) }
        endMeaning = endMeaning ?? other.endMeaning
        states = Self.joined(states, other.states) { $0 }
        total = total ?? other.total
        amounts = Self.joined(amounts, other.amounts) { NamedAmount($0.name, $0.money) }
        buyer = buyer ?? other.buyer
        seller = seller ?? other.seller
        shipTo = shipTo ?? other.shipTo
        if history.isEmpty { history = other.history }
        parcels = Self.joined(parcels, other.parcels) { $0.value }
        if lines.isEmpty { lines = other.lines }
    }

    /// The first, and those of the second whose key the first has not.
    private static func joined<Part, Key: Hashable>(_ first: [Part], _ second: [Part], key: (Part) -> Key) -> [Part] {
        if second.isEmpty { return first }
        let known = Set(first.map(key))
        return first + second.filter { !known.contains(key($0)) }
    }
}

extension BusinessDocument {
    /// Who wrote it: the seller for what sellers issue, the buyer for what buyers issue.
    var issuer: Party? {
        let roles: [PartyInRole.Role] =
            switch kind {
            case .order, .remittanceAdvice, .receiptAdvice: [.buyer, .payer, .consignee, .issuer]
            case .despatchAdvice: [.consignor, .seller, .issuer]
            case .waybill, .transportStatus: [.carrier, .issuer, .consignor]
            case .response: [.issuer]
            default: [.seller, .issuer, .payee]
            }
        for role in roles {
            if let party = parties.first(where: { $0.role == role && !$0.party.isEmpty }) { return party.party }
        }
        return nil
    }
}

/// Comparison of names: white space, case, dots and commas are ignored, legal forms shortened; nothing else.
enum Names {
    static func key(_ name: String) -> String {
        let plain = name.lowercased().replacing(",", with: " ").replacing("&", with: " and ").filter { $0 != "." }
        return plain.split(whereSeparator: \.isWhitespace).map { forms[String($0)] ?? String($0) }.joined(separator: " ")
    }

    private static let forms = [
        "limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co", "aktiengesellschaft": "ag",
    ]

    /// The words in Latin letters by which a name is known: without legal forms and words that many names have, `ü` and `ue`
    /// alike.
    static func words(_ name: String) -> Set<String> {
        var plain = key(name)
        for (letter, pair) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")] { plain = plain.replacing(letter, with: pair) }
        let folded = String(plain.decomposedStringWithCanonicalMapping.unicodeScalars.filter { $0.isASCII || !$0.properties.isDiacritic })
        let words = folded.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
        return Set(words.filter { $0.count >= 3 && !common.contains($0) })
    }

    private static let common: Set<String> = [
        "ltd", "inc", "corp", "gmbh", "mbh", "llc", "llp", "plc", "sarl", "sas", "spa", "srl", "bvba", "pty", "and", "und", "the", "der",
        "die", "das", "von", "for", "group", "trading", "trade", "international", "import", "export", "china", "shenzhen", "guangzhou",
        "industrial", "technology", "electronics", "manufacturing", "products", "services", "solutions", "global",
    ]
}
