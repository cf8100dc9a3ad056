private import CLibXML2

/// libxml2's push parser on one side, a queue of events on the other.
///
/// The parser gets pieces of the input in turn and calls back; the callbacks write flat events. Nothing of a document
/// is kept but the names, so that memory does not grow with its size.
final class ParserCore {
    typealias Read = (UnsafeMutableRawBufferPointer) throws -> Int

    /// Bytes handed to the parser at once.
    private static let pieceLength = 32_768
    /// A document type definition has no use here; a longer one is an attack.
    private static let definitionLimit = 1_048_576
    private static let bufferLength = 131_072

    private let state: UnsafeMutablePointer<ParserState>
    private let read: Read
    private let buffer: UnsafeMutableRawPointer
    private let limits: XMLLimits
    private var context: xmlParserCtxtPtr?
    private var filled = 0
    private var used = 0
    private var inputEnded = false
    private var total: Int64 = 0
    private var finished = false
    private var repair: CharacterReferenceRepair?
    /// Set when the bytes have to be UTF-8.
    private var strict: StrictUTF8?
    private var flood = AttributeFlood()
    private var definitionBytes = 0
    private let pieceLimit: Int

    private static let setUp: Void = casefile_xml_set_up()

    init(limits: XMLLimits, pieceLimit: Int? = nil, read: @escaping Read) {
        _ = Self.setUp
        self.limits = limits
        self.read = read
        self.pieceLimit = pieceLimit ?? Self.pieceLength
        state = .allocate(capacity: 1)
        state.initialize(to: ParserState(limits: limits))
        buffer = .allocate(byteCount: Self.bufferLength, alignment: 16)
    }

    deinit {
        if let context {
            if let document = context.pointee.myDoc { xmlFreeDoc(document) }
            context.pointee.myDoc = nil
            xmlFreeParserCtxt(context)
        }
        state.pointee.queue.free()
        state.deinitialize(count: 1)
        state.deallocate()
        buffer.deallocate()
    }

    var queue: EventQueue { state.pointee.queue }
    var event: QueuedEvent { state.pointee.queue.events[position] }
    private(set) var position = -1
    var hasDoctype: Bool { state.pointee.hasDoctype }
    private(set) var declaredEncoding: String?
    /// The path made last, for the element it is the path of; belongs to the reader.
    var parentPath = (serial: 0, path: "")
    var repairs: XMLRepairs { repair?.repairs ?? XMLRepairs() }

