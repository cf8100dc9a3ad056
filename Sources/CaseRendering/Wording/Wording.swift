package import CaseModel
import Foundation
import Synchronization

/// The words of one language: everything casefile itself says in a document, from `Templates/lang/LANGUAGE.json`.
///
/// A word that is missing is never left out: it appears as `⟦key⟧`, and `missing` names it, so that a build can refuse
/// to hand out a document with a gap.
package final class Wording: Sendable {
    package let language: Language
    private let table: [String: String]
    private let gaps = Mutex<Set<String>>([])

    package struct Damaged: Error, Hashable, Sendable { package let language: Language }

    /// Throws `Damaged` when the language's table is no JSON of nested objects and strings.
    package init(_ language: Language) throws {
        self.language = language
        // English underneath: a table that is not complete yet gives English words, never a gap. A test names them.
        var table = try Self.read(.en)
        if language != .en { table.merge(try Self.read(language)) { $1 } }
        self.table = table
    }

    /// The table of one language alone, as `section/key`.
    package static func read(_ language: Language) throws -> [String: String] {
        let parsed = try? JSONSerialization.jsonObject(with: Data(LanguageTables.bytes(language)))
        guard let sections = parsed as? [String: Any] else { throw Damaged(language: language) }
        var table: [String: String] = [:]
        func add(_ path: String, _ value: Any) throws {
            if let text = value as? String {
                table[path] = text
            } else if let object = value as? [String: Any] {
                for (key, inner) in object { try add(path.isEmpty ? key : path + "/" + key, inner) }
            } else {
                throw Damaged(language: language)
            }
        }
        try add("", sections)
        return table
    }

    /// All keys, as `section/key`; the same in every language.
    package var keys: [String] { table.keys.sorted() }

    /// Keys that were asked for and are not there.
    package var missing: [String] { gaps.withLock { $0.sorted() } }

    /// A word or sentence of a section, with `{name}` places filled from `arguments`.
    package func label(_ section: String, _ key: String, _ arguments: [String: String] = [:]) -> String {
        guard let text = table[section + "/" + key] else {
            gaps.withLock { _ = $0.insert(section + "/" + key) }
            return "⟦\(key)⟧"
        }
        return Template.fill(text, arguments)
    }

    /// Nil where the language has no such key.
    package func optional(_ section: String, _ key: String) -> String? { table[section + "/" + key] }

    /// All keys and texts of a section, sorted by key.
    package func section(_ name: String) -> [(key: String, text: String)] {
        table.filter { $0.key.hasPrefix(name + "/") }
            .map { (String($0.key.dropFirst(name.count + 1)), $0.value) }.sorted { $0.0 < $1.0 }
    }

    /// A phrase as a sentence. `exhibit` gives the number of an item's exhibit.
    package func sentence(_ phrase: Phrase, exhibit: (Int) -> String = { "#\($0)" }) -> String {
        label("phrases", phrase.key, filled(phrase.arguments, exhibit))
    }

    /// The three texts of a finding.
    package func finding(
        _ finding: Finding, exhibit: (Int) -> String = { "#\($0)" }
    ) -> (title: String, explanation: String, advice: String) {
        let arguments = filled(finding.arguments, exhibit)
        return (
            label("findings", finding.code + "/title", arguments),
            label("findings", finding.code + "/explanation", arguments),
            label("findings", finding.code + "/advice", arguments)
        )
    }

    /// The summary of a diagnostic; in English where the language has no translation of its own.
    package func diagnostic(_ diagnostic: Diagnostic) -> String {
        let translated = optional("diagnostics", diagnostic.kind.code + "/summary")
        return Template.fill(translated ?? diagnostic.kind.summary, diagnostic.arguments)
    }

    private func filled(_ arguments: [Phrase.NamedArgument], _ exhibit: (Int) -> String) -> [String: String] {
        var result: [String: String] = [:]
        for argument in arguments {
            result[argument.name] =
                switch argument.value {
                case .text(let text): text
                case .money(let money): amount(money)
                case .time(let time): date(time)
                case .number(let number): String(number)
                case .key(let key): label("phrases", key)
                case .exhibit(let item): exhibit(item)
                }
        }
        return result
    }
}
