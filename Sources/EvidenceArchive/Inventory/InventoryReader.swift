import ByteIO
import CaseModel
import JSONReading

/// Reads an inventory and collects everything in it that breaks OCFL 1.1 §3.5, with the codes of the specification.
/// What is sound is read in spite of the rest.
struct InventoryReader {
    /// What was read; nil when not even the skeleton stands.
    private(set) var inventory: Inventory?
    /// E codes are errors, W codes warnings.
    private(set) var findings: [(code: String, message: String)] = []
    private var padding = 0

    /// True when nothing breaks the specification.
    var isSound: Bool { !findings.contains { $0.code.hasPrefix("E") } }

    init(_ bytes: [UInt8]) {
        do {
            var reader = JSONReader(bytes)
            let value = try reader.value()
            guard try reader.next() == nil, reader.replacements == 0, value.members != nil else {
                report("E033", "is not one JSON object in UTF-8")
                return
            }
            read(value)
        } catch {
            report("E033", "is not JSON (\(error))")
        }
    }

    mutating func report(_ code: String, _ message: String) { findings.append((code, message)) }

    private static let keys: Set = [
        "id", "type", "digestAlgorithm", "head", "contentDirectory", "fixity", "manifest", "versions",
    ]

    private mutating func read(_ value: JSONValue) {
        let keys = (value.members ?? []).map(\.key)
        for key in Set(keys).subtracting(Self.keys).sorted() {
            report("E102", "holds the unknown key `\(displayText(ofName: key.utf8))`")
        }
        if Set(keys).count < keys.count { report("E033", "holds a key twice") }
        let id = readID(value["id"])
        let specification = readType(value["type"])
        let algorithm = readAlgorithm(value["digestAlgorithm"])
        let contentDirectory = readContentDirectory(value["contentDirectory"])
        let names = readVersionNames(value["versions"])
        readHead(value["head"], names: names)
        let manifest = readManifest(value["manifest"], algorithm, folder: contentDirectory ?? "content", versions: names)
        var versions: [Inventory.Version] = []
        for name in names ?? [] {
            let block = value["versions"]?[key: name] ?? .null
            versions.append(readVersion(block, name, manifest: manifest))
        }
        if let manifest, names != nil { checkUse(of: manifest, versions) }
        let fixity = readFixity(value["fixity"], manifest: manifest)
        guard let id, let algorithm, let manifest, names != nil, !versions.isEmpty else { return }
        inventory = Inventory(
            id: id, specification: specification, digestAlgorithm: algorithm, contentDirectory: contentDirectory, padding: padding,
            versions: versions, manifest: manifest, fixity: fixity)
    }

    private mutating func readID(_ value: JSONValue?) -> String? {
        guard let value else {
            report("E036", "has no `id`")
            return nil
        }
        guard let id = value.string, !id.isEmpty else {
            report("E037", "has an `id` that is no text or empty")
            return nil
        }
        if !Self.isURI(id) { report("W005", "has an `id` that is no URI") }
        return id
    }

    /// RFC 3986 §3.1: a scheme, a colon, and something behind it.
    static func isURI(_ text: String) -> Bool { text.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:.+/) != nil }

    private mutating func readType(_ value: JSONValue?) -> Int {
        guard let value else {
            report("E036", "has no `type`")
            return 11
        }
        switch value.string {
        case Inventory.typeURI: return 11
        case "https://ocfl.io/1.0/spec/#inventory": return 10
        default:
            report("E038", "has a `type` that is no inventory of OCFL 1.0 or 1.1")
            return 11
        }
    }

    private mutating func readAlgorithm(_ value: JSONValue?) -> DigestAlgorithm? {
        guard let value else {
            report("E036", "has no `digestAlgorithm`")
            return nil
        }
        switch value.string {
        case "sha512": return .sha512
        case "sha256":
            report("W004", "uses sha256 where sha512 is better")
            return .sha256
        default:
            report("E025", "has a `digestAlgorithm` that is neither sha512 nor sha256")
            return nil
        }
    }

    private mutating func readContentDirectory(_ value: JSONValue?) -> String? {
        guard let value else { return nil }
        guard let name = value.string, !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")) else {
            report("E017", "has a `contentDirectory` that is no name of a folder")
            return nil
        }
        if name == "." || name == ".." {
            report("E018", "has the `contentDirectory` \(name)")
            return nil
        }
        return name
    }

    private mutating func readHead(_ value: JSONValue?, names: [String]?) {
        guard let value else { return report("E036", "has no `head`") }
        guard let head = value.string else { return report("E040", "has a `head` that is no text") }
        if let last = names?.last, last != head {
            report("E040", "has the `head` \(displayText(ofName: head.utf8)), but its newest version is \(last)")
        }
    }

    /// The names of the versions in order; nil when there is no sound block.
    private mutating func readVersionNames(_ value: JSONValue?) -> [String]? {
        guard let value else {
            report("E043", "has no `versions`")
            return nil
        }
        guard let members = value.members else {
            report("E044", "has `versions` that are no object")
            return nil
        }
        if members.isEmpty {
            report("E008", "has no version")
            return nil
        }
        var numbered: [(number: Int, name: String)] = []
        for member in members {
            guard let match = member.key.wholeMatch(of: /v([0-9]{1,15})/), let number = Int(match.1), number > 0 else {
                report("E046", "has a version named `\(displayText(ofName: member.key.utf8))`")
                continue
            }
            numbered.append((number, member.key))
        }
        numbered.sort { $0.number < $1.number }
        checkSequence(numbered)
        return numbered.map(\.name)
    }

    private mutating func checkSequence(_ numbered: [(number: Int, name: String)]) {
        if numbered.first?.number != 1 { report("E009", "does not begin with version 1") }
        for (left, right) in zip(numbered, numbered.dropFirst()) where right.number != left.number + 1 {
            report("E010", "goes from \(left.name) to \(right.name)")
        }
        let padded = numbered.filter { $0.name.dropFirst().first == "0" }
        guard !padded.isEmpty else { return }
        report("W001", "has zero-padded version numbers")
        padding = padded[0].name.utf8.count - 1
        if padded.count < numbered.count { report("E011", "has padded version numbers and others that do not begin with zero") }
        if padded.count < numbered.count || Set(numbered.map(\.name.utf8.count)).count > 1 {
            report("E013", "pads its version numbers in different ways")
        }
    }
}

extension JSONValue {
    /// As `self[key]`, but for names that come out of the document itself.
    subscript(key name: String) -> JSONValue? { members?.first { $0.key.utf8.elementsEqual(name.utf8) }?.value }
}
