import Glibc
import Synchronization

/// A private folder (mode 0700) that is removed with all it holds when it is closed or no longer used. What a killed
/// process left is removed by the next one that makes a folder in the same place.
package final class TemporaryFolder: Sendable {
    /// Raw bytes of its path.
    package let path: [UInt8]
    private let name: [UInt8]
    private let parent: OpenDescriptor
    /// Holds the lock that tells others, in whatever container, that the folder is in use.
    private let folder: OpenDescriptor
    private let isOpen = Atomic<Bool>(true)

    /// Makes a folder in `parent`, which must exist. `removesLeftovers: false` is for those who make many folders there
    /// and have looked once.
    package init(in parent: [UInt8], removesLeftovers: Bool = true) throws(ByteIOError) {
        if removesLeftovers { Leftovers.remove(in: parent) }
        let shown = displayText(ofName: parent)
        let number = retrying { [cParent = try? terminated(parent)] in
            cParent.map { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) } ?? -1
        }
        if number < 0 { throw .system(operation: "open", path: shown, code: errno) }
        self.parent = OpenDescriptor(number, path: shown)
        while true {
            let candidate = Leftovers.newName()
            if mkdirat(number, try terminated(candidate), 0o700) == 0 {
                name = candidate
                break
            }
            if errno != EEXIST { throw .system(operation: "make a folder in", path: shown, code: errno) }
        }
        // The mode given to mkdir is narrowed by the umask, which may be wider or narrower than wanted.
        _ = fchmodat(number, try terminated(name), 0o700, 0)
        path = parent + [UInt8(ascii: "/")] + name
        folder = try openDescriptor(path, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        Leftovers.claim(folder)
    }

    package convenience init(in parent: String) throws(ByteIOError) { try self.init(in: Array(parent.utf8)) }

    /// Removes the folder now; later calls do nothing.
    package func close() {
        guard isOpen.exchange(false, ordering: .relaxed), let cName = try? terminated(name) else { return }
        Leftovers.removeTree(cName, in: parent)
    }

    deinit { close() }
}
