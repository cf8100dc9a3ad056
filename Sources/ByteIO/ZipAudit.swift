/// Something about a zip's structure that a reader of it should know.
package struct ZipFinding: Hashable, Sendable {
    /// Stable names; the raw values are part of the codes that `verify` reports.
    package enum Code: String, Sendable, CaseIterable {
        case bytesBefore = "PREFIX"
        case gap = "GAP"
        case hiddenMember = "HIDDEN"
        case trailingBytes = "TRAILING"
        case secondEnd = "SECOND-END"
        case overlap = "OVERLAP"
        case comment = "COMMENT"
        case endRecord = "END"
        case localHeader = "LOCAL"
        case mismatch = "MISMATCH"
        case descriptor = "DESCRIPTOR"
        case duplicateName = "DUPLICATE"
        case collidingName = "COLLISION"
        case encrypted = "ENCRYPTED"
        case method = "METHOD"
        case special = "SPECIAL"
        case unsafeName = "NAME"
        case awkwardName = "NAME-AWKWARD"
    }

    package let code: Code
    /// The entry meant; nil when the finding is about the zip as a whole.
    package let entry: Int?
    /// Raw name of that entry, empty without one.
    package let name: [UInt8]
    /// One sentence without the name and without a full stop.
    package let message: String

    /// True for what a sound zip never has, whoever made it. A comment is legal, and so is an awkward name.
    package var isDefect: Bool { code != .awkwardName && code != .comment }
}

extension ZipReader {
    /// Everything about the structure that is not as it should be (standards/security.md Z1, Z2, Z4–Z8), in the order of
    /// the directory. Reads every local header, no content. Never throws: what cannot be read is a finding.
    package func audit() -> [ZipFinding] {
        var audit = ZipAudit(self)
        audit.run()
        return audit.findings
    }
}

/// One run of the audit.
private struct ZipAudit {
    private let zip: ZipReader
    private(set) var findings: [ZipFinding] = []
    /// What accounts for the bytes of the file; the name is for messages.
    private var regions: [(range: Range<Int64>, entry: ZipEntry?)] = []
    /// Members found where no directory names them. The first are findings of their own.
    private var hidden = 0
    private static let mostHidden = 100
    /// Bytes searched at a time.
    private static let window: Int64 = 1 << 20
    /// Longest name of a file on common systems.
    private static let longestName = 255

    init(_ zip: ZipReader) { self.zip = zip }

    mutating func run() {
        for entry in zip.entries {
            checkEntry(entry)
            checkLocalHeader(entry)
        }
        checkNames()
        checkEnd()
        checkCoverage()
        if hidden > Self.mostHidden {
            report(.hiddenMember, nil, "\(hidden - Self.mostHidden) more members that the directory does not name are hidden in the zip")
        }
    }

    private mutating func report(_ code: ZipFinding.Code, _ entry: ZipEntry?, _ message: String) {
        findings.append(ZipFinding(code: code, entry: entry?.index, name: entry?.rawName ?? [], message: message))
    }

    private mutating func checkEntry(_ entry: ZipEntry) {
        for problem in entry.nameProblems.sorted(by: { $0.rawValue < $1.rawValue }) {
            report(problem.isUnsafe ? .unsafeName : .awkwardName, entry, problem.rawValue)
        }
        if let special = entry.specialKind { report(.special, entry, "the entry is a \(special.rawValue)") }
        if entry.isEncrypted { report(.encrypted, entry, "the entry is encrypted") }
        if entry.facts.method != ZipFormat.stored && entry.facts.method != ZipFormat.deflate {
            report(.method, entry, "compression method \(entry.facts.method) is not supported")
        }
        if entry.facts.method == ZipFormat.stored, !entry.isEncrypted, entry.facts.size != entry.facts.compressedSize {
            report(.mismatch, entry, "the entry is stored, but its two sizes differ")
        }
        if entry.isFolder && entry.facts.size != 0 { report(.mismatch, entry, "the entry is a folder with content") }
        if entry.diskStart != 0 { report(.endRecord, entry, "the entry claims to begin on another disk") }
    }

