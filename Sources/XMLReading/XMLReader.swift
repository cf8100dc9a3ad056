package enum XMLEvent: Hashable, Sendable {
    case start(name: XMLName, attributes: [XMLAttribute])
    case end(name: XMLName)
    /// Character data and CDATA; adjacent pieces are joined. White space between elements is left out (white space
    /// that is all an element holds is content).
    case text(String)
}

/// A forward-only reader over libxml2. No network, no external entities, no recovery, no entity expansion from a DTD: a
/// reference to an entity that a DTD declares stays visible in text as it is written, and is an error in an attribute.
///
/// Events before a break are handed out before the error is thrown; after an error the reader has nothing more to say.
/// Two ways to read: `next` gives values; `advance` with `name`, `withTextBytes` and `attribute` makes no value that
/// is not asked for, for feeds of any size.
package struct XMLReader: ~Copyable {
    private let core: ParserCore
    private var siblings = SiblingCounts()
    private var token = XMLToken.text

    /// `read` fills a part of the buffer from its start and returns how many bytes; 0 at the end.
    package init(limits: XMLLimits, read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
        core = ParserCore(limits: limits, read: read)
    }

    /// Over bytes in memory.
    package init(_ bytes: [UInt8], limits: XMLLimits = .document) {
        self.init(bytes[...], limits: limits, pieceLimit: nil)
    }

    /// `pieceLimit`: at most so many bytes are looked at before the first event is handed out.
    init(_ bytes: ArraySlice<UInt8>, limits: XMLLimits, pieceLimit: Int?) {
        var rest = bytes
        core = ParserCore(limits: limits, pieceLimit: pieceLimit) { buffer in
            let count = min(buffer.count, rest.count)
            rest.prefix(count).withUnsafeBytes { buffer.copyMemory(from: $0) }
            rest = rest.dropFirst(count)
            return count
        }
    }

    deinit { siblings.free() }

    /// The next event, or nil after the document has ended.
    package mutating func next() throws(XMLReadingError) -> XMLEvent? {
        switch try advance() {
        case .start: .start(name: elementName, attributes: attributes)
        case .end: .end(name: elementName)
        case .text: .text(text)
        case .finished: nil
        }
    }

    // MARK: The fast lane

    /// Gives names numbers beforehand: the number of `vocabulary[n]` is n. To be called before reading, once.
    package mutating func use(vocabulary: [XMLName]) {
        for name in vocabulary { _ = core.number(of: name) }
    }

    /// Goes to the next event. After the end of the document always `.finished`.
    @inline(__always) package mutating func advance() throws(XMLReadingError) -> XMLToken {
        if case .end = token { siblings.leave() }
        token = try core.advance()
        if case .start = token { siblings.enter(core.event.name) }
        return token
    }

    /// Number of the name of the element that begins, ends or holds the text; names outside of the vocabulary have
    /// numbers above it, in the order of their appearance.
    package var name: Int { Int(core.event.name) }

    /// The bytes of a text event, valid UTF-8; they are gone with the next event. Empty for other events.
    package func withTextBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        guard token == .text else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return body(core.text(from: core.event.start, count: core.event.count))
    }

    /// The text of a text event; empty for other events.
    package var text: String { withTextBytes { String(decoding: $0, as: UTF8.self) } }

    /// Name of the element that begins, ends or holds the text.
    package var elementName: XMLName { core.name(core.event.name) }

    /// Attributes of a start event in their order, without namespace declarations; empty for other events.
    package var attributes: [XMLAttribute] {
        guard token == .start, core.event.count > 0 else { return [] }
        return (0..<core.event.count).map { index in
            let entry = core.queue.attributes[Int(core.event.start + index)]
            let value = core.text(from: entry.start, count: entry.count)
            return XMLAttribute(name: core.name(entry.name), value: String(decoding: value, as: UTF8.self))
        }
    }

    // MARK: Where the reader stands

    /// Line of the event returned last, from 1: where a start tag begins, where an end tag ends, where the tag before
    /// a text ends.
    package var line: Int { core.position < 0 ? 1 : Int(core.event.line) }

    /// Nesting of the element of the event returned last: 1 for the root.
    package var depth: Int { siblings.depth }

    /// Position of that element among its siblings of the same name so far, from 1.
    package var position: Int { siblings.position }

    /// Path of the element of the event returned last, by local names; from the second element of a name among its
    /// siblings on with its position: `/TrackResponse/Shipment[2]/Package/TrackingNumber`.
    package var path: String {
        guard siblings.depth > 1 else { return siblings.depth == 1 ? path(upTo: 0, after: "") : "" }
        let last = siblings.depth - 1
        // Places that are cited come in rows below one element.
        let parent = siblings.step(last - 1).serial
        if core.parentPath.serial != parent {
            var path = ""
            for level in 0..<last { path = self.path(upTo: level, after: path) }
            core.parentPath = (parent, path)
        }
        return path(upTo: last, after: core.parentPath.path)
    }

    private func path(upTo level: Int, after parent: String) -> String {
        let (number, position, _) = siblings.step(level)
        var (parent, name) = (parent, core.name(number).local)
        // Every place that is cited passes here: the string is made in one go.
        return String(unsafeUninitializedCapacity: parent.utf8.count + name.utf8.count + 13) { room in
            var count = parent.withUTF8 { room.update(fromContentsOf: $0) }
            room[count] = 0x2F
            count = name.withUTF8 { room[(count + 1)...].update(fromContentsOf: $0) }
            return position > 1 ? Self.write(position, in: room, from: count) : count
        }
    }

    /// `[12]`; gives the index behind it. A position has at most ten digits.
    private static func write(_ position: Int32, in room: UnsafeMutableBufferPointer<UInt8>, from start: Int) -> Int {
        var digits = 1
        var bound = 10
        while bound <= Int(position) {
            digits += 1
            bound *= 10
        }
        room[start] = 0x5B
        var rest = Int(position)
        for place in stride(from: start + digits, to: start, by: -1) {
            room[place] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
        room[start + digits + 1] = 0x5D
        return start + digits + 2
    }

    /// True as soon as a document type declaration was met.
    package var hasDoctype: Bool { core.hasDoctype }
    /// The encoding of the XML declaration, as written; nil before the first event.
    package var declaredEncoding: String? { core.declaredEncoding }
    /// What `XMLLimits.repairsCharacterReferences` did so far.
    package var repairs: XMLRepairs { core.repairs }
}
