package import ByteIO
package import CaseModel

/// Turns files into items: hashes, identifies, opens containers, reads. Every file gets an item, every part of a
/// container an item or a refusal. Files are read in parallel; the result does not depend on how.
package struct Intake: Sendable {
    private let registry: IngestorRegistry
    private let options: IntakeOptions

    package init(registry: IngestorRegistry, options: IntakeOptions) {
        self.registry = registry
        self.options = options
    }

    /// Reads all inputs. `each` is called for every input in the given order, as soon as it and all before it are
    /// done, with its items (parents before their parts). Cancellation is checked between files and between their parts.
    /// Throws what an input throws (see `IntakeInput`), and `ByteIOError` when there is no room for the copies of the files.
    package func run(
        _ inputs: [IntakeInput], each: (borrowing FileResult) throws -> Void = { _ in }
    ) async throws -> IntakeResult {
        var result = IntakeResult()
        // A chat export finds the media that lie beside or below it.
        let paths = inputs.map { DecodedText.name($0.path).shown }
        let siblings = SiblingFiles(paths.enumerated().map { (key: $1, value: $0 << 32) })
        var places: [Int: Int] = [:]
        try await withThrowingTaskGroup(of: (Int, FileResult).self) { group in
            var started = 0
            func startNext() {
                guard started < inputs.count else { return }
                let top = started
                started += 1
                group.addTask {
                    try Task.checkCancellation()
                    let reading = FileReading(
                        registry: registry, options: options, top: top, siblings: siblings.seen(from: paths[top]))
                    let file = try await reading.read(inputs[top])
                    // What was left out of it when the work was stopped must not pass for all of it.
                    try Task.checkCancellation()
                    return (top, file)
                }
            }
            for _ in 0..<max(1, options.workers) { startNext() }
            var waiting: [Int: FileResult] = [:]
            var due = 0
            while let (top, file) = try await group.next() {
                waiting[top] = file
                while let next = waiting.removeValue(forKey: due) {
                    try each(next)
                    due += 1
                    for draft in next.items {
                        places[draft.handle] = result.items.count
                        result.items.append(draft.finished(index: result.items.count, places: places))
                    }
                    if next.items.isEmpty { result.unreadable += next.refusals } else { result.refusedParts += next.refusals }
                    // A new file is started only when one is done with, so that slow files hold back memory.
                    startNext()
                }
            }
        }
        for index in result.items.indices { result.items[index].item.resolveAttachments(places) }
        return result
    }
}

/// What one file of the source became.
package struct FileResult: Sendable {
    package internal(set) var items: [ItemDraft] = []
    package internal(set) var refusals: [Refusal] = []
}

/// An item whose position among all items is not known yet.
package struct ItemDraft: Sendable {
    let handle: Int
    let parent: Int?
    package let item: Item
    package let summary: ItemSummary
    package let spooled: SpooledMember?
    package let pdf: PDFPages?

    func finished(index: Int, places: [Int: Int]) -> IngestedItem {
        let placed = item.placed(at: index, parent: parent.flatMap { places[$0] })
        return IngestedItem(item: placed, summary: summary, spooled: spooled, pdf: pdf)
    }
}
