import ArgumentParser
import ByteIO
import CaseModel
import CaseWorkflow
import EvidenceFormats
import EvidenceIngest

struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Shows what each file is, why, what was read from it, and what was not.",
        discussion: """
            Looks only; writes nothing.

            Exit status: 0 all of it was read or is of a kind that casefile keeps as it is; 3 some could not be read; \
            1 a file or folder could not be opened.
            """)

    @Argument(help: ArgumentHelp("Files or folders.", valueName: "path"))
    var paths: [String]

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await ExitStatus.run(console) {
            var listing = SourceListing()
            for path in paths { try listing.add(path, naming: .joined) }
            var options = IntakeOptions()
            options.keepsRecords = false
            options.digests = .sha256Only
            options.workers = reading.workers
            options.containerBytes = Int64(reading.containerLimit) << 30
            let printer = InspectPrinter(console: console, json: common.json)
            let tally = try await InspectOperation.run(
                listing, registry: IngestorRegistry(BuiltinFormats.all), options: options, each: printer.show)
            printer.close(tally)
            return tally.hasUnread ? ExitStatus.someUnread : .success
        }
    }
}

/// Shows items as they come.
struct InspectPrinter {
    let console: Console
    let json: Bool

    func show(_ finding: InspectOperation.Finding) {
        switch finding {
        case .item(let item, let summary, let parent):
            if json {
                console.output(InspectReport.line(item, summary, parentPath: parent))
            } else {
                show(item, summary)
            }
        case .refusal(let refusal):
            if json {
                console.output(InspectReport.line(refusal))
            } else {
                console.output("\(Console.safe(refusal.path))\n    refused: \(refusal.reason)")
            }
        }
    }

    func close(_ tally: InspectTally) {
        if json {
            console.output(InspectReport.summaryLine(tally))
            return
        }
        let parts = ItemStatus.allCases.compactMap { status in
            tally.byStatus[status].map { "\($0) \(status.rawValue)" }
        }
        let refused = tally.refused > 0 ? ", \(tally.refused) refused" : ""
        console.output("\n\(tally.items) items: \(parts.joined(separator: ", "))\(refused)")
    }

    private func show(_ item: Item, _ summary: ItemSummary) {
        let indent = String(repeating: "  ", count: item.path.components(separatedBy: "!/"))
        var lines = [indent + Console.safe(item.path)]
        let kind = item.format.map { "\($0) (\(item.basis))" } ?? item.mediaType
        lines.append("\(indent)    \(item.status.rawValue): \(kind), \(item.bytes) bytes")
        let counts = summary.counts.all.filter { $0.value > 0 }.map { "\($0.value) \($0.name)" }
        if !counts.isEmpty { lines.append("\(indent)    \(counts.joined(separator: ", "))") }
        if let first = summary.first?.iso, let last = summary.last?.iso {
            lines.append("\(indent)    \(first == last ? first : "\(first) to \(last)")")
        }
        for diagnostic in item.diagnostics {
            let line = diagnostic.locator.flatMap(\.lineNumber).map { " (line \($0))" } ?? ""
            lines.append(
                "\(indent)    \(diagnostic.kind.severity.rawValue): \(Console.safe(diagnostic.message))\(line) [\(diagnostic.kind.code)]")
        }
        console.output(lines.joined(separator: "\n"))
    }
}

extension String {
    /// How often `separator` occurs.
    fileprivate func components(separatedBy separator: String) -> Int {
        ranges(of: separator).count
    }
}
