package import ByteIO
package import CaseModel

/// One file of the source: where its bytes come from, and what it is called.
package struct IntakeInput: Sendable {
    /// Path as given or relative to the source, as bytes.
    package let path: [UInt8]
    /// Opens the file, once. Throws `ByteIOError` for a file that is refused; any other error ends the intake.
    package let open: @Sendable () throws -> OpenedInput
    /// Called with the digests of what was read, in lower-case hexadecimal; `sha512` is nil where it was not asked for. What
    /// it throws ends the intake: these are not the bytes that were kept.
    package let check: @Sendable (_ sha256: String, _ sha512: String?) throws -> Void

    package init(
        path: [UInt8], check: @escaping @Sendable (_ sha256: String, _ sha512: String?) throws -> Void = { _, _ in },
        open: @escaping @Sendable () throws -> OpenedInput
    ) {
        self.path = path
        self.check = check
        self.open = open
    }
}

/// An open file of the source.
package struct OpenedInput: Sendable {
    package let source: ByteSource
    /// False when the file has been changed since it was opened.
    package let isUnchanged: @Sendable () -> Bool

    package init(source: ByteSource, isUnchanged: @escaping @Sendable () -> Bool = { true }) {
        self.source = source
        self.isUnchanged = isUnchanged
    }
}

/// How much is taken in, and what is kept of it.
package struct IntakeOptions: Sendable {
    /// Records are kept for a case; `inspect` only counts them.
    package var keepsRecords = true
    package var digests: FixityHasher.Digests = .all
    /// Files read at the same time.
    package var workers = 2
    /// Bytes that all parts of one file of the source may inflate to, together, however they are nested (security.md Z3).
    package var containerBytes: Int64 = 2 << 30 {
        didSet { containerMembers = Self.members(for: containerBytes) }
    }
    /// Members that the containers in one file of the source may have, together. They grow with the bytes: the export of a
    /// whole phone has many of both.
    package var containerMembers = 10_000

    /// 10,000 for the first 2 GB (security.md Z3), and as many for each further 2 GB.
    package static func members(for bytes: Int64) -> Int { max(10_000, Int(bytes >> 31) * 10_000) }
    package var containerDepth = 3
    /// Where the bytes of files go as they are hashed; nil: they are only hashed.
    package var spool: MemberSpool?
    /// Where large parts of containers are unpacked while they are read; the files there have no names.
    package var temporaryFolder: [UInt8] = Array("/tmp".utf8)
    /// Where images and PDFs are laid for the typesetter, named by digest; nil: nowhere.
    package var materials: MaterialFolder?

    package init() {}
}

/// What the containers in one file of the source may still give, all together: a bomb of nested zips gives no more than a
/// flat one. Used by one task at a time.
final class ContainerAllowance {
    /// For each stream out of a container.
    let limits: InflationLimits
    private var members: Int

    init(_ options: IntakeOptions) {
        limits = InflationLimits(entryBytes: options.containerBytes, budget: InflationBudget(bytes: options.containerBytes))
        members = options.containerMembers
    }

    /// Throws `limitExceeded` when there are not as many left; then none are taken.
    func takeMembers(_ count: Int) throws(ByteIOError) {
        guard count <= members else {
            throw .limitExceeded("its \(count) members are more than the \(members) that are left for this file")
        }
        members -= count
    }
}

/// An item with what was computed on the way.
package struct IngestedItem: Sendable {
    package var item: Item
    package let summary: ItemSummary
    /// The file's place in the spool; nil for parts of files, and when there is no spool.
    package let spooled: SpooledMember?
    /// What showing its pages needs to know; nil for other items than PDFs.
    package let pdf: PDFPages?
}

/// Everything that came out of a source.
package struct IntakeResult: Sendable {
    package internal(set) var items: [IngestedItem] = []
    /// Files of the source that could not be read; they have no item.
    package internal(set) var unreadable: [Refusal] = []
    /// Parts of containers that were not taken in.
    package internal(set) var refusedParts: [Refusal] = []
    package var refusals: [Refusal] { unreadable + refusedParts }
}

/// A folder for the bytes of images and PDFs, each under its digest; filled by several tasks.
package struct MaterialFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// Media types whose bytes the typesetter needs.
    package static func keeps(_ mediaType: String) -> Bool {
        mediaType.hasPrefix("image/") || mediaType == "application/pdf"
    }

    package func file(sha256: String) -> String { path + "/" + sha256 }

    func store(_ source: ByteSource, sha256: String) throws(ByteIOError) {
        try ScratchFile.write(source, to: Array(file(sha256: sha256).utf8))
    }
}
