import ByteIO
import CaseAnalysis
import CaseModel
import EvidenceIngest

/// The path from originals to `case.json`, the same for building and for proving a dossier again.
struct Derivation {
    let theCase: Case
    let caseJSON: [UInt8]
    let ingested: [IngestedItem]
    /// Files of the source that could not be read: refused like those of the listing.
    let unreadable: [Refusal]

    static func derive(
        _ inputs: [IntakeInput], refusals: [Refusal], settings: CaseSettings, numbering: [String] = [],
        registry: IngestorRegistry, options: IntakeOptions, progress: @escaping @Sendable (BuildProgress) -> Void
    ) async throws -> Derivation {
        var done = 0
        let result = try await Intake(registry: registry, options: options).run(inputs) { _ in
            done += 1
            progress(.reading(done: done, of: inputs.count))
        }
        progress(.assembling)
        let theCase = try Assembler.assemble(
            items: result.items.map(\.item), refusals: refusals + result.refusals, settings: settings, numbering: numbering)
        let json = CaseJSON(theCase).bytes()
        try Task.checkCancellation()
        return Derivation(theCase: theCase, caseJSON: json, ingested: result.items, unreadable: result.unreadable)
    }
}
