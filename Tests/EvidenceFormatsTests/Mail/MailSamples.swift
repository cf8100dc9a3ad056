import CaseModel
import EvidenceFormats
import EvidenceIngest

/// Mails of our own, and what a reader made of them.
struct ReadMail {
    let message: Message?
    let sink: CollectingSink
    let error: IngestError?

    var codes: Set<String> { Set(sink.diagnostics.map(\.kind.code)) }
    func extra(_ name: String) -> [String] { message?.extra.filter { $0.name == name }.map(\.text) ?? [] }

    init(_ bytes: [UInt8]) {
        let (sink, error) = CollectingSink.read(bytes, as: "mail.eml", with: Email())
        self.sink = sink
        self.error = error
        message = sink.records.lazy.compactMap { if case .message(let message) = $0.record { message } else { nil } }.first
    }

    init(_ text: String) { self.init(Array(text.replacing("\n", with: "\r\n").utf8)) }

    /// A header block that every mail has, and a body with its own fields.
    static func mail(_ rest: String, from: String = "Li Wei <li@seller.example>", date: String = "Mon, 2 Mar 2026 10:15:00 +0800") -> String
    {
        "From: \(from)\nTo: buyer@shop.example\nDate: \(date)\nMessage-ID: <1@seller.example>\nMIME-Version: 1.0\n" + rest
    }
}
