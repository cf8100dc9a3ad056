/// What a zip says about one member, apart from its name.
package struct ZipMemberFacts: Equatable, Sendable {
    /// 0 stored, 8 deflate.
    package var method: UInt16
    package var crc32: UInt32
    package var compressedSize: UInt64
    package var size: UInt64

    package init(method: UInt16, crc32: UInt32, compressedSize: UInt64, size: UInt64) {
        self.method = method
        self.crc32 = crc32
        self.compressedSize = compressedSize
        self.size = size
    }
}

/// The one way casefile writes the records of a zip (standards/packaging.md §10): DOS date 1980-01-01, made by Unix,
/// mode 0644, no comments, no extra fields but Zip64's where a number does not fit, bit 11 for names beyond ASCII.
/// `ZipWriter` writes these bytes and `ZipCanon` compares with them.
package enum ZipFormat {
    package static let stored: UInt16 = 0
    package static let deflate: UInt16 = 8

    static let localSignature: UInt32 = 0x0403_4B50
    static let centralSignature: UInt32 = 0x0201_4B50
    static let endSignature: UInt32 = 0x0605_4B50
    static let end64Signature: UInt32 = 0x0606_4B50
    static let locatorSignature: UInt32 = 0x0706_4B50
    static let descriptorSignature: UInt32 = 0x0807_4B50

    private static let limit32: UInt64 = 0xFFFF_FFFF
    private static let unix: UInt16 = 3 << 8
    private static let firstDay: UInt16 = 0x0021

    private static func needs64(_ facts: ZipMemberFacts) -> Bool {
        facts.size >= limit32 || facts.compressedSize >= limit32
    }

    private static func short(_ value: UInt64) -> UInt32 { UInt32(min(value, limit32)) }

    /// The fields that the local and the central header share, from "version needed" to the name's length.
    private static func common(name: [UInt8], facts: ZipMemberFacts, is64: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append16(is64 ? 45 : 20)
        bytes.append16(name.allSatisfy { $0 < 0x80 } ? 0 : 0x0800)
        bytes.append16(facts.method)
        bytes.append16(0)
        bytes.append16(firstDay)
        bytes.append32(facts.crc32)
        let sizesMove = needs64(facts)
        bytes.append32(sizesMove ? UInt32(limit32) : short(facts.compressedSize))
        bytes.append32(sizesMove ? UInt32(limit32) : short(facts.size))
        bytes.append16(UInt16(truncatingIfNeeded: name.count))
        return bytes
    }

    /// The header before a member's data.
    package static func localHeader(name: [UInt8], facts: ZipMemberFacts) -> [UInt8] {
        let is64 = needs64(facts)
        var bytes: [UInt8] = []
        bytes.append32(localSignature)
        bytes += common(name: name, facts: facts, is64: is64)
        bytes.append16(is64 ? 20 : 0)
        bytes += name
        if is64 {
            bytes.append16(1)
            bytes.append16(16)
            bytes.append64(facts.size)
            bytes.append64(facts.compressedSize)
        }
        return bytes
    }

    /// A member's header in the central directory.
    package static func centralHeader(name: [UInt8], facts: ZipMemberFacts, offset: UInt64) -> [UInt8] {
        var extra: [UInt8] = []
        if needs64(facts) {
            extra.append64(facts.size)
            extra.append64(facts.compressedSize)
        }
        if offset >= limit32 { extra.append64(offset) }
        let is64 = !extra.isEmpty
        var bytes: [UInt8] = []
        bytes.append32(centralSignature)
        bytes.append16(unix | (is64 ? 45 : 20))
        bytes += common(name: name, facts: facts, is64: is64)
        bytes.append16(is64 ? UInt16(extra.count + 4) : 0)
        bytes.append16(0)  // comment
        bytes.append16(0)  // disk
        bytes.append16(0)  // internal attributes
        bytes.append32(0o100644 << 16)
        bytes.append32(short(offset))
        bytes += name
        if is64 {
            bytes.append16(1)
            bytes.append16(UInt16(extra.count))
            bytes += extra
        }
        return bytes
    }

    /// Everything after the central directory.
    package static func endRecords(count: UInt64, directoryOffset: UInt64, directorySize: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        if count >= 0xFFFF || directoryOffset >= limit32 || directorySize >= limit32 {
            bytes.append32(end64Signature)
            bytes.append64(44)
            bytes.append16(unix | 45)
            bytes.append16(45)
            bytes.append32(0)
            bytes.append32(0)
            bytes.append64(count)
            bytes.append64(count)
            bytes.append64(directorySize)
            bytes.append64(directoryOffset)
            bytes.append32(locatorSignature)
            bytes.append32(0)
            bytes.append64(directoryOffset + directorySize)
            bytes.append32(1)
        }
        bytes.append32(endSignature)
        bytes.append16(0)
        bytes.append16(0)
        bytes.append16(UInt16(min(count, 0xFFFF)))
        bytes.append16(UInt16(min(count, 0xFFFF)))
        bytes.append32(short(directorySize))
        bytes.append32(short(directoryOffset))
        bytes.append16(0)
        return bytes
    }
}
