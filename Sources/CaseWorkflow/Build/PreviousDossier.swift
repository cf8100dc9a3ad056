import ByteIO
import CaseModel
import Dossier

/// An earlier dossier of a case (DESIGN §4, exhibits): what was filed keeps its numbers when evidence is added.
struct PreviousDossier {
    private let path: String
    private let originals: [CustodyRecord.Original]
    /// SHA-256 of its files in the order of their exhibit numbers.
    var numbering: [String] { originals.map(\.sha256) }

    /// Throws `WorkflowError.previousDossier` for what is no dossier, or no longer intact.
    init(_ path: String, workers: Int, folder: [UInt8]) throws {
        let source: ByteSource
        do { source = try ByteSource.file(at: path) } catch {
            throw WorkflowError.previousDossier(path: path, reason: "cannot be read. Name the zip of the earlier dossier.")
        }
        let verified = DossierVerifier.verify(source, workers: workers)
        guard verified.contentIntact, let file = verified.payload.first(where: { $0.path == "data/custody.json" }),
            let record = CustodyRecord(try file.source(temporaryFolder: folder).bytes(limit: 1 << 30))
        else {
            throw WorkflowError.previousDossier(
                path: path, reason: "is no dossier that is intact. `casefile verify` says what is wrong with it.")
        }
        self.path = path
        originals = record.originals.sorted { Self.number($0) < Self.number($1) }
    }

    private static func number(_ original: CustodyRecord.Original) -> Int { Int(original.exhibit.dropFirst()) ?? .max }

    /// Throws `WorkflowError.previousDossier` when a file that has a number is gone or was changed: its number would mean
    /// something else.
    func check(_ theCase: Case) throws(WorkflowError) {
        let roots = theCase.exhibits.filter { $0.parent == nil }
        for (place, original) in originals.enumerated() {
            guard place < roots.count, theCase.items[roots[place].item].sha256 == original.sha256 else {
                throw .previousDossier(
                    path: path,
                    reason: """
                        \(original.exhibit) there is `\(displayText(ofName: original.path))`, and these bytes are not in the folder. Put \
                        the file back as it was; a newer version of it may lie beside it.
                        """)
            }
        }
    }
}
