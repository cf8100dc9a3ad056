private import CLinuxCalls
import Glibc
import Synchronization

/// Names of temporary files and folders: `.casefile-PID-START-NUMBER`. PID and start time tell whether their owner is
/// still running, so that the next process can remove what a killed one left.
package enum Leftovers {
    private static let prefix = Array(".casefile-".utf8)
    private static let counter = Atomic<UInt64>(0)

    /// Clock ticks from boot to the start of a process; nil when there is no such process.
    static func startTime(of process: Int32) -> UInt64? {
        guard let source = try? openDescriptor(Array("/proc/\(process)/stat".utf8), flags: O_RDONLY) else { return nil }
        let buffer = RawBuffer(count: 1024)
        guard let count = try? source.read(at: 0, into: buffer.bytes) else { return nil }
        // The command in parentheses may hold anything; the fields after the last one count from the third.
        let text = buffer.prefix(count)
        guard let close = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = text[(close + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 19 else { return nil }
        return UInt64(String(decoding: fields[19], as: UTF8.self))
    }

    /// Of this process; asked for once.
    static let ownStartTime = startTime(of: getpid()) ?? 0

    /// A name that no other process and no other call uses.
    static func newName() -> [UInt8] {
        let number = counter.add(1, ordering: .relaxed).oldValue
        return prefix + Array("\(getpid())-\(ownStartTime)-\(number)".utf8)
    }

    /// True for a name of ours whose owner no longer runs.
    static func isAbandoned(_ name: [UInt8]) -> Bool {
        guard name.starts(with: prefix) else { return false }
        let parts = String(decoding: name.dropFirst(prefix.count), as: UTF8.self).split(separator: "-")
        guard parts.count == 3, let process = Int32(parts[0]), let start = UInt64(parts[1]), process > 0 else { return false }
        return startTime(of: process) != start
    }

    /// Removes what dead processes of this user left in a folder. Reads the whole folder, so call it once per run, not
    /// once per file. Never throws: what cannot be removed stays.
    package static func remove(in folder: [UInt8]) {
        guard let number = (try? terminated(folder)).map({ open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }), number >= 0
        else { return }
        let descriptor = OpenDescriptor(number, path: displayText(ofName: folder))
        for name in (try? EvidenceFolder.names(in: descriptor)) ?? [] where isAbandoned(name) {
            guard let cName = try? terminated(name) else { continue }
            var status = stat()
            guard fstatat(number, cName, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_uid == geteuid() else { continue }
            if isClaimed(cName, in: descriptor) { continue }
            removeTree(cName, in: descriptor)
        }
    }

    /// Marks an open folder as in use until it is closed: another container sees the folder, but not our process. Where
    /// the file system knows no locks, the process alone has to tell.
    static func claim(_ folder: OpenDescriptor) { _ = linux_lock_without_waiting(folder.number) }

    private static func isClaimed(_ name: [CChar], in parent: OpenDescriptor) -> Bool {
        let number = openat(parent.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if number < 0 { return false }
        let folder = OpenDescriptor(number, path: parent.path)
        return linux_lock_without_waiting(folder.number) != 0 && errno == EWOULDBLOCK
    }

    /// Removes a file, or a folder with all it holds, without following links.
    static func removeTree(_ name: [CChar], in parent: OpenDescriptor) {
        if unlinkat(parent.number, name, 0) == 0 { return }
        let number = openat(parent.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if number >= 0 {
            let folder = OpenDescriptor(number, path: parent.path)
            for inner in (try? EvidenceFolder.names(in: folder)) ?? [] {
                if let cInner = try? terminated(inner) { removeTree(cInner, in: folder) }
            }
        }
        unlinkat(parent.number, name, AT_REMOVEDIR)
    }
}
