import ArgumentParser
import CaseWorkflow
import Foundation

/// What every command understands.
struct CommonOptions: ParsableArguments {
    @Flag(help: "Write the result as JSON lines on standard output.")
    var json = false

    @Flag(help: "No progress and no remarks; errors are still shown.")
    var quiet = false

    var console: Console { Console(isQuiet: quiet) }
}

/// What numbers the options of several commands take. Each throws `ValidationError` for another.
enum OptionRange {
    /// Workers when nobody says how many.
    static var cores: Int { min(256, ProcessInfo.processInfo.activeProcessorCount) }

    static func checkWorkers(_ count: Int) throws {
        guard (1...256).contains(count) else { throw ValidationError("-j needs a number from 1 to 256.") }
    }

    static func checkContainerLimit(_ gigabytes: Int) throws {
        guard BuildOptions.containerGigabytes.contains(gigabytes) else {
            throw ValidationError("--container-limit needs a number of gigabytes from 1 to 4096.")
        }
    }

    static func checkSeconds(_ seconds: Int, _ option: String) throws {
        guard (1...86_400).contains(seconds) else { throw ValidationError("\(option) needs a number of seconds from 1 to 86400.") }
    }
}

/// How many threads work.
struct WorkerOptions: ParsableArguments {
    @Option(
        name: .customShort("j"),
        help: ArgumentHelp("Files worked on at the same time (default: the number of cores).", valueName: "N"))
    var wanted: Int?

    var workers: Int { wanted ?? OptionRange.cores }

    func validate() throws { try OptionRange.checkWorkers(workers) }
}

/// For commands that read evidence.
struct ReadingOptions: ParsableArguments {
    @OptionGroup var work: WorkerOptions

    @Option(
        help: ArgumentHelp(
            "Gigabytes that all parts of one zip may unpack to. A phone's chat export can need more.", valueName: "GB"))
    var containerLimit: Int = 2

    var workers: Int { work.workers }

    func validate() throws { try OptionRange.checkContainerLimit(containerLimit) }
}
