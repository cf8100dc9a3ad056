import ByteIO

extension ObjectAudit {
    /// A version's folder: its inventory, and the names in it.
    mutating func checkVersion(_ number: Int, _ root: Inventory, _ children: [OpenFolder.Child]) throws(ByteIOError) {
        let name = root.name(number)
        guard children.contains(where: { $0.name == Array(name.utf8) && $0.kind == .folder }) else {
            return report("E010", name, "is missing, though the inventory tells of it")
        }
        let version = try folder.folder(Array(name.utf8))
        let siblings = try version.children()
        let inventory = try readInventory(number, name, root, siblings)
        let contentFolder = Array(root.contentFolder.utf8)
        let sidecars = Set([inventory?.digestAlgorithm ?? root.digestAlgorithm].map(ObjectFiles.sidecar))
        for child in siblings {
            let shown = name + "/" + displayText(ofName: child.name)
            switch child.kind {
            case .other(let reason): report("E090", shown, "is a \(reason.rawValue)")
            case .file where child.name == ObjectFiles.inventory || sidecars.contains(child.name): break
            case .file: report("E015", shown, "lies outside of the version's content folder")
            case .folder where child.name == contentFolder:
                let content = try version.folder(child.name)
                if try content.children().isEmpty { report("W003", shown, "is an empty content folder") }
                try listContent(content, Array(shown.utf8) + [UInt8(ascii: "/")], depth: 0)
            case .folder:
                report(isStrict ? AuditProblem.foreign : "W002", shown, "is a folder beside the version's content")
            }
        }
    }

    private mutating func listContent(_ content: OpenFolder, _ path: [UInt8], depth: Int) throws(ByteIOError) {
        for child in try content.children() {
            let inner = path + child.name
            switch child.kind {
            case .file(let bytes): found[inner] = bytes
            case .other(let reason): report("E090", displayText(ofName: inner), "is a \(reason.rawValue)")
            case .folder:
                let folder = try content.folder(child.name)
                if try folder.children().isEmpty {
                    report("E024", displayText(ofName: inner), "is an empty folder")
                } else if depth >= 200 {
                    report(AuditProblem.unreadable, displayText(ofName: inner), "is nested too deeply")
                } else {
                    try listContent(folder, inner + [UInt8(ascii: "/")], depth: depth + 1)
                }
            }
        }
    }

    private mutating func readInventory(
        _ number: Int, _ name: String, _ root: Inventory, _ siblings: [OpenFolder.Child]
    ) throws(ByteIOError) -> Inventory? {
        let place = name + "/"
        let shown = place + "inventory.json"
        guard siblings.contains(where: { $0.name == ObjectFiles.inventory }) else {
            report(isStrict ? AuditProblem.missing : "W010", shown, "is missing")
            return nil
        }
        let bytes = try small(Array(shown.utf8))
        versionInventories[number] = bytes
        if number == root.head {
            let rootBytes = try small(ObjectFiles.inventory)
            if bytes != rootBytes { report("E064", shown, "differs from the inventory of the object") }
        }
        let reader = InventoryReader(bytes)
        for finding in reader.findings { report(finding.code, shown, finding.message) }
        try checkSidecar(of: bytes, reader.inventory, in: place, siblings)
        guard let inventory = reader.inventory else { return nil }
        compare(inventory, number, shown, with: root)
        return inventory
    }

    private mutating func compare(_ old: Inventory, _ number: Int, _ shown: String, with root: Inventory) {
        if old.head != number { report("E040", shown, "has the head \(old.name(old.head)) in the folder of \(root.name(number))") }
        if old.id != root.id { report("E037", shown, "has another `id` than the object") }
        if old.contentFolder != root.contentFolder { report("E019", shown, "has another `contentDirectory` than the object") }
        if old.specification < specification { report("E103", shown, "follows an earlier specification than the version before") }
        specification = max(specification, old.specification)
        if root.specification < specification { report("E103", shown, "follows a later specification than the object") }
        for version in 1...min(old.head, root.head) {
            let (left, right) = (old.versions[version - 1], root.versions[version - 1])
            if !hasSameState(left, of: old, right, of: root) {
                report("E066", shown, "tells of other files in \(root.name(version)) than the inventory of the object")
            }
            if left.created != right.created || left.message != right.message || left.user != right.user {
                report("W011", shown, "tells another time, user or message of \(root.name(version)) than the inventory of the object")
            }
        }
        // Digests are compared with the content itself, by whatever algorithm they are.
        for (digest, paths) in old.manifest {
            for path in paths {
                expectations[path, default: []].insert(
                    Expectation(algorithm: old.digestAlgorithm, digest: digest.lowercased(), code: "E092", source: shown))
            }
        }
        expectFixity(old, shown)
        manifests.append((number, shown, Set(old.manifest.values.joined())))
    }

    mutating func expectFixity(_ inventory: Inventory, _ shown: String) {
        for (name, block) in inventory.fixity {
            guard let algorithm = DigestAlgorithm(rawValue: name) else {
                report(AuditProblem.unchecked, shown, "holds \(displayText(ofName: name.utf8)) digests, which are not computed here")
                continue
            }
            for (digest, paths) in block {
                for path in paths {
                    expectations[path, default: []].insert(
                        Expectation(algorithm: algorithm, digest: digest.lowercased(), code: "E093", source: shown))
                }
            }
        }
    }

    /// The same names with the same content files; the digests may be of different algorithms.
    private func hasSameState(
        _ left: Inventory.Version, of old: Inventory, _ right: Inventory.Version, of root: Inventory
    ) -> Bool {
        let (leftPaths, rightPaths) = (left.paths, right.paths)
        guard leftPaths.count == rightPaths.count else { return false }
        for (path, digest) in leftPaths {
            guard let other = rightPaths[path] else { return false }
            if old.digestAlgorithm == root.digestAlgorithm {
                if digest.lowercased() != other.lowercased() { return false }
            } else if !Set(old.manifest[digest] ?? []).isSubset(of: root.manifest[other] ?? []) {
                return false
            }
        }
        return true
    }

    /// Every content file in the manifests it belongs to, and every file of a manifest there.
    mutating func checkContent(_ root: Inventory) {
        for (digest, paths) in root.manifest {
            for path in paths {
                expectations[path, default: []].insert(
                    Expectation(algorithm: root.digestAlgorithm, digest: digest.lowercased(), code: "E092", source: "inventory.json"))
            }
        }
        expectFixity(root, "inventory.json")
        let known = Set(root.manifest.values.joined())
        for (path, bytes) in found {
            if !known.contains(path) {
                report("E023", displayText(ofName: path), "is in no version's inventory: it was added from outside")
            }
            let version = path.prefix { $0 != UInt8(ascii: "/") }
            for manifest in manifests
            where !manifest.paths.contains(path) && Self.number(version) <= manifest.number && known.contains(path) {
                report("E023", displayText(ofName: path), "is missing in the manifest of \(manifest.shown)")
            }
            if let expected = expectations[path] {
                jobs.append(Job(path: path, bytes: bytes, expected: expected.sorted { $0.source < $1.source }))
            }
        }
        for (path, expected) in expectations where found[path] == nil {
            for code in Set(expected.map(\.code)) { report(code, displayText(ofName: path), "is missing") }
        }
    }

    private static func number(_ version: ArraySlice<UInt8>) -> Int { Int(String(decoding: version.dropFirst(), as: UTF8.self)) ?? 0 }
}
