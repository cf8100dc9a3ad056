/// One member of a zip, as its central directory describes it. Names are raw; nothing here was believed without
/// need, see `ZipReader.audit()`.
package struct ZipEntry: Sendable {
    /// Where the readable name comes from.
    package enum NameSource: String, Sendable {
        /// Plain ASCII.
        case ascii
        /// Bit 11 of the flags.
        case utf8Flag
        /// Info-ZIP's Unicode path extra field 0x7075, whose checksum fits the raw name.
        case unicodeExtra
        /// Bytes beyond ASCII in a character set that nothing states (code page 437 by the standard, often GBK).
        case unstated
    }

    /// Position in the central directory, from 0.
    package let index: Int
    /// The name as stored.
    package let rawName: [UInt8]
    package let nameSource: NameSource
    /// The name as text when its character set is stated and the bytes keep to it; else nil (the caller decodes).
    package let name: String?
    package let flags: UInt16
    package let facts: ZipMemberFacts
    /// Version "made by": the high byte is the system (3 Unix, 0 DOS).
    package let madeBy: UInt16
    package let externalAttributes: UInt32
    /// DOS date (high) and time (low) as stored.
    package let dosDateTime: UInt32
    package let extra: [UInt8]
    package let comment: [UInt8]
    /// Offset of the local header in the source.
    let headerOffset: Int64
    /// Offset and length of the central header in the source.
    let centralOffset: Int64
    let centralLength: Int64
    let diskStart: UInt32

    package var isFolder: Bool { rawName.last == UInt8(ascii: "/") }
    package var isEncrypted: Bool { flags & 0x2041 != 0 }

    /// The Unix file mode; nil when the zip was not made on Unix or macOS.
    package var unixMode: UInt32? {
        let system = madeBy >> 8
        return system == 3 || system == 19 ? externalAttributes >> 16 : nil
    }

    /// What the entry is when it is neither a file nor a folder.
    package var specialKind: RefusalReason? {
        switch (unixMode ?? 0) & 0o170000 {
        case 0, 0o100000, 0o040000: return nil
        case 0o120000: return .symbolicLink
        case 0o010000: return .namedPipe
        case 0o140000: return .socket
        case 0o020000, 0o060000: return .device
        default: return .notRegular
        }
    }

    /// Problems of the name, in each form in which it could be read.
    package var nameProblems: Set<NameProblem> {
        var problems = ArchiveNames.problems(of: rawName)
        if nameSource == .unicodeExtra, let name { problems.formUnion(ArchiveNames.problems(of: Array(name.utf8))) }
        if nameSource == .utf8Flag && name == nil { problems.insert(.notUTF8) }
        return problems
    }

    /// Why the entry is not read, in words for people; nil when it can be read.
    package var refusal: String? {
        if let special = specialKind { return special.rawValue }
        if let problem = nameProblems.filter(\.isUnsafe).map(\.rawValue).min() { return "unsafe name: " + problem }
        if isEncrypted { return "encrypted" }
        if facts.method != ZipFormat.stored && facts.method != ZipFormat.deflate {
            return "compression method \(facts.method) is not supported"
        }
        return nil
    }
}

extension ZipEntry {
    /// Reads one central header at `position` of `directory`, which begins at `base` of the source. Throws `corrupt`.
    init(_ directory: [UInt8], at position: Int, base: Int64, index: Int) throws(ByteIOError) {
        guard position + 46 <= directory.count, LittleEndian.uint32(directory, position) == ZipFormat.centralSignature else {
            throw .corrupt("the zip's directory is damaged at entry \(index + 1)")
        }
        let nameLength = Int(LittleEndian.uint16(directory, position + 28))
        let extraLength = Int(LittleEndian.uint16(directory, position + 30))
        let commentLength = Int(LittleEndian.uint16(directory, position + 32))
        let end = position + 46 + nameLength + extraLength + commentLength
        guard end <= directory.count else { throw .corrupt("the zip's directory ends inside entry \(index + 1)") }
        let nameEnd = position + 46 + nameLength
        let rawName = Array(directory[position + 46..<nameEnd])
        let extra = Array(directory[nameEnd..<nameEnd + extraLength])
        let flags = LittleEndian.uint16(directory, position + 8)
        var wide = Zip64Values(extra)
        var facts = ZipMemberFacts(
            method: LittleEndian.uint16(directory, position + 10), crc32: LittleEndian.uint32(directory, position + 16),
            compressedSize: 0, size: 0)
        facts.size = try wide.value(LittleEndian.uint32(directory, position + 24))
        facts.compressedSize = try wide.value(LittleEndian.uint32(directory, position + 20))
        let offset = try wide.value(LittleEndian.uint32(directory, position + 42))
        guard let headerOffset = Int64(exactly: offset), offset < 1 << 62, facts.compressedSize < 1 << 62, facts.size < 1 << 62 else {
            throw .corrupt("entry \(index + 1) of the zip has an impossible size or position")
        }
        self.index = index
        self.rawName = rawName
        self.flags = flags
        self.facts = facts
        self.headerOffset = headerOffset
        self.extra = extra
        comment = Array(directory[nameEnd + extraLength..<end])
        madeBy = LittleEndian.uint16(directory, position + 4)
        externalAttributes = LittleEndian.uint32(directory, position + 38)
        dosDateTime = LittleEndian.uint32(directory, position + 12)
        diskStart = UInt32(LittleEndian.uint16(directory, position + 34))
        centralOffset = base + Int64(position)
        centralLength = Int64(end - position)
        (name, nameSource) = Self.decodeName(rawName, flags: flags, extra: extra)
    }

    private static func decodeName(_ raw: [UInt8], flags: UInt16, extra: [UInt8]) -> (String?, NameSource) {
        if flags & 0x0800 != 0 { return (String(validating: raw, as: UTF8.self), .utf8Flag) }
        if let field = ZipExtra.field(0x7075, in: extra), field.count > 5, field[0] == 1,
            LittleEndian.uint32(field, 1) == CRC32.of(raw), let text = String(validating: field[5...], as: UTF8.self)
        {
            return (text, .unicodeExtra)
        }
        if raw.allSatisfy({ $0 < 0x80 }) { return (String(decoding: raw, as: UTF8.self), .ascii) }
        return (nil, .unstated)
    }
}

/// Extra fields: two bytes id, two bytes length, data.
enum ZipExtra {
    static func field(_ id: UInt16, in extra: [UInt8]) -> [UInt8]? {
        var position = 0
        while position + 4 <= extra.count {
            let length = Int(LittleEndian.uint16(extra, position + 2))
            guard position + 4 + length <= extra.count else { return nil }
            if LittleEndian.uint16(extra, position) == id { return Array(extra[position + 4..<position + 4 + length]) }
            position += 4 + length
        }
        return nil
    }
}

/// The 64-bit values of extra field 1, in the order in which the 32-bit fields ask for them.
struct Zip64Values {
    private let field: [UInt8]?
    private var position = 0

    init(_ extra: [UInt8]) { field = ZipExtra.field(1, in: extra) }

    mutating func value(_ short: UInt32) throws(ByteIOError) -> UInt64 {
        guard short == 0xFFFF_FFFF else { return UInt64(short) }
        // Without the field, the number itself is meant (a size of exactly 4 GiB − 1).
        guard let field else { return UInt64(short) }
        guard position + 8 <= field.count else { throw .corrupt("a 64-bit field of the zip is missing") }
        defer { position += 8 }
        return LittleEndian.uint64(field, position)
    }
}
