package import CaseModel
import Yams

/// Reads `case.yaml` (DESIGN §5). Unknown keys and wrong kinds of values are errors with their line: a setting that is
/// silently ignored would be worse than none.
package enum CaseYAML {
    /// Most bytes that are taken for settings.
    static let limit = 1 << 20

    /// Throws `WorkflowError.settings`. `path` is only for messages; `fallbackID` names a case without `case:`.
    package static func read(_ bytes: [UInt8], path: String, fallbackID: String) throws(WorkflowError) -> CaseSettings {
        guard bytes.count <= limit else {
            throw .settings(path: path, line: nil, reason: "is larger than 1 MB, which no settings are. Check what this file is.")
        }
        // A stream may begin with a byte order mark (YAML 1.2.2 section 5.2).
        let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        guard let text = String(validating: bytes.dropFirst(marked ? 3 : 0), as: UTF8.self) else {
            throw .settings(path: path, line: nil, reason: "is not UTF-8. Save it as UTF-8.")
        }
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            let key = keys.first ?? ""
            throw .settings(path: path, line: context.mark.line, reason: "`\(key)` stands here and once more. Keep one of them.")
        } catch {
            throw .settings(path: path, line: (error as? YamlError)?.line, reason: "is not valid YAML: \(error)")
        }
        var settings = CaseSettings(id: fallbackID)
        guard let root else { return settings }
        var reader = MappingReader(path: path)
        try reader.each(root, "the file") { key, value, reader throws(WorkflowError) in
            switch key {
            case "case": settings.id = try reader.identifier(value, key)
            case "title": settings.title = try reader.text(value, key)
            case "language": settings.language = try reader.choice(value, key)
            case "timezone": settings.timeZone = try reader.timeZone(value, key)
            case "claimant": settings.claimant = try reader.side(value, key)
            case "respondent": settings.respondent = try reader.side(value, key)
            case "claim": settings.claim = try reader.claim(value, key)
            case "forum": (settings.forumProfile, settings.court) = try reader.forum(value, key)
            case "exhibits": settings.files = try reader.files(value, key)
            case "redact": try reader.redact(value, key)
            default: throw reader.unknown(key, value)
            }
        }
        return settings
    }
}

extension YamlError {
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }
}
