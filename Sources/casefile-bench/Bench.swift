import ArgumentParser

/// The benchmark program: casefile against other people's tools on the same bytes in the same run. Every answer is
/// checked before a figure is printed.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "casefile-bench",
        abstract: "Measures casefile against other tools, side by side.",
        discussion: """
            Inputs are made from a seed, so that they are the same everywhere. Each figure is the middle of several runs that \
            take turns; ratios compare runs of the same turn order on the same machine. Peak memory is that of the largest \
            process. Build casefile with `swift build -c release` first.
            """,
        subcommands: [
            SampleCommand.self, PackageCommand.self, BundleCommand.self, FeedCommand.self,
            ArchiveCommand.self, BatchCommand.self, SearchCommand.self, ChartCommand.self,
        ])
}

/// What every measurement understands.
struct BenchOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The casefile program to measure.", valueName: "path"))
    var casefile = ".build/release/casefile"

    @Option(help: ArgumentHelp("Folder for inputs and outputs; made when missing, kept for the next run.", valueName: "folder"))
    var work = ".build/bench"

    @Option(help: ArgumentHelp("Runs of each program.", valueName: "N"))
    var runs = 3

    @Option(help: ArgumentHelp("Seed of the inputs.", valueName: "N"))
    var seed: UInt64 = 20_260_701

    @Option(help: ArgumentHelp("Also add the results to this file, one JSON object a line.", valueName: "file"))
    var json: String?

    var results: ResultFile { ResultFile(path: json) }

    func validate() throws {
        guard (1...100).contains(runs) else { throw ValidationError("--runs needs a number from 1 to 100.") }
    }
}
