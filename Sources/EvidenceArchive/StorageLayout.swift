import ByteIO
import CaseModel

/// Where an object lies below the storage root: OCFL extension 0003-hash-and-id-n-tuple-storage-layout with its default
/// settings (SHA-256, three folders of three digits).
enum StorageLayout {
    static let name = "0003-hash-and-id-n-tuple-storage-layout"
    /// Names longer than this are cut and end with the digest.
    private static let longestName = 100

    /// Names of the folders from the root to the object.
    static func components(of identifier: String) -> [[UInt8]] {
        let digest = Array(Digester.digest(of: Array(identifier.utf8), .sha256).utf8)
        let tuples = (0..<3).map { Array(digest[($0 * 3)..<($0 * 3 + 3)]) }
        return tuples + [encapsulation(identifier, digest)]
    }

    private static func encapsulation(_ identifier: String, _ digest: [UInt8]) -> [UInt8] {
        let encoded = Array(PercentCoding.encoded(identifier.utf8, upperCase: false, keeping: "-_").utf8)
        return encoded.count <= longestName ? encoded : encoded.prefix(longestName) + [UInt8(ascii: "-")] + digest
    }

    /// The identifier that the name of an object's folder tells; nil when the name was cut or says none.
    static func identifier(fromFolder name: [UInt8]) -> String? {
        guard name.count <= longestName, let bytes = PercentCoding.decoded(String(decoding: name, as: UTF8.self)) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Short text that stands for an object in names of locks and markers.
    static func key(of identifier: String) -> [UInt8] { Array(Digester.digest(of: Array(identifier.utf8), .sha256).utf8) }

    /// The files of a new storage root, by their paths below it.
    static let rootFiles: [(path: String, bytes: [UInt8])] = [
        ("0=ocfl_1.1", Array("ocfl_1.1\n".utf8)),
        ("ocfl_layout.json", layoutFile),
        ("extensions/\(name)/config.json", configuration),
    ]

    private static var layoutFile: [UInt8] {
        var json = JSONWriter(indented: true)
        json.object { json in
            json.member("extension", name)
            json.member("description", "One object per order, under the first nine digits of the SHA-256 of its id, three by three.")
        }
        json.newline()
        return json.take()
    }

    private static var configuration: [UInt8] {
        var json = JSONWriter(indented: true)
        json.object { json in
            json.member("extensionName", name)
            json.member("digestAlgorithm", "sha256")
            json.member("tupleSize", 3)
            json.member("numberOfTuples", 3)
        }
        json.newline()
        return json.take()
    }
}
