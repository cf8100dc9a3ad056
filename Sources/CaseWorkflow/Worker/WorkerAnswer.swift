package import CaseModel
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

/// What a list of many dossiers shows of one.
package struct DossierSummary: Hashable, Sendable {
    package let title: String
    package let bytes: Int64
    package let exhibits: Int
    package let children: Int
    /// Of the bundle; nil without PDFs.
    package let pages: Int?
    package let findings: Int
    /// Items that are not completely read.
    package let unread: Int
    /// What was not taken in at all.
    package let refused: Int

    init(_ result: BuildResult) {
        title = result.title
        bytes = result.bytes
        exhibits = result.exhibits
        children = result.children
        pages = result.pages
        findings = result.findings
        unread = result.unread.count
        refused = result.refused.count
    }

    /// Nil when a member is missing or of another kind.
    init?(_ value: JSONValue) {
        func number(_ key: String) -> Int? { value[key]?.integer.map(Int.init) }
        guard let title = value["title"]?.string, let bytes = value["bytes"]?.integer, let exhibits = number("exhibits"),
            let children = number("children"), let findings = number("findings"), let unread = number("unread"),
            let refused = number("refused")
        else { return nil }
        self.title = title
        self.bytes = bytes
        self.exhibits = exhibits
        self.children = children
        pages = number("pages")
        self.findings = findings
        self.unread = unread
        self.refused = refused
    }

    /// Writes the members into an open object.
    func write(_ json: inout JSONWriter) {
        json.member("title", title)
        json.member("bytes", bytes)
        json.member("exhibits", exhibits)
        json.member("children", children)
        json.member("pages", pages)
        json.member("findings", findings)
        json.member("unread", unread)
        json.member("refused", refused)
    }
}

extension JSONWriter {
    /// A key with a text or `null`, for lines that have the same keys always.
    mutating func nullable(_ name: String, _ text: String?) {
        key(name)
        if let text { value(text) } else { null() }
    }
}