    func name(_ number: Int32) -> XMLName { state.pointee.names.names[Int(number)] }
    func number(of name: XMLName) -> Int32 { state.pointee.names.number(of: name) }
    func text(from start: Int32, count: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: state.pointee.queue.text.base + Int(start), count: Int(count))
    }

    /// Goes to the next event; `.finished` stays.
    @inline(__always) func advance() throws(XMLReadingError) -> XMLToken {
        position += 1
        if position < state.pointee.queue.events.count { return state.pointee.queue.events[position].token }
        return try refill()
    }

    private func refill() throws(XMLReadingError) -> XMLToken {
        position = -1
        state.pointee.queue.recycle()
        while state.pointee.queue.events.count == 0 {
            // What came before the break has been handed out; now the break itself.
            if let failure = state.pointee.failure { throw failure }
            if finished { return .finished }
            try feed()
        }
        position = 0
        return state.pointee.queue.events[0].token
    }

    // MARK: Feeding

    private func feed() throws(XMLReadingError) {
        if used == filled, !inputEnded { try fillBuffer() }
        if context == nil { try begin() }
        guard let context else { return }
        let length = min(pieceLimit, filled - used)
        let piece = UnsafeRawBufferPointer(start: buffer + used, count: length)
        used += length
        let isLast = used == filled && inputEnded
        if let fault = strict?.firstFault(in: piece) {
            // Told with the line of what stands before it; nothing from here on is parsed.
            parse(UnsafeRawBufferPointer(rebasing: piece[..<fault]), context)
            return state.pointee.fail(.malformed(reason: "bytes that are not UTF-8", line: line(context)))
        }
        if repair == nil {
            parse(piece, context)
        } else if let bytes = repair?.repair(piece, isLast: isLast) {
            bytes.withUnsafeBytes { parse($0, context) }
        }
        if isLast { end(context) }
    }

    private func parse(_ piece: UnsafeRawBufferPointer, _ context: xmlParserCtxtPtr) {
        guard piece.count > 0, state.pointee.failure == nil else { return }
        let tags = state.pointee.tags
        casefile_xml_listen(state, onError)
        xmlParseChunk(context, piece.bindMemory(to: CChar.self).baseAddress, Int32(piece.count), 0)
        casefile_xml_stop_listening()
        checkPending(context, fed: piece.count, sawTags: state.pointee.tags != tags)
    }

    private func end(_ context: xmlParserCtxtPtr) {
        finished = true
        guard state.pointee.failure == nil else { return }
        casefile_xml_listen(state, onError)
        xmlParseChunk(context, nil, 0, 1)
        casefile_xml_stop_listening()
        if context.pointee.wellFormed != 1 {
            state.pointee.fail(.malformed(reason: "not well-formed", line: line(context)))
        }
    }

    private func fillBuffer() throws(XMLReadingError) {
        used = 0
        filled = 0
        // The first piece must be long enough to see how the document begins.
        let wanted = context == nil ? 1024 : 1
        while filled < wanted {
            let room = UnsafeMutableRawBufferPointer(start: buffer + filled, count: Self.bufferLength - filled)
            let got: Int
            do { got = try read(room) } catch {
                finished = true
                throw XMLReadingError.unreadable(reason: String(describing: error))
            }
            if got <= 0 {
                inputEnded = true
                break
            }
            filled += min(got, room.count)
        }
        total += Int64(filled)
        if let limit = limits.totalBytes, total > limit {
            state.pointee.fail(.limit(reason: "more than \(limit) bytes", line: context.map(line) ?? 1))
        }
    }

    private func begin() throws(XMLReadingError) {
        guard let prologue = XMLPrologue(head: UnsafeRawBufferPointer(start: buffer, count: filled)) else {
            finished = true
            throw .malformed(reason: filled == 0 ? "empty" : "does not begin with a tag", line: 1)
        }
        var handler = xmlSAXHandler.flatEvents
        guard let context = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil), let input = context.pointee.input
        else { throw .unreadable(reason: "no memory for the parser") }
        self.context = context
        state.pointee.context = UnsafeMutableRawPointer(context)
        // Only what is safe on every version: no network, lines beyond 65,535; bit 23 is NO_XXE from 2.13 on.
        var options = Int32(XML_PARSE_NONET.rawValue) | Int32(XML_PARSE_BIG_LINES.rawValue) | 1 << 23
        if prologue.hasUTF8Mark { options |= Int32(XML_PARSE_IGNORE_ENC.rawValue) }
        _ = xmlCtxtUseOptions(context, options)
        switch prologue.width {
        case .bytes:
            if limits.repairsCharacterReferences { repair = CharacterReferenceRepair() }
            let declared = prologue.declaredEncoding?.lowercased() ?? "utf-8"
            if prologue.hasUTF8Mark || ["utf-8", "utf8", "us-ascii", "ascii"].contains(declared) {
                strict = StrictUTF8()
            }
        case .utf16LittleEndian: xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF16LE)
        case .utf16BigEndian: xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF16BE)
        }
        used = prologue.skippedBytes
        input.pointee.line += Int32(prologue.skippedLines)
        declaredEncoding = prologue.declaredEncoding
    }

    // MARK: What the parser holds back

    /// The parser waits for the end of a start tag before it calls back, and then compares each attribute with each
    /// other: that has to be stopped before it sees the end.
    private func checkPending(_ context: xmlParserCtxtPtr, fed: Int, sawTags: Bool) {
        guard state.pointee.failure == nil, let input = context.pointee.input else { return }
        if context.pointee.inSubset != 0 || context.pointee.instate == XML_PARSER_DTD {
            definitionBytes += fed
            if definitionBytes > Self.definitionLimit {
                state.pointee.limit("document type definition too long")
            }
        }
        guard let current = input.pointee.cur, let end = input.pointee.end,
            context.pointee.instate == XML_PARSER_START_TAG, end - current > 4096
        else { return flood.reset() }
        if sawTags { flood.reset() }
        let pending = UnsafeBufferPointer(start: current, count: end - current)
        if flood.count(pending) > limits.attributesPerElement {
            state.pointee.limit("more than \(limits.attributesPerElement) attributes")
        } else if pending.count > limits.attributeBytes + Self.pieceLength {
            state.pointee.limit("a tag of more than \(limits.attributeBytes) bytes")
        }
    }

    private func line(_ context: xmlParserCtxtPtr) -> Int { Int(context.pointee.input?.pointee.line ?? 1) }
}

