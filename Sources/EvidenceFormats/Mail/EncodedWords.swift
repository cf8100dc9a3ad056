import EvidenceIngest

/// The encoded words of a header field (RFC 2047), put so that every reader gets the same out of them: GMime stops at the
/// padding between base64 words that follow each other, loses the end of those without padding, and knows few characters of
/// Japanese mail.
struct EncodedWords {
    private struct Word {
        /// From `=?` to `?=`.
        let range: Range<Int>
        let charset: ArraySlice<UInt8>
        let isBase64: Bool
        let payload: ArraySlice<UInt8>

        /// The bytes it stands for, in its character set.
        var content: [UInt8] { isBase64 ? TransferDecoding.base64(payload).bytes : EncodedWords.unquoted(payload) }
    }

    private let bytes: [UInt8]
    private var words: [Word] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var at = 0
        while let word = word(from: at) {
            words.append(word)
            at = word.range.upperBound
        }
    }

    /// The field with its words written anew: in the encoding Q, with letters and digits only, since signs that programs leave as
    /// they are mean something in lists of addresses, and in UTF-8 where GMime does not read their character set.
    func normalized() -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var done = 0
        for word in words {
            var content = word.content
            var charset = Array(word.charset)
            let label = String(decoding: word.charset.prefix { $0 != 0x2A }, as: UTF8.self)
            if let set = CharacterSet.effective(label: label), Self.unknownToGMime.contains(set),
                let text = CharacterSet.convert(content, from: set)
            {
                (content, charset) = (Array(text.utf8), Array("utf-8".utf8))
            } else if !word.isBase64, word.payload.contains(where: { $0 >= 0x80 }), String(validating: content, as: UTF8.self) != nil {
                // Raw bytes that are UTF-8 are that, whatever the word says.
                charset = Array("utf-8".utf8)
            }
            result += bytes[done..<word.range.lowerBound] + Array("=?".utf8) + charset + Array("?Q?".utf8)
            for byte in content { result += Self.quoted(byte) }
            result += Array("?=".utf8)
            done = word.range.upperBound
        }
        return done == 0 ? bytes : result + bytes[done...]
    }

    private static let unknownToGMime: Set<String> = ["ISO-2022-JP-2", "HZ-GB-2312"]

    private func word(from start: Int) -> Word? {
        var at = start
        while at + 8 <= bytes.count {
            guard bytes[at] == 0x3D, bytes[at + 1] == 0x3F else {
                at += 1
                continue
            }
            let charset = bytes[(at + 2)...].prefix(60).prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x3F }
            let mark = charset.endIndex
            if !charset.isEmpty, mark + 3 < bytes.count, bytes[mark] == 0x3F, bytes[mark + 2] == 0x3F,
                [0x42, 0x62, 0x51, 0x71].contains(bytes[mark + 1])
            {
                let payload = bytes[(mark + 3)...].prefix { $0 != 0x3F && $0 != 0x0A && $0 != 0x0D }
                let end = payload.endIndex
                if end + 1 < bytes.count, bytes[end] == 0x3F, bytes[end + 1] == 0x3D {
                    let isBase64 = bytes[mark + 1] | 0x20 == 0x62
                    return Word(range: at..<(end + 2), charset: charset, isBase64: isBase64, payload: payload)
                }
            }
            at += 2
        }
        return nil
    }

    private static func quoted(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: [byte]
        default: [0x3D, Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Encoding Q: `_` is a blank, `=` leads two hexadecimal digits (RFC 2047 §4.2).
    private static func unquoted(_ payload: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = payload
        while let byte = rest.popFirst() {
            if byte == 0x3D, rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte == 0x5F ? 0x20 : byte)
            }
        }
        return result
    }
}
