/// HZ (RFC 1843), the Chinese of mail that passes seven bits only: GB 2312 between `~{` and `~}`. The C library does not read it.
enum ChineseMail {
    static let label = "HZ-GB-2312"

    /// The same text in the bytes of GB 18030.
    static func raised(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = Array(bytes)[...]
        var isChinese = false
        while let byte = rest.popFirst() {
            switch (byte, rest.first) {
            case (0x7E, 0x7B?): (isChinese, rest) = (true, rest.dropFirst())
            case (0x7E, 0x7D?): (isChinese, rest) = (false, rest.dropFirst())
            case (0x7E, 0x7E?) where !isChinese:
                result.append(byte)
                rest = rest.dropFirst()
            // The line goes on in the next one.
            case (0x7E, 0x0A?) where !isChinese: rest = rest.dropFirst()
            case (0x0A, _):
                isChinese = false
                result.append(byte)
            default: result.append(isChinese && byte > 0x20 ? byte | 0x80 : byte)
            }
        }
        return result
    }
}
