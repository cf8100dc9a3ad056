/// What kinds of bytes an item has.
struct ByteCensus {
    /// Zero bytes.
    private(set) var nulls = 0
    /// Control characters that texts do not use, zero bytes included.
    private(set) var controls = 0
    /// Bytes above 127.
    private(set) var high = 0
    /// `ESC $` or `ESC (` occurs.
    private(set) var hasISO2022 = false
    private let count: Int

    init(_ bytes: [UInt8]) {
        var counts = [Int](repeating: 0, count: 256)
        var escapes = false
        bytes.withUnsafeBufferPointer { buffer in
            var previous: UInt8 = 0
            counts.withUnsafeMutableBufferPointer { counts in
                for byte in buffer {
                    counts[Int(byte)] &+= 1
                    if previous == 0x1B, byte == 0x24 { escapes = true }
                    previous = byte
                }
            }
        }
        hasISO2022 = escapes
        nulls = counts[0]
        high = counts[128...].reduce(0, +)
        // Tab, line ends, form feed, the separators of EDI (FS…US), the escape of ISO 2022, the end mark of DOS.
        let usual: Set<Int> = [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F]
        controls = counts[..<0x20].indices.reduce(0) { usual.contains($1) ? $0 : $0 + counts[$1] } + counts[0x7F]
        count = bytes.count
    }

    /// A stray control character does not make a text binary; one in a hundred does.
    var isBinary: Bool { controls * 100 > count && (controls > 1 || nulls > 0) }
}

/// How well-formed bytes are as UTF-8 (Unicode 16, table 3-7; faults are counted by maximal subparts).
package struct UTF8Census {
    /// Well-formed characters of two bytes and more.
    package private(set) var sequences = 0
    package private(set) var faults = 0
    /// The last fault is a character that the end cuts off.
    private(set) var endsInside = false

    package init(_ bytes: [UInt8]) {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let encoded): if encoded.count > 1 { sequences += 1 }
            case .error: faults += 1
            case .emptyInput:
                endsInside = faults > 0 && Self.tailIsOpen(bytes)
                return
            }
        }
    }

    private static func tailIsOpen(_ bytes: [UInt8]) -> Bool {
        for back in 1...3 where bytes.count >= back {
            let byte = bytes[bytes.count - back]
            if byte >= 0xC2 { return back < (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2) }
            if byte & 0xC0 != 0x80 { return false }
        }
        return false
    }
}

/// UTF-16 read unit by unit.
struct UTF16Text {
    private let units: [UInt16]
    private let bigEndian: Bool
    private let oddByte: Bool

    init(_ bytes: ArraySlice<UInt8>, bigEndian: Bool, cut: Bool) {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(bigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        if cut, let last = units.last, UTF16.isLeadSurrogate(last) { units.removeLast() }
        self.units = units
        self.bigEndian = bigEndian
        oddByte = !cut && index < bytes.endIndex
    }

    /// No control, private, unassigned or unpaired code unit: chance data does not look like that.
    var isPlausible: Bool {
        let census = census()
        return !units.isEmpty && census.faults == 0 && census.odd == 0
    }

    /// Nil when there are more faults or odd characters than a text has.
    func accepted(ground: DecodedText.Ground) -> DecodedText? {
        let census = census()
        let faults = census.faults + (oddByte ? 1 : 0)
        guard faults == 0 || !units.isEmpty, faults <= 1 || faults * 20 <= units.count, census.odd * 20 <= units.count
        else { return nil }
        let text = String(decoding: units, as: UTF16.self) + (oddByte ? "\u{FFFD}" : "")
        return DecodedText(text: text, encoding: bigEndian ? "UTF-16BE" : "UTF-16LE", ground: ground, replacements: faults)
    }

    /// Unpaired surrogates, and characters that texts do not have.
    private func census() -> (faults: Int, odd: Int) {
        var (faults, odd) = (0, 0)
        var decoder = UTF16()
        var iterator = units.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: return (faults, odd)
            case .error: faults += 1
            case .scalarValue(let scalar):
                if scalar.value < 0x20, ![0x09, 0x0A, 0x0D, 0x0C].contains(scalar.value) { odd += 1 }
                switch scalar.properties.generalCategory {
                case .privateUse, .unassigned, .surrogate: odd += 1
                default: continue
                }
            }
        }
    }
}
