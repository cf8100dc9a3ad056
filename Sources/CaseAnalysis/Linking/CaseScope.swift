import CaseModel

/// A number that documents, parcels and messages name each other by.
struct Identifier: Hashable, Comparable {
    enum Kind: String, Hashable, Comparable {
        case order, invoice, creditNote, despatchAdvice, receiptAdvice, parcel, payment, document

        static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
    }

    let kind: Kind
    /// Capital letters, without white space; a parcel's without the routing of its barcode, which some sources leave out.
    let value: String

    /// Nil for what says nothing (`n/a`, `0`, blanks).
    init?(_ kind: Kind, _ text: String?) {
        guard let text else { return nil }
        let value = Self.plain(text)
        guard !value.isEmpty, !Self.placeholders.contains(value) else { return nil }
        self.kind = kind
        self.value = kind == .parcel ? ParcelDigits.withoutRouting(value) : value
    }

    /// Shorter payment references are types and counters (a slip type, a line of a list), the same on many invoices.
    private static let shortestPayment = 4

    init?(_ reference: Reference) {
        let kind: Kind? =
            switch reference.kind {
            case .order: .order
            case .invoice: .invoice
            case .despatchAdvice: .despatchAdvice
            case .receiptAdvice: .receiptAdvice
            case .tracking, .waybill: .parcel
            case .payment: .payment
            case .contract, .container, .customer, .account, .message, .other: nil
            }
        guard let kind else { return nil }
        self.init(kind, reference.value)
        if kind == .payment, value.utf8.count < Self.shortestPayment { return nil }
    }

    static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace })).uppercased()
    }

    private static let placeholders: Set<String> = [
        "0", "00", "000", "0000", "-", "--", ".", "NA", "N/A", "NONE", "NULL", "UNKNOWN", "TBA", "TBD", "EXAMPLEID", "X",
    ]

    static func < (a: Identifier, b: Identifier) -> Bool { (a.kind, a.value) < (b.kind, b.value) }
}

/// Which numbers belong to the order of the case: the numbers of its documents, joined where one document names another.
struct CaseScope {
    /// Where a record stands towards the order of the case.
    enum Standing: Hashable {
        case inside
        /// It belongs to another order (its number).
        case other(order: String)
        /// Nothing says which order it belongs to.
        case unlinked
    }

    /// Numbers of the order of the case.
    private(set) var numbers: Set<Identifier> = []
    /// Who names a parcel: documents, orders and payments, not carriers' records.
    private(set) var namedBy: [Identifier: Citations] = [:]
    /// The claim's order where no piece of evidence names it.
    private(set) var missingOrder: String?
    /// Letters and digits of the numbers that are no parcels'.
    private let bareNumbers: Set<String>
    private let ordersOf: [Identifier: Identifier]
    private let claimedOrder: Identifier?

    init(gathering: Gathering, records: MergedRecords, settings: CaseSettings) {
        var graph = NumberGraph()
        for document in records.documents {
            graph.join(document.value.identifiers, document.citations, weight: 1)
        }
        for order in records.orders { graph.join(order.value.identifiers, order.citations, weight: 2) }
        for payment in records.payments {
            graph.join(payment.value.references.compactMap { Identifier($0) }, payment.citations, weight: 0)
        }
        let owners = Self.documentsByItem(gathering)
        for shipment in gathering.shipments {
            // A parcel inside a despatch advice is named by that document.
            guard let own = owners[shipment.citation.item] else { continue }
            // The document's numbers are joined already; one document may have thousands of parcels.
            graph.join(own.prefix(1) + shipment.value.identifiers, weight: 0)
            graph.cite([Identifier(.parcel, shipment.value.trackingNumber)].compactMap { $0 }, Citations(shipment.citation))
        }
        namedBy = graph.citations
        claimedOrder = Identifier(.order, settings.claim.order)
        let known = claimedOrder.flatMap { graph.component(of: $0) }
        if claimedOrder != nil, known == nil { missingOrder = settings.claim.order }
        let main = known ?? graph.heaviest()
        numbers = Set(main.map { graph.members(of: $0) } ?? [])
        if let claimedOrder { numbers.insert(claimedOrder) }
        bareNumbers = Set(numbers.filter { $0.kind != .parcel }.map { Self.bare($0.value) })
        // Without a claimed order that the evidence knows, several orders of one case may stand side by side.
        ordersOf = known == nil ? [:] : graph.ordersOutside(main)
    }

    private static func documentsByItem(_ gathering: Gathering) -> [Int: [Identifier]] {
        var owners: [Int: [Identifier]] = [:]
        for document in gathering.documents {
            // Several documents in one file: the parcels cannot be told apart by the file alone.
            owners[document.citation.item] = owners[document.citation.item] == nil ? document.value.identifiers : []
        }
        return owners
    }

    func standing(of identifiers: [Identifier]) -> Standing {
        if identifiers.contains(where: numbers.contains) { return .inside }
        for identifier in identifiers {
            if let order = ordersOf[identifier] { return .other(order: order.value) }
        }
        return .unlinked
    }

    func standing(of document: BusinessDocument) -> Standing { standing(of: document.identifiers) }
    func standing(of order: Order) -> Standing { standing(of: order.identifiers) }
    func standing(of payment: Payment) -> Standing { standing(of: payment.references.compactMap { Identifier($0) }) }

