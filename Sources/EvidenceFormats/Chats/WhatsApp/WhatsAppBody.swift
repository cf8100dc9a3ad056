import CaseModel

/// What the body of a record says: words of a person, a file, or something the app put there itself.
///
/// The rules without language come first (direction marks, brackets, file names, links); lists of wordings only decide
/// what those leave open.
struct WhatsAppBody {
    enum Content {
        case message(Message.Kind, File?, isEdited: Bool, isWithheld: Bool)
        case notice(isListed: Bool)
        case call(Call.Outcome, isVideo: Bool, seconds: Int?)

        static func message(_ kind: Message.Kind, _ file: File? = nil, isEdited: Bool = false) -> Content {
            .message(kind, file, isEdited: isEdited, isWithheld: false)
        }
    }

    /// A file that belongs to the message; without name when the export left it out and does not say.
    struct File {
        let name: String?
        let isOmitted: Bool
    }

    private let bytes: [UInt8]
    private let range: Range<Int>
    private let phrases = WhatsAppPhrases.shared
    /// How many of the app's direction marks the body begins with.
    private let marks: Int
    /// Behind those marks.
    private let start: Int
    /// End of the first line.
    private let firstLineEnd: Int

    /// `appMarks`: the marks the app itself writes in this file; the other one is a keyboard's, in front of what people
    /// write from right to left.
    init(_ bytes: [UInt8], _ range: Range<Int>, appMarks: AppMarks) {
        self.bytes = bytes
        self.range = range
        var index = range.lowerBound
        var marks = 0
        while index + 2 < range.upperBound, bytes[index] == 0xE2, bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0x8E {
            if appMarks.contains(bytes[index + 2]) { marks += 1 }
            index += 3
        }
        self.marks = marks
        start = index
        var end = index
        while end < range.upperBound, bytes[end] != 0x0A { end += 1 }
        if end > index, bytes[end - 1] == 0x0D { end -= 1 }
        firstLineEnd = end
    }

    /// `isMarked`: a mark stands before the header's bracket, as the iPhone writes it for records with media. `isPhone`:
    /// the header has that bracket; only there is a mark at the start of a body the app's own sign, elsewhere people's
    /// texts may begin with one.
    func content(isMarked: Bool, isPhone: Bool) -> Content {
        if let poll { return poll }
        if let tag = attachedTag(isMarked: isMarked) { return named(tag, isEdited: isEdited) }
        if let name = attachedName { return named(name, isEdited: isEdited) }
        if let listed { return listed }
        if isMarked, hasMark { return omitted }
        if isLocation { return .message(.location, isEdited: isEdited) }
        if marks >= 2, isPhone { return .notice(isListed: true) }
        if phrases.isEncryptionNotice(bytes[range]) { return .notice(isListed: true) }
        if let placeholder { return placeholder }
        if marks == 1, isPhone { return generated }
        let isNotice = marks > 0 && !isPhone && phrases.hasNoticeStem(bytes[start..<firstLineEnd].prefix(200))
        return isNotice ? .notice(isListed: true) : .message(.text, isEdited: isEdited)
    }

    /// Content of a record that has no sender: nearly always a notice.
    var contentWithoutSender: Content {
        switch callMeaning(cutAt: [" at ", " from "]) {
        case .missedVoice: .call(.missed, isVideo: false, seconds: nil)
        case .missedVideo: .call(.missed, isVideo: true, seconds: nil)
        default: .notice(isListed: true)
        }
    }

    private func callMeaning(cutAt words: [String]) -> WhatsAppPhrases.Meaning? {
        if let meaning = phrases.meaning(bytes[start..<firstLineEnd]) { return meaning }
        let text = bytes[start..<min(firstLineEnd, start + 60)]
        for word in words {
            if let cut = Self.find(Array(word.utf8), in: text) { return phrases.meaning(bytes[start..<cut]) }
        }
        return nil
    }

    /// One of the app's own sentences in a listed wording.
    private var listed: Content? {
        guard range.count <= 300 else { return nil }
        if let meaning = phrases.meaning(bytes[range]), let content = content(of: meaning) { return content }
        return call
    }