/// Counts the quoted values of an unfinished start tag, each byte once.
private struct AttributeFlood {
    private var scanned = 0
    private var values = 0
    private var quote: UInt8 = 0

    mutating func reset() { self = AttributeFlood() }

    mutating func count(_ pending: UnsafeBufferPointer<UInt8>) -> Int {
        while scanned < pending.count {
            let byte = pending[scanned]
            if quote != 0 {
                if byte == quote {
                    quote = 0
                    values += 1
                }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            }
            scanned += 1
        }
        return values
    }
}

/// What the callbacks write to; reached through a pointer, without reference counting.
private struct ParserState {
    var queue: EventQueue
    var names = NameTable()
    var failure: XMLReadingError?
    var hasDoctype = false
    var context: UnsafeMutableRawPointer?
    var tags = 0
    var attributeDeclarations = 0
    let depthLimit: Int
    let attributeLimit: Int
    let attributeBytes: Int
    let elementLimit: Int

    init(limits: XMLLimits) {
        queue = EventQueue(textLimit: limits.textBytes)
        depthLimit = limits.depth
        attributeLimit = limits.attributesPerElement
        attributeBytes = limits.attributeBytes
        elementLimit = limits.elements ?? .max
    }

    var parser: xmlParserCtxtPtr? { context?.assumingMemoryBound(to: xmlParserCtxt.self) }
    var line: Int { Int(parser?.pointee.input?.pointee.line ?? 1) }

    /// Keeps the first failure and silences the parser for the rest of the piece.
    mutating func fail(_ error: XMLReadingError) {
        if failure == nil { failure = error }
        parser?.pointee.disableSAX = 1
    }

    mutating func limit(_ reason: String) { fail(.limit(reason: reason, line: line)) }
}

// MARK: Callbacks

private func withState(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<ParserState>? {
    guard let state = context?.assumingMemoryBound(to: ParserState.self), state.pointee.failure == nil else {
        return nil
    }
    return state
}

extension xmlSAXHandler {
    fileprivate static var flatEvents: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = XML_SAX2_MAGIC
        handler.startElementNs = onStart
        handler.endElementNs = { context, _, _, _ in
            guard let state = withState(context), let input = state.pointee.parser?.pointee.input else { return }
            state.pointee.queue.end(line: input.pointee.line)
        }
        handler.characters = onText
        handler.ignorableWhitespace = onText
        handler.cdataBlock = onText
        handler.reference = { context, name in
            guard let name else { return }
            // An entity that only the document's own definitions know: shown as it is written.
            let text = "&" + String(cString: name) + ";"
            text.withCString { bytes in
                bytes.withMemoryRebound(to: UInt8.self, capacity: text.utf8.count) { pointer in
                    onText(context, pointer, Int32(text.utf8.count))
                }
            }
        }
        handler.internalSubset = { context, _, _, _ in
            guard let state = withState(context) else { return }
            state.pointee.hasDoctype = true
            // As if there were a definition elsewhere: undeclared entities are then reported, not fatal.
            state.pointee.parser?.pointee.hasExternalSubset = 1
            state.pointee.parser?.pointee.standalone = 0
        }
        handler.attributeDecl = { context, _, _, _, _, _, tree in
            xmlFreeEnumeration(tree)
            guard let state = withState(context) else { return }
            state.pointee.attributeDeclarations += 1
            if state.pointee.attributeDeclarations > 4096 { state.pointee.limit("too many attribute declarations") }
        }
        handler.serror = onError
        return handler
    }
}

