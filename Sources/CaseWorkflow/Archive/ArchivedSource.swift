import ByteIO
import EvidenceArchive

/// An archived order given where a source is asked for: `ARCHIVE#PLATFORM:ID`.
struct ArchivedSource {
    /// Path of the archive as given.
    let archive: String
    let order: OrderName

    init(archive: String, order: OrderName) {
        self.archive = archive
        self.order = order
    }

    /// The name its dossier gets when no settings name it: PLATFORM-ID.
    var fallbackName: String { order.platform + "-" + order.id }

    /// Nil when `source` is a file or folder, or cannot be an order at all. A file whose name looks like an order is a
    /// file. Throws `WorkflowError.archive` when it names an order of something that is no archive.
    init?(_ source: String) throws(WorkflowError) {
        if resolvedPath(Array(source.utf8)) != nil { return nil }
        let readings = OrderReference.readings(of: source)
        guard let reading = readings.first(where: { Archive.stands(at: $0.archive) }) ?? readings.first else { return nil }
        do throws(ArchiveError) { _ = try Archive(at: reading.archive) } catch { throw .archive("\(error)") }
        archive = reading.archive
        order = reading.order
    }

    /// The order's newest state. Throws `WorkflowError.archive`.
    func open() throws(WorkflowError) -> ArchivedOrder {
        do throws(ArchiveError) { return try Archive(at: archive).order(order) } catch { throw .archive("\(error)") }
    }
}
