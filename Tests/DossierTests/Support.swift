import ByteIO
import CaseModel
import Dossier
import Foundation

/// A folder that is removed at the end of a test.
final class Scratch {
    let folder: TemporaryFolder
    var path: String { String(decoding: folder.path, as: UTF8.self) }
    var bytes: [UInt8] { folder.path }

    init() throws { folder = try TemporaryFolder(in: NSTemporaryDirectory()) }
    deinit { folder.close() }

    func file(_ name: String) -> String { path + "/" + name }
}

/// Numbers that are the same in every run with the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}

enum Samples {
    static let day = CalendarDay(year: 2026, month: 3, day: 1)

    /// Payload that is partly deflated and partly stored.
    static let tiny: [(path: String, bytes: [UInt8])] = [
        ("case.json", Array(String(repeating: "{\"order\": \"8123-4471\"} ", count: 12).utf8)),
        ("exhibits/0001-box/1.pdf", Array("%PDF-1.4 one".utf8)),
        ("exhibits/0002-box/11.pdf", Array("%PDF-1.4 two".utf8)),
        ("exhibits/0003-photo/box.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5]),
        ("exhibits/0004-empty/empty.txt", []),
    ]

    /// The bytes of a dossier.
    static func dossier(
        _ payload: [(path: String, bytes: [UInt8])] = tiny, name: String = "CF-1", in scratch: Scratch, workers: Int = 2
    ) throws -> [UInt8] {
        let spool = try MemberSpool(in: scratch.bytes, workers: workers)
        let members = try payload.map { DossierMember(path: $0.path, content: try spool.add($0.bytes)) }
        let writer = DossierWriter(
            name: name, baggingDate: day ?? CalendarDay(daysSinceEpoch: 0)!, software: "casefile test",
            information: [("External-Identifier", name)])
        let path = Array(scratch.file("dossier-\(UUID().uuidString).zip").utf8)
        _ = try writer.write(members, spool: spool, replacing: path)
        defer { unlink(String(decoding: path, as: UTF8.self)) }
        return try ByteSource.file(at: path).bytes(limit: 1 << 30)
    }
}

/// Runs a program that is not ours; nil when it is not installed.
func run(_ command: [String], in folder: String) throws -> (status: Int32, output: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus == 127 { return nil }
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
