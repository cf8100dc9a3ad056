import CaseModel
private import CYajl
import Glibc

/// yajl pushes; readers pull. This feeds yajl portion by portion and hands its events out one at a time.
final class JSONPushParser {
    private static let portion = 32_768

    private let read: (UnsafeMutableRawBufferPointer) throws -> Int
    private let handle: YajlHandle
    private var repair = SurrogateRepair()
    private var buffer: [UInt8]
    /// Bytes at the start of `buffer` that wait for more.
    private var carried = 0
    /// Offset in the document of the first byte of `buffer`.
    private var offset: Int64 = 0
    private var isStarted = false
    private var isFinished = false
    private var failure: JSONReadingError?
    private var handedOut = 0

    init(read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
        self.read = read
        handle = YajlHandle()
        buffer = [UInt8](repeating: 0, count: Self.portion + SurrogateRepair.longest)
    }

    var replacements: Int { repair.count + handle.queue.invalidStrings }

    func next() throws(JSONReadingError) -> JSONEvent? {
        while handedOut == handle.queue.events.count {
            if let failure { throw failure }
            if isFinished { return nil }
            handle.queue.events.removeAll(keepingCapacity: true)
            handedOut = 0
            do throws(JSONReadingError) { try advance() } catch { failure = error }
        }
        defer { handedOut += 1 }
        return handle.queue.events[handedOut]
    }

    /// Reads one portion and lets yajl see all of it that is complete.
    private func advance() throws(JSONReadingError) {
        let got = try fill()
        var start = 0
        if !isStarted {
            isStarted = true
            start = try Self.preamble(buffer[..<(carried + got)])
        }
        let end = carried + got
        let ready = got == 0 ? end : repair.scan(&buffer, start..<end)
        try feed(start..<ready)
        buffer.replaceSubrange(0..<(end - ready), with: buffer[ready..<end])
        carried = end - ready
        offset += Int64(ready)
        guard got == 0 else { return }
        if let reason = handle.finish() { throw .malformed(reason: reason, offset: offset) }
        isFinished = true
    }

    /// Reads at least four bytes at the start, so that the encoding can be told, later at least one; 0 at the end.
    private func fill() throws(JSONReadingError) -> Int {
        var total = 0
        repeat {
            let from = carried + total
            let got: Int
            do {
                got = try buffer.withUnsafeMutableBytes { bytes in
                    try read(UnsafeMutableRawBufferPointer(rebasing: bytes[from..<min(from + Self.portion, bytes.count)]))
                }
            } catch {
                throw .unreadable(reason: "\(error)")
            }
            if got == 0 { break }
            total += got
        } while !isStarted && total < 4
        return total
    }

    /// Length of the byte order mark; throws for UTF-16 and UTF-32.
    private static func preamble(_ head: ArraySlice<UInt8>) throws(JSONReadingError) -> Int {
        let bytes = Array(head.prefix(4))
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(2).contains(0) {
            throw .unreadable(reason: "the text is UTF-16 or UTF-32, JSON is read as UTF-8 (RFC 8259 §8.1)")
        }
        return 0
    }

    private func feed(_ range: Range<Int>) throws(JSONReadingError) {
        guard let problem = handle.parse(buffer[range]) else { return }
        let place = offset + Int64(range.lowerBound + problem.consumed)
        if handle.queue.isTooDeep {
            throw .limit(reason: "nested deeper than \(JSONReader.depthLimit) levels", offset: place)
        }
        throw .malformed(reason: problem.reason, offset: place)
    }
}

/// What yajl's callbacks fill.
private final class EventQueue {
    var events: [JSONEvent] = []
    var depth = 0
    var isTooDeep = false
    var invalidStrings = 0

    func open(_ event: JSONEvent) -> Int32 {
        depth += 1
        isTooDeep = depth > JSONReader.depthLimit
        if isTooDeep { return 0 }
        events.append(event)
        return 1
    }

    func close(_ event: JSONEvent) -> Int32 {
        depth -= 1
        events.append(event)
        return 1
    }

