import Synchronization

/// The coverage of a set of font folders, read once and shared by all documents of a renderer.
final class FontShelf: Sendable {
    private let folders: [String]
    private let reading = Mutex<Task<FontCoverage, Never>?>(nil)

    init(folders: [String]) { self.folders = folders }

    /// Starts reading, if that has not begun.
    @discardableResult
    func prepare() -> Task<FontCoverage, Never> {
        reading.withLock { task in
            if let task { return task }
            let started = Task.detached { [folders] in FontCoverage(folders: folders) }
            task = started
            return started
        }
    }

    func coverage() async -> FontCoverage { await prepare().value }
}
