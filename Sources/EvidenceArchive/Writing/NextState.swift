import ByteIO

/// The next version of an order, as values: inventory, log line, and which copies become content.
struct NextState {
    let inventoryBytes: [UInt8]
    let inventoryDigest: String
    let inventory: Inventory
    let logBytes: [UInt8]
    /// Copy in staging → content path in the object.
    let content: [(copy: [UInt8], path: [UInt8])]
    let outcome: AddOutcome

    var isNewVersion: Bool { outcome.isNewVersion }

    /// `received` is sorted by name. Throws `conflict`.
    init(
        _ request: AddRequest, _ received: [ContentIntake.Received], current: ObjectState?, context: AddContext
    ) throws(ArchiveError) {
        let before = current?.inventory.versions.last?.paths ?? [:]
        var paths = before
        var changed: [ContentIntake.Received] = []
        for file in received {
            let name = LogicalPath.encoded(file.file.path)
            if before[name] != file.sha512 { changed.append(file) }
            paths[name] = file.sha512
        }
        if let path = LogicalPath.conflict(Array(paths.keys)) { throw .conflict(path: displayText(ofName: path)) }
        let head = (current?.inventory.head ?? 0) + 1
        let known = Set(current?.inventory.manifest.keys.map { $0 } ?? [])
        let isNew = !changed.isEmpty || (current == nil && !request.refused.isEmpty)
        var draft = Draft(request, context, head: head, current: current)
        let stored = draft.store(changed, known: known)
        draft.addVersion(paths)
        draft.log(changed, before: before, unchanged: received.count - changed.count)
        inventory = draft.inventory
        inventoryBytes = draft.inventoryBytes
        inventoryDigest = Digester.digest(of: draft.inventoryBytes, .sha512)
        logBytes = draft.logBytes
        content = draft.content
        outcome = AddOutcome(
            order: request.order, version: isNew ? head : head - 1, isNewVersion: isNew, added: changed.count,
            unchanged: received.count - changed.count, stored: stored.count, storedBytes: stored.bytes, refused: request.refused)
    }
}

/// A `NextState` while it comes about.
private struct Draft {
    private let request: AddRequest
    private let context: AddContext
    private let current: ObjectState?
    private let head: Int
    private let message: String
    private(set) var inventory: Inventory
    private(set) var content: [(copy: [UInt8], path: [UInt8])] = []
    private(set) var inventoryBytes: [UInt8] = []
    private(set) var logBytes: [UInt8] = []

    init(_ request: AddRequest, _ context: AddContext, head: Int, current: ObjectState?) {
        self.request = request
        self.context = context
        self.current = current
        self.head = head
        message = request.message ?? "Evidence added"
        inventory =
            current?.inventory
            ?? Inventory(id: request.order.urn, digestAlgorithm: .sha512, versions: [], manifest: [:], fixity: [:])
    }

    /// Enters content that is not stored yet; of files with the same bytes the first is kept.
    mutating func store(_ changed: [ContentIntake.Received], known: Set<String>) -> (count: Int, bytes: Int64) {
        var names = ContentPaths()
        var bytes: Int64 = 0
        let folder = Array("\(inventory.name(head))/\(inventory.contentFolder)/".utf8)
        for file in changed {
            guard let copy = file.copy, !known.contains(file.sha512), inventory.manifest[file.sha512] == nil else { continue }
            let path = folder + names.path(for: file.file.path)
            inventory.manifest[file.sha512] = [path]
            inventory.fixity[DigestAlgorithm.sha256.rawValue, default: [:]][file.sha256, default: []].append(path)
            content.append((copy, path))
            bytes += file.bytes
        }
        return (content.count, bytes)
    }

    mutating func addVersion(_ paths: [[UInt8]: String]) {
        var state: [String: [[UInt8]]] = [:]
        for (path, digest) in paths { state[digest, default: []].append(path) }
        inventory.versions.append(
            Inventory.Version(created: context.at.iso(), message: message, user: context.user, state: state))
    }

    /// Writes the log line over the inventory, and then pins the line in the inventory.
    mutating func log(_ changed: [ContentIntake.Received], before: [[UInt8]: String], unchanged: Int) {
        let files = changed.map { file in
            let name = LogicalPath.encoded(file.file.path)
            return CustodyEntry.File(path: name, bytes: file.bytes, sha256: file.sha256, replaces: sha256(of: before[name]))
        }
        let entry = CustodyEntry(
            sequence: head, at: context.at.iso(), user: context.user, software: context.software, object: inventory.id,
            version: inventory.name(head), message: message, sources: request.sources, files: files, unchanged: unchanged,
            refused: request.refused, previousInventory: current.map { Digester.digest(of: $0.inventoryBytes, .sha512) },
            inventory: Digester.digest(of: inventory.bytes(), .sha512), previous: current?.log.lastHash)
        let line = entry.line()
        logBytes = (current?.logBytes ?? []) + line + [UInt8(ascii: "\n")]
        let pin = CustodyPin.text(sequence: head, hash: Digester.digest(of: line, .sha256))
        inventory.versions[inventory.versions.count - 1].message = message + pin
        inventoryBytes = inventory.bytes()
    }

    private func sha256(of digest: String?) -> String? {
        guard let digest, let path = inventory.manifest[digest]?.first else { return nil }
        return inventory.fixity[DigestAlgorithm.sha256.rawValue]?.first { $0.value.contains(path) }?.key
    }
}
