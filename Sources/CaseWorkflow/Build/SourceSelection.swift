import ByteIO
import CaseModel
import EvidenceIngest

/// Splits the files of a source into those that become evidence and those withheld by `case.yaml`.
struct SourceSelection {
    private(set) var inputs: [IntakeInput] = []
    private(set) var withheld: [CustodyRecord.Withheld] = []

    /// The withheld files for whoever runs the command: which, and why. The dossier names them in its custody record only.
    var withheldNotices: [Refusal] {
        withheld.map { Refusal(path: DecodedText.name($0.path).shown, reason: "\($0.reason), as case.yaml says") }
    }

    /// A withheld file is hashed, so that the log says which bytes were left out. Throws `WorkflowError.settings` for a
    /// rule that names no file: a typing error there could publish what was meant to stay private.
    init(_ all: [IntakeInput], rules: [CaseSettings.FileRule], settingsPath: String) throws(WorkflowError) {
        var byPath: [[UInt8]: CaseSettings.FileRule] = [:]
        for rule in rules { byPath[Array(rule.file.utf8)] = rule }
        var met: Set<[UInt8]> = []
        for input in all {
            let rule = byPath[input.path]
            if rule != nil { met.insert(input.path) }
            guard let rule, rule.isPrivileged || rule.isExcluded else {
                inputs.append(input)
                continue
            }
            withheld.append(try Self.log(input, rule))
        }
        for rule in rules where !met.contains(Array(rule.file.utf8)) {
            throw .settings(
                path: settingsPath, line: rule.line,
                reason: "`exhibits` names `\(rule.file)`, which is not in the folder. Write the path as the folder has it.")
        }
    }

    private static func log(
        _ input: IntakeInput, _ rule: CaseSettings.FileRule
    ) throws(WorkflowError) -> CustodyRecord.Withheld {
        do {
            let opened = try input.open()
            var stream = opened.source.stream()
            let fixity = try FixityHasher.fixity(of: &stream, .sha256Only)
            try input.check(fixity.sha256, nil)
            return CustodyRecord.Withheld(
                path: input.path, bytes: fixity.bytes, sha256: fixity.sha256,
                reason: CustodyRecord.reason(for: rule))
        } catch let error as WorkflowError { throw error } catch { throw .sourceUnreadable(path: rule.file, reason: "\(error)") }
    }
}
