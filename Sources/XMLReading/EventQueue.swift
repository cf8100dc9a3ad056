import Glibc

/// What the reader stands at.
package enum XMLToken: Sendable, BitwiseCopyable {
    case start, end, text
    /// The document has ended, well-formed to its last byte.
    case finished
}

struct QueuedEvent: BitwiseCopyable {
    let token: XMLToken
    let name: Int32
    let line: Int32
    /// Text: bytes of `text`. Start: entries of `attributes`.
    let start: Int32
    let count: Int32
}

struct QueuedAttribute: BitwiseCopyable {
    let name: Int32
    let start: Int32
    let count: Int32
}

/// The events of one piece of input, between the parser that pushes and the reader that pulls.
struct EventQueue {
    private(set) var events = FlatBuffer<QueuedEvent>(capacity: 1024)
    private(set) var attributes = FlatBuffer<QueuedAttribute>(capacity: 256)
    private(set) var text = FlatBuffer<UInt8>(capacity: 65_536)
    /// Names of the open elements; its count is the depth.
    private(set) var open = FlatBuffer<Int32>(capacity: 128)
    /// Bytes of one character data run, above which `addText` refuses.
    let textLimit: Int
    /// Line on which the last tag ended.
    private var line: Int32 = 1
    private var textStart = -1
    private var textLine: Int32 = 1
    private var textIsBlank = true
    private var lastWasStart = false

    init(textLimit: Int) { self.textLimit = textLimit }

    func free() {
        events.free()
        attributes.free()
        text.free()
        open.free()
    }

    var depth: Int { open.count }

    /// Forgets what has been read; an unfinished run of text stays.
    mutating func recycle() {
        events.truncate(to: 0)
        attributes.truncate(to: 0)
        text.keep(from: textStart < 0 ? text.count : textStart)
        if textStart >= 0 { textStart = 0 }
    }

    /// False when the run has become too long.
    @inline(__always) mutating func addText(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        if textStart < 0 {
            textStart = text.count
            textLine = line
            textIsBlank = true
        }
        if textIsBlank { textIsBlank = Self.isBlank(bytes, count: count) }
        if text.count - textStart + count > textLimit { return false }
        text.append(bytes, count: count)
        return true
    }

    @inline(__always) mutating func start(
        name: Int32, line startLine: Int32, endingOn endLine: Int32, attributes number: Int
    ) {
        events.append(
            QueuedEvent(
                token: .start, name: name, line: startLine, start: Int32(truncatingIfNeeded: attributes.count - number),
                count: Int32(truncatingIfNeeded: number)))
        open.append(name)
        line = endLine
        lastWasStart = true
    }

    /// Takes back the start of an element whose tag turns out to have no end.
    mutating func retractStart() {
        guard events.count > 0, events[events.count - 1].token == .start else { return }
        events.truncate(to: events.count - 1)
        open.truncate(to: open.count - 1)
    }

    /// The parser, told to leave entities alone, writes each ampersand of a value as `&#38;`, whatever stood there:
    /// `&amp;`, `&#x26;` or `&#38;`. A bare ampersand can only begin the name of an entity.
    mutating func addAttribute(name: Int32, value: UnsafePointer<UInt8>, count: Int) {
        let start = text.count
        var from = value
        let end = value + count
        while let found = memchr(from, 0x26, end - from) {
            let behind = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) + 1
            text.append(from, count: behind - from)
            let isWritten = end - behind >= 4 && memcmp(behind, "#38;", 4) == 0
            from = isWritten ? behind + 4 : behind
        }
        text.append(from, count: end - from)
        attributes.append(
            QueuedAttribute(
                name: name, start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: text.count - start)))
    }

    @inline(__always) mutating func end(line endLine: Int32) {
        closeText(beforeEnd: true)
        guard open.count > 0 else { return }
        let name = open[open.count - 1]
        open.truncate(to: open.count - 1)
        events.append(QueuedEvent(token: .end, name: name, line: endLine, start: 0, count: 0))
        line = endLine
        lastWasStart = false
    }

    /// White space counts as content only when it is all that an element holds.
    @inline(__always) mutating func closeText(beforeEnd: Bool) {
        guard textStart >= 0 else { return }
        if textIsBlank, !(lastWasStart && beforeEnd) {
            text.truncate(to: textStart)
        } else {
            events.append(
                QueuedEvent(
                    token: .text, name: open.count > 0 ? open[open.count - 1] : 0, line: textLine,
                    start: Int32(truncatingIfNeeded: textStart),
                    count: Int32(truncatingIfNeeded: text.count - textStart)))
        }
        textStart = -1
    }

    @inline(__always) private static func isBlank(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        for index in 0..<count {
            let byte = bytes[index]
            if byte != 0x20, byte != 0x0A, byte != 0x09, byte != 0x0D { return false }
        }
        return true
    }
}
