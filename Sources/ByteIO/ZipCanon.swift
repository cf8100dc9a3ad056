/// A place where a zip differs from the bytes casefile would have written.
package struct ZipDifference: Hashable, Sendable {
    /// The entry meant; nil for the order of members and the records at the end.
    package let entry: Int?
    /// One clause without a full stop.
    package let message: String
}

extension ZipReader {
    /// Compares every header, the order and the end records with `ZipFormat`. None means: every byte outside the
    /// members' data is what `ZipWriter` writes for these names, methods, checksums and sizes. Together with a digest
    /// over each member's data that accounts for every bit of the file.
    package func differencesFromCanon() -> [ZipDifference] {
        var differences: [ZipDifference] = []
        var offset: Int64 = 0
        var central: Int64 = end.directoryOffset
        for (index, entry) in entries.enumerated() {
            if index > 0, !precedesBytewise(entries[index - 1].rawName, entry.rawName) {
                differences.append(ZipDifference(entry: index, message: "the members are not in the order of their names"))
            }
            let local = ZipFormat.localHeader(name: entry.rawName, facts: entry.facts)
            let here = localOffset(entry)
            if here != offset {
                differences.append(ZipDifference(entry: index, message: "the member does not begin where the one before it ends"))
            }
            if !matches(local, at: here) {
                differences.append(ZipDifference(entry: index, message: "the header before its data was changed"))
            }
            offset = here + Int64(local.count) + Int64(entry.facts.compressedSize)
            let header = ZipFormat.centralHeader(name: entry.rawName, facts: entry.facts, offset: UInt64(max(0, here)))
            if !matches(header, at: entry.centralOffset) || entry.centralLength != Int64(header.count) {
                differences.append(ZipDifference(entry: index, message: "its header in the directory was changed"))
            }
            central += entry.centralLength
        }
        if end.directoryOffset != offset {
            differences.append(ZipDifference(entry: nil, message: "the directory does not follow the last member"))
        }
        let tail = ZipFormat.endRecords(
            count: UInt64(entries.count), directoryOffset: UInt64(max(0, end.directoryOffset)),
            directorySize: UInt64(max(0, central - end.directoryOffset)))
        if !matches(tail, at: central) || source.count != central + Int64(tail.count) {
            differences.append(ZipDifference(entry: nil, message: "the records at the end of the zip were changed"))
        }
        return differences
    }

    private func matches(_ expected: [UInt8], at offset: Int64) -> Bool {
        guard offset >= 0, offset <= source.count else { return false }
        return (try? source.bytes(in: offset..<offset + Int64(expected.count))) == expected
    }
}
