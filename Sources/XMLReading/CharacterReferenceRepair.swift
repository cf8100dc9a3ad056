/// Rewrites references to characters that XML does not have, in the bytes as they come (XML 1.0 §2.2, §4.1).
///
/// Works on any encoding that contains ASCII as it is. References inside CDATA sections are words, not references, and
/// stay. What may be the beginning of a reference or pair at the end of a piece is held back for the next one.
struct CharacterReferenceRepair {
    private(set) var repairs = XMLRepairs()
    private var held: [UInt8] = []
    private var inSection = false

    /// The longest reference with leading zeros that is looked at; a longer one is left to the parser.
    private static let longest = 24
    private static let sectionStart = Array("<![CDATA[".utf8)
    private static let replacement = Array("&#xFFFD;".utf8)

    private enum Reference {
        case none
        case incomplete
        case found(value: UInt32, length: Int)
    }

    /// Repaired bytes of one piece. `isLast`: nothing is held back.
    mutating func repair(_ piece: UnsafeRawBufferPointer, isLast: Bool) -> [UInt8] {
        if held.isEmpty, !inSection, !piece.contains(where: { $0 == 0x26 || $0 == 0x3C }) { return Array(piece) }
        let input = held + piece
        held = []
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        var index = 0
        while index < input.count {
            guard let taken = step(input, at: index, isLast: isLast, into: &output) else {
                held = Array(input[index...])
                break
            }
            index += taken
        }
        return output
    }

    /// Handles what stands at `index`; gives the number of bytes consumed, or nil when more input has to be seen.
    private mutating func step(_ input: [UInt8], at index: Int, isLast: Bool, into output: inout [UInt8]) -> Int? {
        let byte = input[index]
        if inSection {
            guard byte == 0x5D else { return copyOrdinary(input, from: index, into: &output) }
            if !isLast, input.count - index < 3 { return nil }
            if input[index...].starts(with: [0x5D, 0x5D, 0x3E]) { inSection = false }
        } else if byte == 0x3C {
            let rest = input[index...].prefix(Self.sectionStart.count)
            if !isLast, rest.count < Self.sectionStart.count, Self.sectionStart.starts(with: rest) { return nil }
            if rest.elementsEqual(Self.sectionStart) { inSection = true }
        } else if byte == 0x26 {
            return reference(input, at: index, isLast: isLast, into: &output)
        } else {
            return copyOrdinary(input, from: index, into: &output)
        }
        output.append(byte)
        return 1
    }

    private func copyOrdinary(_ input: [UInt8], from index: Int, into output: inout [UInt8]) -> Int {
        var end = index
        while end < input.count, inSection ? input[end] != 0x5D : (input[end] != 0x26 && input[end] != 0x3C) {
            end += 1
        }
        output.append(contentsOf: input[index..<end])
        return end - index
    }

    private mutating func reference(
        _ input: [UInt8], at index: Int, isLast: Bool, into output: inout [UInt8]
    ) -> Int? {
        switch Self.parse(input, at: index) {
        case .incomplete where !isLast: return nil
        case .incomplete, .none:
            output.append(0x26)
            return 1
        case .found(let value, let length):
            if Self.isCharacter(value) {
                output.append(contentsOf: input[index..<index + length])
                return length
            }
            if (0xD800..<0xDC00).contains(value) {
                switch Self.parse(input, at: index + length) {
                case .incomplete where !isLast: return nil
                case .found(let low, let lowLength) where (0xDC00..<0xE000).contains(low):
                    repairs.joinedPairs += 1
                    let scalar = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
                    output.append(contentsOf: "&#\(scalar);".utf8)
                    return length + lowLength
                default: break
                }
            }
            repairs.replaced += 1
            output.append(contentsOf: Self.replacement)
            return length
        }
    }

    /// `&#digits;` or `&#xhex;` at `index`. The end of the input counts as incomplete.
    private static func parse(_ input: [UInt8], at index: Int) -> Reference {
        var position = index
        for expected in [UInt8(0x26), 0x23] {
            if position >= input.count { return .incomplete }
            if input[position] != expected { return .none }
            position += 1
        }
        if position >= input.count { return .incomplete }
        let radix: UInt32 = input[position] == 0x78 ? 16 : 10
        if radix == 16 { position += 1 }
        var value: UInt32 = 0
        var digits = 0
        while position < input.count, position - index < longest {
            let byte = input[position]
            if byte == 0x3B { return digits > 0 ? .found(value: value, length: position + 1 - index) : .none }
            guard let digit = digit(byte, radix) else { return .none }
            value = min(value * radix + digit, 0x110000)
            digits += 1
            position += 1
        }
        return position >= input.count ? .incomplete : .none
    }

    private static func digit(_ byte: UInt8, _ radix: UInt32) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46 where radix == 16: UInt32(byte - 0x37)
        case 0x61...0x66 where radix == 16: UInt32(byte - 0x57)
        default: nil
        }
    }

    private static func isCharacter(_ value: UInt32) -> Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
