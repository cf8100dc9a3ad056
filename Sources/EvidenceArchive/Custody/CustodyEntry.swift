import CaseModel
import JSONReading

/// One line of an object's `logs/custody.jsonl`: what was done to the order, when, by whom, and the state before and
/// after (standards/authentication.md §7). Event types are labels of the PREMIS vocabulary.
struct CustodyEntry: Sendable {
    struct File: Hashable, Sendable {
        /// Name in the inventory (see `LogicalPath`).
        var path: [UInt8]
        var bytes: Int64
        var sha256: String
        /// SHA-256 of the content that the name had before; nil for a new name.
        var replaces: String?
    }

    static let ingestion = "ingestion"

    var sequence: Int
    var type = Self.ingestion
    /// RFC 3339; the same as `created` of the version.
    var at: String
    var user: Inventory.User
    /// Name and version of the program.
    var software: String
    /// Identifier of the object.
    var object: String
    /// Name of the version that came about.
    var version: String
    var message: String
    /// The arguments as the user gave them.
    var sources: [String]
    var files: [File]
    /// Files that were given and were in the order already, with the same bytes.
    var unchanged: Int
    var refused: [RefusedFile]
    /// SHA-512 of the inventory before; nil for the first version.
    var previousInventory: String?
    /// SHA-512 of the inventory after, without the pin in its newest message.
    var inventory: String
    /// SHA-256 of the line before; nil for the first.
    var previous: String?

    /// The line, without its end.
    func line() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("sequence", sequence)
            json.member("type", type)
            json.member("at", at)
            json.member(
                "agent",
                object: { json in
                    json.member("name", user.name)
                    json.member("address", user.address)
                    json.member("software", software)
                })
            json.member("object", object)
            json.member("version", version)
            json.member("message", message)
            json.member("outcome", "success")
            json.member("sources", sources)
            json.member("files", array: { json in for file in files { file.write(&json) } })
            json.member("unchanged", unchanged)
            json.member(
                "refused",
                array: { json in
                    for file in refused {
                        json.object { json in
                            json.member("path", String(decoding: LogicalPath.encoded(file.path), as: UTF8.self))
                            json.member("reason", file.reason)
                        }
                    }
                })
            json.member("previousInventory", previousInventory)
            json.member("inventory", inventory)
            json.member("previous", previous)
        }
        return json.take()
    }

    /// Nil when `line` is no entry, or not written as `line()` writes it.
    init?(_ line: [UInt8]) {
        var reader = JSONReader(line)
        guard let value = try? reader.value(),
            let sequence = value["sequence"]?.integer, let type = value["type"]?.string, let at = value["at"]?.string,
            let agent = value["agent"], let name = agent["name"]?.string, let software = agent["software"]?.string,
            let object = value["object"]?.string, let version = value["version"]?.string, let message = value["message"]?.string,
            let sources = value["sources"]?.array, let files = value["files"]?.array, let unchanged = value["unchanged"]?.integer,
            let refused = value["refused"]?.array, let inventory = value["inventory"]?.string
        else { return nil }
        self.init(
            sequence: Int(sequence), type: type, at: at, user: Inventory.User(name: name, address: agent["address"]?.string),
            software: software, object: object, version: version, message: message, sources: sources.compactMap(\.string),
            files: files.compactMap(File.init), unchanged: Int(unchanged), refused: refused.compactMap(RefusedFile.init),
            previousInventory: value["previousInventory"]?.string, inventory: inventory, previous: value["previous"]?.string)
        guard self.line() == line else { return nil }
    }
}

extension CustodyEntry {
    init(
        sequence: Int, type: String = Self.ingestion, at: String, user: Inventory.User, software: String, object: String,
        version: String, message: String, sources: [String], files: [File], unchanged: Int, refused: [RefusedFile],
        previousInventory: String?, inventory: String, previous: String?
    ) {
        self.sequence = sequence
        self.type = type
        self.at = at
        self.user = user
        self.software = software
        self.object = object
        self.version = version
        self.message = message
        self.sources = sources
        self.files = files
        self.unchanged = unchanged
        self.refused = refused
        self.previousInventory = previousInventory
        self.inventory = inventory
        self.previous = previous
    }
}

extension CustodyEntry.File {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("path", String(decoding: path, as: UTF8.self))
            json.member("bytes", bytes)
            json.member("sha256", sha256)
            json.member("replaces", replaces)
        }
    }

    fileprivate init?(_ value: JSONValue) {
        guard let path = value["path"]?.string, let bytes = value["bytes"]?.integer, let sha256 = value["sha256"]?.string
        else { return nil }
        self.init(path: Array(path.utf8), bytes: bytes, sha256: sha256, replaces: value["replaces"]?.string)
    }
}

extension RefusedFile {
    fileprivate init?(_ value: JSONValue) {
        guard let path = value["path"]?.string, let reason = value["reason"]?.string else { return nil }
        self.init(path: LogicalPath.decoded(Array(path.utf8)), reason: reason)
    }
}
