import CaseModel
import EvidenceFormats
import EvidenceIngest
import Foundation
import Testing

/// The corpus's mails and mailboxes with all their mails inside, counted as `inspect` counts them.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: ChatCorpus.root), "no corpus beside the package"))
struct MailCorpusTests {
    struct Sum {
        var messages = 0
        var participants = 0
        var times: [EventTime] = []
        var isPartial = false
        var hasFailed = false
    }

    @Test func expectationsAreMet() throws {
        var (compared, met) = (0, 0)
        for row in ChatCorpus.rows("email_eml") + ChatCorpus.rows("mbox") {
            for (what, isMet) in try checks(row) {
                compared += 1
                if isMet { met += 1 } else { print("not met: \(row.path) \(what)") }
            }
        }
        print("mail corpus: \(met) of \(compared) expectations met")
        #expect(compared > 700 && met * 100 >= compared * 98)
    }

    private func checks(_ row: ChatCorpus.Row) throws -> [(String, Bool)] {
        let bytes = try ChatCorpus.bytes(row.path)
        let recognition = Email().recognize(ChatCorpus.probe(bytes, name: row.path))
        guard recognition != .no else { return [("format", !row.formats.contains("email") || row.status.contains("stored"))] }
        var sum = Sum()
        read(bytes, depth: 0, &sum)
        var result = [("format", row.formats.contains("email"))]
        let status = sum.hasFailed ? "failed" : sum.isPartial ? "partial" : "read"
        if !row.status.isEmpty { result.append(("status \(status)", row.status.contains(status))) }
        if let wanted = row.counts["messages"] { result.append(("messages \(sum.messages)", wanted == sum.messages)) }
        if let wanted = row.counts["participants"] { result.append(("participants \(sum.participants)", wanted == sum.participants)) }
        let ordered = sum.times.sorted { ($0.orderingSeconds { _ in 0 } ?? 0) < ($1.orderingSeconds { _ in 0 } ?? 0) }
        for (wanted, found) in [(row.first, ordered.first), (row.last, ordered.last)] {
            guard let wanted = wanted.flatMap({ ISOTime.parse($0) }) else { continue }
            let isSame = wanted.orderingSeconds { _ in 0 } == found?.orderingSeconds { _ in 0 }
            result.append(("time \(found?.iso ?? "none")", isSame))
        }
        return result
    }

    private func read(_ bytes: [UInt8], depth: Int, _ sum: inout Sum) {
        let (sink, error) = CollectingSink.read(bytes, as: "x.eml", with: Email())
        sum.hasFailed = sum.hasFailed || error != nil
        sum.isPartial = sum.isPartial || sink.diagnostics.contains { $0.kind.severity == .error }
        var senders: Set<String> = []
        for case (.message(let message), _) in sink.records {
            sum.messages += 1
            senders.insert(message.sender.key)
            if message.time.iso != nil { sum.times.append(message.time) }
        }
        sum.participants = max(sum.participants, senders.count)
        for child in sink.children where depth < 5 && Email().recognize(ChatCorpus.probe(child.bytes, name: "")) != .no {
            read(child.bytes, depth: depth + 1, &sum)
        }
    }

    /// A look at the words themselves, so that counting right is not enough.
    @Test(arguments: [
        ("email_eml/MailCore__mailcore2/989-encoding-6.eml", "windows-1251"),
        ("email_eml/mikel__mail/multi_charset__japanese_shift_jis.eml", "Shift_JIS"),
        ("email_eml/mikel__mail/multi_charset__ks_c_5601-1987.eml", "ks_c"), ("email_eml/MailCore__mailcore2/1021-chinese.eml", "gb"),
    ])
    func noWordsAreLost(path: String, charset: String) throws {
        let mail = ReadMail(try ChatCorpus.bytes(path))
        let message = try #require(mail.message)
        let words = (message.subject ?? "") + message.text
        #expect(!words.isEmpty && !words.unicodeScalars.contains("\u{FFFD}"), "\(charset): \(words)")
    }
}
