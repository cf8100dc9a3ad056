import CaseModel
import EvidenceIngest

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