private let onText: charactersSAXFunc = { context, bytes, count in
    guard let state = withState(context), let bytes, count > 0 else { return }
    if !state.pointee.queue.addText(bytes, count: Int(count)) {
        state.pointee.limit("a text of more than \(state.pointee.queue.textLimit) bytes")
    }
}

private let onStart: startElementNsSAX2Func = {
    context, local, prefix, namespace, _, _, attributeCount, defaulted, attributes in
    guard let state = withState(context), let local, let input = state.pointee.parser?.pointee.input else { return }
    state.pointee.tags += 1
    state.pointee.queue.closeText(beforeEnd: false)
    if state.pointee.queue.depth >= state.pointee.depthLimit { return state.pointee.limit("elements nested too deep") }
    if state.pointee.tags > state.pointee.elementLimit { return state.pointee.limit("too many elements") }
    if attributeCount > state.pointee.attributeLimit { return state.pointee.limit("too many attributes") }
    // Defaults come last; they stand in the definitions, not in the document.
    let written = Int(attributeCount - defaulted)
    if written > 0, let attributes {
        for index in 0..<written where !addAttribute(attributes + index * 5, to: state) { return }
    }
    let name = state.pointee.names.number(local: local, prefix: prefix, namespace: namespace)
    let line = input.pointee.line
    state.pointee.queue.start(
        name: name, line: line - linesOfTag(input), endingOn: line, attributes: max(0, written))
}

/// Five pointers: local name, prefix, namespace, first byte of the value, its end.
private func addAttribute(
    _ fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, to state: UnsafeMutablePointer<ParserState>
) -> Bool {
    guard let local = fields[0], let value = fields[3], let end = fields[4] else { return true }
    if end - value > state.pointee.attributeBytes {
        state.pointee.limit("an attribute of \(end - value) bytes")
        return false
    }
    let name = state.pointee.names.number(local: local, prefix: fields[1], namespace: fields[2])
    state.pointee.queue.addAttribute(name: name, value: value, count: end - value)
    return true
}

/// Line breaks between the `<` of the tag just read and its end: no `<` can stand in between.
private func linesOfTag(_ input: xmlParserInputPtr) -> Int32 {
    guard var byte = input.pointee.cur, let base = input.pointee.base else { return 0 }
    var lines: Int32 = 0
    while byte > base {
        byte -= 1
        if byte.pointee == 0x3C { return lines }
        if byte.pointee == 0x0A { lines += 1 }
    }
    return 0
}

private let onError: xmlStructuredErrorFunc = { context, error in
    guard let state = withState(context), let error else { return }
    let code = error.pointee.code
    let parser = state.pointee.parser
    if code == Int32(XML_WAR_UNDECLARED_ENTITY.rawValue) {
        // In text it becomes a `reference` event; in an attribute the parser would leave it out.
        guard parser?.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE else { return }
    } else if error.pointee.level != XML_ERR_FATAL, error.pointee.domain != Int32(XML_FROM_I18N.rawValue) {
        return
    }
    if code == Int32(XML_ERR_GT_REQUIRED.rawValue) { state.pointee.queue.retractStart() }
    // The message ends in a line break and may go on with a quotation of the input.
    let message = error.pointee.message.map { String(cString: $0) } ?? "error \(code)"
    let reason = String(message.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" })
    let line = error.pointee.line > 0 ? Int(error.pointee.line) : state.pointee.line
    state.pointee.fail(
        isLimit(code, reason) ? .limit(reason: reason, line: line) : .malformed(reason: reason, line: line))
}

/// The parser's own limits, in the words of 2.9 to 2.14.
private func isLimit(_ code: Int32, _ reason: String) -> Bool {
    let limits = [XML_ERR_NAME_TOO_LONG, XML_ERR_ENTITY_LOOP]
    return limits.contains { Int32($0.rawValue) == code } || reason.contains("Huge") || reason.contains("too long")
        || reason.contains("too big") || reason.contains("Excessive depth") || reason.contains("limit")
}
