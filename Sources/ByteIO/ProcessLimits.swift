private import CLinuxCalls
import Glibc

/// What another program may use (setrlimit(2)). Set from outside as soon as it has started: a program that sets
/// them and then becomes the other one, as prlimit(1) does, costs a millisecond each time.
package struct ProcessLimits: Hashable, Sendable {
    /// Seconds of processor time.
    package var processorTime: Int
    /// Bytes of address space.
    package var memory: Int64
    /// Bytes that a file it writes may have; nil: as many as this program's.
    package var fileSize: Int64?
    /// Files it may have open at a time; nil: as many as this program.
    package var openFiles: Int?

    package init(processorTime: Int, memory: Int64, fileSize: Int64? = nil, openFiles: Int? = nil) {
        self.processorTime = processorTime
        self.memory = memory
        self.fileSize = fileSize
        self.openFiles = openFiles
    }

    /// Sets the limits of a child that nobody has waited for yet, and that it leaves no image of its memory behind. A
    /// limit that is lower already stays. Throws when the system refuses; a child that has ended needs none.
    package func apply(to process: Int32) throws(ByteIOError) {
        try set(linux_limit_core, 0, of: process)
        try set(linux_limit_processor, UInt64(max(1, processorTime)), of: process)
        try set(linux_limit_memory, UInt64(max(0, memory)), of: process)
        if let fileSize { try set(linux_limit_file_size, UInt64(max(0, fileSize)), of: process) }
        if let openFiles { try set(linux_limit_files, UInt64(max(0, openFiles)), of: process) }
    }

    private func set(_ resource: Int32, _ value: UInt64, of process: Int32) throws(ByteIOError) {
        var current: UInt64 = 0
        var most: UInt64 = 0
        if linux_limit(process, resource, &current, &most) == 0 {
            let limit = min(value, current)
            if limit == current && limit == most { return }
            if linux_set_limit(process, resource, limit, limit) == 0 { return }
        }
        if errno != ESRCH { throw .system(operation: "limit", path: "another program", code: errno) }
    }
}
