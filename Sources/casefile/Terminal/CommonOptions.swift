import ArgumentParser
import Foundation

/// What every command understands.
struct CommonOptions: ParsableArguments {
    @Flag(help: "Write the result as JSON lines on standard output.")
    var json = false

    @Flag(help: "No progress and no remarks; errors are still shown.")
    var quiet = false

    var console: Console { Console(isQuiet: quiet) }
}

/// How many threads work.
struct WorkerOptions: ParsableArguments {
    @Option(
        name: .customShort("j"),
        help: ArgumentHelp("Files worked on at the same time (default: the number of cores).", valueName: "N"))
    var wanted: Int?

    var workers: Int { wanted ?? min(256, ProcessInfo.processInfo.activeProcessorCount) }

    func validate() throws {
        guard (1...256).contains(workers) else { throw ValidationError("-j needs a number from 1 to 256.") }
    }
}

/// For commands that read evidence.
struct ReadingOptions: ParsableArguments {
    @OptionGroup var work: WorkerOptions

    @Option(
        help: ArgumentHelp(
            "Gigabytes that all parts of one zip may unpack to. A phone's chat export can need more.", valueName: "GB"))
    var containerLimit: Int = 2

    var workers: Int { work.workers }

    func validate() throws {
        guard (1...4096).contains(containerLimit) else {
            throw ValidationError("--container-limit needs a number of gigabytes from 1 to 4096.")
        }
    }
}
