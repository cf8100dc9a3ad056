/// Where the records of a WhatsApp export begin. The forms of header that count are learnt from the whole file, so that
/// a transcript pasted into a message stays inside it.
struct WhatsAppLayout {
    /// The headers that begin a record, in file order.
    private(set) var headers: [WhatsAppHeader] = []
    /// Headers of other forms, which were left in the message they stand in.
    private(set) var leftInside: [WhatsAppHeader] = []
    /// Lines that are not blank in front of the first record.
    private(set) var preamble: [Int] = []
    /// Lines that are not blank, headers included.
    private(set) var filledLines = 0
    /// How many forms of header were accepted.
    private(set) var formCount = 0

    init(_ bytes: [UInt8]) {
        let candidates = scan(bytes)
        let accepted = Self.acceptedForms(candidates, bytes)
        formCount = accepted.count
        for header in candidates {
            if accepted.contains(header.form) { headers.append(header) } else { leftInside.append(header) }
        }
        if let first = headers.first { preamble.removeAll { $0 >= first.line } } else { preamble = [] }
    }

    private mutating func scan(_ bytes: [UInt8]) -> [WhatsAppHeader] {
        let parser = WhatsAppHeaderParser(bytes: bytes)
        var found: [WhatsAppHeader] = []
        var start = 0
        var line = 1
        while start < bytes.count {
            let lineBreak = Self.lineBreak(bytes, from: start)
            var end = lineBreak
            while end > start, bytes[end - 1] == 0x0D { end -= 1 }
            if end > start { filledLines += 1 }
            if let header = parser.header(start, end, line: line) {
                found.append(header)
            } else if found.isEmpty, end > start {
                preamble.append(line)
            }
            start = lineBreak + 1
            line += 1
        }
        return found
    }

    private static func lineBreak(_ bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var index = start
            while index < buffer.count, buffer[index] != 0x0A { index += 1 }
            return index
        }
    }

    /// Forms are of one family when ending, order, seconds and halves agree; within a family the separators of the date
    /// make kinds, except between brackets, where one export may mix `2020-01-01` with `2020.01.01`. The most frequent family and its most
    /// frequent kind are accepted. Others are when they are a block of their own in front of or behind all others (two
    /// exports put one after the other), or a quarter as frequent and in between, unless they are written with another
    /// ending or the other way round: no phone does that, but people paste it.
    private static func acceptedForms(_ candidates: [WhatsAppHeader], _ bytes: [UInt8]) -> Set<WhatsAppHeader.Form> {
        let families = accepted(candidates, by: \.family) { family, span, main in
            let isQuoted = span.first > 0 && begins(candidates[span.first - 1], with: family, bytes)
            let isAlike = family & WhatsAppHeader.Form.order == main & WhatsAppHeader.Form.order
            return !isQuoted && (span.isBlock || isAlike)
        }
        let kept = candidates.filter { families.contains($0.form.family) }
        let kinds = Dictionary(grouping: kept, by: \.form.family).values.map { accepted($0, by: \.kind) { _, _, _ in true } }
        return Set(kept.lazy.map(\.form).filter { form in kinds.contains { $0.contains(form.kind) } })
    }

    /// Where the headers of one key stand among all.
    private struct Span {
        var count = 0
        var first = 0
        var last = 0
        /// In front of or behind all headers of the main key, and without others in between.
        var isBlock = false
    }

    private static func accepted<Key: Hashable & Comparable>(
        _ candidates: [WhatsAppHeader], by key: (WhatsAppHeader.Form) -> Key, _ mayStand: (Key, Span, Key) -> Bool
    ) -> Set<Key> {
        var spans: [Key: Span] = [:]
        for (index, header) in candidates.enumerated() {
            var span = spans[key(header.form)] ?? Span(count: 0, first: index, last: index)
            span.count += 1
            span.last = index
            spans[key(header.form)] = span
        }
        let order = spans.sorted { ($0.value.count, $1.value.first, $1.key) > ($1.value.count, $0.value.first, $0.key) }
        guard let main = order.first else { return [] }
        var accepted: Set<Key> = [main.key]
        for (other, var span) in order.dropFirst() {
            let isOutside = span.last < main.value.first || span.first > main.value.last
            span.isBlock = isOutside && span.last - span.first + 1 == span.count
            let isMany = span.count * 4 >= main.value.count || span.isBlock && span.count >= 5 && span.count * 50 >= main.value.count
            if isMany, mayStand(other, span, main.key) { accepted.insert(other) }
        }
        return accepted
    }

    /// Whether what follows a header is itself a header of that family.
    private static func begins(_ header: WhatsAppHeader, with family: UInt8, _ bytes: [UInt8]) -> Bool {
        var start = header.rest
        while start < header.lineEnd {
            // Behind the name, which may hold a colon of its own.
            if let inner = WhatsAppHeaderParser(bytes: bytes).header(start, header.lineEnd, line: header.line) {
                return inner.form.family == family
            }
            guard let colon = bytes[start..<header.lineEnd].firstIndex(of: 0x3A) else { return false }
            start = colon + 1
            while start < header.lineEnd, bytes[start] == 0x20 { start += 1 }
        }
        return false
    }

    /// The lines of a record behind its header, up to the next one: `rest` of the header up to the end of its last
    /// line, without the final line break.
    func body(of index: Int, in bytes: [UInt8]) -> Range<Int> {
        let header = headers[index]
        var end = index + 1 < headers.count ? headers[index + 1].start : bytes.count
        // Exactly one line break ends the record; blank lines before it are content.
        if end > header.rest, bytes[end - 1] == 0x0A { end -= 1 }
        if end > header.rest, bytes[end - 1] == 0x0D { end -= 1 }
        return header.rest..<max(header.rest, end)
    }
}
