import ArgumentParser

struct FeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "A large tracking feed is inspected, against xmllint, which only checks its form.")

    @Option(help: ArgumentHelp("Megabytes of the feed.", valueName: "MB"))
    var megabytes: Int64 = 600

    @OptionGroup var options: BenchOptions

    func run() throws {
        let work = Folders.absolute(options.work)
        let bytes = megabytes * 1_000_000
        var events = 0
        let folder = try Folders.prepared("\(work)/feed-\(megabytes)-\(options.seed)") {
            events = try UPSFeed.write(bytes: bytes, to: $0 + "/feed.xml", seed: options.seed)
            try Folders.write(Array(String(events).utf8), to: $0 + "/events")
        }
        let feed = folder + "/feed.xml"
        let expected = try Child.expect(["cat", folder + "/events"]).output
        let inspect = [options.casefile, "inspect", "--json", "--quiet", feed]
        let answer = try Child.expect(inspect).output
        guard answer.contains("\"trackingEvents\":\(expected),") else {
            throw BenchFailure("\(expected) events were written, but: \(answer.prefix(600))")
        }
        try Comparison(
            task: "feed", work: "inspect", input: "a feed of \(expected) tracking events, \(megabytes) MB",
            amount: .bytes(try Folders.size(ofFile: feed)),
            contenders: [
                .init(name: "casefile inspect", run: { [try Child.expect(inspect)] }),
                .init(name: "xmllint --stream --noout", run: { [try Child.expect(["xmllint", "--stream", "--noout", feed])] }),
            ]
        ).report(options)
    }
}
