import CaseModel
import JSONReading

/// What became of one job.
package struct WorkerAnswer: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable {
        /// The dossier is there, and everything in it was read.
        case done
        /// The dossier is there; some evidence in it could not be read.
        case unread
        /// There is no dossier.
        case failed
    }

    /// Nil for a line whose id could not be read.
    package let id: String?
    package let status: Status
    /// Of the dossier; nil when there is none.
    package var path: String?
    package var sha256: String?
    /// One line that says why there is no dossier.
    package var error: String?
    /// Nil when it was not asked for.
    package var dossier: DossierSummary?

    package init(id: String?, status: Status) {
        self.id = id
        self.status = status
    }

    package static func failed(_ id: String?, _ reason: String) -> WorkerAnswer {
        var answer = WorkerAnswer(id: id, status: .failed)
        answer.error = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
        return answer
    }

    /// The answer as a line. All six keys stand in each. `seconds` is measured by the caller, who has a clock.
    package func line(seconds: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.nullable("id", id)
            json.member("status", status.rawValue)
            json.nullable("path", path)
            json.nullable("sha256", sha256)
            json.member("seconds", seconds)
            json.nullable("error", error)
            if let dossier { json.member("dossier", object: { json in dossier.write(&json) }) }
        }
        json.newline()
        return json.take()
    }

    /// Reads a worker's line; nil for anything else.
    package static func read(_ line: [UInt8]) -> (answer: WorkerAnswer, seconds: String)? {
        var reader = JSONReader(line)
        guard let value = try? reader.value(), let status = value["status"]?.string.flatMap(Status.init(rawValue:)) else { return nil }
        var answer = WorkerAnswer(id: value["id"]?.string, status: status)
        answer.path = value["path"]?.string
        answer.sha256 = value["sha256"]?.string
        answer.error = value["error"]?.string
        answer.dossier = value["dossier"].flatMap(DossierSummary.init)
        return (answer, value["seconds"]?.string ?? "")
    }
}

extension JSONWriter {
    /// A key with a text or `null`, for lines that have the same keys always.
    mutating func nullable(_ name: String, _ text: String?) {
        key(name)
        if let text { value(text) } else { null() }
    }
}
