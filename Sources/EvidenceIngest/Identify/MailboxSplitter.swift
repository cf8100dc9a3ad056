/// Finds the “From ” lines of a mailbox (RFC 4155 and its older relatives). Quoting is not undone.
package enum MailboxSplitter {
    /// Where each mail begins (at its “From ” line); at most `limit` of them. Empty when the first line is none.
    ///
    /// A line counts when it starts the file, or follows an empty line and carries a date with the day of the week, or is
    /// followed by a header field and carries a date or one word, or carries address and date and is followed by a field. A `Content-Length` is believed only when a
    /// separator or the end stands where it points to.
    package static func separators(in bytes: [UInt8], limit: Int = .max) -> [Int] {
        bytes.withUnsafeBufferPointer { buffer in
            var found: [Int] = []
            var at = buffer.count >= 3 && buffer[0] == 0xEF && buffer[1] == 0xBB && buffer[2] == 0xBF ? 3 : 0
            while at < buffer.count, isBreak(buffer[at]) { at += 1 }
            guard isFromLine(buffer, at) else { return [] }
            found.append(at)
            while found.count < limit {
                let header = lineEnd(buffer, at)
                var next = afterDeclaredBody(buffer, header) ?? header
                while next < buffer.count, !isSeparator(buffer, next) { next = lineEnd(buffer, next) }
                guard next < buffer.count else { break }
                found.append(next)
                at = next
            }
            return found
        }
    }

    private typealias Buffer = UnsafeBufferPointer<UInt8>

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Behind the line feed of the line that `at` lies in.
    private static func lineEnd(_ bytes: Buffer, _ at: Int) -> Int {
        var at = at
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        return min(at + 1, bytes.count)
    }

    private static func isFromLine(_ bytes: Buffer, _ at: Int) -> Bool {
        at + 5 <= bytes.count && bytes[at] == 0x46 && bytes[at + 1] == 0x72 && bytes[at + 2] == 0x6F && bytes[at + 3] == 0x6D
            && bytes[at + 4] == 0x20
    }

    private static func isSeparator(_ bytes: Buffer, _ at: Int) -> Bool {
        guard isFromLine(bytes, at) else { return false }
        var end = lineEnd(bytes, at)
        let next = end
        while end > at, isBreak(bytes[end - 1]) { end -= 1 }
        let line = Array(bytes[at..<end])[...]
        let isDated = hasDate(line)
        let isFollowed = beginsField(bytes, next)
        if isAfterEmptyLine(bytes, at) {
            // A sentence may name a time and a year, too.
            return isFollowed ? isDated || isShort(line) : isDated && hasWeekday(line)
        }
        // Mozilla's own mark is no sentence.
        return isFollowed && (isDated || line.dropFirst(5).allSatisfy { $0 == 0x2D || $0 == 0x20 })
    }

    /// As `ctime` writes it.
    private static func hasWeekday(_ line: ArraySlice<UInt8>) -> Bool {
        line.split(separator: 0x20).dropFirst(2).contains {
            weekdays.contains(String(decoding: $0.prefix(3), as: UTF8.self)) && $0.count <= 4
        }
    }

    private static let weekdays: Set<String> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// `From -`, `From addr`, `From 123@xxx`: one word, or nothing, after “From ”.
    private static func isShort(_ line: ArraySlice<UInt8>) -> Bool {
        line.dropFirst(5).split(separator: 0x20).count <= 1
    }

    private static func isAfterEmptyLine(_ bytes: Buffer, _ at: Int) -> Bool {
        guard at >= 2, bytes[at - 1] == 0x0A else { return at == 0 }
        if bytes[at - 2] == 0x0A { return true }
        return at >= 3 && bytes[at - 2] == 0x0D && bytes[at - 3] == 0x0A
    }

    /// The names that open a header block, and Mozilla's own.
    private static func beginsField(_ bytes: Buffer, _ at: Int) -> Bool {
        let line = bytes[at..<min(bytes.count, at + 80)]
        guard let colon = line.firstIndex(of: 0x3A), colon > at else { return false }
        let name = line[at..<colon]
        guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
        let text = String(decoding: name, as: UTF8.self).lowercased()
        return text.hasPrefix("x-") || text.hasPrefix("content-") || openers.contains(text)
    }

    private static let openers: Set<String> = [
        "return-path", "received", "from", "to", "subject", "date", "message-id", "mime-version", "delivered-to", "status",
        "reply-to", "sender", "cc", "bcc", "dkim-signature", "authentication-results", "arc-seal", "envelope-to", "path",
        "newsgroups", "references", "in-reply-to", "received-spf", "domainkey-signature", "newsgroups", "old-return-path",
    ]

    /// A time of day and a year, as `ctime` writes them and others in their own order.
    package static func hasDate(_ line: ArraySlice<UInt8>) -> Bool {
        let words = line.dropFirst(5).split(separator: 0x20)
        guard words.count >= 3 else { return false }
        let isClock = words.contains { word in
            let colons = word.filter { $0 == 0x3A }.count
            return colons >= 1 && colons <= 2 && word.allSatisfy { ($0 >= 0x30 && $0 <= 0x3A) }
        }
        let isYear = words.contains { word in
            let text = word.prefix(4)
            guard text.count == 4, text.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
            return (word.count == 4 || word.dropFirst(4).first == 0x2D)
                && (text.starts(with: [0x31, 0x39]) || text.starts(with: [0x32, 0x30]))
        }
        return isClock && isYear
    }

    /// Where the next separator stands when the header declares a length that leads to one, or to the end.
    private static func afterDeclaredBody(_ bytes: Buffer, _ header: Int) -> Int? {
        var at = header
        var length: Int?
        while at < bytes.count {
            let next = lineEnd(bytes, at)
            if isBreak(bytes[at]) {
                guard let length, length <= bytes.count - next else { return nil }
                var end = next + length
                if end < bytes.count, bytes[end] == 0x0D { end += 1 }
                if end < bytes.count, bytes[end] == 0x0A { end += 1 }
                return end == bytes.count || isFromLine(bytes, end) && isSeparatorAnywhere(bytes, end) ? end : nil
            }
            if bytes[at] | 0x20 == 0x63, next - at < 64 {
                let line = String(decoding: bytes[at..<next], as: UTF8.self).lowercased()
                if line.hasPrefix("content-length:") {
                    length = Int(line.dropFirst(15).filter { $0.isNumber && $0.isASCII })
                }
            }
            at = next
        }
        return nil
    }

    private static func isSeparatorAnywhere(_ bytes: Buffer, _ at: Int) -> Bool {
        bytes[at - 1] == 0x0A && (beginsField(bytes, lineEnd(bytes, at)) || hasDate(Array(bytes[at..<lineEnd(bytes, at)])[...]))
    }
}
