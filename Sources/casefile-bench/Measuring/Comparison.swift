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

    let title: String
    /// Bytes of input, for a rate; nil where a rate says nothing.
    var bytes: Int64?
    let contenders: [Contender]

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

    /// Measures and prints the table.
    @discardableResult
    func report(runs: Int) throws -> [Figure] {
        let figures = try measure(runs: runs)
        print("\n\(title)\(bytes.map { ", \(Text.megabytes($0))" } ?? "")")
        let width = figures.map(\.name.count).max() ?? 0
        for figure in figures {
            var line = "  " + figure.name + String(repeating: " ", count: width - figure.name.count)
            line += "  \(Text.seconds(figure.seconds)) (fastest \(Text.seconds(figure.fastest))"
            line += ", processor \(Text.seconds(figure.processorSeconds)))  peak \(Text.megabytes(figure.peakMemory))"
            if let bytes, figure.seconds > 0 { line += "  \(Text.megabytes(Int64(Double(bytes) / figure.seconds)))/s" }
            if let ours = figures.first, figure.name != ours.name, ours.seconds > 0 {
                line += "  casefile is \(Text.ratio(figure.seconds / ours.seconds)) x as fast"
            }
            print(line)
        }
        return figures
    }
}

/// Figures as text.
enum Text {
    static func seconds(_ value: Double) -> String { fixed(value, value < 10 ? 3 : 1) + " s" }
    static func ratio(_ value: Double) -> String { fixed(value, 2) }
    static func megabytes(_ bytes: Int64) -> String { fixed(Double(bytes) / 1e6, bytes < 10_000_000 ? 1 : 0) + " MB" }

    private static func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
