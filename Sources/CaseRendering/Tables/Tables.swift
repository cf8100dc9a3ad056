package import CaseModel
import Foundation

/// `tables/*.csv`: for people with a spreadsheet program. RFC 4180 with a byte order mark, which spreadsheet programs need
/// to read UTF-8; text that they would take for a formula has an apostrophe in front (standards/security.md R7). The exact
/// text stands in `case.json`.
package enum Tables {
    /// Name and bytes of every table, in the order of their names. A table without rows is left out.
    package static func files(_ theCase: Case, wording: Wording) -> [(name: String, bytes: [UInt8])] {
        let maker = TableMaker(theCase, wording: wording)
        return [
            ("account.csv", maker.account()), ("chronology.csv", maker.chronology()), ("exhibits.csv", maker.exhibits()),
            ("messages.csv", maker.messages()),
        ].compactMap { name, table in table.rows.isEmpty ? nil : (name, table.csv) }
    }
}

/// Rows of text under a row of headings.
struct Table {
    let heads: [String]
    var rows: [[String]] = []

    init(_ heads: [String]) { self.heads = heads }

    var csv: [UInt8] {
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        for row in [heads] + rows {
            for (index, field) in row.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                bytes += Self.quoted(Self.harmless(field))
            }
            bytes += [0x0D, 0x0A]
        }
        return bytes
    }

    /// What begins like a formula, in plain or full-width form, gets an apostrophe; a number of ours does not.
    static func harmless(_ field: String) -> String {
        guard let first = field.unicodeScalars.first else { return field }
        let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠", "\n"]
        guard dangerous.contains(first) else { return field }
        if Money.decimal(plain: field) != nil { return field }
        return "'" + field
    }

    private static func quoted(_ field: String) -> [UInt8] {
        let bytes = Array(field.utf8)
        guard bytes.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return bytes }
        var result: [UInt8] = [0x22]
        for byte in bytes {
            if byte == 0x22 { result.append(0x22) }
            result.append(byte)
        }
        return result + [0x22]
    }
}

/// Fills the tables of a case.
struct TableMaker {
    let theCase: Case
    let wording: Wording
    let citations: CitationText

    init(_ theCase: Case, wording: Wording) {
        self.theCase = theCase
        self.wording = wording
        citations = CitationText(theCase, map: PageMap(), wording: wording)
    }

    private func head(_ keys: String...) -> [String] { keys.map { wording.label("tables", $0) } }

    private func place(_ citation: Citation) -> String { citations.place(citation.locator) ?? "" }

    private func further(_ cited: Citations) -> String {
        cited.all.dropFirst().map { citations.text($0) }.joined(separator: "; ")
    }

    /// Time, the same in UTC, what is known of its zone, and as written.
    private func columns(_ time: CaseTime?) -> [String] {
        guard let time else { return ["", "", "", ""] }
        let zone =
            switch time.time.value {
            case .instant(_, let offset): Wording.offset(offset)
            case .local, .day, .span: time.isZoneAssumed ? wording.label("tables", "zone.assumed") : ""
            case .unknown: ""
            }
        return [time.time.iso ?? "", time.instant?.iso() ?? "", zone, time.time.text]
    }

    func chronology() -> Table {
        var table = Table(head("number", "time", "utc", "zone", "written", "kind", "text", "exhibit", "place", "further"))
        for (index, entry) in theCase.timeline.enumerated() {
            let first = entry.citations.first
            table.rows.append(
                [String(index + 1)] + columns(entry.time) + [
                    wording.label("viewer", "kind." + entry.kind.rawValue),
                    wording.sentence(entry.text, exhibit: citations.exhibit), citations.exhibit(first.item), place(first),
                    further(entry.citations),
                ])
        }
        return table
    }

    func exhibits() -> Table {
        var table = Table(
            head(
                "number", "partOf", "section", "title", "date", "source", "file", "type", "puid", "reader", "basis", "encoding",
                "reading", "bytes", "sha256", "sha512", "duplicateOf", "notes"))
        for exhibit in theCase.exhibits {
            let item = theCase.items[exhibit.item]
            table.rows.append([
                exhibit.number, exhibit.parent ?? "", wording.label("viewer", "section." + exhibit.section.rawValue),
                wording.sentence(exhibit.title, exhibit: citations.exhibit), exhibit.date?.time.iso ?? "", item.path,
                exhibit.file ?? "", item.mediaType, item.puid ?? "", item.format ?? "", item.basis, item.encoding ?? "",
                wording.label("viewer", "status." + item.status.rawValue), String(item.bytes), item.sha256, item.sha512,
                exhibit.duplicateOf ?? "", item.diagnostics.map { wording.diagnostic($0) }.joined(separator: "; "),
            ])
        }
        return table
    }

    func account() -> Table {
        var table = Table(
            head("number", "currency", "time", "utc", "zone", "written", "kind", "text", "amount", "balance", "exhibit", "place", "further"))
        for account in theCase.accounts {
            var balance: Decimal = 0
            for entry in account.entries {
                let isDebit = entry.kind == .charged || entry.kind == .refunded
                balance += isDebit ? entry.money.amount : -entry.money.amount
                let first = entry.citations.first
                table.rows.append(
                    [String(table.rows.count + 1), account.currency] + columns(entry.date) + [
                        wording.label("viewer", "accountKind." + entry.kind.rawValue),
                        wording.sentence(entry.text, exhibit: citations.exhibit), (isDebit ? "" : "-") + entry.money.plain,
                        Money(amount: balance, currency: nil, text: "").plain, citations.exhibit(first.item), place(first),
                        further(entry.citations),
                    ])
            }
        }
        return table
    }

    func messages() -> Table {
        var table = Table(
            head(
                "number", "conversation", "platform", "time", "utc", "zone", "written", "kind", "sender", "identity", "text", "exhibit",
                "place", "further"))
        for conversation in theCase.conversations {
            for entry in conversation.entries {
                let (kind, sender, text) = words(entry.content)
                let first = entry.citations.first
                table.rows.append(
                    [String(table.rows.count + 1), conversation.title ?? conversation.id, conversation.platform] + columns(entry.time) + [
                        wording.label("tables", "messageKind." + kind), sender?.name ?? "", sender?.identity?.value ?? "", text,
                        citations.exhibit(first.item), place(first), further(entry.citations),
                    ])
            }
        }
        return table
    }

    private func words(_ content: Conversation.Content) -> (kind: String, sender: Participant?, text: String) {
        switch content {
        case .message(let message): (message.kind.rawValue, message.sender, [message.subject, message.text].compactMap(\.self).joined(separator: "\n"))
        case .notice(let notice): ("notice", notice.actor, notice.text)
        case .call(let call): ("call", call.party, call.text)
        }
    }
}
