package import CaseModel
import EvidenceArchive
import EvidenceIngest

/// One order with its versions and files.
package struct OrderDetails: Sendable {
    package struct File: Hashable, Sendable {
        /// The name as people may see it.
        package let path: String
        /// Raw bytes, when they are not UTF-8.
        package let rawPath: [UInt8]?
        package let bytes: Int64
        package let sha256: String
    }

    package struct Version: Hashable, Sendable {
        package let number: Int
        package let created: String
        package let user: String
        package let message: String
        package let added: Int
        package let files: Int
    }

    package let summary: OrderSummary
    package let versions: [Version]
    package let files: [File]
    package let refused: [Refusal]
    /// SHA-256 of the newest line of the custody log: kept elsewhere, it proves later that nobody wrote the log anew.
    package let custody: String
    /// SHA-512 of the inventory.
    package let inventory: String

    init(_ order: ArchivedOrder) {
        summary = OrderSummary(order)
        versions = order.versions.map {
            Version(number: $0.number, created: $0.created, user: $0.user, message: $0.message, added: $0.added, files: $0.files)
        }
        files = order.files.map { file in
            let (shown, encoding) = DecodedText.name(file.path)
            return File(path: shown, rawPath: encoding == nil ? nil : file.path, bytes: file.bytes, sha256: file.sha256 ?? "")
        }
        refused = order.refused.map { Refusal(path: DecodedText.name($0.path).shown, reason: $0.reason) }
        custody = order.custodyHash
        inventory = order.inventoryDigest
    }

    /// The line of `--json`.
    package func line() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "order")
            json.member("order", summary.order)
            json.member("inventory", inventory)
            json.member("custody", custody)
            json.member("versions", array: { json in for version in versions { version.write(&json) } })
            json.member("files", array: { json in for file in files { file.write(&json) } })
            json.member("refused", refused)
        }
        json.newline()
        return json.take()
    }
}

extension OrderDetails.Version {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("version", number)
            json.member("created", created)
            json.member("user", user)
            json.member("message", message)
            json.member("added", added)
            json.member("files", files)
        }
    }
}

extension OrderDetails.File {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("path", path)
            json.member("pathBytes", rawPath?.hexadecimal)
            json.member("bytes", bytes)
            json.member("sha256", sha256)
        }
    }
}

/// What an archive holds of one order.
package enum ArchiveShowOperation {
    /// `order`: PLATFORM:ID. Throws `WorkflowError.archive` when it is not there.
    package static func run(_ path: String, order: String) throws -> OrderDetails {
        let archive = try ArchiveAccess.open(path)
        let name = try ArchiveAccess.order(order)
        return try ArchiveAccess.perform { OrderDetails(try archive.order(name)) }
    }
}
