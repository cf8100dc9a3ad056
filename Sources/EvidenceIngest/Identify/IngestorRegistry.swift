/// The formats of one run. A value; built once from the list the program injects.
package struct IngestorRegistry: Sendable {
    /// Sorted by id.
    package let ingestors: [any Ingestor]

    package struct DuplicateID: Error, Hashable, Sendable { package let id: String }

    /// Throws when two ingestors have the same id.
    package init(_ ingestors: [any Ingestor]) throws(DuplicateID) {
        let sorted = ingestors.sorted { $0.descriptor.id < $1.descriptor.id }
        for (a, b) in zip(sorted, sorted.dropFirst()) where a.descriptor.id == b.descriptor.id {
            throw DuplicateID(id: a.descriptor.id)
        }
        self.ingestors = sorted
    }

    /// The reader with the strongest claim, its ground, and the ids of others that claim as strongly. Among equals the
    /// first id by alphabet reads, and the tie is reported.
    package func recognize(_ probe: FileProbe) -> (ingestor: any Ingestor, basis: String, rivals: [String])? {
        var best: (ingestor: any Ingestor, strength: Recognition.Strength, basis: String)?
        var rivals: [String] = []
        for ingestor in ingestors {
            guard case .yes(let strength, let basis) = ingestor.recognize(probe) else { continue }
            if let held = best, strength <= held.strength {
                if strength == held.strength { rivals.append(ingestor.descriptor.id) }
                continue
            }
            best = (ingestor, strength, basis)
            rivals = []
        }
        return best.map { ($0.ingestor, $0.basis, rivals) }
    }
}
