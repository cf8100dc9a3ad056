/// The values that stand everywhere: citations, times, amounts, phrases.
extension CaseJSON {
    func citations(_ citations: Citations?, _ writer: inout JSONWriter) {
        guard let citations else { return }
        writer.member("citations", array: { for citation in citations.all { write(citation, to: &$0) } })
    }

    private func write(_ citation: Citation, to writer: inout JSONWriter) {
        writer.object {
            $0.member("exhibit", number(ofItem: citation.item))
            $0.member("locator", object: { write(citation.locator, to: &$0) })
        }
    }

    func number(ofItem index: Int) -> String? { numbers.indices.contains(index) ? numbers[index] : nil }

    func locator(_ locator: Locator?, _ writer: inout JSONWriter) {
        guard let locator else { return }
        writer.member("locator", object: { write(locator, to: &$0) })
    }

    private func write(_ locator: Locator, to writer: inout JSONWriter) {
        writer.member("kind", locator.kindName)
        switch locator {
        case .whole: break
        case .line(let line): writer.member("line", line)
        case .lines(let first, let last):
            writer.member("first", first)
            writer.member("last", last)
        case .xml(let path, let line):
            writer.member("path", path)
            writer.member("line", line)
        case .json(let pointer): writer.member("pointer", pointer)
        case .page(let page): writer.member("page", page)
        case .header(let name): writer.member("name", name)
        case .message(let number, let line):
            writer.member("number", number)
            writer.member("line", line)
        case .row(let row): writer.member("row", row)
        case .byte(let offset): writer.member("offset", offset)
        }
    }

    func time(_ name: String, _ time: EventTime?, _ writer: inout JSONWriter) {
        guard let time else { return }
        writer.member(name, object: { members(time, &$0) })
    }

    func time(_ name: String, _ time: CaseTime?, _ writer: inout JSONWriter) {
        guard let time else { return }
        writer.member(name, object: { members(time, &$0) })
    }

    private func members(_ time: CaseTime, _ writer: inout JSONWriter) {
        members(time.time, &writer)
        writer.member("instant", time.instant?.iso())
        if time.isZoneAssumed { writer.member("zoneAssumed", true) }
    }

    private func members(_ time: EventTime, _ writer: inout JSONWriter) {
        writer.member("value", time.iso)
        writer.member("text", time.text)
        writer.member("zone", time.zone.rawValue)
        writer.member("alternative", time.alternative?.iso)
    }

    func money(_ name: String, _ money: Money?, _ writer: inout JSONWriter) {
        guard let money else { return }
        writer.member(name, object: { members(money, &$0) })
    }

    func members(_ money: Money, _ writer: inout JSONWriter) {
        writer.member("amount", money.plain)
        writer.member("currency", money.currency)
        writer.member("text", money.text)
    }

    func phrase(_ name: String, _ phrase: Phrase, _ writer: inout JSONWriter) {
        writer.member(
            name,
            object: {
                $0.member("key", phrase.key)
                arguments(phrase.arguments, &$0)
            })
    }

    func arguments(_ arguments: [Phrase.NamedArgument], _ writer: inout JSONWriter) {
        guard !arguments.isEmpty else { return }
        writer.member(
            "arguments",
            object: {
                for argument in arguments { write(argument, to: &$0) }
            })
    }

    private func write(_ argument: Phrase.NamedArgument, to writer: inout JSONWriter) {
        writer.member(
            argument.name,
            object: {
                switch argument.value {
                case .text(let text): $0.member("text", text)
                case .money(let value): money("money", value, &$0)
                case .time(let value): time("time", value, &$0)
                case .number(let value): $0.member("number", value)
                case .key(let key): $0.member("key", key)
                case .exhibit(let item): $0.member("exhibit", number(ofItem: item) ?? "")
                }
            })
    }

    func named(_ name: String, _ texts: [NamedText], _ writer: inout JSONWriter) {
        list(name, texts, &writer) { text, writer in
            writer.object {
                $0.member("name", text.name)
                $0.member("text", text.text)
            }
        }
    }

    func named(_ name: String, _ times: [NamedTime], _ writer: inout JSONWriter) {
        list(name, times, &writer) { named, writer in
            writer.object {
                $0.member("name", named.name)
                time("time", named.time, &$0)
                locator(named.locator, &$0)
            }
        }
    }

    func named(_ name: String, _ amounts: [NamedAmount], _ writer: inout JSONWriter) {
        list(name, amounts, &writer) { members($0, &$1) }
    }

    func amount(_ name: String, _ amount: NamedAmount?, _ writer: inout JSONWriter) {
        guard let amount else { return }
        writer.key(name)
        members(amount, &writer)
    }

    private func members(_ amount: NamedAmount, _ writer: inout JSONWriter) {
        writer.object {
            $0.member("name", amount.name)
            money("money", amount.money, &$0)
            locator(amount.locator, &$0)
        }
    }
}

extension Locator {
    /// The word for the kind of place in `case.json`.
    package var kindName: String {
        switch self {
        case .whole: "whole"
        case .line: "line"
        case .lines: "lines"
        case .xml: "xml"
        case .json: "json"
        case .page: "page"
        case .header: "header"
        case .message: "message"
        case .row: "row"
        case .byte: "byte"
        }
    }
}
