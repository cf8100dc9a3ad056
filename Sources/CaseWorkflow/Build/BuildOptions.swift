package import CaseModel

/// What a dossier is made from, and how. Everything that can change a byte of the result is here.
package struct BuildOptions: Sendable {
    package var source: String
    /// Nil: the case id with `.zip`, in the current folder.
    package var output: String?
    /// An earlier dossier of the case, whose exhibits keep their numbers.
    package var previous: String?
    package var createdAt: Instant
    package var makesPDFs = true
    package var workers = 2
    package var containerBytes: Int64 = 2 << 30
    /// Gigabytes to which the limit for the parts of containers can be set.
    package static let containerGigabytes = 1...4096
    /// False: the caller brings the file system of the output to the disk before it relies on the dossier.
    package var syncs = true

    package init(source: String, createdAt: Instant) {
        self.source = source
        self.createdAt = createdAt
    }
}

/// What a build tells about itself while it runs.
package enum BuildProgress: Sendable {
    case reading(done: Int, of: Int)
    case assembling
    case typesetting
    case packing
    /// A remark for the person who builds: nothing is wrong, but they should know.
    case remark(String)
}

/// What was made. `items = exhibits + children + refused + withheld`.
package struct BuildResult: Sendable {
    package let path: String
    package let sha256: String
    package let bytes: Int64
    /// Everything that was met: files, parts, refusals.
    package let items: Int
    /// Files of the source that became exhibits.
    package let exhibits: Int
    /// Parts of files that became exhibits of their own.
    package let children: Int
    package let refused: [Refusal]
    /// Left out because `case.yaml` says so: named, but nothing is missing.
    package let withheld: [Refusal]
    /// Items that are not completely read (`partial` and `failed`).
    package let unread: [String]
    /// Pages of the bundle; nil without PDFs.
    package let pages: Int?
    package let findings: Int
    package let theCase: Case

    package var hasUnread: Bool { !unread.isEmpty || !refused.isEmpty }

    /// The last line of `build --json`. `seconds` is measured by the caller, who has a clock.
    package func line(seconds: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "dossier")
            json.member("path", path)
            json.member("sha256", sha256)
            json.member("bytes", bytes)
            json.member("items", items)
            json.member("exhibits", exhibits)
            json.member("children", children)
            json.member("refused", refused + withheld)
            json.member("unread", unread)
            json.member("findings", findings)
            json.member("pages", pages)
            json.member("seconds", seconds)
        }
        json.newline()
        return json.take()
    }
}
