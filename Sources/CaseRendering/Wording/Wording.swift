package import CaseModel
import Foundation
import Synchronization

/// The words of one language: everything casefile itself says in a document, from `Templates/lang/LANGUAGE.json`.
///
/// A word that is missing is never left out: it appears as `⟦key⟧`, and `missing` names it, so that a build can refuse
/// to hand out a document with a gap.
package final class Wording: Sendable {
    package let language: Language
    private let table: Table
    private let gaps = Mutex<Set<String>>([])

    package struct Damaged: Error, Hashable, Sendable { package let language: Language }

    /// Throws `Damaged` when the language's table is no JSON of nested objects and strings.
    package init(_ language: Language) throws {
        self.language = language
        // Read once: a batch asks for the same table for every order.
        if let table = Self.tables.withLock({ $0[language] }) {
            self.table = table
            return
        }
        // English underneath: a table that is not complete yet gives English words, never a gap. A test names them.
        var texts = try Self.read(.en)
        if language != .en { texts.merge(try Self.read(language)) { $1 } }
        let table = Table(texts)
        self.table = table
        Self.tables.withLock { $0[language] = table }
    }

    /// The words by `section/key`, and by section, sorted by key.
    private struct Table: Sendable {
        let texts: [String: String]
        let sections: [String: [(key: String, text: String)]]

        init(_ texts: [String: String]) {
            self.texts = texts
            var sections: [String: [(key: String, text: String)]] = [:]
            for (path, text) in texts {
                guard let slash = path.firstIndex(of: "/") else { continue }
                sections[String(path[..<slash]), default: []].append((String(path[path.index(after: slash)...]), text))
            }
            self.sections = sections.mapValues { $0.sorted { $0.key < $1.key } }
        }
    }

    private static let tables = Mutex<[Language: Table]>([:])

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
    package var keys: [String] { table.texts.keys.sorted() }

    /// Keys that were asked for and are not there.
    package var missing: [String] { gaps.withLock { $0.sorted() } }

    /// A word or sentence of a section, with `{name}` places filled from `arguments`.
    package func label(_ section: String, _ key: String, _ arguments: [String: String] = [:]) -> String {
        guard let text = table.texts[section + "/" + key] else {
            gaps.withLock { _ = $0.insert(section + "/" + key) }
            return "⟦\(key)⟧"
        }
        return Template.fill(text, arguments)
    }

    /// Nil where the language has no such key.
    package func optional(_ section: String, _ key: String) -> String? { table.texts[section + "/" + key] }

    /// All keys and texts of a section, sorted by key.
    package func section(_ name: String) -> [(key: String, text: String)] { table.sections[name] ?? [] }

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
