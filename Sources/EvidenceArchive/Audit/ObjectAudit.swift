import ByteIO

/// The structure of one object: everything but the bytes of its content, which it asks for as jobs.
struct ObjectAudit {
    /// A content file to be hashed.
    struct Job: Sendable {
        let path: [UInt8]
        let bytes: Int64
        /// What the digests must be, and the code when one is not.
        var expected: [Expectation]
    }

    struct Expectation: Hashable, Sendable {
        let algorithm: DigestAlgorithm
        let digest: String
        let code: String
        let source: String
    }

    let folder: OpenFolder
    /// Path shown in front of every name; empty or with a slash at the end.
    let prefix: String
    /// True for an object of casefile: nothing but what casefile writes, exactly as it writes it.
    var isStrict: Bool
    var problems: [AuditProblem] = []
    var jobs: [Job] = []
    var root: Inventory?
    /// Digest of each version's inventory file, and its bytes; by number.
    var versionInventories: [Int: [UInt8]] = [:]
    /// Content files found: path → size.
    var found: [[UInt8]: Int64] = [:]
    var expectations: [[UInt8]: Set<Expectation>] = [:]
    /// The latest specification that a version so far follows, times ten.
    var specification = 10
    /// Content paths that the inventory of each version knows.
    var manifests: [(number: Int, shown: String, paths: Set<[UInt8]>)] = []

    init(_ folder: OpenFolder, prefix: String, isStrict: Bool) {
        self.folder = folder
        self.prefix = prefix
        self.isStrict = isStrict
    }

    mutating func report(_ code: String, _ path: String, _ message: String) {
        problems.append(AuditProblem(code, prefix + path, message))
    }

    /// Runs all checks of the structure; afterwards `jobs` holds what is left to be read.
    mutating func run() throws(ByteIOError) {
        let children = try folder.children()
        try checkDeclaration(children)
        let bytes = try readInventory(children)
        if root?.id.hasPrefix("urn:casefile:order:") == true { isStrict = true }
        checkNames(children)
        guard let root else { return }
        for number in 1...root.head { try checkVersion(number, root, children) }
        try checkExtensionsAndLogs(children)
        checkContent(root)
        if isStrict { try checkCustody(root, bytes, children) }
    }

    private mutating func checkDeclaration(_ children: [OpenFolder.Child]) throws(ByteIOError) {
        let declarations = children.filter { $0.name.starts(with: "0=".utf8) }
        guard let declaration = declarations.first, declarations.count == 1 else {
            report("E003", "", declarations.isEmpty ? "has no declaration of an OCFL object" : "has more than one declaration")
            return
        }
        let name = String(decoding: declaration.name, as: UTF8.self)
        guard ["0=ocfl_object_1.0", "0=ocfl_object_1.1"].contains(name) else {
            report("E006", displayText(ofName: declaration.name), "is no declaration of an OCFL object 1.0 or 1.1")
            return
        }
        guard case .file = declaration.kind, try small(declaration.name) == Array((name.dropFirst(2) + "\n").utf8) else {
            report("E007", name, "does not hold its own name without 0=")
            return
        }
    }

    func small(_ path: [UInt8]) throws(ByteIOError) -> [UInt8] { try folder.file(path).source.bytes(limit: ObjectFiles.largestInventory) }

    private mutating func readInventory(_ children: [OpenFolder.Child]) throws(ByteIOError) -> [UInt8] {
        guard children.contains(where: { $0.name == ObjectFiles.inventory && $0.kind != .folder }) else {
            report("E063", "inventory.json", "is missing")
            return []
        }
        let bytes = try small(ObjectFiles.inventory)
        let reader = InventoryReader(bytes)
        for finding in reader.findings { report(finding.code, "inventory.json", finding.message) }
        root = reader.inventory
        try checkSidecar(of: bytes, reader.inventory, in: "", children)
        return bytes
    }