    func add(_ event: JSONEvent) -> Int32 {
        events.append(event)
        return 1
    }

    func text(_ start: UnsafePointer<UInt8>?, _ count: Int) -> String {
        let bytes = UnsafeBufferPointer(start: start, count: count)
        let text = String(decoding: bytes, as: UTF8.self)
        // Decoding repairs silently; comparing is faster than validating beforehand.
        guard count > 0, let start else { return text }
        let isSame = text.utf8.withContiguousStorageIfAvailable { decoded in
            guard decoded.count == count, let first = decoded.baseAddress else { return false }
            return memcmp(first, start, count) == 0
        }
        if !(isSame ?? text.utf8.elementsEqual(bytes)) { invalidStrings += 1 }
        return text
    }
}

/// Owns a yajl parser.
private final class YajlHandle {
    let queue = EventQueue()
    private let handle: yajl_handle?
    /// yajl keeps the pointer, so the table has to stay where it is.
    private let callbacks: UnsafeMutablePointer<yajl_callbacks>

    init() {
        callbacks = .allocate(capacity: 1)
        callbacks.initialize(to: Self.table)
        handle = yajl_alloc(callbacks, nil, Unmanaged.passUnretained(queue).toOpaque())
        // yajl's own check lets overlong forms and surrogates pass; `EventQueue.text` checks instead, and counts.
        if let handle { _ = casefile_yajl_switch_on(handle, yajl_dont_validate_strings) }
    }

    deinit {
        if let handle { yajl_free(handle) }
        callbacks.deallocate()
    }

    /// Nil when all of it was taken.
    func parse(_ bytes: ArraySlice<UInt8>) -> (reason: String, consumed: Int)? {
        guard let handle else { return ("no memory for the parser", 0) }
        if bytes.isEmpty { return nil }
        let status = bytes.withUnsafeBufferPointer { yajl_parse(handle, $0.baseAddress, $0.count) }
        return status == yajl_status_ok ? nil : (reason(), yajl_get_bytes_consumed(handle))
    }

    /// Nil when the document is complete.
    func finish() -> String? {
        guard let handle else { return "no memory for the parser" }
        return yajl_complete_parse(handle) == yajl_status_ok ? nil : reason()
    }

    /// What yajl says, without its "parse error:" and the line end.
    private func reason() -> String {
        guard let handle, let message = yajl_get_error(handle, 0, nil, 0) else { return "unknown" }
        defer { yajl_free_error(handle, message) }
        let text = String(cString: message)
        let tail = text.firstIndex(of: ":").map { text[text.index(after: $0)...] } ?? text[...]
        return String(tail).trimmingBlanks()
    }

    private static var table: yajl_callbacks {
        yajl_callbacks(
            yajl_null: { eventQueue($0).add(.null) },
            yajl_boolean: { eventQueue($0).add(.bool($1 != 0)) },
            yajl_integer: nil,
            yajl_double: nil,
            yajl_number: { context, start, count in
                start.map { start in
                    start.withMemoryRebound(to: UInt8.self, capacity: count) {
                        eventQueue(context).add(.number(eventQueue(context).text($0, count)))
                    }
                } ?? 0
            },
            yajl_string: { eventQueue($0).add(.string(eventQueue($0).text($1, $2))) },
            yajl_start_map: { eventQueue($0).open(.objectStart) },
            yajl_map_key: { eventQueue($0).add(.key(eventQueue($0).text($1, $2))) },
            yajl_end_map: { eventQueue($0).close(.objectEnd) },
            yajl_start_array: { eventQueue($0).open(.arrayStart) },
            yajl_end_array: { eventQueue($0).close(.arrayEnd) })
    }
}

/// The queue that was given to yajl as its context; it lives as long as the handle.
private func eventQueue(_ context: UnsafeMutableRawPointer?) -> EventQueue {
    guard let context else { return EventQueue() }
    return Unmanaged<EventQueue>.fromOpaque(context).takeUnretainedValue()
}