    private func content(of meaning: WhatsAppPhrases.Meaning) -> Content? {
        switch meaning {
        case .deleted: .message(.deleted)
        case .missedVoice: .call(.missed, isVideo: false, seconds: nil)
        case .missedVideo: .call(.missed, isVideo: true, seconds: nil)
        case .notExported: .message(.other, nil, isEdited: false, isWithheld: true)
        case .omittedMedia: .message(.media, File(name: nil, isOmitted: true))
        case .omittedSticker: .message(.sticker, File(name: nil, isOmitted: true))
        case .omittedContact: .message(.contact, File(name: nil, isOmitted: true))
        case .location: .message(.location)
        case .voiceCall, .groupCall: marks > 0 ? .call(.unknown, isVideo: false, seconds: nil) : nil
        case .videoCall: marks > 0 ? .call(.unknown, isVideo: true, seconds: nil) : nil
        case .edited, .attached: nil
        }
    }

    /// `Voice call, 5 min`, `Missed video call, Tap to call back`, `Video call. No answer`.
    private var call: Content? {
        guard firstLineEnd == range.upperBound || marks > 0 else { return nil }
        let line = bytes[start..<min(firstLineEnd, start + 80)]
        guard let cut = line.indices.first(where: { Self.endsName(of: line[$0...]) }),
            cut > start, let meaning = phrases.meaning(bytes[start..<cut])
        else { return nil }
        let tail = bytes[cut..<firstLineEnd]
        let hasMark = marks > 0 || Self.find([0xE2, 0x80, 0x8E], in: tail) != nil || Self.find([0xE2, 0x80, 0x8F], in: tail) != nil
        let seconds = CallDuration.seconds(String(decoding: tail, as: UTF8.self))
        guard hasMark || seconds != nil else { return nil }
        switch meaning {
        case .missedVoice, .missedVideo: return .call(.missed, isVideo: meaning == .missedVideo, seconds: nil)
        case .voiceCall, .videoCall, .groupCall:
            let outcome: Call.Outcome = seconds != nil ? .answered : CallDuration.isNoAnswer(tail) ? .missed : .unknown
            return .call(outcome, isVideo: meaning == .videoCall, seconds: seconds)
        default: return nil
        }
    }

    /// A comma or full stop, the narrow blank of newer versions, or the mark before the next part.
    private static func endsName(of rest: ArraySlice<UInt8>) -> Bool {
        switch rest.first {
        case 0x2C, 0x2E: true
        case 0xD8: rest.starts(with: [0xD8, 0x8C])
        case 0xEF: rest.starts(with: [0xEF, 0xBC, 0x8C])
        case 0xE2:
            rest.starts(with: [0xE2, 0x80, 0xAF]) || rest.starts(with: [0xE2, 0x80, 0x8E]) || rest.starts(with: [0xE2, 0x80, 0x8F])
        default: false
        }
    }

    /// App-generated text in a wording that is not listed.
    private var generated: Content {
        let text = bytes[start..<range.upperBound]
        let hasQuote = text.contains(0x22) || Self.find([0xE2, 0x80, 0x9C], in: text) != nil
        if text.count <= 160, firstLineEnd == range.upperBound, !hasQuote, phrases.tellsOfDeletion(text) {
            return .message(.deleted)
        }
        return .notice(isListed: phrases.hasNoticeStem(text) || phrases.isEncryptionNotice(text))
    }

    /// A record with media and no file name in brackets: the export left the file out.
    private var omitted: Content {
        // Documents carry the name as typed before the app's mark: `x.pdf • ⟨mark⟩2 pages ⟨mark⟩document omitted`.
        var nameEnd = start
        while nameEnd < range.upperBound, bytes[nameEnd] != 0xE2 && bytes[nameEnd] != 0x0A { nameEnd += 1 }
        let typed = String(decoding: bytes[start..<nameEnd], as: UTF8.self).trimmingBlanks()
        let name = marks == 0 && FileName.hasExtension(typed) ? typed : nil
        return .message(.media, File(name: name, isOmitted: true), isEdited: isEdited)
    }

