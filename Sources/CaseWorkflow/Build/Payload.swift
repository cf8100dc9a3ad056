import ByteIO
import CaseModel
import CaseRendering
import Dossier

/// The files of a dossier's `data/`.
struct Payload {
    private(set) var members: [DossierMember] = []
    private let spool: MemberSpool

    init(
        _ derived: Derivation, _ custody: CustodyRecord, _ documents: RenderedDocuments?, settingsBytes: [UInt8]?,
        createdAt: Instant, spool: MemberSpool
    ) async throws {
        self.spool = spool
        let theCase = derived.theCase
        let wording = try Wording(theCase.settings.language)
        async let tables = Self.tables(theCase, wording, spool)
        for exhibit in theCase.exhibits {
            guard let file = exhibit.file, let content = derived.ingested[exhibit.item].spooled else { continue }
            members.append(DossierMember(path: file, content: content))
        }
        try add("case.json", derived.caseJSON)
        try add("case.schema.json", Templates.embedded.files["case.schema.json"] ?? [])
        if let settingsBytes { try add("case.yaml", settingsBytes) }
        try add("custody.json", custody.json(theCase))
        members += try await tables
        if let documents {
            try add("report.pdf", file: documents.report)
            try add("bundle.pdf", file: documents.bundle)
        }
        let paths = members.map(\.path) + ["index.html"]
        try add("START-HERE.txt", StartHere.text(theCase, wording: wording, paths: paths, createdAt: createdAt))
        let files = members.map { (path: $0.path, sha256: $0.content.fixity.sha256, bytes: $0.content.fixity.bytes) }
            .sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
        try add(
            "index.html",
            Viewer.page(theCase, wording: wording, files: files, pages: documents?.pages ?? [:], createdAt: createdAt))
    }

    /// Takes its time in a large case, and waits for nothing.
    private static func tables(_ theCase: Case, _ wording: Wording, _ spool: MemberSpool) async throws -> [DossierMember] {
        try Tables.files(theCase, wording: wording).map {
            DossierMember(path: "tables/" + $0.name, content: try spool.add($0.bytes))
        }
    }

    private mutating func add(_ path: String, _ bytes: [UInt8]) throws {
        members.append(DossierMember(path: path, content: try spool.add(bytes)))
    }

    private mutating func add(_ path: String, file: String) throws {
        members.append(DossierMember(path: path, content: try spool.add(ByteSource.file(at: file))))
    }
}
