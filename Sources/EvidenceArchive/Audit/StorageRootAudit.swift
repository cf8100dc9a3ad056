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
            for child in children { check(child, in: folder) }
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

    private mutating func check(_ child: OpenFolder.Child, in folder: OpenFolder) {
        let shown = displayText(ofName: child.name)
        switch child.kind {
        case .other(let reason): report("E090", shown, "is a \(reason.rawValue)")
        case .file:
            let isKnown = child.name.starts(with: "0=".utf8) || shown == "ocfl_layout.json"
            if isArchive && !isKnown { report(AuditProblem.foreign, shown, "has no place in the archive") }
        case .folder where child.name == ObjectFiles.extensions:
            opening(child, in: folder, shown) { audit, children, open in audit.checkExtensions(children, in: open) }
        case .folder:
            opening(child, in: folder, shown) { audit, children, open in audit.walk(children, in: open, [child.name]) }
        }
    }

    /// Looks into a folder. One that cannot be read is a problem of its own; what stands beside it is looked at all the same.
    private mutating func opening(
        _ child: OpenFolder.Child, in folder: OpenFolder, _ shown: String,
        _ work: (inout Self, [OpenFolder.Child], OpenFolder) -> Void
    ) {
        let open: OpenFolder
        let children: [OpenFolder.Child]
        do throws(ByteIOError) {
            open = try folder.folder(child.name)
            children = try open.children()
        } catch { return report(AuditProblem.unreadable, shown, "cannot be read: \(error.reason)") }
        work(&self, children, open)
    }

    private mutating func checkExtensions(_ children: [OpenFolder.Child], in folder: OpenFolder) {
        for child in children {
            let shown = "extensions/" + displayText(ofName: child.name)
            if child.kind != .folder {
                report("E112", shown, "is a file among the folders of extensions")
            } else if isArchive {
                if child.name != Array(StorageLayout.name.utf8) {
                    report(AuditProblem.foreign, shown, "is an extension that casefile did not make")
                } else {
                    opening(child, in: folder, shown) { audit, children, _ in
                        for inner in children where inner.name != Array("config.json".utf8) {
                            audit.report(AuditProblem.foreign, shown + "/" + displayText(ofName: inner.name), "has no place in the archive")
                        }
                    }
                }
            }
        }
    }

    /// Folders on the way to objects hold folders only.
    private mutating func walk(_ children: [OpenFolder.Child], in folder: OpenFolder, _ components: [[UInt8]]) {
        let shown = components.map { displayText(ofName: $0) }.joined(separator: "/")
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
            case .folder:
                opening(child, in: folder, shown + "/" + displayText(ofName: child.name)) { audit, children, open in
                    audit.walk(children, in: open, components + [child.name])
                }
            case .file: report("E072", shown + "/" + displayText(ofName: child.name), "lies outside of every object")
            case .other(let reason): report("E090", shown + "/" + displayText(ofName: child.name), "is a \(reason.rawValue)")
            }
        }
    }
}
