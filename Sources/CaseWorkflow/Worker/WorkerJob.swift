package import CaseModel
import JSONReading

/// One line of a worker's input: a dossier to make.
package struct WorkerJob: Hashable, Sendable {
    package let id: String
    package let source: String
    package let output: String
    /// Nil: the worker's own creation time.
    package var createdAt: Instant?
    package var makesPDFs = true
    /// Gigabytes that the parts of one container may unpack to.
    package var containerLimit = 2
    /// False: the caller brings the output to the disk itself.
    package var syncs = true
    /// The answer says more about the dossier, under `dossier`.
    package var isDetailed = false
    /// No dossier is made; the answer says how the case stands.
    package var assessesOnly = false

    package init(id: String, source: String, output: String) {
        self.id = id
        self.source = source
        self.output = output
    }

    /// Why a line is no job. `id` as far as it could be read, so that the answer can be told apart.
    package struct Fault: Error, Hashable, Sendable {
        package let id: String?
        package let reason: String
    }

    /// Reads a line. Unknown and repeated keys are faults: a typing error in an option must not pass for a default.
    package init(line: [UInt8]) throws(Fault) {
        let members = try Self.members(line)
        let id = members.first { $0.key == "id" }?.value.string
        func fault(_ reason: String) -> Fault { Fault(id: id, reason: reason) }
        var texts: [String: String] = [:]
        var options: [JSONValue.Member] = []
        for member in members {
            switch (member.key, member.value) {
            case ("id", .string(let text)), ("source", .string(let text)), ("output", .string(let text)):
                guard texts.updateValue(text, forKey: member.key) == nil else { throw fault("`\(member.key)` stands there twice") }
            case ("id", _), ("source", _), ("output", _): throw fault("`\(member.key)` has to be a string")
            case ("options", .object(let all)): options += all
            case ("options", _): throw fault("`options` has to be an object")
            default: throw fault("unknown key `\(member.key)`; a job has id, source, output and options")
            }
        }
        guard let id else { throw fault("`id` is missing") }
        guard let source = texts["source"], !source.isEmpty else { throw fault("`source` is missing") }
        guard let output = texts["output"], !output.isEmpty else { throw fault("`output` is missing") }
        self.init(id: id, source: source, output: output)
        for option in options {
            if let reason = set(option) { throw fault(reason) }
        }
    }

    private static func members(_ line: [UInt8]) throws(Fault) -> [JSONValue.Member] {
        var reader = JSONReader(line)
        let value: JSONValue
        let isAlone: Bool
        do throws(JSONReadingError) {
            value = try reader.value()
            isAlone = try reader.next() == nil
        } catch { throw Fault(id: nil, reason: "the line is not JSON: \(words(error))") }
        guard isAlone, reader.replacements == 0, let members = value.members else {
            throw Fault(id: nil, reason: "the line is not one JSON object in UTF-8")
        }
        return members
    }

    private static func words(_ error: JSONReadingError) -> String {
        switch error {
        case .malformed(let reason, let offset), .limit(let reason, let offset): "\(reason) at byte \(offset)"
        case .unreadable(let reason): reason
        }
    }

    /// Takes an option over; gives the fault, if it has one.
    private mutating func set(_ option: JSONValue.Member) -> String? {
        switch (option.key, option.value) {
        case ("createdAt", .string(let text)):
            guard case .instant(let instant, _)? = ISOTime.parse(text)?.value else {
                return "option `createdAt` needs a time with zone, like 2026-04-01T09:00:00Z"
            }
            createdAt = instant
        case ("pdf", .bool(let flag)): makesPDFs = flag
        case ("sync", .bool(let flag)): syncs = flag
        case ("detail", .bool(let flag)): isDetailed = flag
        case ("assess", .bool(let flag)): assessesOnly = flag
        case ("containerLimit", .number(let text)):
            guard let number = Int(text), BuildOptions.containerGigabytes.contains(number) else {
                return "option `containerLimit` needs a number of gigabytes from 1 to 4096"
            }
            containerLimit = number
        case ("createdAt", _), ("pdf", _), ("sync", _), ("detail", _), ("assess", _), ("containerLimit", _):
            return "option `\(option.key)` has a value of another kind"
        default: return "unknown option `\(option.key)`; there are createdAt, pdf, containerLimit, sync, detail and assess"
        }
        return nil
    }

    /// The job as a line, for a worker.
    package var line: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("id", id)
            json.member("source", source)
            json.member("output", output)
            json.member(
                "options",
                object: { json in
                    json.member("createdAt", createdAt.map { $0.iso() })
                    json.member("pdf", makesPDFs)
                    json.member("containerLimit", containerLimit)
                    if !syncs { json.member("sync", false) }
                    if isDetailed { json.member("detail", true) }
                    if assessesOnly { json.member("assess", true) }
                })
        }
        json.newline()
        return json.take()
    }
}
