import ByteIO
import CaseModel
import JSONReading

extension InventoryReader {
    /// `manifest` (OCFL 1.1 §3.5.2).
    mutating func readManifest(
        _ value: JSONValue?, _ algorithm: DigestAlgorithm?, folder: String, versions: [String]?
    ) -> [String: [[UInt8]]]? {
        guard let value else {
            report("E041", "has no `manifest`")
            return nil
        }
        guard let members = value.members else {
            report("E041", "has a `manifest` that is no object")
            return nil
        }
        let block = readDigests(members, algorithm, of: "manifest", twice: "E096", wrongForm: "E025", noList: "E091")
        let paths = block.values.flatMap { $0 }
        for path in paths.sorted(by: precedesBytewise) {
            guard checkContentPath(path, of: "manifest") else { continue }
            let parts = LogicalPath.components(path).map { String(decoding: $0, as: UTF8.self) }
            if parts.count < 3 || versions.map({ !$0.contains(parts[0]) }) == true || parts[1] != folder {
                report("E042", "has the content path \(displayText(ofName: path)), which lies in no version's content folder")
            }
        }
        if let path = LogicalPath.conflict(paths) {
            report("E101", "has the content path \(displayText(ofName: path)) twice, or as a file and a folder")
        }
        return block
    }

    private mutating func checkContentPath(_ path: [UInt8], of block: String) -> Bool {
        let slash = UInt8(ascii: "/")
        var isSound = true
        if path.first == slash || path.last == slash {
            report("E100", "has in its `\(block)` the path \(displayText(ofName: path)), which begins or ends with a slash")
            isSound = false
        }
        if Self.hasForbiddenComponent(path) {
            report("E099", "has in its `\(block)` the path \(displayText(ofName: path)) with an empty component, `.` or `..`")
            isSound = false
        }
        return isSound
    }

    /// Slashes at the ends are judged apart.
    private static func hasForbiddenComponent(_ path: [UInt8]) -> Bool {
        var inner = LogicalPath.components(path)
        if inner.count > 1, inner.first?.isEmpty == true { inner.removeFirst() }
        if inner.count > 1, inner.last?.isEmpty == true { inner.removeLast() }
        return inner.contains { $0.isEmpty || $0 == [46] || $0 == [46, 46] }
    }

