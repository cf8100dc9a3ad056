/// Something that is not as it must be.
package struct AuditProblem: Hashable, Sendable {
    package enum Severity: String, Sendable {
        /// Not intact.
        case error
        /// Allowed, but not as it is recommended.
        case warning
    }

    /// A code of OCFL 1.1 (`E…`, `W…`), or one of casefile's own (`CF-…`) for what OCFL does not speak of.
    package let code: String
    package let severity: Severity
    /// Path below the folder that was audited; empty for the folder itself.
    package let path: String
    package let message: String

    init(_ code: String, _ path: String, _ message: String) {
        self.code = code
        severity = code.hasPrefix("W") || code == Self.unchecked ? .warning : .error
        self.path = path
        self.message = message
    }

    /// A line of the custody log is not what it was.
    static let custodyLog = "CF-CUSTODY-LOG"
    /// Inventory and custody log do not tell the same.
    static let custodyPin = "CF-CUSTODY-PIN"
    /// A file that has no place in an archive of casefile, or is not written as casefile writes it.
    static let foreign = "CF-ARCHIVE-FOREIGN"
    /// An object that lies elsewhere than its identifier says.
    static let misplaced = "CF-ARCHIVE-PLACE"
    /// Something that has to be there is not.
    static let missing = "CF-ARCHIVE-MISSING"
    /// A digest of a kind that is not computed here.
    static let unchecked = "CF-FIXITY-UNCHECKED"
    /// The disk or the rights do not let the file be read.
    static let unreadable = "CF-ARCHIVE-UNREADABLE"
}

/// What an audit found.
package struct AuditReport: Sendable {
    package internal(set) var objects = 0
    /// Content files whose bytes were read.
    package internal(set) var files = 0
    package internal(set) var bytes: Int64 = 0
    /// Sorted by path, then code.
    package internal(set) var problems: [AuditProblem] = []

    package var isIntact: Bool { !problems.contains { $0.severity == .error } }

    mutating func add(_ more: [AuditProblem]) { problems += more }

    mutating func sort() {
        problems = Set(problems).sorted {
            let (left, right) = (Array($0.path.utf8), Array($1.path.utf8))
            if left != right { return left.lexicographicallyPrecedes(right) }
            if $0.code != $1.code { return $0.code < $1.code }
            return $0.message < $1.message
        }
    }
}
