import Foundation
import Testing

/// What the benchmark program makes of results; it is not measured here.
@Suite struct BenchTests {
    private static let bench = Program.project.appending(path: ".build/debug/casefile-bench").path

    private static func line(_ work: String, _ contender: String, seconds: Double, ratio: Double?) -> String {
        let more = ratio.map { ",\"ratio\":\($0)" } ?? ""
        return """
            {"task":"t","work":"\(work)","input":"10 <orders> & more","contender":"\(contender)","isOurs":\(ratio == nil),"seconds":\(seconds)\(more)}

            """
    }

    @Test func chartShowsTheLastRatioOfEachComparison() async throws {
        try await Program.inFolder { folder in
            let (results, drawing) = (folder.appending(path: "results.ndjson").path, folder.appending(path: "chart.svg").path)
            let lines =
                Self.line("add", "casefile add", seconds: 1, ratio: nil) + Self.line("add", "slow", seconds: 9, ratio: 9)
                + Self.line("add", "slow", seconds: 3.21, ratio: 3.21) + Self.line("audit", "quick", seconds: 0.5, ratio: 0.5)
            try Data(lines.utf8).write(to: URL(fileURLWithPath: results))
            let chart = try await Program.tool(Self.bench, "chart", results, drawing)
            #expect(chart.status == 0, "\(chart.messages)")
            #expect(chart.output.contains("| add | 10 <orders> & more | slow | 3.210 s |  |  | 3.21 × as fast |"))
            #expect(!chart.output.contains("9.00"))
            let svg = try String(contentsOfFile: drawing, encoding: .utf8)
            #expect(try await Program.tool("xmllint", "--noout", drawing).status == 0)
            #expect(svg.contains(">3.2×<") && svg.contains(">0.5×<") && svg.contains("10 &lt;orders&gt; &amp; more"))
            #expect(
                svg.components(separatedBy: "class=\"faster\"").count == 2 && svg.components(separatedBy: "class=\"slower\"").count == 2)
            let again = folder.appending(path: "again.svg").path
            _ = try await Program.tool(Self.bench, "chart", results, again)
            #expect(try String(contentsOfFile: again, encoding: .utf8) == svg)
        }
    }

    @Test func nothingToCompareIsSaid() async throws {
        try await Program.inFolder { folder in
            let results = folder.appending(path: "results.ndjson").path
            try Data(Self.line("add", "casefile add", seconds: 1, ratio: nil).utf8).write(to: URL(fileURLWithPath: results))
            let chart = try await Program.tool(Self.bench, "chart", results, folder.appending(path: "chart.svg").path)
            #expect(chart.status != 0 && chart.messages.contains("no comparison"))
        }
    }

    /// The inputs follow from the seed alone, and the program under measurement reads all of them.
    @Test func seededOrdersAreReadCompletely() async throws {
        try await Program.inFolder { folder in
            let work = folder.appending(path: "work").path
            let run = try await Program.tool(
                Self.bench, "search", "--casefile", Program.path, "--work", work, "--orders", "3", "--queries", "1", "--runs", "1",
                "--json",
                folder.appending(path: "results.ndjson").path)
            #expect(run.status == 0, "\(run.messages)")
            let results = try String(contentsOf: folder.appending(path: "results.ndjson"), encoding: .utf8).split(separator: "\n")
            #expect(results.count == 5)
            let pile = try #require(
                try FileManager.default.contentsOfDirectory(atPath: work).first { $0.hasSuffix("-20260701") && $0.hasPrefix("orders") })
            for order in 0..<3 {
                let inspected = try await Program.run("inspect", "\(work)/\(pile)/0/\(order)", "--json")
                let summary = try #require(inspected.lines.last)
                #expect(summary["items"] as? Int == summary["read"] as? Int, "order \(order)")
                #expect((5...20).contains(try #require(summary["items"] as? Int)))
            }
        }
    }
}
