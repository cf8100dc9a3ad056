import CaseModel
import EvidenceFormats
import EvidenceIngest

/// One record as a line: time, what it is, who, words.
func chatLine(_ record: Record) -> String {
    switch record {
    case .message(let message):
        let files = message.attachments.map { file in
            switch file.state {
            case .item(let item): "[\(file.name ?? "-") item \(item)]"
            case .missing: "[\(file.name ?? "-") missing]"
            case .omitted: "[\(file.name ?? "-") omitted]"
            }
        }.joined()
        return [
            message.time.iso ?? "?", message.kind.rawValue + (message.isEdited ? "*" : ""), message.sender.name ?? "-",
            message.text + files,
        ].joined(separator: " | ")
    case .notice(let notice): return "\(notice.time.iso ?? "?") | notice | \(notice.actor?.name ?? "-") | \(notice.text)"
    case .call(let call):
        let seconds = call.durationSeconds.map { " \($0) s" } ?? ""
        return "\(call.time.iso ?? "?") | \(call.isVideo ? "video" : "voice") \(call.outcome.rawValue)\(seconds) | "
            + "\(call.party.name ?? "-") | \(call.text)"
    default: return "?"
    }
}

func readWhatsApp(_ text: String, as name: String = "_chat.txt", siblings: [String: Int] = [:]) -> CollectingSink {
    CollectingSink.read(Array(text.utf8), as: name, with: WhatsAppText(), siblings: siblings).sink
}

func chatLines(_ text: String) -> [String] { readWhatsApp(text).records.map { chatLine($0.record) } }

let leftMark = "\u{200E}"
let rightMark = "\u{200F}"
let hardBlank = "\u{A0}"
let thinBlank = "\u{202F}"
