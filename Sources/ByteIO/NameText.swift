/// A name as people may see it: UTF-8 as it stands, every other byte and every control character as `\xNN`.
///
/// For messages only: two different names may look alike, so never use the text as a key.
package func displayText(ofName name: some Sequence<UInt8>) -> String {
    var bytes = Array(name)[...]
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    var decoder = UTF8()
    while !bytes.isEmpty {
        var iterator = bytes.makeIterator()
        let first = bytes[bytes.startIndex]
        if case .scalarValue(let scalar) = decoder.decode(&iterator), isShowable(scalar) {
            text.unicodeScalars.append(scalar)
            bytes = bytes.dropFirst(UTF8.width(scalar))
        } else {
            let digits = String(first, radix: 16)
            text += digits.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
            bytes = bytes.dropFirst()
        }
        decoder = UTF8()
    }
    return text
}

/// Controls and the characters that turn the direction of writing (standards/security.md U1) are not shown raw.
private func isShowable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: return false
    default: return true
    }
}

/// The order of everything casefile sorts by name: byte by byte, a prefix first.
package func precedesBytewise(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.lexicographicallyPrecedes(right)
}

/// Lower-case hexadecimal digits of `bytes`; empty for none.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits: [UInt8] = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.underestimatedCount * 2)
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
