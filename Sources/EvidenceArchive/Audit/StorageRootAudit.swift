import ByteIO

/// The folders of a storage root (OCFL 1.1 §4) and the objects in them.
struct StorageRootAudit {
    struct FoundObject: Sendable {
        let path: [UInt8]
        /// Below the folder that was audited.
        let shown: String
        /// Names of the folders from the storage root, in an archive of casefile; nil elsewhere.
        let components: [[UInt8]]?
    }

    private let root: [UInt8]
    /// An archive of casefile holds exactly what casefile writes.
    private let isArchive: Bool
    private let prefix: String
    private(set) var problems: [AuditProblem] = []
    private(set) var objects: [FoundObject] = []

    init(root: [UInt8], isArchive: Bool) {
        self.root = root
        self.isArchive = isArchive
        prefix = isArchive ? "ocfl/" : ""
    }

    private mutating func report(_ code: String, _ path: String, _ message: String) {
        problems.append(AuditProblem(code, prefix + path, message))
    }

    mutating func run() {
        do throws(ByteIOError) {
            let folder = try OpenFolder(at: root)
            let children = try folder.children()
            checkDeclaration(children)
            for child in children { try check(child, in: folder) }
            if isArchive { checkRootFiles(folder) }
        } catch { report(AuditProblem.unreadable, "", "\(error)") }
    }

    private mutating func checkDeclaration(_ children: [OpenFolder.Child]) {
        let declarations = children.filter { $0.name.starts(with: "0=".utf8) }
        if declarations.count != 1 { report("E069", "", "has \(declarations.count) declarations of an OCFL storage root; it must be one") }
        for declaration in declarations where !["0=ocfl_1.0", "0=ocfl_1.1"].contains(String(decoding: declaration.name, as: UTF8.self)) {
            report("E076", displayText(ofName: declaration.name), "is no declaration of an OCFL storage root 1.0 or 1.1")
        }
    }

    /// Byte for byte what `casefile archive init` wrote.
    private mutating func checkRootFiles(_ folder: OpenFolder) {
        for file in StorageLayout.rootFiles {
            let bytes = try? folder.file(Array(file.path.utf8)).source.bytes(limit: 1 << 16)
            if bytes == nil {
                report(AuditProblem.missing, file.path, "is missing")
            } else if bytes != file.bytes {
                report(file.path.hasPrefix("0=") ? "E080" : "E070", file.path, "does not hold what casefile wrote")
            }
        }
    }

    private mutating func check(_ child: OpenFolder.Child, in folder: OpenFolder) throws(ByteIOError) {
        let shown = displayText(ofName: child.name)
        switch child.kind {
        case .other(let reason): report("E090", shown, "is a \(reason.rawValue)")
        case .file:
            let isKnown = child.name.starts(with: "0=".utf8) || shown == "ocfl_layout.json"
            if isArchive && !isKnown { report(AuditProblem.foreign, shown, "has no place in the archive") }
        case .folder where child.name == ObjectFiles.extensions: try checkExtensions(folder.folder(child.name))
        case .folder: try walk(folder.folder(child.name), [child.name])
        }
    }

    private mutating func checkExtensions(_ folder: OpenFolder) throws(ByteIOError) {
        for child in try folder.children() {
            let shown = "extensions/" + displayText(ofName: child.name)
            if child.kind != .folder {
                report("E112", shown, "is a file among the folders of extensions")
            } else if isArchive {
                if child.name != Array(StorageLayout.name.utf8) {
                    report(AuditProblem.foreign, shown, "is an extension that casefile did not make")
                } else {
                    for inner in try folder.folder(child.name).children() where inner.name != Array("config.json".utf8) {
                        report(AuditProblem.foreign, shown + "/" + displayText(ofName: inner.name), "has no place in the archive")
                    }
                }
            }
        }
    }

    /// Folders on the way to objects hold folders only.
    private mutating func walk(_ folder: OpenFolder, _ components: [[UInt8]]) throws(ByteIOError) {
        let shown = components.map { displayText(ofName: $0) }.joined(separator: "/")
        let children = try folder.children()
        if children.isEmpty { return report("E073", shown, "is an empty folder: an order may have been removed from here") }
        let isObject = children.contains { $0.name.starts(with: "0=ocfl_object".utf8) || $0.name == ObjectFiles.inventory }
        if isObject || (isArchive && components.count == 4) {
            let path = components.reduce(root) { $0 + [UInt8(ascii: "/")] + $1 }
            objects.append(FoundObject(path: path, shown: prefix + shown, components: isArchive ? components : nil))
            return
        }
        if components.count > 100 { return report(AuditProblem.unreadable, shown, "is nested too deeply") }
        for child in children {
            switch child.kind {
            case .folder: try walk(folder.folder(child.name), components + [child.name])
            case .file: report("E072", shown + "/" + displayText(ofName: child.name), "lies outside of every object")
            case .other(let reason): report("E090", shown + "/" + displayText(ofName: child.name), "is a \(reason.rawValue)")
            }
        }
    }
}
