import ByteIO

/// The next state of one object, built beside the storage root and put in place in one step. The lock is held as long
/// as this lives.
struct StagedOrder: Sendable {
    let outcome: AddOutcome
    private let archive: Archive
    private let inventory: Inventory
    private let plan: Plan
    private let isNewObject: Bool
    private let place: StagingPlace
    private let lock: FileLock

    /// What is written.
    private struct Plan: Sendable {
        let inventoryBytes: [UInt8]
        let inventoryDigest: String
        let logBytes: [UInt8]
        let content: [(copy: [UInt8], path: [UInt8])]
    }

    init(archive: Archive, plan: NextState, current: ObjectState?, place: StagingPlace, lock: FileLock) {
        self.archive = archive
        outcome = plan.outcome
        inventory = plan.inventory
        self.plan = Plan(
            inventoryBytes: plan.inventoryBytes, inventoryDigest: plan.inventoryDigest, logBytes: plan.logBytes, content: plan.content)
        isNewObject = current == nil
        self.place = place
        self.lock = lock
    }

    /// A new object is built inside the folders that lead to it, so that the first of them that is missing can be moved.
    private var components: [[UInt8]] { StorageLayout.components(of: inventory.id) }
    private var object: [UInt8] { staged(components.count) }

    /// The folder that will stand at the first `depth` components. The first of all is the order's place itself: when it is
    /// moved nothing is left to be removed. A file system that was told to remove many names is slow to make new ones.
    private func staged(_ depth: Int) -> [UInt8] { Self.join(place.folder, components.prefix(depth).dropFirst()) }
    private var target: [UInt8] { archive.objectPath(inventory.id) }

    private static func join(_ base: [UInt8], _ components: some Sequence<[UInt8]>) -> [UInt8] {
        components.reduce(base) { $0 + [UInt8(ascii: "/")] + $1 }
    }

    /// Writes the object; nothing is on the disk for sure yet.
    func build() throws(ByteIOError) {
        try FolderChange.makeFolder(place.folder)
        try FolderChange.makeFolders(components.dropFirst(), below: place.folder)
        if isNewObject {
            _ = try NewFile.write(ObjectFiles.declarationBytes, to: Self.join(object, [ObjectFiles.declaration]))
        } else {
            try linkCurrent()
        }
        let version = Self.join(object, [Array(inventory.name(inventory.head).utf8)])
        try FolderChange.makeFolder(version)
        var made: Set<[[UInt8]]> = []
        for item in plan.content {
            let parts = LogicalPath.components(item.path)
            if made.insert(parts.dropLast()).inserted { try FolderChange.makeFolders(parts.dropLast(), below: object) }
            guard try FolderChange.moveToNew(item.copy, Self.join(object, parts)) else {
                throw .corrupt("\(displayText(ofName: item.path)) is there twice")
            }
        }
        let sidecar = ObjectFiles.sidecarBytes(plan.inventoryDigest)
        for folder in [version, object] {
            _ = try NewFile.write(plan.inventoryBytes, to: Self.join(folder, [ObjectFiles.inventory]))
            _ = try NewFile.write(sidecar, to: Self.join(folder, [ObjectFiles.sidecar(inventory.digestAlgorithm)]))
        }
        let logs = Self.join(object, [ObjectFiles.logs])
        try FolderChange.makeFolder(logs)
        _ = try NewFile.write(plan.logBytes, to: Self.join(logs, [ObjectFiles.custody]))
    }

    /// Everything of the present state stays as it is but for the newest inventory and the log, which are written anew.
    private func linkCurrent() throws(ByteIOError) {
        let replaced = [ObjectFiles.inventory, ObjectFiles.sidecar(inventory.digestAlgorithm)]
        for child in try OpenFolder(at: target).children() {
            switch child.kind {
            case .file where replaced.contains(child.name): continue
            case .folder where child.name == ObjectFiles.logs: try linkLogs()
            default: try link(child, from: target, to: object)
            }
        }
    }

    private func linkLogs() throws(ByteIOError) {
        let from = Self.join(target, [ObjectFiles.logs])
        let to = Self.join(object, [ObjectFiles.logs])
        try FolderChange.makeFolder(to)
        for child in try OpenFolder(at: from).children() where child.name != ObjectFiles.custody { try link(child, from: from, to: to) }
    }

    private func link(_ child: OpenFolder.Child, from: [UInt8], to: [UInt8]) throws(ByteIOError) {
        let (source, copy) = (Self.join(from, [child.name]), Self.join(to, [child.name]))
        switch child.kind {
        case .file: try FolderChange.link(source, to: copy)
        case .folder:
            try FolderChange.makeFolder(copy)
            for inner in try OpenFolder(at: source).children() { try link(inner, from: source, to: copy) }
        case .other(let reason): throw .refused(path: displayText(ofName: source), reason: reason)
        }
    }

    /// Leaves word that the index does not know this version yet: before the version is there, so that no crash can
    /// come between.
    func mark() throws(ByteIOError) {
        let marker = PendingMarker(order: outcome.order, version: outcome.version)
        _ = try NewFile.write(marker.bytes, to: Self.join(archive.pending, [marker.name]))
    }

    /// Puts the object in place, and waits until the disk knows. Everything was synced before.
    func publish() throws(ByteIOError) {
        if isNewObject {
            try publishNew()
        } else {
            try FolderChange.exchange(object, target)
            try FolderChange.sync(Self.join(archive.root, components.dropLast()))
        }
    }

    private func publishNew() throws(ByteIOError) {
        // Another order may make a folder on the way at the same time: then the next one down is moved.
        for depth in 1...components.count {
            let moved = try FolderChange.moveToNew(staged(depth), Self.join(archive.root, components.prefix(depth)))
            if moved {
                try FolderChange.sync(Self.join(archive.root, components.prefix(depth - 1)))
                return
            }
        }
        throw .corrupt("\(displayText(ofName: target)) is in the way")
    }
}
