import Foundation

/// Writes files that people start from. Never overwrites.
package enum ScaffoldOperation {
    /// Folders by what belongs into them.
    private static let folders = ["chats", "documents", "logistics", "mail", "orders", "payments", "photos"]

    /// An evidence folder with `case.yaml`; gives the paths that were made. Throws `WorkflowError.output`.
    package static func evidenceFolder(_ folder: String, _ answers: CaseTemplate.Answers) throws(WorkflowError) -> [String] {
        var made = try write(["case.yaml": Array(CaseTemplate.text(answers).utf8)], to: folder)
        for name in folders {
            let path = folder + "/" + name
            if FileManager.default.fileExists(atPath: path) { continue }
            try makeFolder(path)
            made.append(path + "/")
        }
        return made
    }

    /// Writes files by their names below `folder`; gives the paths that were written. A file that is there already stays.
    package static func write(_ files: [String: [UInt8]], to folder: String) throws(WorkflowError) -> [String] {
        var written: [String] = []
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let path = folder + "/" + name
            let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? folder
            try makeFolder(parent)
            if FileManager.default.fileExists(atPath: path) { continue }
            do { try Data(bytes).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting) } catch {
                throw .output(path: path, reason: error.localizedDescription)
            }
            written.append(path)
        }
        return written
    }

    private static func makeFolder(_ path: String) throws(WorkflowError) {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw .output(path: path, reason: error.localizedDescription)
        }
    }
}
