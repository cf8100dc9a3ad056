import ByteIO

/// An OCFL inventory (OCFL 1.1 §3.5): what an object holds in which version. Digests are kept as written.
struct Inventory: Sendable {
    struct User: Hashable, Sendable {
        var name: String
        var address: String?
    }

    struct Version: Sendable {
        /// RFC 3339.
        var created: String
        var message: String?
        var user: User?
        /// Digest → logical paths (see `LogicalPath`).
        var state: [String: [[UInt8]]]

        /// Logical path → digest.
        var paths: [[UInt8]: String] {
            var paths: [[UInt8]: String] = [:]
            for (digest, names) in state { for name in names { paths[name] = digest } }
            return paths
        }
    }

    var id: String
    /// 1.0 or 1.1, times ten.
    var specification = 11
    var digestAlgorithm: DigestAlgorithm
    var contentDirectory: String?
    /// Width of zero-padded numbers; 0 without padding.
    var padding = 0
    /// From v1 on.
    var versions: [Version]
    /// Digest → content paths, relative to the object.
    var manifest: [String: [[UInt8]]]
    /// Algorithm → digest → content paths.
    var fixity: [String: [String: [[UInt8]]]]

    /// Number of the newest version.
    var head: Int { versions.count }
    var contentFolder: String { contentDirectory ?? "content" }

    /// The name of a version's folder.
    func name(_ version: Int) -> String {
        let digits = String(version)
        return "v" + String(repeating: "0", count: max(0, padding - digits.utf8.count)) + digits
    }

    /// Content path → digest of `algorithm` in the fixity block.
    func fixity(_ algorithm: DigestAlgorithm) -> [[UInt8]: String] {
        var found: [[UInt8]: String] = [:]
        for (digest, paths) in fixity[algorithm.rawValue] ?? [:] { for path in paths { found[path] = digest.lowercased() } }
        return found
    }
}
