/// Finds the texts of a template's data with words that may not fit a line. Only those are set with the rule that breaks
/// words anywhere, because that rule looks at every character and takes a quarter of the time of a document.
enum LongWords {
    /// A word of so many characters may be wider than a column. The same number stands in `style.typ`.
    static let length = 30

    /// `json`: an object. The same with one more member, `long`, whose keys are the texts with a long word.
    static func listed(in json: [UInt8]) -> [UInt8] {
        guard json.last == 0x7D else { return json }
        var literals: Set<ArraySlice<UInt8>> = []
        var ordered: [ArraySlice<UInt8>] = []
        var index = 0
        while index < json.count {
            guard json[index] == 0x22 else {
                index += 1
                continue
            }
            let start = index
            if skipLiteral(json, &index), literals.insert(json[start..<index]).inserted { ordered.append(json[start..<index]) }
        }
        var result = json
        result.removeLast()
        result += (json.count > 2 ? "," : "").utf8
        result += "\"long\":{".utf8
        for (position, literal) in ordered.enumerated() {
            if position > 0 { result.append(0x2C) }
            result += literal
            result += ":true".utf8
        }
        result += "}}".utf8
        return result
    }

    /// Moves behind a string literal; true when it has a long word. Between Han and hangul lines break anyhow: U+5000 to
    /// U+9FFF and U+B000 to U+CFFF, where nothing else stands, end a word. A text too many does no harm, one too few would
    /// be cut off.
    private static func skipLiteral(_ json: [UInt8], _ index: inout Int) -> Bool {
        var isLong = false
        var run = 0
        index += 1
        while index < json.count, json[index] != 0x22 {
            switch json[index] {
            case 0x5C:
                index += 1
                run = index < json.count && "nrt".utf8.contains(json[index]) ? 0 : run + 1
            case 0x20, 0xE5...0xE9, 0xEB, 0xEC: run = 0
            case 0x80..<0xC0: break
            default: run += 1
            }
            isLong = isLong || run >= length
            index += 1
        }
        index = min(index + 1, json.count)
        return isLong
    }
}
