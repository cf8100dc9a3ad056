import ArgumentParser
import Foundation

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "All orders of an archive become dossiers with both PDFs; then again, when nothing has changed.",
        discussion: "Peak memory is that of all processes together (proportional shares).")

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Orders of each archive.", valueName: "N"))
    var orders = [100, 1000]

    @Option(help: ArgumentHelp("Kilobytes of a photograph.", valueName: "kB"))
    var photo = 60

    @Option(help: ArgumentHelp("Photographs of an order at most; each has a sheet and a page.", valueName: "N"))
    var photographs = 12

    @Option(help: ArgumentHelp("Measure a single worker up to so many orders.", valueName: "N"))
    var single = 1000

    @OptionGroup var options: BenchOptions

    func run() throws {
        for count in orders { try measure(count) }
    }

    private func measure(_ count: Int) throws {
        let archive = try Inputs.archive(orders: count, photos: .init(most: photographs, bytes: photo * 1000), options)
        let output = Folders.absolute(options.work) + "/dossiers"
        let input = "\(count) orders, up to \(photographs) photographs each"
        var contenders = [contender(archive, output, count, workers: 2)]
        if count <= single { contenders.append(contender(archive, output, count, workers: 1)) }
        // The last to run made what is there: sound dossiers, one per order.
        try Comparison(
            task: "batch", work: "dossiers with both PDFs", input: input, amount: .items(count, "orders"),
            contenders: contenders
        ).report(options)
        try check(output, count)
        try Comparison(
            task: "batch", work: "dossiers again, nothing changed", input: input, amount: .items(count, "orders"),
            contenders: [
                .init(
                    name: "casefile batch -j 2",
                    run: { [try batch(archive, output, workers: 2, "\"orders\":\(count),\"made\":0,\"unread\":0,\"upToDate\":\(count),")] })
            ]
        ).report(options)
        Folders.remove(output)
    }

    private func contender(_ archive: String, _ output: String, _ count: Int, workers: Int) -> Comparison.Contender {
        .init(
            name: "casefile batch -j \(workers)",
            prepare: { Folders.remove(output) },
            run: { [try batch(archive, output, workers: workers, "\"orders\":\(count),\"made\":\(count),")] })
    }

    private func batch(_ archive: String, _ output: String, workers: Int, _ expected: String) throws -> ChildRun {
        let run = try Child.expect(
            [
                options.casefile, "batch", archive, "-o", output, "-j", String(workers), "--created-at", "2026-07-01T00:00:00Z", "--json",
                "--quiet",
            ], addsMemory: true)
        guard run.output.contains(expected) else { throw BenchFailure("not \(expected) but \(run.output.suffix(300))") }
        return run
    }

    private func check(_ output: String, _ count: Int) throws {
        let dossiers = try FileManager.default.contentsOfDirectory(atPath: output).filter { $0.hasSuffix(".zip") }.sorted()
        guard dossiers.count == count else { throw BenchFailure("\(dossiers.count) dossiers of \(count) orders") }
        var pages = 0
        for name in [dossiers[0], dossiers[count / 2], dossiers[count - 1]] {
            let dossier = output + "/" + name
            try Child.expect([options.casefile, "verify", "--rederive", dossier])
            for pdf in ["report", "bundle"] {
                let unpacked = output + "/.checked"
                Folders.remove(unpacked)
                try Child.expect(["unzip", "-q", "-j", dossier, "*/data/\(pdf).pdf", "-d", unpacked])
                try Child.expect(["qpdf", "--check", "\(unpacked)/\(pdf).pdf"])
                pages += Int(try Child.expect(["qpdf", "--show-npages", "\(unpacked)/\(pdf).pdf"]).output.filter(\.isNumber)) ?? 0
                Folders.remove(unpacked)
            }
        }
        print("three dossiers checked, \(pages) pages in their six PDFs")
    }
}
