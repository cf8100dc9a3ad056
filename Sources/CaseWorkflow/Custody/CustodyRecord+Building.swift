import ByteIO
import CaseModel
import CaseRendering
import EvidenceIngest

extension CustodyRecord {
    /// The record of a build.
    init(
        _ derived: Derivation, _ options: BuildOptions, _ intake: IntakeOptions, _ selection: SourceSelection,
        _ listing: SourceListing, _ session: BuildSession, numbering: [String], documents: RenderedDocuments?
    ) async {
        let theCase = derived.theCase
        self.init(
            caseID: theCase.settings.id, createdAt: options.createdAt, programVersion: session.programVersion,
            tools: await session.tools(), containerBytes: intake.containerBytes,
            containerMembers: intake.containerMembers,
            containerDepth: intake.containerDepth)
        self.numbering = numbering
        withheld = selection.withheld
        refusals = listing.refusals + derived.unreadable
        if let documents {
            self.tools.append(Tool(name: "typst", version: documents.typesetter))
            fonts = session.fonts(documents.fonts)
        }
        templates = BuildSession.templates
        originals = Self.originals(theCase, inputs: selection.inputs.map(\.path))
    }

    /// What the case says of the files of the source; `inputs`: their paths in the order of the intake.
    static func originals(_ theCase: Case, inputs: [[UInt8]]) -> [Original] {
        var originals: [Original] = []
        var exhibits: [Int: Exhibit] = [:]
        var files: [String: String] = [:]
        for exhibit in theCase.exhibits {
            exhibits[exhibit.item] = exhibit
            if let file = exhibit.file { files[exhibit.number] = file }
        }
        // Files of the source stand in the intake in the order of the inputs; parts follow their file.
        var next = inputs.makeIterator()
        for item in theCase.items where item.parent == nil {
            guard let exhibit = exhibits[item.index] else { continue }
            var input = next.next()
            // An input that could not be read is a refusal and has no item. Compared by bytes: `é` is written in two ways.
            while let candidate = input, !DecodedText.name(candidate).shown.utf8.elementsEqual(item.path.utf8) { input = next.next() }
            guard let input else { continue }
            originals.append(
                Original(
                    path: input, bytes: item.bytes, sha256: item.sha256, sha512: item.sha512,
                    file: exhibit.file ?? exhibit.duplicateOf.flatMap { files[$0] } ?? "", exhibit: exhibit.number,
                    changedWhileReading: item.diagnostics.contains { $0.kind == .changedWhileReading }))
        }
        return originals
    }

    /// Why a file that this rule is about is withheld.
    static func reason(for rule: CaseSettings.FileRule) -> String { rule.isPrivileged ? "privileged" : "excluded" }
}
