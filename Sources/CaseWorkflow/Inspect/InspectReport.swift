package import CaseModel
package import EvidenceIngest

/// The lines of `inspect --json` (DESIGN §5): an interface that scripts depend on.
package enum InspectReport {
    package static func line(_ item: Item, _ summary: ItemSummary, parentPath: String?) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "item")
            json.member("path", item.path)
            json.member("parent", parentPath)
            if let raw = item.rawPath {
                json.member("pathBytes", raw.hexadecimal)
                json.member("pathEncoding", item.pathEncoding)
            }
            json.member("storedName", item.storedName)
            json.member("sha256", item.sha256)
            json.member("bytes", item.bytes)
            json.member("mediaType", item.mediaType)
            json.member("puid", item.puid)
            json.member("format", item.format)
            json.member("basis", item.basis)
            json.member("encoding", item.encoding)
            json.member("status", item.status.rawValue)
            json.member("counts", object: { json in for (name, value) in summary.counts.all { json.member(name, value) } })
            json.member("first", summary.first?.iso)
            json.member("last", summary.last?.iso)
            json.member("facts", object: { json in facts(summary, &json) })
            json.key("diagnostics")
            json.array { json in for diagnostic in item.diagnostics { write(diagnostic, &json) } }
        }
        json.newline()
        return json.take()
    }

    package static func line(_ refusal: Refusal) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "refusal")
            json.member("path", refusal.path)
            json.member("pathBytes", refusal.rawPath?.hexadecimal)
            json.member("reason", refusal.reason)
        }
        json.newline()
        return json.take()
    }

    package static func summaryLine(_ tally: InspectTally) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "summary")
            json.member("items", tally.items)
            for status in ItemStatus.allCases { json.member(status.rawValue, tally.byStatus[status] ?? 0) }
            json.member("refused", tally.refused)
        }
        json.newline()
        return json.take()
    }

    private static func facts(_ summary: ItemSummary, _ json: inout JSONWriter) {
        json.member("trackingNumbers", summary.trackingNumbers.values)
        json.member("orderIDs", summary.orderIDs.values)
        json.member("documentNumbers", summary.documentNumbers.values)
        json.member("deliveredAt", summary.deliveredAt?.iso)
        json.key("totals")
        json.array { json in
            for total in summary.totals {
                json.object { json in
                    json.member("amount", total.plain)
                    json.member("currency", total.currency)
                }
            }
        }
    }

    private static func write(_ diagnostic: Diagnostic, _ json: inout JSONWriter) {
        json.object { json in
            json.member("code", diagnostic.kind.code)
            json.member("severity", diagnostic.kind.severity.rawValue)
            json.member("message", diagnostic.message)
            if let locator = diagnostic.locator { json.member("position", object: { json in locator.write(&json) }) }
        }
    }
}

/// How many items ended in which way.
package struct InspectTally: Sendable {
    package private(set) var items = 0
    package private(set) var refused = 0
    package private(set) var byStatus: [ItemStatus: Int] = [:]

    package init() {}

    package mutating func add(_ status: ItemStatus) {
        items += 1
        byStatus[status, default: 0] += 1
    }

    package mutating func addRefusals(_ count: Int) { refused += count }

    /// True when some evidence could not be read: exit status 3.
    package var hasUnread: Bool { refused > 0 || (byStatus[.failed] ?? 0) > 0 || (byStatus[.partial] ?? 0) > 0 }
}

extension [UInt8] {
    /// Lower-case hexadecimal.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Locator {
    /// The members of a `position`.
    func write(_ json: inout JSONWriter) {
        switch self {
        case .whole: break
        case .line(let line): json.member("line", line)
        case .lines(let first, let last):
            json.member("line", first)
            json.member("lastLine", last)
        case .xml(let path, let line):
            json.member("path", path)
            json.member("line", line)
        case .json(let pointer): json.member("pointer", pointer)
        case .page(let page): json.member("page", page)
        case .header(let name): json.member("header", name)
        case .message(let number, let line):
            json.member("message", number)
            json.member("line", line)
        case .row(let row): json.member("row", row)
        case .byte(let offset): json.member("byte", offset)
        }
    }
}
