/// Finds the texts of a template's data with words that may not fit a line. Only those are set in pieces that may be broken
/// anywhere: to look for them in Typst takes a tenth of the time of a document.
enum LongWords {
    /// A word of so many characters may be wider than a column.
    static let length = 30

    /// `json`: an object. The same with one more member, `long`, whose keys are the texts with a long word and whose values
    /// are their pieces: every second one is such a word, the first is not.
    static func listed(in json: [UInt8]) -> [UInt8] {
        guard json.last == 0x7D else { return json }
        var met: Set<ArraySlice<UInt8>> = []
        var list: [UInt8] = []
        var index = 0
        while index < json.count {
            guard json[index] == 0x22 else {
                index += 1
                continue
            }
            let start = index
            let words = longWords(json, &index)
            guard !words.isEmpty, met.insert(json[start..<index]).inserted else { continue }
            list += (list.isEmpty ? "" : ",").utf8
            list += json[start..<index]
            list += ":[".utf8
            var at = start + 1
            for end in words.flatMap({ [$0.lowerBound, $0.upperBound] }) {
                list += [0x22] + json[at..<end] + [0x22, 0x2C]
                at = end
            }
            list += [0x22] + json[at..<index] + [0x5D]
        }
        var result = json
        result.removeLast()
        result += (json.count > 2 ? "," : "").utf8
        return result + "\"long\":{".utf8 + list + "}}".utf8
    }

    /// Moves behind a string literal and gives its long words. Lines are broken at blanks, around Han, kana and hangul, and
    /// behind a hyphen or a slash that a letter follows (UAX #14, rules LB18, LB21, LB31). A word too many does no harm, one
    /// too few would be cut off.
    private static func longWords(_ json: [UInt8], _ index: inout Int) -> [Range<Int>] {
        var words: [Range<Int>] = []
        index += 1
        var (start, count) = (index, 0)
        func endWord(at end: Int, next: Int) {
            if count >= length { words.append(start..<end) }
            (start, count) = (next, 0)
        }
        while index < json.count, json[index] != 0x22 {
            let byte = json[index]
            switch byte {
            case 0x5C:
                let isBlank = index + 1 < json.count && "nrt".utf8.contains(json[index + 1])
                if isBlank { endWord(at: index, next: index + 2) } else { count += 1 }
                index += 2
            case 0x20:
                endWord(at: index, next: index + 1)
                index += 1
            case 0x2D, 0x2F:
                index += 1
                count += 1
                let isBehindWord = byte == 0x2F || isWord(json[index - 2])
                if isBehindWord, index < json.count, isLetter(json[index]) { endWord(at: index, next: index) }
            case ..<0x80:
                index += 1
                count += 1
            default:
                let size = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                if breaksAround(json[index..<min(index + size, json.count)]) {
                    endWord(at: index, next: index + size)
                } else {
                    count += 1
                }
                index += size
            }
        }
        endWord(at: min(index, json.count), next: index)
        index = min(index + 1, json.count)
        return words
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }

    /// A character in UTF-8: Han, kana but its mark for long vowels, hangul. Marks, wide ones too, are not among them: lines
    /// are not broken before most of them, and people write rows of them.
    private static func breaksAround(_ bytes: ArraySlice<UInt8>) -> Bool {
        let (first, second, third) = (bytes.first ?? 0, bytes.dropFirst().first ?? 0, bytes.dropFirst(2).first ?? 0)
        return switch first {
        case 0xE3: second >= 0x90 || ((0x81...0x83).contains(second) && !(second == 0x83 && third == 0xBC))
        case 0xE4: second != 0xB7
        case 0xE5...0xE9, 0xEB, 0xEC: true
        case 0xEA: second >= 0xB0
        case 0xED: second < 0x9E
        case 0xEF: (0xA4...0xAB).contains(second)
        case 0xF0: (0xA0...0xBF).contains(second)
        default: false
        }
    }
}
