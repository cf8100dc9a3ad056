import CaseModel
import EvidenceIngest
import JSONReading

extension CustodyRecord {
    /// Reads `custody.json` back. Nil when it is not one; a field that is missing makes it none, and so does a limit that no
    /// build can have had: a dossier must not say how much may be made of it.
    init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes)
        guard (try? reader.next()) != nil, let root = try? reader.value(),
            root["format"]?.string == "casefile/custody", let caseID = root["case"]?.string,
            let created = root["createdAt"]?.string, case .instant(let createdAt, _)? = ISOTime.parse(created)?.value,
            let version = root["agent"]?["version"]?.string, let options = root["options"],
            let containerBytes = options["containerBytes"]?.integer,
            let containerMembers = options["containerMembers"]?.integer,
            let containerDepth = options["containerDepth"]?.integer, let files = root["originals"]?.array,
            (1...Int64(BuildOptions.containerGigabytes.upperBound) << 30).contains(containerBytes),
            (1...Int64(IntakeOptions.members(for: containerBytes))).contains(containerMembers),
            (1...Int64(IntakeOptions().containerDepth)).contains(containerDepth)
        else { return nil }
        self.init(
            caseID: caseID, createdAt: createdAt, programVersion: version, containerBytes: containerBytes,
            containerMembers: Int(containerMembers), containerDepth: Int(containerDepth))
        for file in files {
            guard let path = file.path, let size = file["size"]?.integer, let sha256 = file["sha256"]?.string,
                let sha512 = file["sha512"]?.string, let place = file["file"]?.string,
                let exhibit = file["exhibit"]?.string
            else { return nil }
            originals.append(
                Original(
                    path: path, bytes: size, sha256: sha256, sha512: sha512, file: place, exhibit: exhibit,
                    changedWhileReading: file["changedWhileReading"] == .bool(true)))
        }
        for tool in root["tools"]?.array ?? [] {
            if let name = tool["name"]?.string, let version = tool["version"]?.string {
                tools.append(Tool(name: name, version: version))
            }
        }
        numbering = (root["numbering"]?.array ?? []).compactMap(\.string)
        templates = Self.resources(root["templates"])
        fonts = Self.resources(root["fonts"])
        for file in root["withheld"]?.array ?? [] {
            guard let path = file.path, let size = file["size"]?.integer, let sha256 = file["sha256"]?.string,
                let reason = file["reason"]?.string
            else { return nil }
            withheld.append(Withheld(path: path, bytes: size, sha256: sha256, reason: reason))
        }
        for refusal in root["refused"]?.array ?? [] {
            guard let path = refusal["originalName"]?.string, let reason = refusal["reason"]?.string else { return nil }
            let raw = refusal["originalNameBytes"]?.string.flatMap { [UInt8](hexadecimal: $0) }
            refusals.append(Refusal(path: path, rawPath: raw, reason: reason))
        }
    }

    private static func resources(_ list: JSONValue?) -> [Resource] {
        (list?.array ?? []).compactMap { entry in
            guard let name = entry["name"]?.string, let sha256 = entry["sha256"]?.string else { return nil }
            return Resource(name: name, sha256: sha256)
        }
    }
}

extension JSONValue {
    fileprivate var integer: Int64? {
        if case .number(let text) = self { return Int64(text) }
        return nil
    }

    fileprivate var path: [UInt8]? {
        if let hex = self["originalNameBytes"]?.string { return [UInt8](hexadecimal: hex) }
        return self["originalName"]?.string.map { Array($0.utf8) }
    }
}

extension [UInt8] {
    /// Nil for an odd number of digits or anything that is none.
    init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        self = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else {
                return nil
            }
            append(byte)
        }
    }
}
