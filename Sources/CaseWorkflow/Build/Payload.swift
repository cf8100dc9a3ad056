import ByteIO
import CaseModel
import CaseRendering
import Dossier

/// The files of a dossier's `data/`. What does not depend on the PDFs (`settled`) is taken in while they are set, and the
/// PDFs (`printed`) while the fonts they use are hashed.
struct Payload {
    /// The files that stand in `data/` itself.
    static let names: Set<String> = Set(
        [
            "case.json", "case.schema.json", "case.yaml", "custody.json", "report.pdf", "bundle.pdf", "START-HERE.txt", "index.html",
        ].map { "data/" + $0 })

    private(set) var members: [DossierMember] = []
    private let spool: MemberSpool

    /// The originals, the machine-readable case and its tables.
    static func settled(_ derived: Derivation, settingsBytes: [UInt8]?, spool: MemberSpool) async throws -> [DossierMember] {
        let theCase = derived.theCase
        async let tables = tables(theCase, spool)
        var payload = Payload(spool: spool)
        for exhibit in theCase.exhibits {
            guard let file = exhibit.file, let content = derived.ingested[exhibit.item].spooled else { continue }
            payload.members.append(DossierMember(path: file, content: content))
        }
        try payload.add("case.json", derived.caseJSON)
        try payload.add("case.schema.json", Templates.embedded.files["case.schema.json"] ?? [])
        if let settingsBytes { try payload.add("case.yaml", settingsBytes) }
        return try await payload.members + tables
    }

    /// Takes its time in a large case, and waits for nothing.
    private static func tables(_ theCase: Case, _ spool: MemberSpool) throws -> [DossierMember] {
        var payload = Payload(spool: spool)
        for table in try Tables.files(theCase, wording: Wording(theCase.settings.language)) {
            try payload.add("tables/" + table.name, table.bytes)
        }
        return payload.members
    }

    static func printed(_ documents: RenderedDocuments?, spool: MemberSpool) throws -> [DossierMember] {
        guard let documents else { return [] }
        var payload = Payload(spool: spool)
        try payload.add("report.pdf", file: documents.report, mayDeflate: true)
        // qpdf has packed all of it.
        try payload.add("bundle.pdf", file: documents.bundle, mayDeflate: false)
        return payload.members
    }

    /// Adds what describes all the others.
    init(
        _ theCase: Case, settled: [DossierMember], printed: [DossierMember], custody: CustodyRecord,
        pages: [String: ClosedRange<Int>], createdAt: Instant, spool: MemberSpool
    ) throws {
        self.init(spool: spool)
        let wording = try Wording(theCase.settings.language)
        members = settled
        try add("custody.json", custody.json(theCase))
        members += printed
        let paths = members.map(\.path) + ["index.html"]
        try add("START-HERE.txt", StartHere.text(theCase, wording: wording, paths: paths, createdAt: createdAt))
        let files = members.map { (path: $0.path, sha256: $0.content.fixity.sha256, bytes: $0.content.fixity.bytes) }
            .sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
        try add("index.html", Viewer.page(theCase, wording: wording, files: files, pages: pages, createdAt: createdAt))
    }

    private init(spool: MemberSpool) { self.spool = spool }

    private mutating func add(_ path: String, _ bytes: [UInt8]) throws {
        members.append(DossierMember(path: path, content: try spool.add(bytes)))
    }

    private mutating func add(_ path: String, file: String, mayDeflate: Bool) throws {
        members.append(DossierMember(path: path, content: try spool.add(ByteSource.file(at: file), mayDeflate: mayDeflate)))
    }
}
