import Foundation

/// Files and folders of the benchmark.
enum Folders {
    static func make(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    static func remove(_ path: String) {
        // Nothing there is as good as removed.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Gives what stands at `path` a new name in `folder`; nothing there is left as it is.
    static func moveAside(_ path: String, into folder: String) throws {
        guard exists(path) else { return }
        let name = URL(fileURLWithPath: path).lastPathComponent
        let number = try FileManager.default.contentsOfDirectory(atPath: folder).count
        try FileManager.default.moveItem(atPath: path, toPath: "\(folder)/\(number)-\(name)")
    }

    /// Brings everything to the disk and lets go of the memory that holds the files of `path`: whose turn is next neither
    /// waits for what another left to be written, nor for memory that was never used before.
    static func settle(_ path: String) {
        sync()
        eachFile(below: path) { _ = posix_fadvise($0, 0, 0, POSIX_FADV_DONTNEED) }
    }

    /// Reads every file once, so that whoever comes next finds it in memory. Some programs make the system forget what they
    /// have read, and the next one would pay for it.
    static func warm(_ path: String) {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        eachFile(below: path) { while read($0, &buffer, buffer.count) > 0 {} }
    }

    private static func eachFile(below path: String, _ body: (Int32) -> Void) {
        guard let files = FileManager.default.enumerator(atPath: path) else { return }
        for case let name as String in files {
            let number = open(path + "/" + name, O_RDONLY | O_NOFOLLOW)
            guard number >= 0 else { continue }
            body(number)
            close(number)
        }
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func write(_ bytes: [UInt8], to path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

    static func size(ofFile path: String) throws -> Int64 {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes[.size] as? NSNumber else { throw BenchFailure("\(path) has no size") }
        return size.int64Value
    }

    /// An absolute path.
    static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

    /// Makes a folder with `fill` unless an earlier run has finished it; gives its path.
    static func prepared(_ path: String, fill: (String) throws -> Void) throws -> String {
        let path = absolute(path)
        let mark = path + ".complete"
        if exists(mark), exists(path) { return path }
        remove(path)
        try make(path)
        try fill(path)
        try write([], to: mark)
        return path
    }
}
