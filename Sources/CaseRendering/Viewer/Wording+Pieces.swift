import CaseModel

/// A part of a sentence: words of ours, or words of the evidence, which are shown isolated from ours.
enum SentencePiece: Hashable, Sendable {
    case ours(String)
    case evidence(String)

    var text: String {
        switch self {
        case .ours(let text), .evidence(let text): text
        }
    }
}

extension Wording {
    /// A phrase in pieces. `exhibit` gives the number of an item's exhibit.
    func pieces(_ phrase: Phrase, exhibit: (Int) -> String) -> [SentencePiece] {
        pieces("phrases", phrase.key, phrase.arguments, exhibit: exhibit)
    }

    /// One of the texts of a finding: `title`, `explanation`, `advice`.
    func pieces(_ finding: Finding, _ part: String, exhibit: (Int) -> String) -> [SentencePiece] {
        pieces("findings", finding.code + "/" + part, finding.arguments, exhibit: exhibit)
    }

    private func pieces(
        _ section: String, _ key: String, _ arguments: [Phrase.NamedArgument], exhibit: (Int) -> String
    ) -> [SentencePiece] {
        var pieces: [SentencePiece] = []
        var rest = label(section, key)[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            pieces.append(.ours(String(rest[..<open])))
            if let argument = arguments.first(where: { $0.name == name }) {
                pieces.append(piece(argument.value, exhibit))
            } else {
                // As in `Template.fill`: what nobody fills is seen.
                pieces.append(.ours(String(rest[open...close])))
            }
            rest = rest[rest.index(after: close)...]
        }
        pieces.append(.ours(String(rest)))
        return pieces
    }

    private func piece(_ argument: Phrase.Argument, _ exhibit: (Int) -> String) -> SentencePiece {
        switch argument {
        case .text(let text): .evidence(text)
        case .money(let money): .ours(amount(money))
        case .time(let time): if case .unknown = time.time.value { .evidence(date(time)) } else { .ours(date(time)) }
        case .number(let number): .ours(String(number))
        case .key(let key): .ours(label("phrases", key))
        case .exhibit(let item): .ours(exhibit(item))
        }
    }
}
