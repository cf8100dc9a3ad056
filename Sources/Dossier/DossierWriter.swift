package import ByteIO
package import CaseModel

/// A file of the payload.
package struct DossierMember: Sendable {
    /// Path below `data/`: UTF-8, `/` between components, safe on every system (`DossierWriter.problems(ofPath:)`).
    package let path: String
    package let content: SpooledMember

    package init(path: String, content: SpooledMember) {
        self.path = path
        self.content = content
    }
}

/// What was written.
package struct WrittenDossier: Sendable {
    /// SHA-256 of the zip, 64 lower-case hexadecimal digits.
    package let sha256: String
    /// Bytes of the zip.
    package let bytes: Int64
    /// SHA-256 of the tag manifest: what a seal signs.
    package let tagManifestSHA256: String
    package let payloadFiles: Int
    package let payloadBytes: Int64
}

/// Writes a dossier: one zip holding one BagIt 1.0 bag (RFC 8493; DESIGN §6). The bytes depend on the name, the fields
/// and the payload only.
package struct DossierWriter: Sendable {
    /// Name of the bag's folder.
    package let name: String
    /// Day of the case's creation time; it is an input, not the clock.
    package let baggingDate: CalendarDay
    /// Further fields of `bag-info.txt`, in order, such as `External-Identifier`. Payload-Oxum, Bagging-Date and
    /// Bag-Software-Agent are added.
    package let information: [(label: String, value: String)]
    /// Name and version of the program, for `Bag-Software-Agent`.
    package let software: String

    package init(name: String, baggingDate: CalendarDay, software: String, information: [(label: String, value: String)]) {
        self.name = name
        self.baggingDate = baggingDate
        self.software = software
        self.information = information
    }

    /// A name for the bag's folder made from any text: letters and digits of ASCII, `-`, `_` and `.` stay, anything else
    /// becomes `-`; at most 60 bytes; never empty, hidden or reserved.
    package static func safeName(_ text: String) -> String {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let isKept = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            let byte = isKept || scalar == "_" || scalar == "." ? UInt8(scalar.value) : UInt8(ascii: "-")
            if byte != UInt8(ascii: "-") || bytes.last != byte { bytes.append(byte) }
        }
        let marks = Array("-.".utf8)
        let inner = bytes.drop(while: marks.contains).prefix(60)
        let name = Array(inner[..<(inner.lastIndex { !marks.contains($0) }.map { $0 + 1 } ?? inner.startIndex)])
        if name.isEmpty { return "dossier" }
        let isReserved = ArchiveNames.problems(of: name).contains(.reserved)
        return (isReserved ? "case-" : "") + String(decoding: name, as: UTF8.self)
    }

    /// Why a path below `data/` cannot be used; empty for a good one. `%` and line breaks are refused, because tools
    /// differ about them (standards/packaging.md §1).
    package static func problems(ofPath path: String) -> [String] {
        var problems = ArchiveNames.problems(of: Array(path.utf8)).map(\.rawValue).sorted()
        if path.utf8.contains(UInt8(ascii: "%")) { problems.append("% in name") }
        if path.hasSuffix("/") { problems.append("names a folder") }
        return problems
    }

    /// Writes the dossier to `file`, which is not committed. The tag files are added to `spool`. Throws `unsupported` for
    /// payload paths that are unsafe, occur twice or differ only in case or composition.
    package func write(
        _ payload: [DossierMember], spool: MemberSpool, to file: AtomicFile
    ) throws(ByteIOError) -> String {
        try check(payload)
        var members = payload.map { member in
            ZipMember(name: Array("\(name)/\(DossierLayout.payloadFolder)\(member.path)".utf8), content: member.content)
        }
        var tagLines: [(digest: String, path: [UInt8])] = []
        func add(_ path: String, _ bytes: [UInt8]) throws(ByteIOError) -> SpooledMember {
            let content = try spool.addStored(bytes)
            members.append(ZipMember(name: Array("\(name)/\(path)".utf8), content: content))
            tagLines.append((content.fixity.sha256, Array(path.utf8)))
            return content
        }
        _ = try add(DossierLayout.declaration, Array(DossierLayout.declarationText.utf8))
        _ = try add(DossierLayout.information, informationText(payload))
        _ = try add(DossierLayout.manifest256, manifest(payload) { $0.sha256 })
        _ = try add(DossierLayout.manifest512, manifest(payload) { $0.sha512 ?? "" })
        _ = try add(DossierLayout.containerList, ContainerList.text(members))
        let tagManifest = try add(DossierLayout.tagManifest, BagText.manifest(tagLines))
        try ZipWriter.write(members, to: file)
        return tagManifest.fixity.sha256
    }

    /// Writes the dossier and puts it in its place. Nothing appears there when anything fails. `syncs: false` leaves
    /// bringing it to the disk to the caller.
    package func write(
        _ payload: [DossierMember], spool: MemberSpool, replacing path: [UInt8], syncs: Bool = true
    ) throws(ByteIOError) -> WrittenDossier {
        let file = try AtomicFile(replacing: path, hashes: true)
        let tagManifest = try write(payload, spool: spool, to: file)
        let fixity = try file.commitHashing(syncs: syncs)
        return WrittenDossier(
            sha256: fixity.sha256, bytes: fixity.bytes, tagManifestSHA256: tagManifest, payloadFiles: payload.count,
            payloadBytes: payload.reduce(0) { $0 + $1.content.fixity.bytes })
    }

    private func check(_ payload: [DossierMember]) throws(ByteIOError) {
        if DossierWriter.safeName(name) != name { throw .unsupported("\(name) is no name for a dossier's folder") }
        var seen: [String: String] = [:]
        for member in payload {
            if let problem = Self.problems(ofPath: member.path).first {
                throw .unsupported("data/\(member.path): \(problem)")
            }
            let key = ArchiveNames.collisionKey(of: Array(member.path.utf8))
            if let twin = seen.updateValue(member.path, forKey: key) {
                throw .unsupported("data/\(member.path) and data/\(twin) are the same name on some systems")
            }
        }
    }

    private func manifest(_ payload: [DossierMember], _ digest: (Fixity) -> String) -> [UInt8] {
        BagText.manifest(
            payload.map {
                (digest($0.content.fixity), Array((DossierLayout.payloadFolder + $0.path).utf8))
            })
    }

    private func informationText(_ payload: [DossierMember]) -> [UInt8] {
        let bytes = payload.reduce(Int64(0)) { $0 + $1.content.fixity.bytes }
        return BagText.information(
            [("Bag-Software-Agent", software), ("Bagging-Date", baggingDate.iso), ("Payload-Oxum", "\(bytes).\(payload.count)")]
                + information)
    }
}
