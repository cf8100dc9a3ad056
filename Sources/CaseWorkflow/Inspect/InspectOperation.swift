package import CaseModel
package import EvidenceIngest

/// Looks at files without keeping anything.
package enum InspectOperation {
    package enum Finding {
        /// An item, and the path of the item it is a part of.
        case item(Item, ItemSummary, parentPath: String?)
        case refusal(Refusal)
    }

    /// Calls `each` for every item and refusal in the order of the listing, as they are done, and counts them.
    package static func run(
        _ listing: SourceListing, registry: IngestorRegistry, options: IntakeOptions, each: (Finding) -> Void
    ) async throws -> InspectTally {
        var tally = InspectTally()
        for refusal in listing.refusals { each(.refusal(refusal)) }
        tally.addRefusals(listing.refusals.count)
        _ = try await Intake(registry: registry, options: options).run(listing.inputs) { file in
            for draft in file.items {
                tally.add(draft.item.status)
                let cut = draft.item.path.ranges(of: "!/").last
                each(.item(draft.item, draft.summary, parentPath: cut.map { String(draft.item.path[..<$0.lowerBound]) }))
            }
            tally.addRefusals(file.refusals.count)
            for refusal in file.refusals { each(.refusal(refusal)) }
        }
        return tally
    }
}
