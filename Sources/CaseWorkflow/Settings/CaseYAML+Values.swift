import CaseModel
import Dossier
import Yams

/// Checks and converts the nodes of `case.yaml`; every complaint names the line.
struct MappingReader {
    let path: String

    init(path: String) { self.path = path }

    func error(_ node: Node, _ reason: String) -> WorkflowError {
        .settings(path: path, line: node.mark?.line, reason: reason)
    }

    func unknown(_ key: String, _ node: Node) -> WorkflowError {
        error(node, "`\(key)` is not a setting casefile knows. See the list in the README, or remove the line.")
    }

    mutating func each(
        _ node: Node, _ what: String,
        _ body: (String, Node, inout MappingReader) throws(WorkflowError) -> Void
    ) throws(WorkflowError) {
        guard let mapping = node.mapping else { throw error(node, "\(what) must be a list of `key: value` lines.") }
        for (keyNode, value) in mapping {
            guard let key = keyNode.string else { throw error(keyNode, "a key must be a word.") }
            try body(key, value, &self)
        }
    }

    func text(_ node: Node, _ key: String) throws(WorkflowError) -> String {
        guard let scalar = node.scalar, !scalar.string.isEmpty else {
            throw error(node, "`\(key)` must be a text. Put it in quotes if it holds `:` or `#`.")
        }
        return scalar.string
    }

    /// What `DossierWriter` takes: it becomes the name of a folder.
    func identifier(_ node: Node, _ key: String) throws(WorkflowError) -> String {
        let value = try text(node, key)
        let safe = DossierWriter.safeName(value)
        guard safe == value else {
            throw error(
                node,
                """
                `\(key)` is `\(value)`; it may hold letters and digits without accents, `_`, and between them `-` and `.`, at \
                most 60, and be no name that Windows keeps for itself. Write it like \(safe).
                """)
        }
        return value
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ node: Node, _ key: String
    ) throws(WorkflowError) -> Value where Value.RawValue == String {
        let word = try text(node, key)
        if let value = Value(rawValue: word) { return value }
        let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw error(node, "`\(key)` is `\(word)`; it must be one of: \(all).")
    }

    func timeZone(_ node: Node, _ key: String) throws(WorkflowError) -> String {
        let name = try text(node, key)
        guard ZoneName.isKnown(name) else { throw error(node, "`\(key)` is `\(name)`, which is no zone name. \(ZoneName.advice)") }
        return name
    }

    func flag(_ node: Node, _ key: String) throws(WorkflowError) -> Bool {
        guard let value = node.bool else { throw error(node, "`\(key)` must be true or false.") }
        return value
    }

    mutating func side(_ node: Node, _ name: String) throws(WorkflowError) -> CaseSettings.Side {
        var side = CaseSettings.Side()
        try each(node, "`\(name)`") { key, value, reader throws(WorkflowError) in
            switch key {
            case "name": side.name = try reader.text(value, key)
            case "address": side.address = try reader.text(value, key)
            case "email": side.email = try reader.text(value, key)
            case "phone": side.phone = try reader.text(value, key)
            case "aliases": side.aliases = try reader.texts(value, key)
            case "business":
                if value.string != "unknown" { side.isBusiness = try reader.flag(value, key) }
            default: throw reader.unknown(name + "." + key, value)
            }
        }
        return side
    }

    func texts(_ node: Node, _ key: String) throws(WorkflowError) -> [String] {
        guard let sequence = node.sequence else { throw error(node, "`\(key)` must be a list: [one, two].") }
        var all: [String] = []
        for item in sequence { all.append(try text(item, key)) }
        return all
    }

    mutating func claim(_ node: Node, _ name: String) throws(WorkflowError) -> CaseSettings.Claim {
        var claim = CaseSettings.Claim()
        try each(node, "`claim`") { key, value, reader throws(WorkflowError) in
            switch key {
            case "kind": claim.kind = try reader.choice(value, key) as CaseSettings.Claim.Kind
            case "order": claim.order = try reader.text(value, key)
            case "principal": claim.principal = try reader.money(value, key)
            case "due": claim.due = try reader.day(value, key)
            case "interest": throw reader.error(value, "`claim.interest` is not supported yet; remove the line.")
            default: throw reader.unknown("claim." + key, value)
            }
        }
        return claim
    }

