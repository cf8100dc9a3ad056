import ByteIO
import CaseModel
import CaseRendering
import Dossier
import EvidenceIngest

/// Evidence folder → dossier. Writes nothing but the finished zip, in one step; a failed or killed build leaves
/// nothing behind.
package struct BuildOperation: Sendable {
    private let options: BuildOptions
    private let session: BuildSession
    private let progress: @Sendable (BuildProgress) -> Void

    /// Throws `WorkflowError.typesetterMissing` before any work is done. The caller finishes the session.
    package init(
        options: BuildOptions, session: BuildSession, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
    ) throws(WorkflowError) {
        if options.makesPDFs && session.renderer == nil { throw .typesetterMissing }
        self.options = options
        self.session = session
        self.progress = progress
    }

    package func run() async throws -> BuildResult {
        let source = try PreparedSource(options.source)
        for remark in source.remarks { progress(.remark(remark)) }
        let output = options.output ?? source.settings.id + ".zip"
        let place = try OutputPlace(
            output, isGiven: options.output != nil, source: options.source, evidence: source.listing.files)
        do { return try await build(source.listing, source.selection, source.settings, place) } catch  where Task.isCancelled {
            // What fails because it was stopped has not failed.
            throw CancellationError()
        }
    }

    private func build(
        _ listing: SourceListing, _ selection: SourceSelection, _ settings: CaseSettings, _ place: OutputPlace
    ) async throws -> BuildResult {
        do {
            let workspace = try BuildWorkspace(besides: place)
            defer { workspace.close() }
            var intake = IntakeOptions()
            intake.workers = options.workers
            intake.containerBytes = options.containerBytes
            intake.spool = workspace.spool
            intake.temporaryFolder = workspace.folder.path
            if options.makesPDFs { intake.materials = workspace.materials }
            async let prepared: Void = session.prepare(withPDFs: options.makesPDFs)
            async let versions = session.tools()
            let previous = try options.previous.map { try PreviousDossier($0, workers: options.workers, folder: workspace.folder.path) }
            let derived = try await Derivation.derive(
                selection.inputs, refusals: listing.refusals, settings: settings, numbering: previous?.numbering ?? [],
                registry: session.registry, options: intake, progress: progress)
            try previous?.check(derived.theCase)
            await prepared
            async let settled = Payload.settled(derived, settingsBytes: listing.settings, spool: workspace.spool)
            let documents = try await render(derived, workspace)
            progress(.packing)
            async let printed = Payload.printed(documents, spool: workspace.spool)
            _ = await versions
            let custody = await CustodyRecord(
                derived, options, intake, selection, listing, session, numbering: previous?.numbering ?? [], documents: documents)
            let payload = try await Payload(
                derived.theCase, settled: settled, printed: printed, custody: custody, pages: documents?.pages ?? [:],
                createdAt: options.createdAt, spool: workspace.spool)
            let writer = DossierWriter(
                name: settings.id, baggingDate: options.createdAt.utcDay, software: "casefile \(session.programVersion)",
                information: [("External-Identifier", settings.id)])
            try Task.checkCancellation()
            let written = try writer.write(payload.members, spool: workspace.spool, replacing: place.path, syncs: options.syncs)
            return result(derived, written, listing, selection, documents, place)
        } catch let error as ByteIOError {
            throw WorkflowError.output(path: place.shown, reason: "\(error)")
        }
    }

    private func render(_ derived: Derivation, _ workspace: BuildWorkspace) async throws -> RenderedDocuments? {
        guard let renderer = session.renderer, options.makesPDFs else { return nil }
        progress(.typesetting)
        do {
            let documents = try await renderer.render(
                derived.theCase, caseJSON: derived.caseJSON, createdAt: options.createdAt,
                materials: Materials(derived, workspace.materials), into: try workspace.jobFolder())
            for note in documents.notes { progress(.remark(note)) }
            return documents
        } catch {
            throw WorkflowError.typesetting(Complaint.words(of: error))
        }
    }

    private func result(
        _ derived: Derivation, _ written: WrittenDossier, _ listing: SourceListing, _ selection: SourceSelection,
        _ documents: RenderedDocuments?, _ place: OutputPlace
    ) -> BuildResult {
        let theCase = derived.theCase
        let files = theCase.items.filter { $0.parent == nil }.count
        let withheld = selection.withheldNotices
        return BuildResult(
            path: place.shown, sha256: written.sha256, bytes: written.bytes,
            items: theCase.items.count + theCase.refusals.count + withheld.count, exhibits: files, children: theCase.items.count - files,
            refused: theCase.refusals, withheld: withheld,
            unread: theCase.items.filter(\.status.isUnread).map(\.path),
            pages: documents?.bundlePages, findings: theCase.findings.count,
            theCase: theCase)
    }
}
