/// ISO-2022-JP as mail programs of Windows write it (code page 50220): with the characters of NEC's row 13, such as ㈱ and
/// №, which the standard (RFC 1468) does not have and the C library does not read. Code page 932 has them.
enum JapaneseMail {
    /// The same text in the bytes of code page 932; nil when it holds something other than JIS X 0208, ASCII and
    /// half-width katakana.
    static func shifted(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = Array(bytes)[...]
        var mode = Mode.ascii
        while let byte = rest.popFirst() {
            if byte == 0x1B {
                guard let next = Mode.modes.first(where: { rest.starts(with: $0.escape) }) else { return nil }
                rest = rest.dropFirst(next.escape.count)
                mode = next.mode
            } else if byte <= 0x20 || mode == .ascii {
                guard byte < 0x80 else { return nil }
                result.append(byte)
            } else if mode == .katakana {
                guard (0x21...0x5F).contains(byte) else { return nil }
                result.append(byte | 0x80)
            } else {
                guard (0x21...0x7E).contains(byte), let second = rest.popFirst(), (0x21...0x7E).contains(second) else { return nil }
                result += shifted(byte, second)
            }
        }
        return result
    }

    private enum Mode {
        case ascii, katakana, kanji

        static let modes: [(escape: [UInt8], mode: Mode)] = [
            (Array("(B".utf8), .ascii), (Array("(J".utf8), .ascii), (Array("(I".utf8), .katakana), (Array("$@".utf8), .kanji),
            (Array("$B".utf8), .kanji),
        ]
    }

    /// Row and cell of JIS X 0208 in the two bytes of Shift_JIS (JIS X 0208:1997, annex 1).
    private static func shifted(_ row: UInt8, _ cell: UInt8) -> [UInt8] {
        let first = (row - 0x21) / 2 + (row < 0x5F ? 0x81 : 0xC1)
        let second = row % 2 == 1 ? cell + (cell < 0x60 ? 0x1F : 0x20) : cell + 0x7E
        return [first, second]
    }
}
