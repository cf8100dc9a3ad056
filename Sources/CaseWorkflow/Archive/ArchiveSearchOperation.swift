import CaseModel
import EvidenceArchive
package import EvidenceIngest
import JSONReading

/// A place in the archive that fits a query.
package struct SearchResult: Hashable, Sendable {
    /// PLATFORM:ID.
    package let order: String
    /// What stands there: `order`, `party`, `tracking`, `amount`, `document`, `message`, `file`.
    package let kind: String
    /// Number of the exhibit; nil for the order's own name.
    package let exhibit: String?
    package let path: String
    /// The place in the file as a JSON object, as in `inspect --json`.
    package let place: String
    package let text: String

    private var placeMembers: [JSONValue.Member] {
        var reader = JSONReader(Array(place.utf8))
        return (try? reader.value())?.members ?? []
    }

    /// The place as people say it, `message 12` or `line 68`; empty for the file as a whole.
    package var placeInWords: String {
        let members = placeMembers
        for (key, word) in Self.placeWords {
            if let value = members.first(where: { $0.key == key })?.value.scalar { return word + " " + value }
        }
        return ""
    }

    /// In the order in which they say most.
    private static let placeWords = [
        ("message", "message"), ("page", "page"), ("row", "row"), ("header", "header field"), ("line", "line"),
        ("pointer", "at"), ("byte", "byte"),
    ]

    /// A line of `--json`.
    package func line() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "hit")
            json.member("order", order)
            json.member("kind", kind)
            json.member("exhibit", exhibit)
            json.member("path", path)
            json.member(
                "place",
                object: { json in
                    for member in placeMembers {
                        if let number = member.value.integer, member.value.string == nil {
                            json.member(member.key, number)
                        } else {
                            json.member(member.key, member.value.scalar)
                        }
                    }
                })
            json.member("text", text)
        }
        json.newline()
        return json.take()
    }
}

/// Finds orders by what stands in their evidence.
package struct ArchiveSearchOperation: Sendable {
    private let archive: String
    private let registry: IngestorRegistry
    private let workers: Int
    private let progress: @Sendable (IndexProgress) -> Void

    package init(
        archive: String, registry: IngestorRegistry, workers: Int, progress: @escaping @Sendable (IndexProgress) -> Void
    ) {
        self.archive = archive
        self.registry = registry
        self.workers = workers
        self.progress = progress
    }

    private func update() throws -> IndexUpdate {
        IndexUpdate(archive: try ArchiveAccess.open(archive), registry: registry, workers: workers, progress: progress)
    }

    /// Every word of `query` must stand in a passage. What was added since the last search is indexed first. At most
    /// `limit` results, by order, then as they stand in it. Throws `WorkflowError.archive`.
    package func run(_ query: String, limit: Int) async throws -> [SearchResult] {
        let update = try update()
        let index = try await update.current()
        let hits: [SearchHit]
        do throws(ArchiveError) { hits = try index.search(query, limit: limit) } catch {
            // Whatever is wrong with a cache is cured by making it again.
            let rebuilt = try await update.rebuild()
            hits = try ArchiveAccess.perform { try rebuilt.search(query, limit: limit) }
        }
        return hits.map {
            SearchResult(
                order: $0.order, kind: $0.passage.kind, exhibit: $0.passage.exhibit, path: $0.passage.path, place: $0.passage.place,
                text: $0.passage.text)
        }
    }

    /// Makes the index anew; gives the number of orders in it.
    package func rebuild() async throws -> Int {
        let index = try await update().rebuild()
        return try ArchiveAccess.perform { try index.orders().count }
    }
}
