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
    ) throws {
        self.spool = spool
        let theCase = derived.theCase
        for exhibit in theCase.exhibits {
            guard let file = exhibit.file, let content = derived.ingested[exhibit.item].spooled else { continue }
            members.append(DossierMember(path: file, content: content))
        }
        try add("case.json", derived.caseJSON)
        try add("case.schema.json", Templates.embedded.files["case.schema.json"] ?? [])
        if let settingsBytes { try add("case.yaml", settingsBytes) }
        try add("custody.json", custody.json(theCase))
        let wording = try Wording(theCase.settings.language)
        for table in Tables.files(theCase, wording: wording) { try add("tables/" + table.name, table.bytes) }
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

    private mutating func add(_ path: String, _ bytes: [UInt8]) throws {
        members.append(DossierMember(path: path, content: try spool.add(bytes)))
    }

    private mutating func add(_ path: String, file: String) throws {
        members.append(DossierMember(path: path, content: try spool.add(ByteSource.file(at: file))))
    }
}
