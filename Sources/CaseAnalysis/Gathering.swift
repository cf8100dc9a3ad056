import CaseModel

/// A record and the place it was read from.
struct Sourced<Value> {
    let value: Value
    let citation: Citation
}

/// All records of the case by kind, walked in an order that does not depend on the order of the intake: by the bytes
/// of the items' paths, then by digest.
struct Gathering {
    let items: [Item]
    /// Positions in `items`, in canonical order.
    let order: [Int]
    /// Place of each item in `order`.
    let rank: [Int]
    /// Positions of the parts of an item, in canonical order.
    let children: [[Int]]

    var documents: [Sourced<BusinessDocument>] = []
    var orders: [Sourced<Order>] = []
    var payments: [Sourced<Payment>] = []
    var shipments: [Sourced<Shipment>] = []
    var events: [Sourced<TrackingEvent>] = []
    var images: [Sourced<ImageFacts>] = []
    var contacts: [Sourced<Contact>] = []

    init(_ items: [Item]) {
        self.items = items
        let keys = items.map(\.pathBytes)
        order = items.indices.sorted {
            if keys[$0] != keys[$1] { return keys[$0].lexicographicallyPrecedes(keys[$1]) }
            return (items[$0].sha256, $0) < (items[$1].sha256, $1)
        }
        var rank = [Int](repeating: 0, count: items.count)
        for (place, item) in order.enumerated() { rank[item] = place }
        self.rank = rank
        var children = [[Int]](repeating: [], count: items.count)
        for item in order {
            if let parent = items[item].parent, items.indices.contains(parent) { children[parent].append(item) }
        }
        self.children = children
        for item in order { take(items[item]) }
    }

    private mutating func take(_ item: Item) {
        for captured in item.records {
            switch captured.record {
            case .document(let value): documents.append(Sourced(value: value, citation: captured.citation))
            case .order(let value): orders.append(Sourced(value: value, citation: captured.citation))
            case .payment(let value): payments.append(Sourced(value: value, citation: captured.citation))
            case .shipment(let value): shipments.append(Sourced(value: value, citation: captured.citation))
            case .trackingEvent(let value): events.append(Sourced(value: value, citation: captured.citation))
            case .image(let value): images.append(Sourced(value: value, citation: captured.citation))
            case .contact(let value): contacts.append(Sourced(value: value, citation: captured.citation))
            case .message, .notice, .call, .pdf, .prose: break
            }
        }
    }

    /// Cites an item as a whole.
    func whole(_ item: Int) -> Citation { Citation(item: item, locator: .whole) }

    /// Order of citations: by item, then by place in it.
    func precedes(_ a: Citation, _ b: Citation) -> Bool {
        if a.item != b.item { return rank[a.item] < rank[b.item] }
        return a.locator.sortKey < b.locator.sortKey
    }

    /// A citation at a finer place of the same item, where the record names one.
    func refine(_ citation: Citation, _ locator: Locator?) -> Citation {
        locator.map { Citation(item: citation.item, locator: $0) } ?? citation
    }
}

extension Item {
    /// The bytes of the path, by which items are ordered.
    var pathBytes: [UInt8] { rawPath ?? Array(path.utf8) }
}

extension Locator {
    /// Orders places of one item as a reader meets them.
    var sortKey: (Int, Int64, String) {
        switch self {
        case .whole: (0, 0, "")
        case .header(let name): (1, 0, name)
        case .page(let page): (2, Int64(page), "")
        case .line(let line), .lines(let line, _): (3, Int64(line), "")
        case .message(let number, _): (4, Int64(number), "")
        case .row(let row): (5, Int64(row), "")
        case .xml(let path, let line): (6, Int64(line), path)
        case .json(let pointer): (7, 0, pointer)
        case .byte(let byte): (8, byte, "")
        }
    }
}

extension Citations {
    /// Nil when both are missing.
    static func joined(_ parts: [Citations?]) -> Citations? {
        var result: Citations?
        for part in parts.compactMap({ $0 }) {
            if result == nil { result = part } else { result?.add(part) }
        }
        return result
    }
}
