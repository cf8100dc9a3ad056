import ByteIO
import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import JSONReading
import Testing
import XMLReading

/// Real exports of other people's projects, with what is expected of them. They are not part of this project: they lie
/// in `CASEFILE_CORPUS`, else beside the package.
enum ChatCorpus {
    struct Row: Sendable, CustomStringConvertible {
        let path: String
        let formats: [String]
        let status: [String]
        let counts: [String: Int]
        let first: String?
        let last: String?
        var description: String { path }
    }

    static let root: String = {
        if let given = ProcessInfo.processInfo.environment["CASEFILE_CORPUS"] { return given + "/chats" }
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.appendingPathComponent("../shared/corpus/chats").standardized.path
    }()

    static func rows(_ folder: String) -> [Row] {
        guard let lines = try? String(contentsOfFile: root + "/expected.jsonl", encoding: .utf8) else { return [] }
        return lines.split(separator: "\n").compactMap { line in
            var reader = JSONReader(Array(line.utf8))
            guard let value = try? reader.value(), let path = value["path"]?.string, path.hasPrefix(folder + "/"),
                value["sure"]?.bool != false
            else { return nil }
            var counts: [String: Int] = [:]
            for member in value["counts"]?.members ?? [] { counts[member.key] = member.value.integer.map { Int($0) } }
            return Row(
                path: path, formats: value["format"]?.array?.compactMap(\.string) ?? [],
                status: value["status"]?.array?.compactMap(\.string) ?? [], counts: counts,
                first: value["first"]?.string, last: value["last"]?.string)
        }
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: root + "/" + path)))
    }

    static func probe(_ bytes: [UInt8], name: String) -> FileProbe {
        let head = Array(bytes.prefix(FileProbe.headLength))
        return FileProbe(
            name: name, size: Int64(bytes.count), head: head, mediaType: "application/octet-stream", puid: nil,
            text: DecodedText(head)?.text, xml: XMLProbe(head: head), json: JSONProbe(head: head))
    }

    /// Earliest and latest time among the counted records, by instant where there is one, else by wall clock.
    static func outermost(_ records: [Record]) -> (first: EventTime?, last: EventTime?) {
        let times = records.compactMap { record -> EventTime? in
            guard let time = record.time, time.iso != nil else { return nil }
            return time
        }
        let key: (EventTime) -> Int64 = { $0.orderingSeconds(offset: { _ in 0 }) ?? 0 }
        return (times.min { key($0) < key($1) }, times.max { key($0) < key($1) })
    }
}

@Suite("Corpus of chats", .enabled(if: FileManager.default.fileExists(atPath: ChatCorpus.root), "no corpus beside the package"))
struct ChatCorpusTests {
    @Test("WhatsApp", arguments: ChatCorpus.rows("whatsapp_txt"))
    func whatsApp(row: ChatCorpus.Row) throws { try check(row, WhatsAppText()) }

    @Test("Telegram", arguments: ChatCorpus.rows("telegram_json"))
    func telegram(row: ChatCorpus.Row) throws { try check(row, TelegramJSON()) }

    @Test("SMS Backup & Restore", arguments: ChatCorpus.rows("sms_backup_restore_xml"))
    func smsBackup(row: ChatCorpus.Row) throws { try check(row, SMSBackupXML()) }

    @Test("no other file of the corpus is claimed", arguments: ["chats", "logistics", "documents", "orders"])
    func othersAreDeclined(family: String) throws {
        let ingestors: [any Ingestor] = [WhatsAppText(), TelegramJSON(), SMSBackupXML()]
        let root = URL(fileURLWithPath: ChatCorpus.root).deletingLastPathComponent().appendingPathComponent(family).path
        let lines = try String(contentsOfFile: root + "/expected.jsonl", encoding: .utf8).split(separator: "\n")
        for line in lines {
            var reader = JSONReader(Array(line.utf8))
            guard let row = try? reader.value(), let path = row["path"]?.string,
                let data = FileManager.default.contents(atPath: root + "/" + path)
            else { continue }
            let formats = row["format"]?.array?.compactMap(\.string) ?? []
            let probe = ChatCorpus.probe(Array(data), name: String(path.split(separator: "/").last ?? ""))
            for ingestor in ingestors where !formats.contains(ingestor.descriptor.id) {
                #expect(ingestor.recognize(probe) == .no, "\(ingestor.descriptor.id) claims \(path)")
            }
        }
    }

    private func check(_ row: ChatCorpus.Row, _ ingestor: some Ingestor) throws {
        let bytes = try ChatCorpus.bytes(row.path)
        let name = String(row.path.split(separator: "/").last ?? "")
        let recognition = ingestor.recognize(ChatCorpus.probe(bytes, name: name))
        if row.formats.contains(ingestor.descriptor.id) {
            #expect(recognition != .no)
        } else {
            #expect(recognition == .no)
            return
        }
        let (sink, error) = CollectingSink.read(bytes, as: name, with: ingestor)
        let problems = sink.diagnostics.filter { $0.kind.severity == .error }
        let isPartial = !problems.isEmpty || (error != nil && !sink.records.isEmpty)
        let status = error != nil && sink.records.isEmpty ? "failed" : isPartial ? "partial" : "read"
        #expect(row.status.contains(status), "\(status): \((problems + (error.map { [$0.diagnostic] } ?? [])).map(\.message))")
        let counts = ChatCounts(sink.records.map(\.record))
        for (key, wanted) in row.counts { #expect(counts.all[key] == wanted, "\(key)") }
        let (first, last) = ChatCorpus.outermost(sink.records.map(\.record))
        if let wanted = row.first { #expect(isSame(wanted, first), "first \(wanted) is \(first?.iso ?? "-")") }
        if let wanted = row.last { #expect(isSame(wanted, last), "last \(wanted) is \(last?.iso ?? "-")") }
    }

    /// As instants when both have a zone, else by local fields at the coarser precision.
    private func isSame(_ wanted: String, _ time: EventTime?) -> Bool {
        guard let time, let expected = ISOTime.parse(wanted) else { return false }
        if case .instant(let a, _) = expected.value, case .instant(let b, _) = time.value {
            return abs(a.seconds - b.seconds) < 60
        }
        guard let a = expected.wallClock, let b = time.wallClock else { return expected.day == time.day }
        let isSecond = a.second == nil || b.second == nil || a.second == b.second
        return a.day == b.day && a.hour == b.hour && a.minute == b.minute && isSecond
    }
}

/// What `inspect` counts of a chat.
struct ChatCounts {
    private(set) var all: [String: Int] = ["messages": 0, "system": 0, "calls": 0, "participants": 0]

    init(_ records: [Record]) {
        var senders: Set<String> = []
        for record in records {
            switch record {
            case .message(let message):
                all["messages", default: 0] += 1
                senders.insert(message.sender.key)
            case .notice: all["system", default: 0] += 1
            case .call: all["calls", default: 0] += 1
            default: break
            }
        }
        all["participants"] = senders.count
    }
}
