import ArgumentParser
import CaseModel
import EvidenceFormats
import EvidenceIngest

struct FormatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "Lists the formats casefile reads, and what of each.",
        discussion: "Files of other formats are kept as exhibits all the same.")

    @Flag(help: "Also which parts of each format are read, passed over, or missing.")
    var coverage = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let descriptors = BuiltinFormats.all.map(\.descriptor).sorted {
            ($0.family.rawValue, $0.id) < ($1.family.rawValue, $1.id)
        }
        if common.json {
            for descriptor in descriptors { common.console.output(Self.line(descriptor)) }
            return
        }
        for descriptor in descriptors {
            common.console.output("\(descriptor.id)  \(descriptor.title)\n    \(descriptor.fileNames)\n    \(descriptor.origin)")
            guard coverage else { continue }
            for (word, parts) in [
                ("read", descriptor.coverage.read), ("passed over", descriptor.coverage.passedOver),
                ("missing", descriptor.coverage.missing),
            ] where !parts.isEmpty {
                common.console.output("    \(word): \(parts.joined(separator: ", "))")
            }
        }
    }

    private static func line(_ descriptor: IngestorDescriptor) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "format")
            json.member("id", descriptor.id)
            json.member("family", descriptor.family.rawValue)
            json.member("title", descriptor.title)
            json.member("origin", descriptor.origin)
            json.member("fileNames", descriptor.fileNames)
            json.member(
                "coverage",
                object: { json in
                    json.member("read", descriptor.coverage.read)
                    json.member("passedOver", descriptor.coverage.passedOver)
                    json.member("missing", descriptor.coverage.missing)
                })
        }
        json.newline()
        return json.take()
    }
}