    /// `place`: empty, or the version's folder with a slash.
    mutating func checkSidecar(
        of bytes: [UInt8], _ inventory: Inventory?, in place: String, _ siblings: [OpenFolder.Child]
    ) throws(ByteIOError) {
        guard let algorithm = inventory?.digestAlgorithm else {
            if !siblings.contains(where: { $0.name.starts(with: "inventory.json.".utf8) }) {
                report("E058", place + "inventory.json", "has no checksum beside it")
            }
            return
        }
        let name = ObjectFiles.sidecar(algorithm)
        let shown = place + String(decoding: name, as: UTF8.self)
        guard siblings.contains(where: { $0.name == name }) else { return report("E058", shown, "is missing") }
        let sidecar = try small(Array(place.utf8) + name)
        let digest = Digester.digest(of: bytes, algorithm)
        let text = String(decoding: sidecar, as: UTF8.self)
        guard let match = text.wholeMatch(of: /([0-9A-Fa-f]+)[ \t]+inventory\.json\s*/) else {
            return report("E061", shown, "is not a checksum and the name inventory.json")
        }
        if match.1.lowercased() != digest {
            report("E060", place + "inventory.json", "does not fit its checksum: it was changed, or \(shown) was")
        } else if isStrict, sidecar != ObjectFiles.sidecarBytes(digest) {
            report(AuditProblem.foreign, shown, "is not written as casefile writes it")
        }
    }

    /// Nothing else may lie in the object's folder.
    private mutating func checkNames(_ children: [OpenFolder.Child]) {
        let versions = root.map { root in Set((1...root.head).map { Array(root.name($0).utf8) }) }
        for child in children {
            let shown = displayText(ofName: child.name)
            switch child.kind {
            case .other(let reason): report("E090", shown, "is a \(reason.rawValue)")
            case .file:
                let isSidecar =
                    root.map { ObjectFiles.sidecar($0.digestAlgorithm) == child.name } ?? child.name.starts(with: "inventory.json".utf8)
                if child.name.starts(with: "0=".utf8) || child.name == ObjectFiles.inventory || isSidecar { continue }
                report("E001", shown, "has no place in an OCFL object")
            case .folder:
                if child.name == ObjectFiles.logs || child.name == ObjectFiles.extensions || versions?.contains(child.name) == true {
                    continue
                }
                if shown.wholeMatch(of: /v[0-9]+/) != nil {
                    if versions != nil { report("E046", shown, "is a version that the inventory does not know") }
                } else {
                    report("E001", shown, "has no place in an OCFL object")
                }
            }
        }
    }

    private static let registered: Set = [
        "0001-digest-algorithms", "0002-flat-direct-storage-layout", StorageLayout.name, "0004-hashed-n-tuple-storage-layout",
        "0005-mutable-head", "0006-flat-omit-prefix-storage-layout", "0007-n-tuple-omit-prefix-storage-layout",
        "0008-schema-registry", "0009-digest-algorithms", "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout", "initial",
    ]

    private mutating func checkExtensionsAndLogs(_ children: [OpenFolder.Child]) throws(ByteIOError) {
        for child in children where child.kind == .folder {
            let place = displayText(ofName: child.name) + "/"
            if child.name == ObjectFiles.extensions {
                for inner in try folder.folder(child.name).children() {
                    let name = displayText(ofName: inner.name)
                    if inner.kind != .folder {
                        report("E067", place + name, "is a file among the folders of extensions")
                    } else if isStrict {
                        report(AuditProblem.foreign, place + name, "is an extension that casefile did not make")
                    } else if !Self.registered.contains(name) {
                        report("W013", place + name, "is no registered extension")
                    }
                }
            } else if child.name == ObjectFiles.logs {
                for inner in try folder.folder(child.name).children() {
                    let name = displayText(ofName: inner.name)
                    if case .other(let reason) = inner.kind { report("E090", place + name, "is a \(reason.rawValue)") }
                    if isStrict, inner.name != ObjectFiles.custody {
                        report(AuditProblem.foreign, place + name, "is no log that casefile wrote")
                    }
                }
            }
        }
    }
}
