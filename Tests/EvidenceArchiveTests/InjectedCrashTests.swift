import Foundation
import SupportForTests
import Testing

@testable import EvidenceArchive

/// `kill -9` at calls of `add` that change the disk, by strace's injection: at some of them, or, with
/// `CASEFILE_EVERY_CALL=1`, at every one.
@Suite struct InjectedCrashTests {
    private static let places =
        ProcessInfo.processInfo.environment["CASEFILE_EVERY_CALL"] == "1" ? Array(1...200) : [1, 2, 4, 9, 17, 33, 65, 129]
    private static let program = Validator.project.appending(path: ".build/debug/casefile").path

    @Test(arguments: ["mkdir", "pwrite64", "link", "renameat2", "syncfs", "fsync", "unlinkat", "unlink", "flock", "ftruncate"])
    func everyCallMayBeTheLast(call: String) throws {
        guard try run(["strace", "-qq", "-o", "/dev/null", "true"]).status == 0 else {
            print("crashes at injected points were NOT tested: strace cannot run here")
            return
        }
        let scratch = try Scratch()
        let source = scratch.path + "/source"
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: false)
        var killed = 0
        for isNew in [false, true] {
            for place in Self.places {
                let order = "shop:\(isNew ? "new" : "old")\(place)"
                if !isNew { try scratch.add(order, ["a.txt": "one", "b/c.txt": "two"]) }
                let before = isNew ? 0 : 1
                for name in ["a.txt", "d.txt"] {
                    try Data("\(call) \(place) \(name)".utf8).write(to: URL(fileURLWithPath: source + "/" + name))
                }
                let outcome = try run([
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(place)",
                    Self.program, "archive", "add", scratch.archivePath, "--order", order, source, "--json",
                ])
                #expect(try scratch.audit().problems == [], "\(call) \(place)")
                let now = (try? scratch.archive.order(OrderName(order)).version) ?? 0
                #expect(now == before || now == before + 1, "\(call) \(place)")
                if outcome.output.contains("\"addition\"") {
                    #expect(outcome.output.contains("\"version\":\(now)"), "\(call) \(place): what was acknowledged is there")
                }
                if outcome.status == 0 { break }
                killed += 1
            }
        }
        #expect(killed > 0 || call == "unlink" || call == "unlinkat")
        #expect(try Validator.complaints(scratch.archivePath) == "")
        #expect(try run([Self.program, "archive", "list", "--quiet", scratch.archivePath]).status == 0)
        #expect(try scratch.litter == [])
    }
}
