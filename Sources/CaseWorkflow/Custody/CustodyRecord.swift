package import CaseModel

/// How the dossier came about: where each item came from, what was done to it and by which programs, and everything
/// that deriving the case from the originals again needs. Terms: PREMIS 3 event types; the file is `custody.json`.
package struct CustodyRecord: Hashable, Sendable {
    /// A file of the source, in the order of the intake.
    package struct Original: Hashable, Sendable {
        /// Path inside the source, as bytes.
        package var path: [UInt8]
        package var bytes: Int64
        package var sha256: String
        package var sha512: String
        /// Where it lies, relative to `data/`; for a duplicate the path of its twin.
        package var file: String
        package var exhibit: String
        package var changedWhileReading: Bool
    }

    /// A file that was left out on instruction.
    package struct Withheld: Hashable, Sendable {
        package var path: [UInt8]
        package var bytes: Int64
        package var sha256: String
        /// `privileged` or `excluded`.
        package var reason: String
    }

    /// A program or file that took part.
    package struct Tool: Hashable, Sendable {
        package var name: String
        package var version: String
        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    package struct Resource: Hashable, Sendable {
        package var name: String
        package var sha256: String
        package init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }
    }

    package var caseID: String
    package var createdAt: Instant
    package var programVersion: String
    /// Programs whose output is part of the case (qpdf, poppler) or of the documents (Typst).
    package var tools: [Tool] = []
    package var fonts: [Resource] = []
    package var templates: [Resource] = []
    package var containerBytes: Int64
    package var containerMembers: Int
    package var containerDepth: Int
    package var originals: [Original] = []
    /// SHA-256 of the files that had numbers in an earlier dossier, in the order of these.
    package var numbering: [String] = []
    package var withheld: [Withheld] = []
    /// What the listing of the source refused, then files that could not be read; parts of containers are refused again at
    /// re-derivation.
    package var refusals: [Refusal] = []
}
