import Foundation

/// A folder that is removed at the end of a test.
package final class Scratch: Sendable {
    package let path: String
    package var bytes: [UInt8] { Array(path.utf8) }

    package init() throws {
        path = NSTemporaryDirectory() + "/casefile-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func file(_ name: String) -> String { path + "/" + name }
    package func put(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: file(name))) }
    package var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}
