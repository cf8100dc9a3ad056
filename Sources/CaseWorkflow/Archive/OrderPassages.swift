import CaseModel
import EvidenceArchive
import EvidenceIngest

/// What of an order can be found: its name and ids, the people, tracking numbers, amounts, documents, messages, and the
/// names and words of its files. Every passage names the exhibit and the place it stands in.
struct OrderPassages {
    private(set) var passages: [Passage] = []
    private let theCase: Case
    private let numbers: [Int: String]
    private var met: Set<Passage> = []

    /// Most bytes of words of one text file or PDF that can be found; the rest would make the index larger than its use.
    static let mostWords = 1 << 17

    init(_ order: OrderName, _ theCase: Case) {
        self.theCase = theCase
        numbers = Dictionary(theCase.exhibits.map { ($0.item, $0.number) }) { first, _ in first }
        passages.append(Self.name(order))
        for item in theCase.items.indices { add("file", theCase.items[item].path, Citation(item: item, locator: .whole)) }
        for order in theCase.orders { add(order) }
        for document in theCase.documents { add(document) }
        for party in theCase.parties { if let citations = party.citations { add("party", Self.words(party), citations) } }
        for shipment in theCase.shipments { add(shipment) }
        for payment in theCase.payments { add("amount", Self.words(payment.value.money), payment.citations) }
        for account in theCase.accounts {
            for entry in account.entries { add("amount", Self.words(entry.money), entry.citations) }
        }
        for (index, item) in theCase.items.enumerated() {
            for captured in item.records {
                switch captured.record {
                case .prose(let prose): add(prose, of: index)
                case .pdf(let facts): add(facts, of: index)
                default: break
                }
            }
        }
        for conversation in theCase.conversations {
            for entry in conversation.entries { add("message", Self.words(entry.content), entry.citations) }
        }
    }

    /// The order's own name; all there is of an order that cannot be read.
    static func name(_ order: OrderName) -> Passage {
        Passage(kind: "order", exhibit: nil, path: "", place: "{}", text: order.description)
    }

    private mutating func add(_ kind: String, _ text: String, _ citations: Citations) { add(kind, text, citations.first) }

    private mutating func add(_ kind: String, _ text: String, _ citation: Citation) {
        let trimmed = text.trimmingBlanks()
        guard !trimmed.isEmpty, theCase.items.indices.contains(citation.item) else { return }
        var place = JSONWriter()
        place.object { citation.locator.write(&$0) }
        let passage = Passage(
            kind: kind, exhibit: numbers[citation.item], path: theCase.items[citation.item].path,
            place: String(decoding: place.take(), as: UTF8.self), text: trimmed)
        if met.insert(passage).inserted { passages.append(passage) }
    }

    /// A place is what stands between empty lines.
    private mutating func add(_ prose: Prose, of item: Int) {
        var left = Self.mostWords
        var words: [String] = []
        for (index, line) in prose.lines.enumerated() where left > 0 {
            let trimmed = Self.cut(line, to: left).trimmingBlanks()
            left -= trimmed.utf8.count
            if !trimmed.isEmpty { words.append(trimmed) }
            let isEnd = trimmed.isEmpty || left == 0 || index + 1 == prose.lines.count
            guard isEnd, !words.isEmpty else { continue }
            let last = trimmed.isEmpty ? index : index + 1
            add("document", words.joined(separator: " "), Citation(item: item, locator: .lines(last + 1 - words.count, last)))
            words = []
        }
    }

    private mutating func add(_ facts: PDFFacts, of item: Int) {
        var left = Self.mostWords
        for (index, page) in facts.text.enumerated() where left > 0 {
            let words = Self.cut(page, to: left).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            left -= words.utf8.count
            add("document", words, Citation(item: item, locator: .page(index + 1)))
        }
    }

    /// The beginning of a text, of at most so many bytes and not ending inside a character.
    private static func cut(_ text: String, to bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: bytes)
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }

    private func within(_ citations: Citations, _ locator: Locator?) -> Citation {
        locator.map { Citation(item: citations.first.item, locator: $0) } ?? citations.first
    }

    private mutating func add(_ order: Cited<Order>) {
        let value = order.value
        add("order", ([value.platform, value.id] + value.childIDs).joined(separator: " "), order.citations)
        for amount in value.amounts + [value.total].compactMap({ $0 }) {
            add("amount", Self.words(amount.money), within(order.citations, amount.locator))
        }
        for party in [value.buyer, value.seller, value.shipTo].compactMap({ $0 }) { add("party", Self.words(party), order.citations) }
        for parcel in value.parcels { add("tracking", parcel.value, within(order.citations, parcel.locator)) }
        for line in value.lines { add("document", line.description ?? "", within(order.citations, line.locator)) }
    }

    private mutating func add(_ document: Cited<BusinessDocument>) {
        let value = document.value
        add("document", [value.typeName, value.number ?? ""].joined(separator: " "), document.citations)
        for reference in value.references {
            add(reference.kind == .tracking ? "tracking" : "document", reference.value, within(document.citations, reference.locator))
        }
        for party in value.parties { add("party", Self.words(party.party), within(document.citations, party.locator)) }
        for amount in value.amounts + [value.payable].compactMap({ $0 }) {
            add("amount", Self.words(amount.money), within(document.citations, amount.locator))
        }
        for line in value.lines { add("document", line.description ?? "", within(document.citations, line.locator)) }
        for note in value.notes { add("document", note, document.citations) }
    }

    private mutating func add(_ shipment: CaseShipment) {
        let value = shipment.shipment
        add("tracking", [value.trackingNumber, value.carrier].compactMap { $0 }.joined(separator: " "), shipment.citations)
        for reference in value.references { add("tracking", reference.value, within(shipment.citations, reference.locator)) }
        for event in shipment.events {
            let words = [event.event.text, event.event.place, event.event.signatory].compactMap { $0 }
            add("tracking", words.joined(separator: " "), event.citations)
        }
    }

    private static func words(_ money: Money) -> String {
        [money.plain, money.currency ?? "", money.text == money.plain ? "" : money.text].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func words(_ party: CaseParty) -> String {
        var names = party.names
        if let name = party.name, !names.contains(name) { names.insert(name, at: 0) }
        return (names + party.address + words(party.identities)).joined(separator: " ")
    }

    private static func words(_ party: Party) -> String {
        ([party.name, party.contactName].compactMap { $0 } + party.address + words(party.identities)).joined(separator: " ")
    }

    /// A telephone number also as its digits alone.
    private static func words(_ identities: [Identity]) -> [String] {
        identities.flatMap { identity -> [String] in
            let digits = identity.value.filter { $0.isASCII && $0.isNumber }
            return identity.kind == .phone && digits != identity.value ? [identity.value, digits] : [identity.value]
        }
    }

    private static func words(_ content: Conversation.Content) -> String {
        switch content {
        case .message(let message):
            ([message.sender.name, message.subject].compactMap { $0 } + [message.text] + message.attachments.compactMap(\.name))
                .joined(separator: " ")
        case .notice(let notice): notice.text
        case .call: ""
        }
    }
}
