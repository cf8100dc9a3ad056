/// Writes a case as `case.json`: keys are the names of the properties, members without a value and empty lists inside
/// records are left out, items are merged into their exhibits, and citations name exhibits. The shape is published as
/// `case.schema.json`; `formatVersion` goes up whenever a document of the old schema would no longer be valid.
package struct CaseJSON {
    package static let formatVersion = 1
    /// Bytes after which a portion is handed over.
    private static let portion = 1 << 16

    let content: Case
    /// Exhibit numbers by item index; nil for items without one (which a complete case has not).
    let numbers: [String?]

    package init(_ content: Case) {
        self.content = content
        var numbers = [String?](repeating: nil, count: content.items.count)
        for exhibit in content.exhibits where numbers.indices.contains(exhibit.item) {
            numbers[exhibit.item] = exhibit.number
        }
        self.numbers = numbers
    }

    /// The whole document, indented, with a line end.
    package func bytes() -> [UInt8] {
        var all: [UInt8] = []
        write { all += $0 }
        return all
    }

    /// Hands the document over in portions of about 64 KiB; the bytes are those of `bytes()`.
    package func write(_ sink: ([UInt8]) throws -> Void) rethrows {
        var writer = JSONWriter(indented: true)
        try write(to: &writer) { writer in
            if writer.bytes.count >= Self.portion { try sink(writer.take()) }
        }
        writer.newline()
        try sink(writer.take())
    }

    /// `after` is called behind every element of the long lists, so that what is there can be taken.
    private func write(to writer: inout JSONWriter, after: (inout JSONWriter) throws -> Void) rethrows {
        try writer.object {
            $0.member("$schema", "case.schema.json")
            $0.member("format", "casefile-case")
            $0.member("version", Self.formatVersion)
            write(content.settings, to: &$0)
            try list("exhibits", content.exhibits, &$0, after) { write($0, to: &$1) }
            try list("refusals", content.refusals, &$0, after) { write($0, to: &$1) }
            try list("parties", content.parties, &$0, after) { write($0, to: &$1) }
            try list("conversations", content.conversations, &$0, after) { try write($0, to: &$1, after: after) }
            try list("shipments", content.shipments, &$0, after) { write($0, to: &$1) }
            try list("documents", content.documents, &$0, after) { write($0, to: &$1, write) }
            try list("orders", content.orders, &$0, after) { write($0, to: &$1, write) }
            try list("payments", content.payments, &$0, after) { write($0, to: &$1, write) }
            try list("accounts", content.accounts, &$0, after) { write($0, to: &$1) }
            try list("timeline", content.timeline, &$0, after) { write($0, to: &$1) }
            try list("findings", content.findings, &$0, after) { write($0, to: &$1) }
        }
    }

    func list<Element>(
        _ name: String, _ elements: [Element], _ writer: inout JSONWriter, _ after: (inout JSONWriter) throws -> Void,
        _ each: (Element, inout JSONWriter) throws -> Void
    ) rethrows {
        try writer.member(
            name,
            array: {
                for element in elements {
                    try each(element, &$0)
                    try after(&$0)
                }
            })
    }

    /// A list inside a record: nothing at all when it is empty.
    func list<Element>(
        _ name: String, _ elements: [Element], _ writer: inout JSONWriter, _ each: (Element, inout JSONWriter) -> Void
    ) {
        guard !elements.isEmpty else { return }
        writer.member(name, array: { for element in elements { each(element, &$0) } })
    }

    func texts(_ name: String, _ texts: [String], _ writer: inout JSONWriter) {
        if !texts.isEmpty { writer.member(name, texts) }
    }
}

extension CaseJSON {
    private func write(_ settings: CaseSettings, to writer: inout JSONWriter) {
        writer.member(
            "settings",
            object: {
                $0.member("id", settings.id)
                $0.member("title", settings.title)
                $0.member("language", settings.language.rawValue)
                $0.member("timeZone", settings.timeZone)
                side("claimant", settings.claimant, &$0)
                side("respondent", settings.respondent, &$0)
                claim(settings.claim, &$0)
                $0.member("forumProfile", settings.forumProfile)
                $0.member("court", settings.court)
                list("files", settings.files, &$0) { rule, writer in
                    writer.object {
                        $0.member("file", rule.file)
                        $0.member("title", rule.title)
                        $0.member("section", rule.section?.rawValue)
                        $0.member("isPrivileged", rule.isPrivileged)
                        $0.member("isExcluded", rule.isExcluded)
                    }
                }
            })
    }

    private func side(_ name: String, _ side: CaseSettings.Side, _ writer: inout JSONWriter) {
        guard side != CaseSettings.Side() else { return }
        writer.member(
            name,
            object: {
                $0.member("name", side.name)
                $0.member("address", side.address)
                $0.member("email", side.email)
                $0.member("phone", side.phone)
                texts("aliases", side.aliases, &$0)
                $0.member("isBusiness", side.isBusiness)
            })
    }

    private func claim(_ claim: CaseSettings.Claim, _ writer: inout JSONWriter) {
        guard claim != CaseSettings.Claim() else { return }
        writer.member(
            "claim",
            object: {
                $0.member("kind", claim.kind?.rawValue)
                $0.member("order", claim.order)
                money("principal", claim.principal, &$0)
                $0.member("due", claim.due?.iso)
                $0.member("interest", claim.interest)
            })
    }

    private func write(_ refusal: Refusal, to writer: inout JSONWriter) {
        writer.object {
            $0.member("path", refusal.path)
            $0.member("rawPath", refusal.rawPath.map(hexadecimal))
            $0.member("reason", refusal.reason)
        }
    }

    func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
