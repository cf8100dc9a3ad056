/// What `pdftotext -bbox-layout` says of a PDF: document information, the text of each page, and which way its words run.
/// Everything that comes from the PDF is escaped there, so its words are never taken for elements.
struct PDFWords {
    private(set) var information: [String: String] = [:]
    /// Text of each page: words of a line with blanks between, lines with line ends, blocks with an empty line between.
    private(set) var pages: [String] = []
    /// Degrees to turn each page so that its words run from left to right: 0, 90, 180 or 270, one for each page.
    private(set) var turns: [Int] = []

    private var text: [UInt8] = []
    private var direction = Direction()

    init(_ output: [UInt8]) {
        output.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
                let line = rest[..<end].drop { $0 == 0x20 }
                if line.first == 0x3C { read(UnsafeRawBufferPointer(rebasing: line)) }
                rest = rest[end...].dropFirst()
            }
        }
    }

    private mutating func read(_ line: UnsafeRawBufferPointer) {
        if line.starts(with: Self.word) { return readWord(line) }
        if line.starts(with: Self.line) {
            if !text.isEmpty { text.append(0x0A) }
            direction.beginLine()
        } else if line.starts(with: Self.block) {
            if !text.isEmpty { text.append(0x0A) }
        } else if line.starts(with: Self.page) {
            text = []
            direction = Direction()
        } else if line.starts(with: Self.pageEnd) {
            pages.append(String(decoding: text, as: UTF8.self))
            turns.append(direction.turn)
        } else if pages.isEmpty {
            readHead(String(decoding: line, as: UTF8.self))
        }
    }

    private mutating func readHead(_ line: String) {
        if line.hasPrefix("<title>"), line.hasSuffix("</title>") {
            let title = Self.unescaped(Array(line.utf8.dropFirst(7).dropLast(8)))
            if !title.isEmpty { information["Title"] = String(decoding: title, as: UTF8.self) }
        }
        guard line.hasPrefix("<meta name=\""), line.hasSuffix("\"/>"), let end = line.firstRange(of: "\" content=\"") else { return }
        let name = line[line.index(line.startIndex, offsetBy: 12)..<end.lowerBound]
        information[String(name)] = String(decoding: Self.unescaped(Array(line[end.upperBound...].utf8.dropLast(3))), as: UTF8.self)
    }

    /// `<word xMin="72.000000" yMin="64.102000" xMax="122.127000" yMax="74.277000">Document</word>`
    private mutating func readWord(_ line: UnsafeRawBufferPointer) {
        var at = 0
        guard let left = Self.millionths(line, &at), let top = Self.millionths(line, &at), let right = Self.millionths(line, &at),
            let bottom = Self.millionths(line, &at), at < line.count, line[at] == 0x3E, line.count - at > 7
        else { return }
        if let last = text.last, last != 0x0A { text.append(0x20) }
        let start = text.count
        text += UnsafeRawBufferPointer(rebasing: line[(at + 1)..<(line.count - 7)])
        if text[start...].contains(0x26) { text.replaceSubrange(start..., with: Self.unescaped(Array(text[start...]))) }
        direction.add(text[start...], left: left, top: top, width: right - left, height: bottom - top)
    }

    private static let word = Array("<word ".utf8)
    private static let line = Array("<line ".utf8)
    private static let block = Array("<block ".utf8)
    private static let page = Array("<page ".utf8)
    private static let pageEnd = Array("</page".utf8)

    /// The next quoted number in millionths of a point, a plain decimal; moves behind its closing quote. What is further
    /// away than any page is large is taken to be at that distance.
    private static func millionths(_ line: UnsafeRawBufferPointer, _ at: inout Int) -> Int? {
        while at < line.count, line[at] != 0x22 { at += 1 }
        guard at < line.count else { return nil }
        at += 1
        var value = 0
        var decimals = -1
        var isNegative = false
        while at < line.count, line[at] != 0x22 {
            switch line[at] {
            case 0x2D: isNegative = true
            case 0x2E: decimals = 0
            case 0x30...0x39 where decimals < 6 && value < farthest:
                value = value * 10 + Int(line[at] - 0x30)
                if decimals >= 0 { decimals += 1 }
            default: break
            }
            at += 1
        }
        at += 1
        for _ in max(0, decimals)..<6 where value < farthest { value *= 10 }
        value = min(value, farthest)
        return isNegative ? -value : value
    }

    private static let farthest = 1 << 50

    private static let entities: [(name: [UInt8], byte: UInt8)] = [
        (Array("&lt;".utf8), 0x3C), (Array("&gt;".utf8), 0x3E), (Array("&quot;".utf8), 0x22), (Array("&apos;".utf8), 0x27),
        (Array("&#39;".utf8), 0x27), (Array("&amp;".utf8), 0x26),
    ]

    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0x26, let entity = entities.first(where: { bytes[at...].starts(with: $0.name) }) {
                result.append(entity.byte)
                at += entity.name.count
            } else {
                result.append(bytes[at])
                at += 1
            }
        }
        return result
    }
}

/// Which way the words of a page run, judged by the boxes of its longer words.
private struct Direction {
    /// Points along the words, of those that lie and those that stand.
    private var upright = 0
    private var tall = 0
    private var tallWords = 0
    private var falling = 0
    private var forward = 0
    private var backward = 0
    private var lastTop: Int?
    private var lastLeft: Int?

    /// Words of fewer letters are about as high as they are wide; a character of East Asia is as wide as two.
    private static let leastLetters = 4
    /// Fewer words than this are a label or a stamp.
    private static let leastWords = 5

    mutating func beginLine() { lastLeft = nil }

    mutating func add(_ word: ArraySlice<UInt8>, left: Int, top: Int, width: Int, height: Int) {
        let isPlain = word.allSatisfy { $0 < 0x80 }
        // Scripts written from right to left place their words backwards on upright pages.
        if isPlain {
            if let lastLeft { if left < lastLeft { backward += 1 } else { forward += 1 } }
            lastLeft = left
        }
        let (letters, isEastAsian) = isPlain ? (word.count, false) : Self.letters(String(decoding: word, as: UTF8.self))
        guard letters >= Self.leastLetters else { return }
        guard 2 * height > 3 * width else {
            if width > height { upright += Self.points(width) }
            return
        }
        // It may be written from top to bottom, which is no reason to turn the page.
        if isEastAsian { return }
        tall += Self.points(height)
        tallWords += 1
        if let lastTop, top < lastTop { falling += 1 }
        lastTop = top
    }

    private static func points(_ millionths: Int) -> Int { min(max(0, millionths / 1_000_000), 20_000) }

    private static func letters(_ word: String) -> (count: Int, isEastAsian: Bool) {
        let eastAsian = word.unicodeScalars.count {
            switch $0.value {
            case 0x2E80...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF60, 0x20000...0x3FFFF: true
            default: false
            }
        }
        return (word.count + eastAsian, eastAsian > 0)
    }

    var turn: Int {
        if tall > 2 * upright, tallWords > Self.leastWords { return 2 * falling > tallWords ? 90 : 270 }
        return backward > 2 * forward && backward > Self.leastWords ? 180 : 0
    }
}
