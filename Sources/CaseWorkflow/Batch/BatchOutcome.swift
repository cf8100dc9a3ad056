import ByteIO
import CaseModel
import JSONReading

/// What became of one order.
package struct BatchOutcome: Hashable, Sendable {
    /// PLATFORM:ID.
    package let order: String
    package let status: WorkerAnswer.Status
    /// Made in this run; false: it was there, and nothing had changed.
    package var isNew: Bool
    /// Name of the dossier in the output folder; nil when none was made.
    package let file: String?
    package let sha256: String?
    package let summary: DossierSummary?
    package let error: String?
    /// Time it took to make.
    package let seconds: String

    init(_ order: String, _ answer: WorkerAnswer, file: String?, seconds: String) {
        self.order = order
        status = answer.status
        isNew = true
        self.file = answer.sha256 == nil ? nil : file
        sha256 = answer.sha256
        summary = answer.dossier
        error = answer.error
        self.seconds = seconds
    }

    init?(_ value: JSONValue) {
        guard let order = value["order"]?.string,
            let status = value["status"]?.string.flatMap(WorkerAnswer.Status.init(rawValue:))
        else { return nil }
        self.order = order
        self.status = status
        isNew = value["made"]?.bool ?? false
        file = value["file"]?.string
        sha256 = value["sha256"]?.string
        summary = value["dossier"].flatMap(DossierSummary.init)
        error = value["error"]?.string
        seconds = value["seconds"]?.string ?? ""
    }

    /// Writes the members into an open object.
    func write(_ json: inout JSONWriter) {
        json.member("order", order)
        json.member("status", status.rawValue)
        json.member("made", isNew)
        json.nullable("file", file)
        json.nullable("sha256", sha256)
        json.nullable("error", error)
        if let summary { json.member("dossier", object: { json in summary.write(&json) }) }
        json.member("seconds", seconds)
    }

    /// A line of `outcomes.ndjson` and of `batch --json`.
    package var line: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "outcome")
            write(&json)
        }
        json.newline()
        return json.take()
    }
}

/// What a finished order was made from: kept, so that the next run knows whether it is up to date.
struct BatchRecord: Sendable {
    /// Digest of all that the outcome follows from.
    let key: String
    /// Of the dossier; nil when none was made.
    let stamp: FileStamp?
    let outcome: BatchOutcome

    init(key: String, stamp: FileStamp?, outcome: BatchOutcome) {
        self.key = key
        self.stamp = stamp
        self.outcome = outcome
    }

    init?(line: [UInt8]) {
        var reader = JSONReader(line)
        guard let value = try? reader.value(), let key = value["key"]?.string, let outcome = value["outcome"].flatMap(BatchOutcome.init)
        else { return nil }
        self.key = key
        self.outcome = outcome
        let facts = value["stamp"]
        if let bytes = facts?["bytes"]?.integer, let inode = facts?["inode"]?.string.flatMap({ UInt64($0) }),
            let modified = facts?["modified"]?.integer
        {
            stamp = FileStamp(bytes: bytes, inode: inode, modified: modified)
        } else {
            stamp = nil
        }
    }

    var line: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("key", key)
            if let stamp {
                json.member(
                    "stamp",
                    object: { json in
                        json.member("bytes", stamp.bytes)
                        json.member("inode", String(stamp.inode))
                        json.member("modified", stamp.modified)
                    })
            }
            json.member("outcome", object: { json in outcome.write(&json) })
        }
        json.newline()
        return json.take()
    }
}
