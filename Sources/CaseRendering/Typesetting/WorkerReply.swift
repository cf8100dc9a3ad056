import Foundation

/// A line of the worker. Small, so Foundation's reader serves.
struct WorkerReply: Decodable {
    private let ok: Bool?
    private let warningTexts: [String]?
    private let fontNames: [String]?
    private let hintTexts: [String]?
    private let messageText: String?
    let ready: String?
    let query: String?
    /// The most kilobytes the worker needed so far.
    let memory: Int?

    private enum CodingKeys: String, CodingKey {
        case ok, ready, query, memory
        case warningTexts = "warnings"
        case fontNames = "fonts"
        case hintTexts = "hints"
        case messageText = "message"
    }

    init?(_ line: String) {
        guard let reply = try? JSONDecoder().decode(WorkerReply.self, from: Data(line.utf8)) else { return nil }
        self = reply
    }

    var isDone: Bool { ok == true }
    var warnings: [String] { warningTexts ?? [] }
    var fonts: [String] { fontNames ?? [] }
    var hints: [String] { hintTexts ?? [] }
    var message: String { messageText ?? "" }
}
