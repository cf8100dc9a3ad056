/// Finds the records at the end of a zip.
struct ZipEndFinder {
    private let source: ByteSource
    /// Offset of `tail` in the source.
    private let tailStart: Int64
    private let tail: [UInt8]

    /// Reads at most the last 64 KiB and the records before them.
    init(_ source: ByteSource) throws(ByteIOError) {
        self.source = source
        tailStart = max(0, source.count - (22 + 65_535 + 20 + 56))
        tail = try source.bytes(in: tailStart..<source.count)
    }

    /// The last end record whose comment fits; one followed by other bytes is taken when none ends the file.
    func find() throws(ByteIOError) -> ZipReader.EndRecords {
        var fallback: Int?
        var position = tail.count - 22
        while position >= 0 {
            if LittleEndian.uint32(tail, position) == ZipFormat.endSignature {
                let length = Int(LittleEndian.uint16(tail, position + 20))
                if position + 22 + length == tail.count, let records = try records(at: position) { return records }
                if position + 22 + length < tail.count, fallback == nil { fallback = position }
            }
            position -= 1
        }
        if let fallback, let records = try records(at: fallback) { return records }
        if source.count < 22 { throw .truncated("the zip") }
        throw .corrupt("this is no zip: it has no directory at its end, or that is damaged")
    }

    /// The records that end with the one at `position` of the tail; nil when they lead nowhere.
    private func records(at position: Int) throws(ByteIOError) -> ZipReader.EndRecords? {
        let endStart = tailStart + Int64(position)
        let commentLength = Int(LittleEndian.uint16(tail, position + 20))
        let comment = Array(tail[position + 22..<min(position + 22 + commentLength, tail.count)])
        var count = UInt64(LittleEndian.uint16(tail, position + 10))
        var size = UInt64(LittleEndian.uint32(tail, position + 12))
        var offset = UInt64(LittleEndian.uint32(tail, position + 16))
        var isInconsistent =
            LittleEndian.uint16(tail, position + 8) != LittleEndian.uint16(tail, position + 10)
            || LittleEndian.uint32(tail, position + 4) != 0
        var start = endStart
        if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF, let wide = try wideRecord(before: position) {
            (start, count, size, offset) = (wide.start, wide.count, wide.size, wide.offset)
            isInconsistent = isInconsistent || wide.isInconsistent
        }
        guard let directorySize = Int64(exactly: size), let declared = Int64(exactly: offset), directorySize <= start else {
            return nil
        }
        // What stands before the zip shifts every offset; the directory itself ends where the end records begin.
        let directoryOffset = start - directorySize
        guard declared <= directoryOffset else {
            return try atDeclaredOffset(declared, directorySize, start, endStart, count, comment)
        }
        if directorySize > 0 {
            let signature = try source.bytes(in: directoryOffset..<directoryOffset + 4)
            guard LittleEndian.uint32(signature, 0) == ZipFormat.centralSignature else {
                return try atDeclaredOffset(declared, directorySize, start, endStart, count, comment)
            }
        }
        return ZipReader.EndRecords(
            start: start, end: endStart + 22 + Int64(comment.count), count: count, directoryOffset: directoryOffset,
            directorySize: directorySize, comment: comment, shift: directoryOffset - declared,
            isInconsistent: isInconsistent)
    }

    /// Takes the record at its word when the directory does not stand right before it.
    private func atDeclaredOffset(
        _ offset: Int64, _ size: Int64, _ start: Int64, _ endStart: Int64, _ count: UInt64, _ comment: [UInt8]
    ) throws(ByteIOError) -> ZipReader.EndRecords? {
        guard offset < source.count,
            LittleEndian.uint32(try source.bytes(in: offset..<offset + 4), 0) == ZipFormat.centralSignature
        else { return nil }
        return ZipReader.EndRecords(
            start: start, end: endStart + 22 + Int64(comment.count), count: count, directoryOffset: offset,
            directorySize: min(size, max(0, start - offset)), comment: comment, shift: 0, isInconsistent: true)
    }

    private struct WideRecord {
        let start: Int64
        let count, size, offset: UInt64
        let isInconsistent: Bool
    }

    /// The Zip64 records before the end record at `position` of the tail; nil when there are none.
    private func wideRecord(before position: Int) throws(ByteIOError) -> WideRecord? {
        let locator = position - 20
        guard locator >= 0, LittleEndian.uint32(tail, locator) == ZipFormat.locatorSignature else { return nil }
        let locatorStart = tailStart + Int64(locator)
        // Where the locator says, or right before the locator when something stands before the zip.
        let declared = Int64(clamping: LittleEndian.uint64(tail, locator + 8))
        for start in [declared, locatorStart - 56] where start >= 0 && start <= locatorStart - 56 {
            let record = try source.bytes(in: start..<start + 56)
            guard LittleEndian.uint32(record, 0) == ZipFormat.end64Signature else { continue }
            let length = LittleEndian.uint64(record, 4)
            return WideRecord(
                start: start, count: LittleEndian.uint64(record, 32), size: LittleEndian.uint64(record, 40),
                offset: LittleEndian.uint64(record, 48),
                isInconsistent: Int64(clamping: length) != locatorStart - start - 12
                    || LittleEndian.uint64(record, 24) != LittleEndian.uint64(record, 32)
                    || LittleEndian.uint64(record, 16) != 0)
        }
        return nil
    }
}
