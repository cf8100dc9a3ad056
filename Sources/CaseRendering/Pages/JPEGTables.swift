/// What the segments of a JPEG say about its data, as far as a decoder can fail over it (ITU-T T.81, annex B.2): nobody looks
/// at a picture that is only copied, and one that no reader can decode must not be copied.
struct JPEGTables {
    private var isProgressive = false
    private var components: [Component] = []
    private var quantisation: Set<UInt8> = []
    /// Numbers of Huffman's tables, for the first coefficient of a block and for the others.
    private var codes: (first: Set<UInt8>, other: Set<UInt8>) = ([], [])

    private struct Component {
        let id: UInt8
        let blocks: Int
        let quantisation: UInt8
    }

    /// Takes a segment; false when it is not well formed or needs what has not been there. `body` stands behind its length.
    mutating func take(_ code: UInt8, _ body: ArraySlice<UInt8>) -> Bool {
        var body = body
        return switch code {
        case 0xC0, 0xC1, 0xC2: takeFrame(body, isProgressive: code == 0xC2)
        case 0xC4: takeCodes(&body)
        case 0xDA: takeScan(Array(body))
        case 0xDB: takeQuantisation(&body)
        case 0xDD: body.count == 2
        default: true
        }
    }

    /// §B.2.2; one frame of eight bits.
    private mutating func takeFrame(_ body: ArraySlice<UInt8>, isProgressive: Bool) -> Bool {
        let bytes = Array(body)
        guard components.isEmpty, bytes.count > 6, bytes[0] == 8, bytes.count == 6 + 3 * Int(bytes[5]) else { return false }
        guard [1, 3, 4].contains(bytes[5]), bytes[1] | bytes[2] != 0, bytes[3] | bytes[4] != 0 else { return false }
        self.isProgressive = isProgressive
        for start in stride(from: 6, to: bytes.count, by: 3) {
            let (across, down) = (Int(bytes[start + 1] >> 4), Int(bytes[start + 1] & 15))
            // Thirds are allowed, but many decoders cannot do them.
            guard [1, 2, 4].contains(across), [1, 2, 4].contains(down), bytes[start + 2] < 4 else { return false }
            components.append(Component(id: bytes[start], blocks: across * down, quantisation: bytes[start + 2]))
        }
        return Set(components.map(\.id)).count == components.count
    }

    /// §B.2.4.1
    private mutating func takeQuantisation(_ body: inout ArraySlice<UInt8>) -> Bool {
        while let head = body.popFirst() {
            let size = head >> 4 == 0 ? 64 : 128
            guard head >> 4 < 2, head & 15 < 4, body.count >= size else { return false }
            quantisation.insert(head & 15)
            body = body.dropFirst(size)
        }
        return true
    }

    /// §B.2.4.2; of each length there are no more codes than the shorter ones leave room for.
    private mutating func takeCodes(_ body: inout ArraySlice<UInt8>) -> Bool {
        while let head = body.popFirst() {
            guard head >> 4 < 2, head & 15 < 4, body.count >= 16 else { return false }
            var (room, count) = (1, 0)
            for number in body.prefix(16) {
                room = 2 * room - Int(number)
                count += Int(number)
                // The code of ones alone is never used.
                guard room > 0 else { return false }
            }
            body = body.dropFirst(16)
            guard count <= 256, body.count >= count else { return false }
            // The first coefficient has at most sixteen categories.
            if head >> 4 == 0 {
                guard body.prefix(count).allSatisfy({ $0 < 16 }) else { return false }
                codes.first.insert(head & 15)
            } else {
                codes.other.insert(head & 15)
            }
            body = body.dropFirst(count)
        }
        return true
    }

    /// §B.2.3; in a frame that goes from coarse to fine, first coefficients and others have scans of their own (§G.1.1.1).
    private func takeScan(_ bytes: [UInt8]) -> Bool {
        guard let count = bytes.first.map(Int.init), (1...4).contains(count), bytes.count == 4 + 2 * count else { return false }
        let (from, to, bits) = (bytes[bytes.count - 3], bytes[bytes.count - 2], bytes[bytes.count - 1])
        let isOther = isProgressive && from > 0
        if isProgressive {
            guard to < 64, from == 0 ? to == 0 : from <= to && count == 1 else { return false }
            guard bits & 15 < 14, bits >> 4 == 0 || bits >> 4 == bits & 15 + 1 else { return false }
        } else {
            guard from == 0, to == 63, bits == 0 else { return false }
        }
        var (blocks, last) = (0, -1)
        for start in stride(from: 1, to: 2 * count, by: 2) {
            guard let place = components.firstIndex(where: { $0.id == bytes[start] }), place > last else { return false }
            last = place
            blocks += components[place].blocks
            guard quantisation.contains(components[place].quantisation) else { return false }
            // Refinements of the first coefficient have no codes.
            let needsFirst = !isOther && !(isProgressive && bits >> 4 > 0)
            guard !needsFirst || codes.first.contains(bytes[start + 1] >> 4) else { return false }
            guard isProgressive && !isOther || codes.other.contains(bytes[start + 1] & 15) else { return false }
        }
        return count == 1 || blocks <= 10
    }
}
