/// A member of a zip to be written.
package struct ZipMember: Sendable {
    /// Path in the zip, UTF-8, components separated by `/`.
    package let name: [UInt8]
    package let content: SpooledMember

    package init(name: [UInt8], content: SpooledMember) {
        self.name = name
        self.content = content
    }
}

/// Writes a zip whose bytes depend on names and contents only (standards/packaging.md §10): members in the order of the
/// bytes of their names, records as `ZipFormat` makes them.
package enum ZipWriter {
    /// Appends a whole zip to an empty file. Throws `unsupported` for a name that occurs twice, is unsafe or too long.
    package static func write(_ members: [ZipMember], to file: AtomicFile) throws(ByteIOError) {
        let sorted = members.sorted { precedesBytewise($0.name, $1.name) }
        try check(sorted)
        var offsets: [UInt64] = []
        offsets.reserveCapacity(sorted.count)
        for member in sorted {
            offsets.append(UInt64(file.position))
            try file.append(ZipFormat.localHeader(name: member.name, facts: member.content.facts))
            for extent in member.content.extents { try file.append(extent, of: member.content.file) }
        }
        let directory = UInt64(file.position)
        for (member, offset) in zip(sorted, offsets) {
            try file.append(ZipFormat.centralHeader(name: member.name, facts: member.content.facts, offset: offset))
        }
        try file.append(
            ZipFormat.endRecords(
                count: UInt64(sorted.count), directoryOffset: directory, directorySize: UInt64(file.position) - directory))
    }

    private static func check(_ sorted: [ZipMember]) throws(ByteIOError) {
        var previous: [UInt8]?
        for member in sorted {
            let shown = displayText(ofName: member.name)
            if member.name == previous { throw .unsupported("\(shown) is there twice") }
            if member.name.count > 0xFFFF { throw .unsupported("the name of \(shown) is too long for a zip") }
            if let problem = ArchiveNames.problems(of: member.name).filter(\.isUnsafe).map(\.rawValue).min() {
                throw .unsupported("\(shown): \(problem)")
            }
            if member.name.last == UInt8(ascii: "/") || !ArchiveNames.isValidUTF8(member.name) {
                throw .unsupported("\(shown) is no name of a file in UTF-8")
            }
            previous = member.name
        }
    }
}
