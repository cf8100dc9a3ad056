import CaseModel
import EvidenceIngest
import JSONReading
import XMLReading

extension IngestError {
    /// A break in a JSON document, with its place.
    init(_ error: JSONReadingError) {
        switch error {
        case .malformed(let reason, let offset), .limit(let reason, let offset):
            self.init(.jsonMalformed, at: .byte(offset), ["reason": reason])
        case .unreadable(let reason): self.init(.jsonMalformed, ["reason": reason])
        }
    }

    /// A break in an XML document, with its place.
    init(_ error: XMLReadingError) {
        switch error {
        case .malformed(let reason, let line): self.init(.xmlMalformed, at: .line(line), ["reason": reason])
        case .limit(let reason, let line): self.init(.xmlLimit, at: .line(line), ["reason": reason])
        case .unreadable(let reason): self.init(.xmlMalformed, ["reason": reason])
        }
    }
}

/// How often something was met in a file, where first, and by which names: told once instead of at every place.
struct Mentions {
    private(set) var count = 0
    private var locator: Locator?
    private var names: [String] = []
    private static let nameLimit = 20

    mutating func add(_ locator: Locator, _ name: String? = nil) {
        if count == 0 { self.locator = locator }
        count += 1
        if let name, names.count < Self.nameLimit { names.append(name) }
    }

    /// Nothing when there was none.
    func report(_ kind: DiagnosticKind, into sink: inout some RecordSink) {
        guard count > 0 else { return }
        let list = names.joined(separator: ", ") + (count > names.count && !names.isEmpty ? ", …" : "")
        sink.report(kind, at: locator, ["count": String(count), "names": list])
    }
}
