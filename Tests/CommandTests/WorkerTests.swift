import Foundation
import Testing

@Suite struct WorkerTests {
    private static func job(_ id: String, _ source: String, _ output: String, _ options: String = "\"pdf\":false") -> String {
        "{\"id\":\"\(id)\",\"source\":\"\(source)\",\"output\":\"\(output)\",\"options\":{\"createdAt\":\"\(OrderArchive.time)\",\(options)}}\n"
    }

    @Test func everyLineHasItsAnswer() async throws {
        try await Program.inFolder { folder in
            let (good, messy) = (folder.appending(path: "good.zip").path, folder.appending(path: "messy.zip").path)
            let input =
                Self.job("a", Program.cases + "/marketplace-de", good) + "\n" + Self.job("b", Program.cases + "/messy", messy)
                + "no JSON\n" + Self.job("c", "/nowhere", good) + Self.job("d", Program.cases + "/messy", messy, "\"colour\":1")
            let ran = try await Program.run(["worker"], input: input)
            #expect(ran.status == 0)
            #expect(ran.output.split(separator: "\n").count == ran.lines.count, "nothing but JSON lines")
            #expect(ran.lines.map { $0["id"] as? String } == ["a", "b", nil, "c", "d"])
            #expect(ran.lines.map { $0["status"] as? String } == ["done", "unread", "failed", "failed", "failed"])
            for line in ran.lines { #expect(Set(line.keys) == ["id", "status", "path", "sha256", "seconds", "error"]) }
            let built = try await Program.run(
                "build", Program.cases + "/marketplace-de", "--no-pdf", "--json", "-o", folder.path + "/built.zip", "--created-at",
                OrderArchive.time)
            #expect(ran.lines[0]["sha256"] as? String == built.lines.last?["sha256"] as? String)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["built.zip", "good.zip", "messy.zip"])
        }
    }

    @Test(arguments: [
        ("{", "not JSON"), ("[]", "one JSON object"), ("{} {}", "not"), ("{\"id\":1}", "`id` has to be a string"),
        ("{}", "`id` is missing"),
        ("{\"id\":\"x\"}", "`source` is missing"), ("{\"id\":\"x\",\"source\":\"s\"}", "`output` is missing"),
        ("{\"id\":\"x\",\"source\":\"s\",\"source\":\"t\"}", "twice"), ("{\"id\":\"x\",\"colour\":1}", "unknown key `colour`"),
        ("{\"id\":\"x\",\"source\":\"s\",\"output\":\"o\",\"options\":{\"pdf\":1}}", "`pdf` has a value of another kind"),
        ("{\"id\":\"x\",\"source\":\"s\",\"output\":\"o\",\"options\":{\"createdAt\":\"2026-07-01\"}}", "time with zone"),
        ("{\"id\":\"x\",\"source\":\"s\",\"output\":\"o\",\"options\":{\"containerLimit\":0}}", "1 to 4096"),
    ])
    func faultIsNamed(line: String, words: String) async throws {
        let ran = try await Program.run(["worker"], input: line)
        #expect(ran.status == 0)
        #expect(ran.lines.count == 1)
        #expect(ran.lines.first?["status"] as? String == "failed")
        #expect((ran.lines.first?["error"] as? String)?.contains(words) == true, "\(ran.output)")
    }

    @Test func longLineIsNoJob() async throws {
        try await Program.inFolder { folder in
            let input =
                String(repeating: "x", count: 3 << 20) + "\n" + Self.job("a", Program.cases + "/marketplace-de", folder.path + "/a.zip")
            let ran = try await Program.run(["worker"], input: input)
            #expect(ran.lines.map { $0["status"] as? String } == ["failed", "done"])
        }
    }

    @Test func deadTypesetterCostsOneJob() async throws {
        try await Program.inFolder { folder in
            let environment = try Program.badTypesetter(in: folder, "kill -9 $$")
            let source = Program.project.appending(path: "SampleEvidence/formats/text/utf8.txt").path
            let input = ["a", "b"].map { Self.job($0, source, folder.path + "/\($0).zip", "\"pdf\":true") }.joined()
            let ran = try await Program.run(["worker"], input: input, environment: environment)
            #expect(ran.lines.map { $0["status"] as? String } == ["failed", "done"], "\(ran.output)\(ran.messages)")
        }
    }

    @Test func endsWhenToldTo() async throws {
        // Once it has answered a line it is at work.
        let line = """
            coproc WORKER { exec "$0" worker; }; worker=$WORKER_PID
            echo none >&"${WORKER[1]}"; read -r answer <&"${WORKER[0]}"
            kill -TERM $worker; wait $worker
            """
        let ended = try await Program.shell(line, Program.path, environment: [:])
        #expect(ended.status == 130, "\(ended.messages)")
    }
}
