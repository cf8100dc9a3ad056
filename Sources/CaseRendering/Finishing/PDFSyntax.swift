import CaseModel

/// The objects of a PDF as Typst writes it, or qpdf without object streams: a classic cross-reference table, dictionaries in plain text. Enough to read the
/// catalogue; anything unexpected is an error, not a guess. ISO 32000-1 §7.3.
struct PDFSyntax {
    indirect enum Value {
        /// Numbers, names, `true`, `null`: as written.
        case token(String)
        case reference(Int)
        case string([UInt8])
        case array([Value])
        /// With the place in the file where key and value stand.
        case dictionary([(key: String, value: Value, span: Range<Int>)])

        subscript(_ key: String) -> Value? {
            guard case .dictionary(let members) = self else { return nil }
            return members.first { $0.key == key }?.value
        }
        var reference: Int? { if case .reference(let number) = self { number } else { nil } }
        var elements: [Value] { if case .array(let values) = self { values } else { [] } }
        var number: Int? { if case .token(let text) = self { Int(text) } else { nil } }
    }

    private let bytes: [UInt8]
    private var index: Int
    private let offsets: [Int: Int]

    /// Throws `RenderingError.badDocument` for a file of another build.
    init(_ bytes: [UInt8]) throws(RenderingError) {
        self.bytes = bytes
        offsets = try Self.table(bytes)
        index = Self.lastIndex(of: "trailer", in: bytes) ?? bytes.count
    }

    /// The trailer's dictionary.
    func trailer() throws(RenderingError) -> Value {
        var scanner = self
        scanner.index += 7
        return try scanner.value()
    }

    /// The numbers of all objects.
    var numbers: [Int] { offsets.keys.sorted() }

    /// Of a stream, its dictionary.
    func object(_ number: Int) throws(RenderingError) -> Value {
        var scanner = try scanner(at: number)
        return try scanner.value()
    }

    func isStream(_ number: Int) -> Bool {
        guard var scanner = try? scanner(at: number), (try? scanner.value()) != nil else { return false }
        return scanner.take("stream")
    }

    private func scanner(at number: Int) throws(RenderingError) -> PDFSyntax {
        guard let offset = offsets[number], offset < bytes.count else { throw .badDocument("object \(number)") }
        var scanner = self
        scanner.index = offset
        for _ in 0..<3 { _ = scanner.word() }  // `12 0 obj`
        return scanner
    }

    // MARK: - Cross-reference table

    private static func lastIndex(of word: StaticString, in bytes: [UInt8]) -> Int? {
        let wanted = word.withUTF8Buffer { Array($0) }
        var index = bytes.count - wanted.count
        while index >= 0 {
            if bytes[index] == wanted[0], bytes[index..<index + wanted.count].elementsEqual(wanted) { return index }
            index -= 1
        }
        return nil
    }

    private static func table(_ bytes: [UInt8]) throws(RenderingError) -> [Int: Int] {
        guard let end = lastIndex(of: "startxref", in: bytes) else { throw .badDocument("no startxref") }
        let digits = bytes[(end + 9)...].drop { $0 <= 0x20 }.prefix { (0x30...0x39).contains($0) }
        guard let start = Int(String(decoding: digits, as: UTF8.self)), start < end else { throw .badDocument("startxref") }
        var words = bytes[start..<end].split { $0 <= 0x20 }.makeIterator()
        guard words.next()?.elementsEqual("xref".utf8) == true else { throw .badDocument("no table") }
        var offsets: [Int: Int] = [:]
        while let first = words.next().flatMap(number), let count = words.next().flatMap(number) {
            for object in first..<first + count {
                guard let offset = words.next().flatMap(number), words.next() != nil, let kind = words.next() else { break }
                if kind.first == 0x6E { offsets[object] = offset }
            }
        }
        return offsets
    }

    private static func number(_ word: ArraySlice<UInt8>) -> Int? { Int(String(decoding: word, as: UTF8.self)) }

    // MARK: - Values

    private static let marks = Set("<>[]()/".utf8)

    private mutating func skipBlanks() { while index < bytes.count, bytes[index] <= 0x20 { index += 1 } }

    private mutating func word() -> String {
        skipBlanks()
        let start = index
        if index < bytes.count, bytes[index] == 0x2F { index += 1 }
        while index < bytes.count, bytes[index] > 0x20, !Self.marks.contains(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func take(_ text: StaticString) -> Bool {
        skipBlanks()
        let found = text.withUTF8Buffer { bytes[index...].starts(with: $0) }
        if found { index += text.utf8CodeUnitCount }
        return found
    }

    private mutating func value() throws(RenderingError) -> Value {
        if take("<<") { return try dictionary() }
        if take("[") {
            var values: [Value] = []
            while !take("]") { values.append(try value()) }
            return .array(values)
        }
        if take("(") { return .string(try literal()) }
        if take("<") {
            let start = index
            while index < bytes.count, bytes[index] != 0x3E { index += 1 }
            defer { index = min(index + 1, bytes.count) }
            return .string(Self.unhex(bytes[start..<index]))
        }
        let first = word()
        guard !first.isEmpty else { throw .badDocument("value at \(index)") }
        // Two numbers and an R are a reference.
        let back = index
        if let number = Int(first), Int(word()) != nil, word() == "R" { return .reference(number) }
        index = back
        return .token(first)
    }

    private mutating func dictionary() throws(RenderingError) -> Value {
        var members: [(key: String, value: Value, span: Range<Int>)] = []
        while !take(">>") {
            let start = index
            let key = word()
            guard key.hasPrefix("/") else { throw .badDocument("key at \(index)") }
            let value = try value()
            members.append((key, value, start..<index))
        }
        return .dictionary(members)
    }

    private mutating func literal() throws(RenderingError) -> [UInt8] {
        var result: [UInt8] = []
        var depth = 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case 0x28: depth += 1
            case 0x29:
                depth -= 1
                if depth == 0 { return result }
            case 0x5C:
                result.append(escaped())
                continue
            default: break
            }
            result.append(byte)
        }
        throw .badDocument("string without end")
    }

    private mutating func escaped() -> UInt8 {
        let octal = bytes[index...].prefix(3).prefix { (0x30...0x37).contains($0) }
        if !octal.isEmpty {
            index += octal.count
            return UInt8(truncatingIfNeeded: octal.reduce(0) { $0 * 8 + Int($1 - 0x30) })
        }
        guard index < bytes.count else { return 0x5C }
        let byte = bytes[index]
        index += 1
        return [0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09, 0x62: 0x08, 0x66: 0x0C][byte] ?? byte
    }

    private static func unhex(_ digits: ArraySlice<UInt8>) -> [UInt8] {
        let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        return stride(from: 0, to: values.count, by: 2).map {
            UInt8(values[$0] << 4 | ($0 + 1 < values.count ? values[$0 + 1] : 0))
        }
    }
}
