import ArgumentParser

struct ChartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart",
        abstract: "Draws how casefile compares with the others, from results that were kept with --json, and prints them as a table.")

    @Argument(help: ArgumentHelp("The results.", valueName: "results.ndjson"))
    var results: String

    @Argument(help: ArgumentHelp("Where the drawing goes.", valueName: "file.svg"))
    var drawing: String

    func run() throws {
        let measurements = try ResultFile.read(results)
        let chart = RatioChart(measurements)
        guard !chart.groups.isEmpty else { throw BenchFailure("\(results) holds no comparison with another program") }
        try Folders.write(Array(chart.svg.utf8), to: drawing)
        print(Self.table(measurements))
    }

    /// Markdown.
    static func table(_ measurements: [Measurement]) -> String {
        var lines = ["| what | of what | program | time | rate | peak memory | casefile is |", "|---|---|---|--:|--:|--:|--:|"]
        for measurement in measurements {
            let time = measurement.seconds < 1 ? Text.milliseconds(measurement.seconds) : Text.seconds(measurement.seconds)
            let rate = measurement.rate.map { "\(Text.rate($0)) \(measurement.unit ?? "")" } ?? ""
            let memory = measurement.peakMemory.map(Text.megabytes) ?? ""
            let ratio = measurement.ratio.map { Text.ratio($0) + " × as fast" } ?? ""
            lines.append(
                "| \(measurement.work) | \(measurement.input) | \(measurement.contender) | \(time) | \(rate) | \(memory) | \(ratio) |")
        }
        return lines.joined(separator: "\n")
    }
}