    /// Parcel numbers that documents of the order name.
    var parcels: [Identifier] { numbers.filter { $0.kind == .parcel && namedBy[$0] != nil }.sorted() }

    /// Numbers to look for in messages: those of the order, and those of all parcels.
    func wantedNumbers(_ gathering: Gathering) -> Set<String> {
        let parcels = Set(
            gathering.shipments.compactMap(\.value.trackingNumber) + gathering.events.compactMap(\.value.trackingNumber))
        // As written too: a message may name a parcel with the routing that its identifier does not have.
        return Set(numbers.map(\.value)).union(parcels.compactMap { Identifier(.parcel, $0)?.value })
            .union(parcels.map(Identifier.plain))
    }

    /// The number of the order, for sentences.
    var orderNumber: String? {
        claimedOrder?.value ?? numbers.filter { $0.kind == .order }.min()?.value
    }

    /// Whether the case knows the number under any name: a carrier's reference field does not say what it holds, and some
    /// keep only its letters and digits (`PO12345` for `PO-12345`).
    func knows(value: String) -> Bool {
        let plain = Identifier.plain(value)
        if plain.utf8.count >= 4, numbers.contains(where: { $0.value == plain && $0.kind != .parcel }) { return true }
        let bare = Self.bare(plain)
        return bare.utf8.count >= 5 && bare.contains(where: \.isNumber) && bareNumbers.contains(bare)
    }

    private static func bare(_ number: String) -> String { number.filter { $0.isLetter || $0.isNumber } }
}

/// Numbers joined where one record states both.
private struct NumberGraph {
    private var parents: [Identifier: Identifier] = [:]
    private var weights: [Identifier: Int] = [:]
    private(set) var citations: [Identifier: Citations] = [:]

    mutating func join(_ identifiers: [Identifier], _ cited: Citations, weight: Int) {
        join(identifiers, weight: weight)
        cite(identifiers, cited)
    }

    /// Keeps where the parcels among the numbers are named.
    mutating func cite(_ identifiers: [Identifier], _ cited: Citations) {
        for identifier in identifiers where identifier.kind == .parcel {
            if citations[identifier] == nil { citations[identifier] = cited } else { citations[identifier]?.add(cited) }
        }
    }

    mutating func join(_ identifiers: [Identifier], weight: Int) {
        guard let first = identifiers.first else { return }
        for identifier in identifiers {
            if parents[identifier] == nil { parents[identifier] = identifier }
            let (a, b) = (root(first), root(identifier))
            if a != b { parents[max(a, b)] = min(a, b) }
        }
        weights[first, default: 0] += weight
    }

    /// Halves the way on each walk: a chain of many orders would be walked from each of its ends else.
    private mutating func root(_ identifier: Identifier) -> Identifier {
        var current = identifier
        while let next = parents[current], next != current {
            parents[current] = parents[next] ?? next
            current = parents[current] ?? next
        }
        return current
    }

    mutating func component(of identifier: Identifier) -> Identifier? { parents[identifier] == nil ? nil : root(identifier) }

    mutating func members(of component: Identifier) -> [Identifier] { Array(parents.keys).filter { root($0) == component } }

    /// The component most documents belong to; of equals the one with the smallest number.
    mutating func heaviest() -> Identifier? {
        var sums: [Identifier: Int] = [:]
        for identifier in Array(parents.keys) { sums[root(identifier), default: 0] += weights[identifier] ?? 0 }
        return sums.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key
    }

    /// For every number of the other components that have an order: that order.
    mutating func ordersOutside(_ component: Identifier?) -> [Identifier: Identifier] {
        var orders: [Identifier: Identifier] = [:]
        for identifier in parents.keys.sorted() where identifier.kind == .order {
            let top = root(identifier)
            if top != component, orders[top] == nil { orders[top] = identifier }
        }
        var result: [Identifier: Identifier] = [:]
        for identifier in Array(parents.keys) {
            if let order = orders[root(identifier)] { result[identifier] = order }
        }
        return result
    }
}

extension BusinessDocument {
    /// Its own number first, then its UUID (ETTN, CUFE), by which documents of some networks name it, then the numbers it
    /// names. Orders are named by their numbers everywhere.
    var identifiers: [Identifier] {
        let own: Identifier.Kind =
            switch kind {
            case .order: .order
            case .invoice, .debitNote: .invoice
            case .creditNote: .creditNote
            case .despatchAdvice: .despatchAdvice
            case .receiptAdvice: .receiptAdvice
            case .waybill: .parcel
            case .remittanceAdvice: .payment
            case .orderResponse, .proformaInvoice, .transportStatus, .statement, .reminder, .response, .quotation,
                .catalogue, .contract, .other:
                .document
            }
        let uuid = own == .order ? nil : extra.first { $0.name == "UUID" }?.text
        var all = [number, uuid].map { text in
            own == .document ? Identifier(own, text.map { typeName + ":" + $0 }) : Identifier(own, text)
        }
        all += references.map { Identifier($0) }
        return all.compactMap { $0 }
    }
}

extension Order {
    var identifiers: [Identifier] {
        let ids = ([id] + childIDs).map { Identifier(.order, $0) }
        return (ids + parcels.map { Identifier(.parcel, $0.value) }).compactMap { $0 }
    }
}

extension Shipment {
    var identifiers: [Identifier] {
        ([Identifier(.parcel, trackingNumber)] + references.map { Identifier($0) }).compactMap { $0 }
    }
}
