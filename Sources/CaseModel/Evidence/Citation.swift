/// Where in an item a fact stands. Numbers count from 1, as a reader counts.
package enum Locator: Hashable, Sendable {
    /// The item as a whole (a photograph, an unknown file).
    case whole
    case line(Int)
    case lines(Int, Int)
    /// Element path with positions (`/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount`), and the line of its start.
    case xml(path: String, line: Int)
    /// RFC 6901.
    case json(pointer: String)
    case page(Int)
    /// A header field of a mail message.
    case header(String)
    /// A message, notice or call: its number among those of the item, and the line it starts on where there are lines.
    case message(Int, line: Int?)
    /// A row of a table, header not counted.
    case row(Int)
    case byte(Int64)
}

/// A place in one item of the intake: what a reader hands over.
package struct Citation: Hashable, Sendable {
    /// Index of the item in `Case.items`.
    package let item: Int
    package let locator: Locator

    package init(item: Int, locator: Locator) {
        self.item = item
        self.locator = locator
    }
}

/// One or more citations: a fact without a source cannot be written down.
package struct Citations: Hashable, Sendable {
    package let first: Citation
    package private(set) var others: [Citation]
    /// `others` once they are many; nil while it is quicker to look through them.
    private var known: Set<Citation>?
    private static let few = 32

    package init(_ first: Citation, _ others: [Citation] = []) {
        self.first = first
        self.others = []
        for citation in others { add(citation) }
    }

    /// Nil when `all` is empty.
    package init?(_ all: [Citation]) {
        guard let first = all.first else { return nil }
        self.init(first, Array(all.dropFirst()))
    }

    package var all: [Citation] { [first] + others }

    /// Adds a citation that is not there yet; order of addition is kept.
    package mutating func add(_ citation: Citation) {
        guard citation != first else { return }
        if known == nil, others.count < Self.few {
            if !others.contains(citation) { others.append(citation) }
            return
        }
        if known == nil { known = Set(others) }
        if known?.insert(citation).inserted == true { others.append(citation) }
    }

    package mutating func add(_ more: Citations) {
        for citation in more.all { add(citation) }
    }

    package static func == (a: Citations, b: Citations) -> Bool { a.first == b.first && a.others == b.others }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(first)
        hasher.combine(others)
    }
}

extension Locator {
    /// The line, where the place has one.
    package var lineNumber: Int? {
        switch self {
        case .line(let line), .lines(let line, _), .xml(_, let line): line
        case .message(_, let line): line
        case .whole, .json, .page, .header, .row, .byte: nil
        }
    }
}
