import ByteIO
import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import Testing

/// A file of `SampleEvidence/formats`, with the reader it was written for: the name of its folder.
struct Sample: Sendable, CustomTestStringConvertible {
    let reader: String
    let name: String
    let bytes: [UInt8]

    var testDescription: String { reader + "/" + name }

    /// The format says itself where it ends, so that a cut can be noticed. Texts, chats and plain mails have no end.
    var hasEnd: Bool {
        switch reader {
        case "whatsapp-text", "text": false
        case "email": name.contains("multipart") || name.hasSuffix(".emlx")
        default: true
        }
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../SampleEvidence/formats").standardizedFileURL

    static let all: [Sample] = {
        let manager = FileManager.default
        let readers = ((try? manager.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        return readers.flatMap { reader -> [Sample] in
            let names = ((try? manager.contentsOfDirectory(atPath: folder.appending(path: reader).path)) ?? []).sorted()
            return names.compactMap { name in
                let file = folder.appending(path: reader + "/" + name)
                return (try? Data(contentsOf: file)).map { Sample(reader: reader, name: name, bytes: [UInt8]($0)) }
            }
        }
    }()

    /// PDFs go through child processes; the other samples can be read thousands of times.
    static let quick = all.filter { $0.reader != "pdf" }
}

/// Runs the intake over files in memory, with all readers.
func takeIn(
    _ files: [(name: String, bytes: [UInt8])], workers: Int = 1, options: IntakeOptions = IntakeOptions()
) async throws -> IntakeResult {
    var options = options
    options.workers = workers
    let intake = Intake(registry: try IngestorRegistry(BuiltinFormats.all), options: options)
    let inputs = files.map { file in
        IntakeInput(path: Array(file.name.utf8)) { OpenedInput(source: ByteSource(file.bytes)) }
    }
    return try await intake.run(inputs)
}

func takeIn(_ name: String, _ bytes: [UInt8]) async throws -> [Item] {
    try await takeIn([(name, bytes)]).items.map(\.item)
}

/// A small generator with a seed, so that a failure can be repeated.
struct SeededNumbers {
    private var state: UInt64

    init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, bound)))
    }
}

/// A zip of stored members, written by hand.
func storedZip(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    func le(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in members {
        let checksum = bytes.reduce(UInt32.max) { value, byte in
            (0..<8).reduce(value ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        let common =
            le(0x800, 2) + le(0, 2) + le(0, 2) + le(0x21, 2) + le(Int(~checksum), 4) + le(bytes.count, 4) + le(bytes.count, 4)
            + le(name.utf8.count, 2) + le(0, 2)
        directory += le(0x0201_4B50, 4) + le(20, 2) + le(20, 2) + common + le(0, 10) + le(file.count, 4) + Array(name.utf8)
        file += le(0x0403_4B50, 4) + le(20, 2) + common + Array(name.utf8) + bytes
    }
    let end = le(0x0605_4B50, 4) + le(0, 4) + le(members.count, 2) + le(members.count, 2) + le(directory.count, 4) + le(file.count, 4)
    return file + directory + end + le(0, 2)
}
