import CaseModel

extension Inventory {
    static let typeURI = "https://ocfl.io/1.1/spec/#inventory"

    /// The file `inventory.json`: keys and digests in one order, so that the same inventory has the same bytes.
    func bytes() -> [UInt8] {
        var json = JSONWriter(indented: true)
        json.object { json in
            json.member("id", id)
            json.member("type", Self.typeURI)
            json.member("digestAlgorithm", digestAlgorithm.rawValue)
            json.member("head", name(head))
            json.member("contentDirectory", contentDirectory)
            json.member(
                "fixity",
                object: { json in
                    for (algorithm, block) in fixity.sorted(by: { $0.key < $1.key }) {
                        json.member(algorithm, object: { Self.write(block, &$0) })
                    }
                })
            json.member("manifest", object: { Self.write(manifest, &$0) })
            json.member(
                "versions",
                object: { json in
                    for (index, version) in versions.enumerated() { json.member(name(index + 1), object: { version.write(&$0) }) }
                })
        }
        json.newline()
        return json.take()
    }

    fileprivate static func write(_ block: [String: [[UInt8]]], _ json: inout JSONWriter) {
        for (digest, paths) in block.sorted(by: { $0.key < $1.key }) {
            let sorted = paths.sorted { $0.lexicographicallyPrecedes($1) }
            json.member(digest, sorted.map { String(decoding: $0, as: UTF8.self) })
        }
    }
}

extension Inventory.Version {
    fileprivate func write(_ json: inout JSONWriter) {
        json.member("created", created)
        json.member("message", message)
        json.member("state", object: { Inventory.write(state, &$0) })
        if let user {
            json.member(
                "user",
                object: { json in
                    json.member("name", user.name)
                    json.member("address", user.address)
                })
        }
    }
}