    /// Android: a first line that is exactly one `<…>` without a file name.
    private var placeholder: Content? {
        guard firstLineEnd - start >= 6, firstLineEnd - start <= 120, bytes[start] == 0x3C, bytes[firstLineEnd - 1] == 0x3E
        else { return nil }
        let inner = bytes[(start + 1)..<(firstLineEnd - 1)]
        let forbidden: Set<UInt8> = [0x3C, 0x3E, 0x3D, 0x2F, 0x22, 0x3A, 0x40]
        guard !inner.contains(where: { forbidden.contains($0) }) else { return nil }
        if let meaning = phrases.meaning(inner) {
            return meaning == .edited ? .message(.text, isEdited: true) : content(of: meaning)
        }
        guard inner.contains(0x20) || inner.contains(where: { $0 >= 0x80 }) else { return nil }
        return .message(.media, File(name: nil, isOmitted: true))
    }

    /// A direction mark stands anywhere in the body.
    private var hasMark: Bool {
        let text = bytes[range]
        return marks > 0 || Self.find([0xE2, 0x80, 0x8E], in: text) != nil || Self.find([0xE2, 0x80, 0x8F], in: text) != nil
    }

    // MARK: Named files

    private func named(_ name: String, isEdited: Bool) -> Content {
        .message(FileName.kind(name), File(name: name, isOmitted: false), isEdited: isEdited)
    }

    /// iPhone: `<attached: NAME>`, the word in any language.
    private func attachedTag(isMarked: Bool) -> String? {
        var from = start
        while let open = bytes[from..<range.upperBound].firstIndex(of: 0x3C) {
            from = open + 1
            guard let close = closing(from), let name = tagged(from, close) else { continue }
            let hasMark =
                open >= 3 && open - 3 >= range.lowerBound && bytes[open - 3] == 0xE2 && bytes[open - 2] == 0x80
                && bytes[open - 1] & 0xFE == 0x8E
            // Names may have any ending or none; then more than one sign must say that it is a name.
            if FileName.isNumbered(name) || isMarked && hasMark { return name }
            if FileName.hasExtension(name), isMarked || hasMark || isAttachedWord(from, close) { return name }
        }
        return nil
    }

