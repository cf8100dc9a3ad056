/// The elements of a list of addresses (RFC 5322 §3.4), taken apart so that one GMime cannot read does not cost the others.
/// Semicolons part them too, as Outlook writes them. Signs that open what nothing closes stand for themselves.
struct AddressList {
    struct Element {
        let bytes: ArraySlice<UInt8>
        /// What stands between `<` and `>` in it.
        let angle: ArraySlice<UInt8>?
        /// The name of a group without members (`undisclosed-recipients:;`).
        let isGroup: Bool

        /// What stands before `<`, or all of it.
        var name: ArraySlice<UInt8> { angle.map { bytes[..<($0.startIndex - 1)] } ?? bytes }
    }

    private let bytes: [UInt8]
    private(set) var elements: [Element] = []
    private var start = 0
    private var angle: Range<Int>?
    private var hasAddress = false
    private var group: Range<Int>?
    private var groupIsEmpty = true
    private var quotesAreOver = false
    private var commentsAreOver = false

    /// `bytes`: one field, unfolded.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case 0x22 where !quotesAreOver:
                if let end = endOfQuotes(at) { at = end } else { quotesAreOver = true }
            case 0x28 where !commentsAreOver:
                if let end = endOfComment(at) { at = end } else { commentsAreOver = true }
            case 0x3C:
                if let end = endOfAngle(at) {
                    // The comma between two is missing.
                    if let angle { add(upTo: angle.upperBound + 1, skipping: 0) }
                    angle = (at + 1)..<end
                    hasAddress = true
                    at = end
                }
            case 0x40: hasAddress = true
            case 0x3A where group == nil && !hasAddress:
                (group, groupIsEmpty) = (start..<at, true)
                start = at + 1
            case 0x2C: add(upTo: at)
            case 0x3B:
                add(upTo: at)
                endGroup()
            default: break
            }
            at += 1
        }
        add(upTo: bytes.count)
        endGroup()
    }

    private mutating func add(upTo end: Int, skipping separator: Int = 1) {
        if bytes[start..<end].contains(where: { $0 > 0x20 }) {
            elements.append(Element(bytes: bytes[start..<end], angle: angle.map { bytes[$0] }, isGroup: false))
            groupIsEmpty = false
        }
        (start, angle, hasAddress) = (end + separator, nil, false)
    }

    private mutating func endGroup() {
        if let group, groupIsEmpty { elements.append(Element(bytes: bytes[group], angle: nil, isGroup: true)) }
        group = nil
    }

    private func endOfQuotes(_ start: Int) -> Int? {
        var at = start + 1
        while at < bytes.count, bytes[at] != 0x22 { at += bytes[at] == 0x5C ? 2 : 1 }
        return at < bytes.count ? at : nil
    }

    /// An address inside it is more likely to be the element's own, behind a sign that opens nothing.
    private func endOfComment(_ start: Int) -> Int? {
        var at = start
        var depth = 0
        while at < bytes.count, bytes[at] != 0x3C {
            if bytes[at] == 0x28 { depth += 1 }
            if bytes[at] == 0x29 { depth -= 1 }
            if depth == 0 { return at }
            at += bytes[at] == 0x5C ? 2 : 1
        }
        return nil
    }

    /// A comma ends what is no route (RFC 5322 §4.4).
    private func endOfAngle(_ start: Int) -> Int? {
        var at = start + 1
        let isRoute = at < bytes.count && bytes[at] == 0x40
        while at < bytes.count, bytes[at] != 0x3C, isRoute || bytes[at] != 0x2C {
            if bytes[at] == 0x3E { return at }
            at += 1
        }
        return nil
    }
}
