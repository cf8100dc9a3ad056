import Foundation
import Testing

/// The sample cases.
enum Sample: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case unpaid = "unpaid-b2b-uk"
    case marketplace = "marketplace-de"
    case messy

    var folder: String { Program.cases + "/" + rawValue }
    /// Of a build: `messy` holds evidence that cannot be read.
    var status: Int { self == .messy ? 3 : 0 }
    var testDescription: String { rawValue }
}

/// A finished dossier of a sample case, with PDFs.
struct Dossier: Sendable {
    static let time = "2026-07-01T00:00:00Z"

    let zip: URL
    /// The bag as it was unpacked. Tests that change something work on a copy.
    let bag: URL
    /// What `build --json` ended with.
    let build: Program.Outcome

    var result: JSON { build.lines.last ?? [:] }
    func data(_ path: String) -> URL { bag.appending(path: "data/" + path) }
    func json() throws -> JSON { try Self.json(bag) }

    static func json(_ bag: URL) throws -> JSON {
        let bytes = try Data(contentsOf: bag.appending(path: "data/case.json"))
        return try JSONSerialization.jsonObject(with: bytes) as? JSON ?? [:]
    }

    /// Unpacks a dossier below a folder, which must exist, and gives the bag.
    static func unpack(_ zip: URL, below folder: URL) async throws -> URL {
        _ = try await Program.tool("unzip", "-q", zip.path, "-d", folder.path)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return folder.appending(path: names.first ?? "")
    }

    /// A copy of the unpacked bag, to be changed.
    func copy(below folder: URL) throws -> URL {
        let copy = folder.appending(path: bag.lastPathComponent)
        try FileManager.default.copyItem(at: bag, to: copy)
        return copy
    }
}

/// Each sample's dossier is made once and shared by the tests.
actor Dossiers {
    static let shared = Dossiers()
    private static let root = FileManager.default.temporaryDirectory.appending(
        path: "casefile-dossiers-\(ProcessInfo.processInfo.processIdentifier)")
    private var made: [Sample: Task<Dossier, any Error>] = [:]

    static func of(_ sample: Sample) async throws -> Dossier { try await shared.made(sample) }

    private func made(_ sample: Sample) async throws -> Dossier {
        if made.isEmpty { atexit { try? FileManager.default.removeItem(at: Dossiers.root) } }
        if let task = made[sample] { return try await task.value }
        let task = Task { try await Self.make(sample) }
        made[sample] = task
        return try await task.value
    }

    private static func make(_ sample: Sample) async throws -> Dossier {
        let folder = root.appending(path: sample.rawValue)
        let unpacked = folder.appending(path: "unpacked")
        try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
        let zip = folder.appending(path: "dossier.zip")
        let build = try await Program.run("build", sample.folder, "--json", "-o", zip.path, "--created-at", Dossier.time)
        guard build.status == sample.status else { throw BuildFailed(messages: build.messages) }
        return Dossier(zip: zip, bag: try await Dossier.unpack(zip, below: unpacked), build: build)
    }

    struct BuildFailed: Error {
        let messages: String
    }
}
