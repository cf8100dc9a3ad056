/// The `case.yaml` a seller starts from: every setting with a word on what it does.
package enum CaseTemplate {
    /// Answers by the key of their question.
    package typealias Answers = [String: String]

    /// In the order in which they are asked.
    package static let questions: [(key: String, text: String)] = [
        ("case", "A short name for the case (letters, digits, - and _), for example CF-2026-0042:"),
        ("language", "Language of the documents: en, zh-Hans or de:"),
        ("timezone", "Time zone of your phone and computer, for example Asia/Shanghai:"),
        ("claimant", "Your name or company, as in the contract:"),
        ("respondent", "The buyer's name or company:"),
        ("order", "The number of the order:"),
    ]

    /// The file; lines without an answer are comments that show how they are written.
    package static func text(_ answers: Answers) -> String {
        func line(_ key: String, _ setting: String, _ example: String) -> String {
            guard let answer = answers[key] else { return "# \(setting): \(example)" }
            return "\(setting): \(quoted(answer))"
        }
        func name(_ key: String, _ setting: String, _ example: String) -> String {
            guard let answer = answers[key] else { return "# \(setting): {name: \"\(example)\"}" }
            return "\(setting): {name: \(quoted(answer))}"
        }
        let order = answers["order"].map { "claim: {order: \(quoted($0))}" } ?? "# claim: {order: \"8123-4471\", due: 2026-03-01}"
        return """
            # Settings of this case for casefile. All of it is optional; remove the # in front of a line to use it.
            \(line("case", "case", "CF-2026-0042"))
            # title: Unpaid order 8123-4471
            # Language of the documents: en, zh-Hans or de
            \(line("language", "language", "en"))
            # Time zone of the phone or computer that chats were exported from; shown as assumed where it matters
            \(line("timezone", "timezone", "Asia/Shanghai"))
            # Who claims and against whom. aliases: names and accounts they use in chats and on platforms
            \(name("claimant", "claimant", "Your Company Ltd"))
            \(name("respondent", "respondent", "The Buyer Ltd"))
            # kind: goods-delivered, platform-refund or chargeback
            \(order)
            # Files with a title of their own, or that must stay out
            # exhibits:
            #   - {file: photos/box.jpg, title: The packed goods, section: delivery}
            #   - {file: documents/advice.pdf, privileged: true}

            """
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