    /// The bracket that ends a tag: the last byte of the line, since a name may hold one too, or else the first.
    private func closing(_ from: Int) -> Int? {
        let text = bytes[from..<min(range.upperBound, from + 400)]
        var lineEnd = text.firstIndex(of: 0x0A) ?? text.endIndex
        if lineEnd > from, bytes[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        if lineEnd > from, bytes[lineEnd - 1] == 0x3E, !bytes[from..<lineEnd].contains(0x3C) { return lineEnd - 1 }
        return bytes[from..<lineEnd].firstIndex(of: 0x3E)
    }

    /// What stands behind the colon of `<attached: NAME>`.
    private func tagged(_ from: Int, _ to: Int) -> String? {
        var nameStart: Int?
        if let colon = bytes[from..<to].firstIndex(of: 0x3A) {
            nameStart = colon + 1
        } else if let wide = Self.find([0xEF, 0xBC, 0x9A], in: bytes[from..<to]) {
            nameStart = wide + 3
        }
        guard let nameStart else { return nil }
        let name = FileName.clean(bytes[nameStart..<to])
        return name.isEmpty ? nil : name
    }

    private func isAttachedWord(_ from: Int, _ to: Int) -> Bool {
        guard let colon = bytes[from..<to].firstIndex(of: 0x3A) else { return false }
        return phrases.meaning(bytes[from..<colon]) == .attached
            || phrases.meaning(bytes[from..<colon].drop { $0 == 0x20 }) == .attached
    }

    /// Android: `NAME (file attached)`, and `NAME <attached>` of older versions.
    private var attachedName: String? {
        guard firstLineEnd - start >= 5 else { return nil }
        let opening: [UInt8]
        switch bytes[firstLineEnd - 1] {
        case 0x29: opening = [0x20, 0x28]
        case 0x3E: opening = [0x20, 0x3C]
        default: return nil
        }
        guard let open = Self.findLast(opening, in: bytes[start..<firstLineEnd]) else { return nil }
        let name = FileName.clean(bytes[start..<open])
        let word = bytes[(open + 2)..<(firstLineEnd - 1)]
        guard !name.isEmpty, !word.isEmpty, !word.contains(0x2E) else { return nil }
        let isListed = phrases.meaning(word) == .attached
        if FileName.hasExtension(name), marks > 0 || isListed || FileName.isWhatsApp(name) { return name }
        // A file of a type that the app does not know: `DOC-20240318-WA0003. (file attached)`, `plan.geojson (file attached)`.
        return isListed && (marks > 0 || FileName.isWhatsApp(name)) ? name : nil
    }

    // MARK: Shapes

    /// The last thing in the body is `<…>` after a mark, or a listed wording of "edited".
    private var isEdited: Bool {
        guard range.upperBound - start > 8, bytes[range.upperBound - 1] == 0x3E,
            let open = bytes[start..<range.upperBound].lastIndex(of: 0x3C)
        else { return false }
        return phrases.meaning(bytes[(open + 1)..<(range.upperBound - 1)]) == .edited
            || (open > start + 3 && bytes[open - 3] == 0xE2 && bytes[open - 2] == 0x80 && bytes[open - 1] & 0xFE == 0x8E
                && tagged(open + 1, range.upperBound - 1) == nil)
    }

    /// A link to a map at the end, with a label before it or as the last of two or three lines.
    private var isLocation: Bool {
        guard range.count <= 1000, Self.find([0x3A, 0x2F, 0x2F], in: bytes[range]) != nil else { return false }
        for link in Self.mapLinks {
            guard let found = Self.findLast(link, in: bytes[start..<range.upperBound]) else { continue }
            let url = bytes[found..<range.upperBound]
            guard !url.contains(where: { $0 == 0x20 || $0 == 0x0A }), found > start else { return false }
            if bytes[found - 1] == 0x20 { return found >= 2 && bytes[found - 2] == 0x3A }
            let breaks = bytes[start..<found].lazy.filter { $0 == 0x0A }.count
            return bytes[found - 1] == 0x0A && breaks <= 3
        }
        return false
    }

    private static let mapLinks: [[UInt8]] = [
        "https://maps.google.com/?q=", "https://maps.google.com/maps?q=", "https://foursquare.com/v/",
        "https://maps.apple.com/?",
    ].map { Array($0.utf8) }

    /// `POLL:`, the question, and options that share a label and end with a number of votes.
    private var poll: Content? {
        guard firstLineEnd - start <= 40, firstLineEnd > start, bytes[firstLineEnd - 1] == 0x3A,
            firstLineEnd < range.upperBound
        else { return nil }
        var labels: [String] = []
        for line in bytes[firstLineEnd..<range.upperBound].split(separator: 0x0A).dropFirst() {
            let text = FileName.clean(line)
            guard let colon = text.firstIndex(of: ":"), text.hasSuffix(")"), let open = text.lastIndex(of: "("),
                text[open...].unicodeScalars.contains(where: { ScalarCursor.zero(of: $0.value) != nil })
            else { continue }
            labels.append(String(text[..<colon]))
        }
        guard labels.count >= 2, Set(labels).count == 1 else { return nil }
        return .message(.poll, isEdited: isEdited)
    }

    static func find(_ part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard let first = part.first else { return nil }
        var from = text.startIndex
        while from <= text.endIndex - part.count, let index = text[from...].firstIndex(of: first) {
            guard index + part.count <= text.endIndex else { return nil }
            if text[index..<index + part.count].elementsEqual(part) { return index }
            from = index + 1
        }
        return nil
    }

    static func findLast(_ part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        var last: Int?
        var rest = text
        while let index = find(part, in: rest) {
            last = index
            rest = text[(index + 1)...]
        }
        return last
    }
}