    mutating func money(_ node: Node, _ name: String) throws(WorkflowError) -> Money {
        var amount: Node?
        var code: Node?
        try each(node, "`\(name)`") { key, value, reader throws(WorkflowError) in
            switch key {
            case "amount": amount = value
            case "currency": code = value
            default: throw reader.unknown(name + "." + key, value)
            }
        }
        guard let amount, let code else { throw error(node, "`\(name)` must look like {amount: \"1240.00\", currency: USD}.") }
        let currency = try text(code, "currency")
        guard let units = Money.minorUnits(of: currency) else { throw error(code, Self.objection(toCurrency: currency)) }
        let plain = try text(amount, "amount")
        let parts = plain.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ part in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }),
            let money = Money(plain: plain, currency: currency), money.amount > 0
        else { throw error(amount, "`amount` is `\(plain)`; it must be a number above 0 with a point and without signs, like 1240.00.") }
        let decimals = parts.count == 2 ? parts[1].count : 0
        guard decimals <= units else {
            throw error(
                amount,
                "`amount` is `\(plain)`, but amounts of \(currency) have \(units == 0 ? "no" : "\(units)") decimals. "
                    + "Thousands are written without a point, like 1240.")
        }
        return money
    }

    /// Codes in common use that are none of ISO 4217, and those meant.
    private static let misnamedCurrencies = ["RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "UKP": "GBP", "STG": "GBP"]

    private static func objection(toCurrency code: String) -> String {
        let capitals = code.uppercased()
        let meant = misnamedCurrencies[capitals] ?? (Money.minorUnits(of: capitals) == nil ? nil : capitals)
        let advice = meant.map { "write \($0)" } ?? "write its three letters, like USD, EUR or CNY"
        return "`currency` is `\(code)`, which is no code of ISO 4217: \(advice)."
    }

    func day(_ node: Node, _ key: String) throws(WorkflowError) -> CalendarDay {
        let word = try text(node, key)
        guard case .day(let day)? = ISOTime.parse(word)?.value else {
            throw error(node, "`\(key)` must be a day like 2026-03-01.")
        }
        return day
    }

    mutating func forum(_ node: Node, _ name: String) throws(WorkflowError) -> (profile: String, court: String?) {
        var profile = "core"
        var court: String?
        try each(node, "`forum`") { key, value, reader throws(WorkflowError) in
            switch key {
            case "profile":
                profile = try reader.text(value, key)
                // Every profile builds on `core`; the special rules of a court are a later step and must not be promised.
                guard ForumProfiles.known.contains(profile) else {
                    throw reader.error(
                        value, "`profile` is `\(profile)`; it must be one of: \(ForumProfiles.known.joined(separator: ", ")).")
                }
            case "court": court = try reader.text(value, key)
            default: throw reader.unknown("forum." + key, value)
            }
        }
        return (profile, court)
    }

    mutating func files(_ node: Node, _ name: String) throws(WorkflowError) -> [CaseSettings.FileRule] {
        guard let sequence = node.sequence else { throw error(node, "`exhibits` must be a list of {file: …} entries.") }
        var rules: [CaseSettings.FileRule] = []
        var lines: [[UInt8]: Int?] = [:]
        for entry in sequence {
            var rule = CaseSettings.FileRule(file: "")
            rule.line = entry.mark?.line
            try each(entry, "an entry of `exhibits`") { key, value, reader throws(WorkflowError) in
                switch key {
                case "file": rule.file = try reader.text(value, key)
                case "title": rule.title = try reader.text(value, key)
                case "section": rule.section = try reader.choice(value, key) as ExhibitSection
                case "privileged": rule.isPrivileged = try reader.flag(value, key)
                case "exclude": rule.isExcluded = try reader.flag(value, key)
                default: throw reader.unknown("exhibits." + key, value)
                }
            }
            guard !rule.file.isEmpty else { throw error(entry, "an entry of `exhibits` needs `file:`.") }
            // Of two entries one would be obeyed, and a file that is privileged by the other would be published.
            if let line = lines.updateValue(rule.line, forKey: Array(rule.file.utf8)) {
                throw error(
                    entry,
                    "`exhibits` names `\(rule.file)` a second time\(line.map { " (first in line \($0))" } ?? ""). Make one entry of both.")
            }
            rules.append(rule)
        }
        return rules
    }

    func redact(_ node: Node, _ key: String) throws(WorkflowError) {
        let words = try texts(node, key)
        if !words.isEmpty { throw error(node, "`redact` is not supported yet; leave it out or empty: [].") }
    }
}

/// Court profiles a case may name. All of them are built by the core rules for now.
enum ForumProfiles {
    static let known = ["core", "ew", "uksc", "hk", "sg", "us-cmecf", "de-ervv", "cn"]
}
