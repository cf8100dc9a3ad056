package import ByteIO

extension Archive {
    /// The orders in the archive, sorted by the bytes of PLATFORM:ID. Objects that are no orders of casefile are passed
    /// over: `audit` names them. Throws `unreadable`.
    package func orders() throws(ArchiveError) -> [OrderName] {
        var found: [OrderName] = []
        do throws(ByteIOError) { try collect(OpenFolder(at: root), depth: 0, into: &found) } catch {
            throw .unreadable(path: shown, reason: "\(error)")
        }
        return found.sorted()
    }

    private func collect(_ folder: OpenFolder, depth: Int, into found: inout [OrderName]) throws(ByteIOError) {
        for child in try folder.children() where child.kind == .folder {
            if depth == 3 {
                let identifier = StorageLayout.identifier(fromFolder: child.name) ?? longIdentifier(folder, child.name)
                if let order = identifier.flatMap({ OrderName(urn: $0) }) { found.append(order) }
            } else if child.name.count == 3 {
                try collect(folder.folder(child.name), depth: depth + 1, into: &found)
            }
        }
    }

    /// A long name is cut in the folder's name, so the inventory has to tell.
    private func longIdentifier(_ parent: OpenFolder, _ name: [UInt8]) -> String? {
        guard let bytes = try? parent.folder(name).file(ObjectFiles.inventory).source.bytes(limit: ObjectFiles.largestInventory)
        else { return nil }
        return InventoryReader(bytes).inventory?.id
    }

    /// The newest state of an order. Throws `orderMissing`, `damaged` or `unreadable`.
    package func order(_ name: OrderName) throws(ArchiveError) -> ArchivedOrder {
        guard let state = try ObjectState.read(name.urn, in: self) else {
            throw .orderMissing(order: displayText(ofName: name.description.utf8), archive: shown)
        }
        return try ArchivedOrder(name, state, in: self)
    }
}

/// An order as it stands in the archive.
package struct ArchivedOrder: Sendable {
    package let name: OrderName
    /// Number of the newest version, from 1.
    package let version: Int
    /// SHA-512 of the inventory, lower-case hexadecimal: two states of an order with the same digest are the same, to
    /// the last byte of every file and every word of the log.
    package let inventoryDigest: String
    /// The files of the newest version, sorted by the bytes of their names.
    package let files: [ArchivedFile]
    /// What was met and not taken in when the order was added, sorted by the bytes of the names.
    package let refused: [RefusedFile]
    /// From v1 on.
    package let versions: [ArchivedVersion]
    /// Hash of the newest line of the custody log; whoever keeps it elsewhere can prove later that the log was not
    /// written anew.
    package let custodyHash: String

    init(_ name: OrderName, _ state: ObjectState, in archive: Archive) throws(ArchiveError) {
        self.name = name
        let inventory = state.inventory
        version = inventory.head
        inventoryDigest = state.inventoryDigest
        let sha256 = inventory.fixity(.sha256)
        let object = archive.objectPath(inventory.id)
        var files: [ArchivedFile] = []
        let newest = inventory.versions.last?.state ?? [:]
        for (digest, paths) in newest {
            guard let content = inventory.manifest[digest]?.first else { continue }
            for path in paths {
                files.append(
                    ArchivedFile(
                        path: LogicalPath.decoded(path), bytes: try state.size(of: content), sha256: sha256[content], digest: digest,
                        object: object, content: content))
            }
        }
        self.files = files.sorted { precedesBytewise($0.path, $1.path) }
        let there = Set(self.files.map(\.path))
        var refused: [[UInt8]: RefusedFile] = [:]
        for file in state.log.entries.flatMap(\.refused) where !there.contains(file.path) { refused[file.path] = file }
        self.refused = refused.values.sorted { precedesBytewise($0.path, $1.path) }
        versions = zip(inventory.versions, state.log.entries).enumerated().map { index, pair in
            ArchivedVersion(
                number: index + 1, created: pair.0.created, user: pair.0.user?.name ?? "",
                message: CustodyPin.split(pair.0.message ?? "").text, added: pair.1.files.count, files: pair.0.paths.count)
        }
        custodyHash = state.log.lastHash
    }
}

/// A version of an order.
package struct ArchivedVersion: Hashable, Sendable {
    package let number: Int
    /// RFC 3339.
    package let created: String
    package let user: String
    package let message: String
    /// Files that were new or changed.
    package let added: Int
    /// Files in all.
    package let files: Int
}

/// Something that was met in a source and not taken in.
package struct RefusedFile: Hashable, Sendable {
    /// Raw bytes of its name.
    package let path: [UInt8]
    package let reason: String

    package init(path: [UInt8], reason: String) {
        self.path = path
        self.reason = reason
    }
}

/// A file of an order.
package struct ArchivedFile: Sendable {
    /// Raw bytes of its name as it was added; need not be UTF-8.
    package let path: [UInt8]
    package let bytes: Int64
    /// Lower-case hexadecimal; nil only for objects that casefile did not write.
    package let sha256: String?
    /// The digest of the object's own algorithm (SHA-512), lower-case hexadecimal.
    package let digest: String
    private let object: [UInt8]
    private let content: [UInt8]

    init(path: [UInt8], bytes: Int64, sha256: String?, digest: String, object: [UInt8], content: [UInt8]) {
        self.path = path
        self.bytes = bytes
        self.sha256 = sha256
        self.digest = digest.lowercased()
        self.object = object
        self.content = content
    }

    /// Opens the file. Its bytes are not checked: whoever reads them compares `sha256` or `digest`.
    package func open() throws(ByteIOError) -> EvidenceFile {
        do throws(ByteIOError) { return try EvidenceFolder(at: object).open(path: content) } catch  where error.isNotFound {
            // A writer exchanged the object's folder between the two steps; content keeps its path in the new one.
            return try EvidenceFolder(at: object).open(path: content)
        }
    }
}
