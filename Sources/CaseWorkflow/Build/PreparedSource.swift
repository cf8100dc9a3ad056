import ByteIO
import CaseModel
import Dossier
import EvidenceArchive

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
        try self.init(listing, of: source, name: SourceName.last(source))
    }

    /// An order of an archive that is open already.
    init(_ source: ArchivedSource, _ order: ArchivedOrder) throws(WorkflowError) {
        var listing = SourceListing()
        try listing.add(order, takesSettings: true)
        try self.init(listing, of: "\(source.archive)#\(source.order)", name: source.fallbackName)
    }

    private init(_ listing: SourceListing, of source: String, name: String) throws(WorkflowError) {
        guard !listing.inputs.isEmpty || !listing.refusals.isEmpty else { throw .sourceEmpty(path: source) }
        let path = source + "/case.yaml"
        // What it says to keep back must not be published because it is a link.
        if let refused = listing.refusals.first(where: { $0.path.utf8.elementsEqual(SourceListing.settingsName) }) {
            throw .settings(path: path, line: nil, reason: "it is not taken in (\(refused.reason)); put the file itself there")
        }
        let fallback = DossierWriter.safeName(name)
        settings =
            try listing.settings.map { bytes throws(WorkflowError) in
                try CaseYAML.read(bytes, path: path, fallbackID: fallback)
            } ?? CaseSettings(id: fallback)
        if settings.forumProfile != "core" {
            remarks.append(
                "the special rules of the court profile `\(settings.forumProfile)` are not applied yet; the bundle follows the core rules")
        }
        remarks += listing.inputs.compactMap { Self.remark(onName: $0.path) }.prefix(1)
        selection = try SourceSelection(listing.inputs, rules: settings.files, settingsPath: path)
        self.listing = listing
    }

    /// Nil unless the name of an input says that it was meant to be the settings.
    private static func remark(onName path: [UInt8]) -> String? {
        let name = path.prefix { $0 != 0x2F }
        let folded = String(decoding: name, as: UTF8.self).lowercased()
        guard ["case.yaml", "case.yml", "case.yaml.txt", "case.yml.txt"].contains(folded) else { return nil }
        let isFolder = name.count < path.count
        return "the \(isFolder ? "folder" : "file") `\(displayText(ofName: name))` is taken for evidence; settings are read from a file "
            + "`case.yaml` in the folder"
    }
}
