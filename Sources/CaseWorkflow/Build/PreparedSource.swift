import ByteIO
import CaseModel
import Dossier

/// A source that was listed, with its settings read and applied: what every operation over one order starts from.
struct PreparedSource {
    let listing: SourceListing
    let settings: CaseSettings
    let selection: SourceSelection
    /// What the person at the screen should know about the settings.
    private(set) var remarks: [String] = []

    /// Throws `WorkflowError` for a source that is not there or holds nothing, and for settings that are wrong.
    init(_ source: String) throws(WorkflowError) {
        var listing = SourceListing()
        try listing.add(source, naming: .relative, takesSettings: true)
        guard !listing.inputs.isEmpty || !listing.refusals.isEmpty else { throw .sourceEmpty(path: source) }
        let path = source + "/case.yaml"
        let fallback = try DossierWriter.safeName(SourceName.last(source))
        settings =
            try listing.settings.map { bytes throws(WorkflowError) in
                try CaseYAML.read(bytes, path: path, fallbackID: fallback)
            } ?? CaseSettings(id: fallback)
        if settings.forumProfile != "core" {
            remarks.append(
                "the special rules of the court profile `\(settings.forumProfile)` are not applied yet; the bundle follows the core rules")
        }
        selection = try SourceSelection(listing.inputs, rules: settings.files, settingsPath: path)
        self.listing = listing
    }
}
