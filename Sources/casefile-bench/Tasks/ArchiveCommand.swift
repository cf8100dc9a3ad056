import ArgumentParser
import Foundation

struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Orders are kept in an archive and audited, against restic, borg, and cp with sha256sum.",
        discussion: "A program that is not installed is left out, and that is said. Every run needs room for four copies of the input.")

    @Option(help: ArgumentHelp("Orders, five to twenty files each.", valueName: "N"))
    var orders = 500

    @Option(help: ArgumentHelp("Kilobytes of a photograph.", valueName: "kB"))
    var photo = 300

    @OptionGroup var options: BenchOptions

    func run() throws {
        let pile = try Inputs.orders(orders, photos: .init(bytes: photo * 1000), options)
        let (bytes, files) = try OrderPile.size(pile)
        let places = ArchivePlaces(work: Folders.absolute(options.work) + "/kept", source: pile)
        let input = "\(orders) orders, \(files) files, \(Text.megabytes(bytes))"
        try check(pile, places, files)
        try Comparison(
            task: "archive", work: "add", input: input, amount: .bytes(bytes), contenders: [addition(pile, places)] + places.additions()
        ).report(options)
        try Comparison(
            task: "archive", work: "audit", input: input, amount: .bytes(bytes),
            contenders: [
                .init(
                    name: "casefile archive audit",
                    run: { [try Child.expect([options.casefile, "archive", "audit", places.archive, "--quiet"])] })
            ] + places.audits()
        ).report(options)
        Folders.remove(places.work)
    }

    private func addition(_ pile: String, _ places: ArchivePlaces) -> Comparison.Contender {
        .init(
            name: "casefile archive import",
            prepare: {
                try places.clear(places.archive)
                try Child.expect([options.casefile, "archive", "init", places.archive, "--quiet"])
            },
            run: { [try Inputs.add(pile, to: places.archive, orders: orders, options)] })
    }

    /// What was added comes out again byte for byte, every file is in the archive, and adding it again adds nothing.
    private func check(_ pile: String, _ places: ArchivePlaces, _ files: Int) throws {
        let ours = addition(pile, places)
        try ours.prepare()
        _ = try ours.run()
        for number in [0, orders / 2, orders - 1] {
            let order = OrderFiles(number: number, seed: options.seed).facts.order
            let exported = places.work + "/exported"
            Folders.remove(exported)
            try Child.expect([options.casefile, "archive", "export", places.archive, order, exported, "--quiet"])
            try Child.expect(["diff", "-r", "\(pile)/\(number / 1000)/\(number)", exported])
        }
        let again = try Child.expect([
            options.casefile, "archive", "import", places.archive, "--table", pile + "/table.csv", "--quiet",
        ])
        guard again.output.contains("\(orders) orders: 0 with a new version, \(orders) unchanged; 0 problems") else {
            throw BenchFailure("the second import added something: \(again.output)")
        }
        let list = try Child.expect([options.casefile, "archive", "list", places.archive, "--json", "--quiet"]).output
        let kept = list.split(separator: "\n").reduce(0) { $0 + (Self.files(ofLine: $1) ?? 0) }
        guard kept == files else { throw BenchFailure("\(files) files were added, \(kept) are listed") }
    }

    private static func files(ofLine line: Substring) -> Int? {
        let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return object?["type"] as? String == "order" ? object?["files"] as? Int : nil
    }
}
