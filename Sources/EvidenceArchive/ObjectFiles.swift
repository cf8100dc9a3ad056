import ByteIO

/// Names in an object's folder (OCFL 1.1 §3.1).
enum ObjectFiles {
    static let declaration = Array("0=ocfl_object_1.1".utf8)
    static let declarationBytes = Array("ocfl_object_1.1\n".utf8)
    static let inventory = Array("inventory.json".utf8)
    static let logs = Array("logs".utf8)
    static let custody = Array("custody.jsonl".utf8)
    static let extensions = Array("extensions".utf8)
    /// An inventory or log larger than this is not read.
    static let largestInventory = 1 << 30

    static func sidecar(_ algorithm: DigestAlgorithm) -> [UInt8] { Array("inventory.json.\(algorithm.rawValue)".utf8) }
    static func sidecarBytes(_ digest: String) -> [UInt8] { Array("\(digest) inventory.json\n".utf8) }
}

/// One consistent look at an object: its inventory and its log, through an open folder that no writer changes under us.
struct ObjectState {
    let folder: OpenFolder
    let inventory: Inventory
    let inventoryBytes: [UInt8]
    /// SHA-512, or the object's own algorithm.
    let inventoryDigest: String
    let log: CustodyLog
    let logBytes: [UInt8]
    private let shown: String

    /// Nil when there is no such object. Throws `damaged` when inventory, sidecar and log do not fit each other.
    static func read(_ identifier: String, in archive: Archive) throws(ArchiveError) -> ObjectState? {
        let path = archive.objectPath(identifier)
        var attempts = 0
        while true {
            do throws(ByteIOError) { return try read(identifier, at: path) } catch {
                // The state we were looking at may just have been replaced and removed.
                attempts += 1
                if error.isNotFound {
                    guard (try? OpenFolder(at: path)) != nil else { return nil }
                    if attempts < 10 { continue }
                }
                if case .corrupt(let reason) = error { throw .damaged(path: displayText(ofName: path), reason: reason) }
                throw .unreadable(path: displayText(ofName: path), reason: "\(error)")
            }
        }
    }

    private static func read(_ identifier: String, at path: [UInt8]) throws(ByteIOError) -> ObjectState {
        let folder = try OpenFolder(at: path)
        let bytes = try folder.file(ObjectFiles.inventory).source.bytes(limit: ObjectFiles.largestInventory)
        let reader = InventoryReader(bytes)
        guard let inventory = reader.inventory, reader.isSound, inventory.id == identifier else {
            throw .corrupt("inventory.json \(reader.findings.first?.message ?? "is of another object")")
        }
        let digest = Digester.digest(of: bytes, inventory.digestAlgorithm)
        let sidecar = try folder.file(ObjectFiles.sidecar(inventory.digestAlgorithm)).source.bytes(limit: 1 << 12)
        guard sidecar == ObjectFiles.sidecarBytes(digest) else { throw .corrupt("inventory.json does not fit its checksum") }
        let logBytes = try folder.folder(ObjectFiles.logs).file(ObjectFiles.custody).source.bytes(limit: ObjectFiles.largestInventory)
        let log = CustodyLog(logBytes)
        guard log.problems.isEmpty, log.entries.count == inventory.head else {
            throw .corrupt("logs/custody.jsonl \(log.problems.first?.message ?? "does not tell of every version")")
        }
        return ObjectState(
            folder: folder, inventory: inventory, inventoryBytes: bytes, inventoryDigest: digest, log: log, logBytes: logBytes,
            shown: displayText(ofName: path))
    }

    func size(of content: [UInt8]) throws(ArchiveError) -> Int64 {
        do throws(ByteIOError) {
            if case .file(let bytes)? = try folder.kind(of: content) { return bytes }
        } catch { throw .unreadable(path: shown, reason: "\(error)") }
        throw .damaged(path: shown, reason: "\(displayText(ofName: content)) is missing")
    }
}
