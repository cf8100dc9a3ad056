import ByteIO
import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import JSONReading
import Testing
import XMLReading

/// Expectations of the shared corpus for the formats of this folder, and their comparison with what a reader says.
/// The same rules as the corpus's own `score`; the readers are run alone, without the intake.
struct CorpusRow: Sendable, CustomTestStringConvertible {
    let path: String
    let family: String
    let json: JSONValue

    var testDescription: String { path }
    var isSure: Bool { json["sure"]?.bool ?? true }

    static let root: String? = {
        let environment = ProcessInfo.processInfo.environment["CASEFILE_CORPUS"]
        let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "../../../../shared/corpus")
        return [environment, beside.standardizedFileURL.path].compactMap { $0 }.first {
            FileManager.default.fileExists(atPath: $0 + "/EXPECTED.md")
        }
    }()

    /// The rows of some folders of a family; empty, with a word on standard error, when there is no corpus.
    static func rows(_ family: String, _ folders: [String]) -> [CorpusRow] {
        guard let root, let data = FileManager.default.contents(atPath: "\(root)/\(family)/expected.jsonl") else {
            FileHandle.standardError.write(Data("corpus not found: conformance of \(folders) NOT tested\n".utf8))
            return []
        }
        return data.split(separator: 0x0A).compactMap { line in
            var reader = JSONReader([UInt8](line))
            guard (try? reader.next()) == .objectStart, let row = try? reader.value(), let path = row["path"]?.string,
                folders.contains(where: { path.hasPrefix($0 + "/") })
            else { return nil }
            return CorpusRow(path: path, family: family, json: row)
        }
    }

    var bytes: [UInt8]? {
        Self.root.flatMap { FileManager.default.contents(atPath: "\($0)/\(family)/\(path)") }.map { [UInt8]($0) }
    }

    /// What the row wants and the reader does not say; and how many expectations were compared.
    func differences(with ingestor: some Ingestor) -> (compared: Int, missed: [String]) {
        guard let bytes else { return (1, ["cannot be opened"]) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let head = Array(bytes.prefix(FileProbe.headLength))
        let probe = FileProbe(
            name: name, size: Int64(bytes.count), head: head, mediaType: "", puid: nil,
            text: String(decoding: head, as: UTF8.self), xml: XMLProbe(head: head), json: JSONProbe(head: head))
        let isClaimed = ingestor.recognize(probe) != .no
        let formats = json["format"]?.array ?? []
        guard isClaimed else { return (1, formats.contains(.null) ? [] : ["not recognised"]) }
        let (sink, error) = CollectingSink.read(bytes, as: name, with: ingestor)
        if let error { return (1, ["failed: \(error.diagnostic.message)"]) }
        var summary = ItemSummary()
        for (record, _) in sink.records { summary.add(record) }
        return compare(summary)
    }

    private func compare(_ summary: ItemSummary) -> (compared: Int, missed: [String]) {
        var compared = 1
        var missed: [String] = []
        func check(_ key: String, _ isMet: Bool, _ found: String) {
            compared += 1
            if !isMet { missed.append("\(key): found \(found)") }
        }
        for (key, value) in summary.counts.all {
            guard let wanted = json["counts"]?[key]?.integer else { continue }
            check("counts.\(key) \(wanted)", Int64(value) == wanted, "\(value)")
        }
        for (key, time) in [("first", summary.first), ("last", summary.last)] {
            guard let wanted = json[key]?.string else { continue }
            check("\(key) \(wanted)", time.map { Self.same(wanted, $0) } ?? false, time?.iso ?? "none")
        }
        let facts = json["facts"]
        let lists = [
            ("trackingNumbers", summary.trackingNumbers.values), ("orderIDs", summary.orderIDs.values),
            ("documentNumbers", summary.documentNumbers.values),
        ]
        for (key, values) in lists {
            guard let wanted = facts?[key]?.array?.compactMap(\.scalar) else { continue }
            let isExact = json["exact"]?.array?.contains(.string(key)) ?? false
            check(
                "\(key) \(wanted)", Set(wanted).isSubset(of: values) && (!isExact || values.count == wanted.count),
                "\(values)")
        }
        if let wanted = facts?["deliveredAt"] {
            let isMet =
                wanted.string.map { text in summary.deliveredAt.map { Self.same(text, $0) } ?? false }
                ?? (summary.deliveredAt == nil)
            check("deliveredAt \(wanted)", isMet, summary.deliveredAt?.iso ?? "none")
        }
        if let wanted = facts?["totals"]?.array {
            let isMet = wanted.allSatisfy { total in
                summary.totals.contains {
                    $0.amount == Money.decimal(plain: total["amount"]?.scalar ?? "")
                        && $0.currency == total["currency"]?.string
                }
            }
            check("totals \(wanted)", isMet, "\(summary.totals.map { $0.text + " " + ($0.currency ?? "") })")
        }
        return (compared, missed)
    }

    /// As instants when both have a zone, else by local fields, at the coarser precision.
    private static func same(_ wanted: String, _ found: EventTime) -> Bool {
        guard let wanted = ISOTime.parse(wanted) else { return false }
        if case .instant(let a, _) = wanted.value, case .instant(let b, _) = found.value {
            return a.seconds == b.seconds
        }
        guard wanted.day == found.day else { return false }
        guard let a = wanted.wallClock, let b = found.wallClock else { return true }
        return a.hour == b.hour && a.minute == b.minute && (a.second == nil || b.second == nil || a.second == b.second)
    }
}
