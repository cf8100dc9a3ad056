import ByteIO
import CaseModel
import SupportForTests
import Foundation

@testable import EvidenceArchive

/// An archive in a folder that is removed at the end of a test.
final class Scratch {
    let folder: TemporaryFolder
    var path: String { String(decoding: folder.path, as: UTF8.self) }
    var archivePath: String { path + "/archive" }
    let archive: Archive
    let context: AddContext

    init() throws {
        folder = try TemporaryFolder(in: NSTemporaryDirectory())
        archive = try Archive.create(at: String(decoding: folder.path, as: UTF8.self) + "/archive")
        context = AddContext(userName: "Li Na", at: Instant(seconds: 1_780_000_000), software: "casefile test")
    }
    deinit { folder.close() }

    var writer: ArchiveWriter { ArchiveWriter(archive, context: context, workers: 2) }

    /// Adds files given by name and content.
    @discardableResult
    func add(_ order: String, _ files: [String: String], message: String? = nil) throws -> AddOutcome {
        try add(order, files.map { (Array($0.key.utf8), Array($0.value.utf8)) }, message: message)
    }

    @discardableResult
    func add(_ order: String, _ files: [(name: [UInt8], bytes: [UInt8])], message: String? = nil) throws -> AddOutcome {
        let source = try TemporaryFolder(in: folder.path)
        defer { source.close() }
        return try writer.add(
            AddRequest(order: try OrderName(order), files: try Self.files(files, in: source), sources: ["test"], message: message))
    }

    /// Files under short names, which the request renames.
    static func files(_ files: [(name: [UInt8], bytes: [UInt8])], in source: TemporaryFolder) throws -> [FileToAdd] {
        try files.enumerated().map { index, file in
            let path = source.path + Array("/\(index)".utf8)
            _ = try NewFile.write(file.bytes, to: path)
            return FileToAdd(path: file.name) { try EvidenceFile.open(at: path) }
        }
    }

    func audit() throws -> AuditReport { try ArchiveAudit(path: archivePath, workers: 2).run() }

    func object(_ order: String) throws -> String { String(decoding: archive.objectPath(try OrderName(order).urn), as: UTF8.self) }

    /// What lies beside the storage root but for the index.
    var litter: [String] {
        get throws {
            try ["staging", "locks"].flatMap { try FileManager.default.contentsOfDirectory(atPath: archivePath + "/" + $0) }
        }
    }
}

/// The independent validator ocfl-py, installed by `Scripts/setup --tests`.
enum Validator {
    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let tools = project.appending(path: ".tools/venv/bin").path

    /// What it says against the storage root or any object in it; empty when it accepts them.
    static func complaints(_ archive: String) throws -> String {
        let root = archive + "/ocfl"
        let objects = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix("/0=ocfl_object_1.1") }
            .map { root + "/" + $0.dropLast("/0=ocfl_object_1.1".count) }
        let roots = try run([tools + "/python3", tools + "/ocfl-root.py", "validate", "--root", root])
        var complaints = roots.status == 0 && roots.output.contains("is VALID") ? "" : roots.output
        for portion in stride(from: 0, to: objects.count, by: 50) {
            let some = Array(objects[portion..<min(portion + 50, objects.count)])
            let outcome = try run([tools + "/python3", tools + "/ocfl-validate.py"] + some)
            let valid = outcome.output.split(separator: "\n").filter { $0.hasSuffix("is VALID") }.count
            if outcome.status != 0 || valid != some.count || outcome.output.contains("WARN") || outcome.output.contains("[W") {
                complaints += outcome.output
            }
        }
        return complaints
    }
}
