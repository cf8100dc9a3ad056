import Foundation

/// Several programs doing the same work, in turns.
struct Comparison {
    struct Contender {
        let name: String
        /// Puts things back to where they were before a run; not measured.
        var prepare: () throws -> Void = {}
        /// One run; what it returns is added up when a contender needs several commands.
        let run: () throws -> [ChildRun]
    }

    /// Name of the task.
    let task: String
    /// What is done, and what it is done to.
    let work: String
    let input: String
    /// What is worked through, for a rate; nil where a rate says nothing.
    var amount: Amount?
    let contenders: [Contender]

    enum Amount {
        case bytes(Int64)
        case items(Int, String)

        /// In the unit of `unit`.
        var value: Double {
            switch self {
            case .bytes(let bytes): Double(bytes) / 1e6
            case .items(let count, _): Double(count)
            }
        }
        var unit: String {
            switch self {
            case .bytes: "MB"
            case .items(_, let name): name
            }
        }
    }

    struct Figure {
        let name: String
        let seconds: Double
        let fastest: Double
        let processorSeconds: Double
        let peakMemory: Int64
    }

    /// The middle figures of `runs` turns. The first contender is ours; the table compares the others with it.
    func measure(runs: Int) throws -> [Figure] {
        var taken = [[(seconds: Double, processor: Double, memory: Int64)]](repeating: [], count: contenders.count)
        for _ in 0..<runs {
            for (index, contender) in contenders.enumerated() {
                try contender.prepare()
                // What the one before left for the disk to do is not this one's work.
                sync()
                let parts = try contender.run()
                taken[index].append(
                    (
                        parts.reduce(0) { $0 + $1.seconds }, parts.reduce(0) { $0 + $1.processorSeconds },
                        parts.map(\.peakMemory).max() ?? 0
                    ))
            }
        }
        return zip(contenders, taken).map { contender, runs in
            let sorted = runs.sorted { $0.seconds < $1.seconds }
            let middle = sorted[sorted.count / 2]
            return Figure(
                name: contender.name, seconds: middle.seconds, fastest: sorted[0].seconds, processorSeconds: middle.processor,
                peakMemory: runs.map(\.memory).max() ?? 0)
        }
    }

    /// Measures, prints the table, and adds the results to the file of `--json`.
    @discardableResult
    func report(_ options: BenchOptions) throws -> [Figure] {
        let figures = try measure(runs: options.runs)
        print("\n\(work): \(input)")
        let width = figures.map(\.name.count).max() ?? 0
        for figure in figures {
            var line = "  " + figure.name + String(repeating: " ", count: width - figure.name.count)
            line += "  \(Text.seconds(figure.seconds)) (fastest \(Text.seconds(figure.fastest))"
            line += ", processor \(Text.seconds(figure.processorSeconds)))  peak \(Text.megabytes(figure.peakMemory))"
            if let rate = rate(figure), let amount { line += "  \(Text.rate(rate)) \(amount.unit)/s" }
            if let ratio = ratio(figure, figures) { line += "  casefile is \(Text.ratio(ratio)) x as fast" }
            print(line)
        }
        try options.results.add(
            figures.map { figure in
                Measurement(
                    task: task, work: work, input: input, contender: figure.name, isOurs: figure.name.hasPrefix("casefile "),
                    seconds: figure.seconds, processorSeconds: figure.processorSeconds, peakMemory: figure.peakMemory,
                    rate: rate(figure), unit: amount.map { $0.unit + "/s" }, ratio: ratio(figure, figures))
            })
        return figures
    }

    private func rate(_ figure: Figure) -> Double? { figure.seconds > 0 ? amount.map { $0.value / figure.seconds } : nil }

    private func ratio(_ figure: Figure, _ figures: [Figure]) -> Double? {
        guard let ours = figures.first, figure.name != ours.name, ours.seconds > 0 else { return nil }
        return figure.seconds / ours.seconds
    }
}

/// Figures as text.
enum Text {
    static func seconds(_ value: Double) -> String { fixed(value, value < 10 ? 3 : 1) + " s" }
    static func milliseconds(_ seconds: Double) -> String { fixed(seconds * 1000, 1) + " ms" }
    static func ratio(_ value: Double) -> String { fixed(value, 2) }
    static func rate(_ value: Double) -> String { fixed(value, value < 100 ? 1 : 0) }
    static func megabytes(_ bytes: Int64) -> String { fixed(Double(bytes) / 1e6, bytes < 10_000_000 ? 1 : 0) + " MB" }

    static func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
