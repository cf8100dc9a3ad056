import ByteIO
import Foundation
import SupportForTests
import Testing

@testable import EvidenceArchive

/// `kill -9` in the middle of `add`, as often as CASEFILE_CRASHES says (40 unless told): what was acknowledged is there,
/// the archive is sound, and the next command leaves no litter.
@Suite struct CrashTests {
    private static let program = Validator.project.appending(path: ".build/debug/casefile").path
    private static var rounds: Int { Int(ProcessInfo.processInfo.environment["CASEFILE_CRASHES"] ?? "") ?? 40 }

    @Test func nothingAcknowledgedIsLost() throws {
        let scratch = try Scratch()
        let source = scratch.path + "/source"
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: false)
        var generator = Seeded(state: 4471)
        var acknowledged: [String: Int] = [:]
        var killed = 0
        let whole = try Self.duration(scratch, source, &generator)
        for round in 0..<Self.rounds {
            try Self.fill(source, round, &generator)
            let order = "shop:\(Int.random(in: 0..<max(6, Self.rounds / 5), using: &generator))"
            let delay = Double.random(in: 0...1.2, using: &generator) * whole
            let (version, wasKilled) = try Self.add(scratch, order, source, killedAfter: delay)
            killed += wasKilled ? 1 : 0
            if let version { acknowledged[order] = version }
            let object = try scratch.object(order)
            if FileManager.default.fileExists(atPath: object) {
                #expect(try ArchiveAudit(path: object, workers: 1).run().problems == [], "round \(round), killed after \(delay) s")
            }
            guard round % 10 == 9 || round == Self.rounds - 1 else { continue }
            for (order, version) in acknowledged {
                #expect(try scratch.archive.order(OrderName(order)).version >= version, "round \(round)")
            }
            #expect(try scratch.audit().problems == [], "round \(round)")
            #expect(try Validator.complaints(scratch.archivePath) == "")
        }
        #expect(killed >= Self.rounds / 4, "\(killed) of \(Self.rounds) were killed: the moments were not in the middle")
        #expect(try run([Self.program, "archive", "list", "--quiet", scratch.archivePath]).status == 0)
        #expect(try scratch.litter == [])
        // And the archive goes on working.
        #expect(try Self.add(scratch, "shop:0", source, killedAfter: 60).version != nil)
    }

    private static func fill(_ source: String, _ round: Int, _ generator: inout Seeded) throws {
        for number in 0..<12 {
            let bytes = Data((0..<Int.random(in: 0...60_000, using: &generator)).map { UInt8(truncatingIfNeeded: $0 &* round &+ number) })
            try bytes.write(to: URL(fileURLWithPath: source + "/\(number).bin"))
        }
    }

    /// Seconds that one `add` takes here.
    private static func duration(_ scratch: Scratch, _ source: String, _ generator: inout Seeded) throws -> Double {
        try fill(source, 1000, &generator)
        let clock = ContinuousClock()
        let time = try clock.measure { _ = try add(scratch, "shop:first", source, killedAfter: 60) }
        return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }

    /// The version that the program acknowledged; nil when it was killed before.
    private static func add(
        _ scratch: Scratch, _ order: String, _ source: String, killedAfter delay: Double
    ) throws -> (version: Int?, wasKilled: Bool) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["archive", "add", scratch.archivePath, "--order", order, source, "--json"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + delay) == .timedOut { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        let line = try? JSONSerialization.jsonObject(with: output) as? [String: Any]
        return (line?["version"] as? Int, process.terminationReason == .uncaughtSignal)
    }
}
