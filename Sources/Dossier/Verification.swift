package import ByteIO

/// One thing that is not as it should be.
package struct VerificationProblem: Hashable, Sendable {
    /// Stable, for scripts: `V-…`; the codes of the zip's structure are `V-ZIP-` and `ZipFinding.Code`.
    package let code: String
    /// The file meant, relative to the bag's folder (or the name in the zip), as people may see it; empty for the whole.
    package let path: String
    /// What is wrong and what to do, whole sentences.
    package let message: String
    package let concerns: Concern

    package init(code: String, path: String, message: String, concerns: Concern) {
        self.code = code
        self.path = path
        self.message = message
        self.concerns = concerns
    }

    package enum Concern: String, Sendable {
        /// A file of the bag, or the bag as a whole, is not what was packed.
        case content
        /// The zip is not sound: different readers may see different things in it.
        case structure
        /// The content may be right, but the zip is not the one that was written.
        case container
    }
}

/// The codes that do not come from the zip's structure.
package enum VerificationCode: String, Sendable, CaseIterable {
    case unreadable = "V-UNREADABLE"
    case notABag = "V-NOT-A-DOSSIER"
    case declaration = "V-BAGIT"
    case information = "V-BAG-INFO"
    case oxum = "V-OXUM"
    case manifest = "V-MANIFEST"
    case manifestSet = "V-MANIFEST-SET"
    case tagManifest = "V-TAGMANIFEST"
    case algorithm = "V-ALGORITHM"
    case payloadChanged = "V-PAYLOAD-CHANGED"
    case tagChanged = "V-TAG-CHANGED"
    case missing = "V-MISSING"
    case extra = "V-EXTRA"
    case fetch = "V-FETCH"
    case name = "V-NAME"
    case collision = "V-COLLISION"
    case notAFile = "V-NOT-A-FILE"
    case containerList = "V-CONTAINER"
    case zipData = "V-ZIP-DATA"
    case zipHeader = "V-ZIP-HEADER"
    case repacked = "V-ZIP-REPACKED"

    /// What the reader of the message should do.
    var advice: String {
        switch self {
        case .unreadable: "Get the file again from where it came from."
        case .notABag: "Name the dossier's zip, or the folder it was unpacked to."
        case .extra: "Nothing vouches for this file: do not rely on it."
        case .missing: "Ask for the whole dossier again."
        case .fetch: "Files on the network are never fetched: ask for a dossier that holds everything."
        case .zipData, .zipHeader, .repacked:
            "The files themselves are judged apart from this; ask for the original zip, or accept it with --allow-repacked."
        case .name, .collision: "Unpack it with care: on some systems files may overwrite each other."
        case .oxum, .information: "The dossier was changed after it was made: ask for the original."
        default: "Do not rely on this file: ask for the original dossier."
        }
    }
}

/// A file of a dossier that was read, for `--rederive` and for looking at it.
package struct DossierFile: Sendable {
    /// Relative to the bag's folder, such as `data/case.json`.
    package let path: String
    package let bytes: Int64
    /// As read now; nil when it could not be read.
    package let fixity: Fixity?
    let file: BagFile

    /// The content as random access: a part of the zip or the file itself where possible, else unpacked, beyond
    /// `memoryLimit` bytes into a nameless file in `temporaryFolder`.
    package func source(
        memoryLimit: Int = 64 << 20, temporaryFolder: [UInt8]
    ) throws(ByteIOError) -> ByteSource {
        try file.source(memoryLimit: memoryLimit, temporaryFolder: temporaryFolder)
    }
}

/// What `verify` found.
package struct Verification: Sendable {
    package enum Container: String, Sendable {
        /// The zip as it was written, every bit of it.
        case original
        /// A sound zip with the right content, but not the one that was written.
        case repacked
        /// No sound zip, or none at all.
        case damaged
        /// An unpacked folder: there is no container to judge.
        case folder
    }

    /// Name of the bag's folder in the zip; for a folder, empty.
    package let name: String
    /// Everything found, in a stable order: by path, then by code.
    package let problems: [VerificationProblem]
    package let container: Container
    /// Files of the payload, in the order of the bytes of their paths.
    package let payload: [DossierFile]
    /// Fields of `bag-info.txt`.
    package let information: [(label: String, value: String)]
    /// SHA-256 of the tag manifest that was read: what a seal must sign. Nil without one.
    package let tagManifestSHA256: String?

    /// Every file is there, is right, and nothing else is there.
    package var contentIntact: Bool { !problems.contains { $0.concerns == .content } }
    package var containerOriginal: Bool { container == .original }
    /// The content is intact in another, sound container.
    package var repacked: Bool { contentIntact && container == .repacked }
    /// Nothing is wrong at all.
    package var isValid: Bool { problems.isEmpty }
}

/// Collects problems; equal ones are kept once.
struct ProblemList {
    private(set) var problems: Set<VerificationProblem> = []

    mutating func add(
        _ code: VerificationCode, _ path: [UInt8], _ what: String, _ concerns: VerificationProblem.Concern = .content
    ) {
        problems.insert(
            VerificationProblem(
                code: code.rawValue, path: displayText(ofName: path), message: "\(what). \(code.advice)", concerns: concerns))
    }

    mutating func add(_ finding: ZipFinding) {
        problems.insert(
            VerificationProblem(
                code: "V-ZIP-" + finding.code.rawValue, path: displayText(ofName: finding.name),
                message: "In the zip: \(finding.message). Do not rely on this zip: ask for the original.",
                concerns: finding.isDefect ? .structure : .container))
    }

    mutating func add(_ other: ProblemList) { problems.formUnion(other.problems) }

    var sorted: [VerificationProblem] {
        problems.sorted { ($0.path, $0.code, $0.message) < ($1.path, $1.code, $1.message) }
    }
}