    /// Compares the local header, and the descriptor after the data, with the directory (Z4).
    private mutating func checkLocalHeader(_ entry: ZipEntry) {
        let start = zip.localOffset(entry)
        let data: Range<Int64>
        let header: [UInt8]
        do throws(ByteIOError) {
            data = try zip.dataRange(entry)
            header = try zip.source.bytes(in: start..<data.lowerBound)
        } catch {
            report(.localHeader, entry, error.description)
            return
        }
        let nameEnd = 30 + Int(LittleEndian.uint16(header, 26))
        let extra = Array(header[nameEnd...])
        if Array(header[30..<nameEnd]) != entry.rawName {
            report(.mismatch, entry, "its own header has another name: \(displayText(ofName: header[30..<nameEnd]))")
        }
        let flags = LittleEndian.uint16(header, 6)
        if flags != entry.flags { report(.mismatch, entry, "its own header has other flags") }
        if LittleEndian.uint16(header, 8) != entry.facts.method {
            report(.mismatch, entry, "its own header has another compression method")
        }
        var end = data.upperBound
        let hasDescriptor = (flags | entry.flags) & 8 != 0
        checkLocalNumbers(entry, header, Zip64Values(extra), hasDescriptor: hasDescriptor)
        if hasDescriptor {
            if let length = descriptorLength(entry, at: end) {
                end += length
            } else {
                report(.descriptor, entry, "the record after its data does not fit the directory")
            }
        }
        regions.append((start..<end, entry))
    }

    private mutating func checkLocalNumbers(
        _ entry: ZipEntry, _ header: [UInt8], _ values: Zip64Values, hasDescriptor: Bool
    ) {
        var values = values
        let size = try? values.value(LittleEndian.uint32(header, 22))
        let compressedSize = try? values.value(LittleEndian.uint32(header, 18))
        let crc = LittleEndian.uint32(header, 14)
        // With a descriptor, each of the three may be left at 0 (or be known already).
        if crc != entry.facts.crc32, !(hasDescriptor && crc == 0) {
            report(.mismatch, entry, "its own header has another checksum")
        }
        let isSame =
            (size == entry.facts.size || hasDescriptor && size == 0)
            && (compressedSize == entry.facts.compressedSize || hasDescriptor && compressedSize == 0)
        if !isSame { report(.mismatch, entry, "its own header has other sizes") }
    }

    /// Length of the data descriptor at `offset` in one of its four forms; nil when none fits the entry.
    private func descriptorLength(_ entry: ZipEntry, at offset: Int64) -> Int64? {
        guard let bytes = try? zip.source.bytes(in: offset..<offset + 24) else { return nil }
        var narrow: [UInt8] = [], wide: [UInt8] = []
        narrow.append32(entry.facts.crc32)
        wide = narrow
        narrow.append32(UInt32(truncatingIfNeeded: entry.facts.compressedSize))
        narrow.append32(UInt32(truncatingIfNeeded: entry.facts.size))
        wide.append64(entry.facts.compressedSize)
        wide.append64(entry.facts.size)
        var signature: [UInt8] = []
        signature.append32(ZipFormat.descriptorSignature)
        for form in [signature + wide, signature + narrow, wide, narrow] where bytes.starts(with: form) {
            return Int64(form.count)
        }
        return nil
    }

    /// Names that are equal, or that some file system takes to be equal (Z6).
    private mutating func checkNames() {
        var exact: [[UInt8]: ZipEntry] = [:]
        var folded: [String: ZipEntry] = [:]
        for entry in zip.entries {
            if let twin = exact[entry.rawName] {
                report(.duplicateName, entry, "the name occurs twice (entries \(twin.index + 1) and \(entry.index + 1))")
                continue
            }
            exact[entry.rawName] = entry
            let key = ArchiveNames.collisionKey(of: entry.name.map { Array($0.utf8) } ?? entry.rawName)
            if let twin = folded[key] {
                let shown = displayText(ofName: twin.rawName)
                report(.collidingName, entry, "on some systems the name is the same as \(shown)")
            } else {
                folded[key] = entry
            }
        }
    }

