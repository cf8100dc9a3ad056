/// The files that came together with an item: of its source folder, or of its container. They are found by their path
/// from the item's own folder, so that `photos/x.jpg` in an export means the file that lies there.
package struct SiblingFiles: Sendable {
    package static let none = SiblingFiles([:])

    private let exact: [[UInt8]: Int]
    /// The same by canonical equivalence (`é` in one or two code points); the first of several holds.
    private let canonical: [String: Int]
    private let folder: String

    /// `files`: paths from the item's folder, with what `item(at:)` gives for them.
    package init(_ files: [String: Int]) { self.init(files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) }

    /// `files`: paths from a common root. Of equal paths the first holds.
    init(_ files: [(key: String, value: Int)]) {
        var exact: [[UInt8]: Int] = [:]
        var canonical: [String: Int] = [:]
        for (path, item) in files {
            let key = Array(path.utf8)
            if exact[key] == nil { exact[key] = item }
            if canonical[path] == nil { canonical[path] = item }
        }
        self.init(exact: exact, canonical: canonical, folder: "")
    }

    private init(exact: [[UInt8]: Int], canonical: [String: Int], folder: String) {
        self.exact = exact
        self.canonical = canonical
        self.folder = folder
    }

    /// The same files, seen from the folder that `path` lies in.
    func seen(from path: String) -> SiblingFiles {
        let folder = path.utf8.lastIndex(of: 0x2F).map { String(path[...$0]) } ?? ""
        return SiblingFiles(exact: exact, canonical: canonical, folder: folder)
    }

    /// The item of exactly that path, else of a canonically equivalent one; nil when there is none, and for paths that
    /// would lead out of the folder (`..`, absolute ones).
    package func item(at path: String) -> Int? {
        let steps = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        let isPlain = steps.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
        guard isPlain else { return nil }
        let whole = folder + path
        return exact[Array(whole.utf8)] ?? canonical[whole]
    }
}
