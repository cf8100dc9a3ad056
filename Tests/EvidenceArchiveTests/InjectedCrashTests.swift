import Foundation
import Testing

@testable import EvidenceArchive

/// `kill -9` at every call of `add` that changes the disk, one after the other, by strace's injection.
@Suite struct InjectedCrashTests {
    private static let program = Validator.project.appending(path: ".build/debug/casefile").path

    @Test(arguments: ["mkdir", "pwrite64", "link", "renameat2", "syncfs", "fsync", "unlinkat", "unlink", "flock", "ftruncate"])
    func everyCallMayBeTheLast(call: String) throws {
        guard try run(["strace", "-qq", "-o", "/dev/null", "true"]).status == 0 else {
            print("crashes at injected points were NOT tested: strace cannot run here")
            return
        }
        let scratch = try Scratch()
        try scratch.add("shop:old", ["a.txt": "one", "b/c.txt": "two"])
        let source = scratch.path + "/source"
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: false)
        var killed = 0
        for isNew in [false, true] {
            var version = isNew ? 0 : 1
            for place in 1...400 {
                // A new order is new until its first version is there.
                let order = isNew ? "shop:new\(place)" : "shop:old"
                if isNew { version = 0 }
                for name in ["a.txt", "d.txt"] {
                    try Data("\(call) \(place) \(name)".utf8).write(to: URL(fileURLWithPath: source + "/" + name))
                }
                let outcome = try run([
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(place)",
                    Self.program, "archive", "add", scratch.archivePath, "--order", order, source, "--json",
                ])
                #expect(try scratch.audit().problems == [], "\(call) \(place)")
                let now = (try? scratch.archive.order(OrderName(order)).version) ?? 0
                #expect(now == version || now == version + 1, "\(call) \(place)")
                if outcome.output.contains("\"addition\"") {
                    #expect(outcome.output.contains("\"version\":\(now)"), "\(call) \(place): what was acknowledged is there")
                }
                version = now
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
