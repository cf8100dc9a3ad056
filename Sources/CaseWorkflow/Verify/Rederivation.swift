import ByteIO
import CaseModel
import CaseRendering
package import Dossier
import EvidenceIngest

/// Reads the originals of a dossier again, with what `custody.json` and `case.yaml` say, and compares the case that
/// follows with the one in the dossier, byte for byte. `case.json` itself is never read as input.
package struct Rederivation: Sendable {
    package enum Outcome: Hashable, Sendable {
        /// The same bytes.
        case same
        /// Other bytes. `position` is the first that differs.
        case different(position: Int)
        /// The same bytes; but exhibits, tables or `custody.json` are not what follows.
        case unfounded([VerificationProblem])
        /// Another version of the program or of a tool made the dossier: nothing follows from a difference.
        case otherVersion(String)
        /// What is needed is not there.
        case impossible(String)

        package var word: String {
            switch self {
            case .same: "same"
            case .different, .unfounded: "different"
            case .otherVersion: "other-version"
            case .impossible: "impossible"
            }
        }

        package var problems: [VerificationProblem] {
            switch self {
            case .same: []
            case .unfounded(let problems): problems
            case .different(let position):
                [
                    VerificationProblem(
                        code: "V-REDERIVE", path: "data/case.json",
                        message: """
                            The facts do not follow from the originals: what was derived from them now differs at byte \
                            \(position). Do not rely on case.json, the report, or the tables.
                            """, concerns: .content)
                ]
            case .otherVersion(let what):
                [
                    VerificationProblem(
                        code: "V-REDERIVE-VERSION", path: "data/custody.json",
                        message: """
                            \(what) Facts derived by another version may differ without any tampering; use that version \
                            to derive them again.
                            """, concerns: .content)
                ]
            case .impossible(let reason):
                [
                    VerificationProblem(
                        code: "V-REDERIVE-IMPOSSIBLE", path: "data/custody.json",
                        message: "The case cannot be derived again: \(reason)", concerns: .content)
                ]
            }
        }
    }

    private let payload: [DossierFile]
    private let files: [String: DossierFile]
    private let registry: IngestorRegistry
    private let workers: Int
    private let programVersion: String

    init(_ verification: Verification, registry: IngestorRegistry, workers: Int, programVersion: String) {
        payload = verification.payload
        files = Dictionary(verification.payload.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        self.registry = registry
        self.workers = workers
        self.programVersion = programVersion
    }

    func run() async -> Outcome {
        do {
            let folder = try TemporaryFolder(in: TemporaryPlace.standard)
            defer { folder.close() }
            guard let expected = try bytes("case.json", folder) else { return .impossible("data/case.json is missing.") }
            guard let record = try bytes("custody.json", folder), let custody = CustodyRecord(record) else {
                return .impossible("data/custody.json is missing or damaged.")
            }
            let settings = try settings(custody, folder)
            let derived = try await derive(custody, settings, folder)
            if derived.caseJSON == expected {
                let fixed = exhibitProblems(derived.theCase) + recordProblems(custody, settings, derived.theCase) + strangers()
                guard fixed.isEmpty else { return .unfounded(fixed) }
                let worded = try tableProblems(derived.theCase) + wordProblems(custody, record, derived.theCase)
                if worded.isEmpty { return .same }
                // Another version of the program may have written other tables and words.
                guard custody.programVersion != programVersion else { return .unfounded(worded) }
                return .otherVersion(Self.differs(custody.programVersion, programVersion))
            }
            if let other = try await otherVersion(custody) { return .otherVersion(other) }
            let position = zip(derived.caseJSON, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            return .different(position: position ?? min(derived.caseJSON.count, expected.count))
        } catch { return .impossible("\(error)") }
    }

    /// The files under `exhibits/` are the exhibits of the case, and no others stand there (security.md V9).
    private func exhibitProblems(_ theCase: Case) -> [VerificationProblem] {
        var expected: [[UInt8]: String] = [:]
        for exhibit in theCase.exhibits {
            if let file = exhibit.file { expected[Array("data/\(file)".utf8)] = theCase.items[exhibit.item].sha256 }
        }
        return problems(below: "data/exhibits/", expected)
    }

    private func tableProblems(_ theCase: Case) throws -> [VerificationProblem] {
        var expected: [[UInt8]: String] = [:]
        for table in try Tables.files(theCase, wording: Wording(theCase.settings.language)) {
            expected[Array("data/tables/\(table.name)".utf8)] = FixityHasher.fixity(of: table.bytes, .sha256Only).sha256
        }
        return problems(below: "data/tables/", expected)
    }

    /// `expected`: path, SHA-256.
    private func problems(below folder: String, _ expected: [[UInt8]: String]) -> [VerificationProblem] {
        var expected = expected
        var problems: [VerificationProblem] = []
        for file in payload where file.path.utf8.starts(with: folder.utf8) {
            switch expected.removeValue(forKey: Array(file.path.utf8)) {
            case nil: problems.append(Self.problem(file.path, "It is none of the originals, and nothing of them stands under this name."))
            case file.fixity?.sha256: break
            default: problems.append(Self.problem(file.path, "It is not what follows from the originals."))
            }
        }
        for path in expected.keys.sorted(by: precedesBytewise) {
            problems.append(Self.problem(String(decoding: path, as: UTF8.self), "It is missing, and follows from the originals."))
        }
        return problems
    }

    /// Files that no dossier has.
    private func strangers() -> [VerificationProblem] {
        payload.filter { file in
            !Payload.names.contains(file.path) && !["data/exhibits/", "data/tables/"].contains { file.path.utf8.starts(with: $0.utf8) }
        }.map { Self.problem($0.path, "No dossier has a file of this name.") }
    }

    /// `custody.json` says of originals and parts what follows from them, and withholds what `case.yaml` says.
    private func recordProblems(_ custody: CustodyRecord, _ settings: CaseSettings, _ theCase: Case) -> [VerificationProblem] {
        let originals = CustodyRecord.originals(theCase, inputs: custody.originals.map(\.path))
        if let (said, _) = zip(custody.originals, originals).first(where: { $0 != $1 }) {
            return [
                Self.problem("data/custody.json", "What it says of \(displayText(ofName: said.path)) does not follow from the originals.")
            ]
        }
        let withheld = Set(custody.withheld.map { [$0.path, Array($0.reason.utf8)] })
        let wanted = Set(
            settings.files.filter { $0.isPrivileged || $0.isExcluded }.map { rule in
                [Array(rule.file.utf8), Array(CustodyRecord.reason(for: rule).utf8)]
            })
        guard custody.originals.count == originals.count, withheld == wanted, custody.withheld.count == wanted.count else {
            return [Self.problem("data/custody.json", "It is not what follows from the originals and case.yaml.")]
        }
        return []
    }

    private func wordProblems(_ custody: CustodyRecord, _ record: [UInt8], _ theCase: Case) -> [VerificationProblem] {
        var derived = custody
        derived.caseID = theCase.settings.id
        derived.originals = CustodyRecord.originals(theCase, inputs: custody.originals.map(\.path))
        return derived.json(theCase) == record ? [] : [Self.problem("data/custody.json", "It is not what follows from the originals.")]
    }

    private static func problem(_ path: String, _ message: String) -> VerificationProblem {
        VerificationProblem(
            code: "V-REDERIVE", path: path, message: "\(message) Do not rely on it: ask for the original dossier.", concerns: .content)
    }

    private func settings(_ custody: CustodyRecord, _ folder: TemporaryFolder) throws -> CaseSettings {
        guard let yaml = try bytes("case.yaml", folder) else { return CaseSettings(id: custody.caseID) }
        return try CaseYAML.read(yaml, path: "data/case.yaml", fallbackID: custody.caseID)
    }

    private func derive(_ custody: CustodyRecord, _ settings: CaseSettings, _ folder: TemporaryFolder) async throws -> Derivation {
        var options = IntakeOptions()
        options.workers = workers
        options.containerBytes = custody.containerBytes
        options.containerMembers = custody.containerMembers
        options.containerDepth = custody.containerDepth
        options.temporaryFolder = folder.path
        let inputs = custody.originals.map { original in
            IntakeInput(path: original.path) {
                guard let file = files["data/" + original.file] else {
                    throw ByteIOError.truncated("data/\(original.file) is missing; the dossier")
                }
                return OpenedInput(
                    source: try file.source(temporaryFolder: folder.path),
                    isUnchanged: { !original.changedWhileReading })
            }
        }
        return try await Derivation.derive(
            inputs, refusals: custody.refusals, settings: settings, numbering: custody.numbering, registry: registry, options: options,
            progress: { _ in })
    }

    private func otherVersion(_ custody: CustodyRecord) async throws -> String? {
        if custody.programVersion != programVersion {
            return Self.differs(custody.programVersion, programVersion)
        }
        let here = await ToolVersions.current()
        for tool in custody.tools where tool.name != "typst" {
            let version = here.first { $0.name == tool.name }?.version
            if version != tool.version {
                return "The dossier was made with \(tool.name) \(tool.version); here it is \(version ?? "missing")."
            }
        }
        return nil
    }

    private static func differs(_ made: String, _ here: String) -> String { "The dossier was made by casefile \(made); this is \(here)." }

    private func bytes(_ name: String, _ folder: TemporaryFolder) throws -> [UInt8]? {
        guard let file = files["data/" + name] else { return nil }
        return try file.source(temporaryFolder: folder.path).bytes(limit: 1 << 30)
    }
}

/// Where temporary files go that have no output to stand beside.
enum TemporaryPlace {
    static let standard = Array("/tmp".utf8)
}
