/// How grave a diagnostic is. `error` makes an item `partial`: something of it could not be understood.
package enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
    case note, warning, error

    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
}

/// A kind of diagnostic: a stable code and its English wording. Every kind is a static member in a file of
/// `CaseModel/Diagnostics`; translations stand under `diagnostics` in `Templates/lang/*.json`, keyed by code.
///
/// `summary` may hold `{name}` for the arguments of a diagnostic.
package struct DiagnosticKind: Hashable, Sendable {
    package let code: String
    package let severity: Severity
    package let summary: String
    package let explanation: String
    package let advice: String

    package init(_ code: String, _ severity: Severity, _ summary: String, why: String, advice: String) {
        self.code = code
        self.severity = severity
        self.summary = summary
        self.explanation = why
        self.advice = advice
    }

    package static func == (a: DiagnosticKind, b: DiagnosticKind) -> Bool { a.code == b.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// Something odd at one place of one item; the work went on.
package struct Diagnostic: Hashable, Sendable {
    package let kind: DiagnosticKind
    package let locator: Locator?
    package let arguments: [String: String]

    package init(_ kind: DiagnosticKind, at locator: Locator? = nil, _ arguments: [String: String] = [:]) {
        self.kind = kind
        self.locator = locator
        self.arguments = arguments
    }

    /// The summary in English with its arguments filled in.
    package var message: String { Template.fill(kind.summary, arguments) }
}

/// `{name}` placeholders; an unknown name stays as it stands, so that a missing argument is seen.
package enum Template {
    package static func fill(_ template: String, _ arguments: [String: String]) -> String {
        guard template.utf8.contains(0x7B) else { return template }
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            let name = String(rest[rest.index(after: open)..<close])
            result += arguments[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