    /// A block of digests with their paths.
    private mutating func readDigests(
        _ members: [JSONValue.Member], _ algorithm: DigestAlgorithm?, of block: String, twice: String, wrongForm: String, noList: String
    ) -> [String: [[UInt8]]] {
        var found: [String: [[UInt8]]] = [:]
        var met: Set<String> = []
        for member in members {
            let shown = displayText(ofName: member.key.utf8)
            if !met.insert(member.key.lowercased()).inserted { report(twice, "has in its `\(block)` the digest \(shown) twice") }
            if let algorithm, member.key.utf8.count != algorithm.digits || !member.key.utf8.allSatisfy(Self.isHexadecimal) {
                report(wrongForm, "has in its `\(block)` \(shown), which is no \(algorithm.rawValue)")
            }
            guard let list = member.value.array, list.allSatisfy({ $0.string != nil }) else {
                report(noList, "has in its `\(block)` no list of paths for \(shown)")
                continue
            }
            found[member.key, default: []] += list.compactMap { $0.string.map { Array($0.utf8) } }
        }
        return found
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    /// One version (OCFL 1.1 §3.5.3.1).
    mutating func readVersion(_ value: JSONValue, _ name: String, manifest: [String: [[UInt8]]]?) -> Inventory.Version {
        var version = Inventory.Version(created: "", state: [:])
        guard value.members != nil else {
            report("E047", "has a version \(name) that is no object")
            return version
        }
        version.created = readCreated(value["created"], name)
        version.state = readState(value["state"], name, manifest)
        switch value["message"] {
        case nil: report("W007", "has no message in \(name)")
        case .string(let text)?: version.message = text
        default: report("E094", "has a message in \(name) that is no text")
        }
        version.user = readUser(value["user"], name)
        return version
    }

    private mutating func readCreated(_ value: JSONValue?, _ name: String) -> String {
        guard let value else {
            report("E048", "has no `created` in \(name)")
            return ""
        }
        guard let text = value.string else {
            report("E049", "has a `created` in \(name) that is no text")
            return ""
        }
        // RFC 3339 §5.6, to the second.
        let form =
            /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?([Zz]|[+\-]([01][0-9]|2[0-3]):[0-5][0-9])/
        if text.wholeMatch(of: form) == nil {
            report("E049", "has a `created` in \(name) that is no time with zone, to the second")
        }
        return text
    }

    private mutating func readState(
        _ value: JSONValue?, _ name: String, _ manifest: [String: [[UInt8]]]?
    ) -> [String: [[UInt8]]] {
        guard let value else {
            report("E048", "has no `state` in \(name)")
            return [:]
        }
        guard let members = value.members else {
            report("E050", "has a `state` in \(name) that is no object")
            return [:]
        }
        var state: [String: [[UInt8]]] = [:]
        for member in members {
            if let manifest, manifest[member.key] == nil {
                report("E050", "has in the `state` of \(name) a digest that is not in the manifest")
            }
            guard let list = member.value.array, list.allSatisfy({ $0.string != nil }) else {
                report("E050", "has in the `state` of \(name) no list of paths for a digest")
                continue
            }
            state[member.key, default: []] += list.compactMap { $0.string.map { Array($0.utf8) } }
        }
        checkLogicalPaths(state.values.flatMap { $0 }.sorted(by: precedesBytewise), name)
        return state
    }

    private mutating func checkLogicalPaths(_ paths: [[UInt8]], _ name: String) {
        let slash = UInt8(ascii: "/")
        for path in paths {
            if path.first == slash || path.last == slash {
                report("E053", "has in \(name) the path \(displayText(ofName: path)), which begins or ends with a slash")
            }
            if Self.hasForbiddenComponent(path) {
                report("E052", "has in \(name) the path \(displayText(ofName: path)) with an empty component, `.` or `..`")
            }
        }
        if let path = LogicalPath.conflict(paths) {
            report("E095", "has in \(name) the path \(displayText(ofName: path)) twice, or as a file and a folder")
        }
    }

    private mutating func readUser(_ value: JSONValue?, _ name: String) -> Inventory.User? {
        guard let value else {
            report("W007", "has no user in \(name)")
            return nil
        }
        guard let userName = value["name"]?.string, !userName.isEmpty else {
            report("E054", "has a user in \(name) without a name")
            return nil
        }
        switch value["address"] {
        case nil: report("W008", "has no address of the user in \(name)")
        case .string(let address)?:
            if !Self.isURI(address) { report("W009", "has an address of the user in \(name) that is no URI") }
        default: report("E054", "has an address of the user in \(name) that is no text")
        }
        return Inventory.User(name: userName, address: value["address"]?.string)
    }

    /// `fixity` (OCFL 1.1 §3.5.4); empty when there is none.
    mutating func readFixity(_ value: JSONValue?, manifest: [String: [[UInt8]]]?) -> [String: [String: [[UInt8]]]] {
        guard let value else { return [:] }
        guard let members = value.members else {
            report("E111", "has a `fixity` that is no object")
            return [:]
        }
        let known = manifest.map { Set($0.values.joined()) }
        var fixity: [String: [String: [[UInt8]]]] = [:]
        for member in members {
            guard let digests = member.value.members else {
                report("E057", "has in its `fixity` no object for \(displayText(ofName: member.key.utf8))")
                continue
            }
            let algorithm = DigestAlgorithm(rawValue: member.key)
            let block = readDigests(digests, algorithm, of: "fixity", twice: "E097", wrongForm: "E057", noList: "E057")
            for path in block.values.joined().sorted(by: precedesBytewise) where checkContentPath(path, of: "fixity") {
                if known?.contains(path) == false {
                    report("E057", "has in its `fixity` \(displayText(ofName: path)), which is not in the manifest")
                }
            }
            fixity[member.key] = block
        }
        return fixity
    }

    mutating func checkUse(of manifest: [String: [[UInt8]]], _ versions: [Inventory.Version]) {
        let used = Set(versions.flatMap(\.state.keys))
        for digest in manifest.keys.sorted() where !used.contains(digest) {
            report("E107", "has content in its manifest that no version uses (\(digest.prefix(12))…)")
        }
    }
}