    private mutating func checkEnd() {
        if zip.end.isInconsistent { report(.endRecord, nil, "the records at the end contradict each other") }
        if UInt64(zip.entries.count) != zip.end.count {
            report(.endRecord, nil, "the directory announces \(zip.end.count) entries and holds \(zip.entries.count)")
        }
        if zip.directoryRest > 0 {
            report(.gap, nil, "\(zip.directoryRest) bytes at the end of the directory belong to nothing")
        }
        if !zip.end.comment.isEmpty {
            report(.comment, nil, "the zip has a comment of \(zip.end.comment.count) bytes")
            if contains(ZipFormat.endSignature, zip.end.comment) {
                report(.secondEnd, nil, "the comment holds a second end record")
            }
        }
        if zip.end.end < zip.source.count {
            let range = zip.end.end..<zip.source.count
            report(.trailingBytes, nil, "\(range.count) bytes follow after the end of the zip")
            examine(range)
        }
    }

    /// Every byte must belong to exactly one record (Z3, Z5).
    private mutating func checkCoverage() {
        let directory = zip.end.directoryOffset..<zip.end.directoryOffset + zip.end.directorySize
        regions.append((directory, nil))
        regions.append((zip.end.start..<max(zip.end.start, zip.end.end), nil))
        regions.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        var covered: Int64 = 0
        for (range, entry) in regions {
            if range.lowerBound > covered {
                let gap = covered..<range.lowerBound
                let place = displayText(ofName: entry?.rawName ?? Array("the directory".utf8))
                if covered == 0 {
                    report(.bytesBefore, nil, "\(gap.count) bytes stand before the first member")
                } else {
                    report(.gap, nil, "\(gap.count) bytes before \(place) belong to nothing")
                }
                examine(gap)
            } else if range.lowerBound < covered && !range.isEmpty {
                report(.overlap, entry, "the entry shares bytes with another part of the zip")
            }
            covered = max(covered, range.upperBound)
        }
    }

    /// Looks for members and end records among bytes that belong to nothing.
    private mutating func examine(_ range: Range<Int64>) {
        var hasEnd = false
        var start = range.lowerBound
        while start < range.upperBound, let bytes = try? zip.source.bytes(in: start..<min(range.upperBound, start + Self.window)) {
            if !hasEnd, contains(ZipFormat.endSignature, bytes) {
                hasEnd = true
                report(.secondEnd, nil, "among them is a second end record")
            }
            var position = 0
            while let found = find(ZipFormat.localSignature, bytes, from: position) {
                foundMember(at: start + Int64(found), in: range)
                position = found + 4
            }
            guard start + Int64(bytes.count) < range.upperBound, bytes.count > 3 else { return }
            // A signature may begin in the last three bytes.
            start += Int64(bytes.count) - 3
        }
    }

    private mutating func foundMember(at start: Int64, in range: Range<Int64>) {
        hidden += 1
        guard hidden <= Self.mostHidden, let header = try? zip.source.bytes(in: start..<start + 30) else { return }
        let end = start + 30 + Int64(min(Int(LittleEndian.uint16(header, 26)), Self.longestName))
        let name = start + 30 < range.upperBound ? try? zip.source.bytes(in: start + 30..<min(end, range.upperBound)) : nil
        findings.append(
            ZipFinding(
                code: .hiddenMember, entry: nil, name: name ?? [],
                message: "a member that the directory does not name is hidden in the zip"))
    }

    private func contains(_ signature: UInt32, _ bytes: [UInt8]) -> Bool { find(signature, bytes, from: 0) != nil }

    private func find(_ signature: UInt32, _ bytes: [UInt8], from start: Int) -> Int? {
        var position = start
        while position + 4 <= bytes.count {
            if bytes[position] == UInt8(truncatingIfNeeded: signature), LittleEndian.uint32(bytes, position) == signature {
                return position
            }
            position += 1
        }
        return nil
    }
}
