import ByteIO
package import CaseModel

/// Makes the folder of a new case: places for the evidence and a commented `case.yaml`. Never replaces anything.
package enum InitOperation {
    /// What the person told; nil stays a commented line.
    package struct Answers: Sendable {
        package var order: String?
        package var claimant: String?
        package var respondent: String?
        package var timeZone: String?
        package var language: Language?

        package init() {}
    }

    package struct Outcome: Sendable {
        package let folder: String
        /// Paths made, relative to the folder; `case.yaml` first when it was written.
        package let made: [String]
        /// False when the folder had a `case.yaml` already.
        package let wroteSettings: Bool
    }

    /// Folders for the evidence. Their names are only for people: casefile looks into the files.
    package static let folders = ["chats", "documents", "logistics", "mail", "orders", "photos"]

    /// True for the name of a zone such as `Asia/Shanghai`.
    package static func isZone(_ name: String) -> Bool { ZoneName.isKnown(name) }

    /// What to answer instead of something that is no zone.
    package static let zoneAdvice = ZoneName.advice

    /// Throws `WorkflowError.output` when the folder cannot be made or written, and `.outputInsideArchive`.
    package static func run(folder: String, answers: Answers) throws(WorkflowError) -> Outcome {
        var base = folder
        while base.utf8.count > 1, base.hasSuffix("/") { base.removeLast() }
        try ArchiveAccess.refuseOutput(at: base)
        do throws(ByteIOError) {
            try NewFile.makeFolder(base)
            var made: [String] = []
            let wrote = try NewFile.write(Array(SettingsTemplate.text(answers).utf8), to: base + "/case.yaml")
            if wrote { made.append("case.yaml") }
            for name in folders where try NewFile.makeFolder(base + "/" + name) { made.append(name + "/") }
            return Outcome(folder: base, made: made, wroteSettings: wrote)
        } catch {
            throw .output(path: folder, reason: "\(error)")
        }
    }
}

/// The text of a new `case.yaml`: every setting with what it is for; those without an answer are comments.
enum SettingsTemplate {
    static func text(_ answers: InitOperation.Answers) -> String {
        """
        # What casefile cannot know from the files. Everything here is optional: take the # away in front of a line and fill
        # it in. An indented line belongs to the one above it, so take both # away.

        # The number of your case; the dossier is named after it. Letters, digits, - _ and . only.
        # case: CF-2026-0001
        # title: Unpaid order 8123-4471

        # Language of the documents that are made: en, de or zh-Hans.
        \(line("language", answers.language?.rawValue, example: "en"))

        # Time zone of the phones and computers the evidence comes from. It is applied to times that name no zone, and the
        # dossier says so wherever it matters.
        \(line("timezone", answers.timeZone.map(quoted), example: "Asia/Shanghai"))

        # You. Aliases are the names and accounts you have in chats and on platforms.
        \(side("claimant", answers.claimant, example: ["  # address: Sample Road 88, Ningbo, China", "  # email: sales@example.com", "  # aliases: [seller01]"]))

        # Who did not pay. `business: true` for a company, false for a consumer.
        \(side("respondent", answers.respondent, example: ["  # address: 12 Sample Row, Leeds, United Kingdom", "  # email: buyer@example.com", "  # phone: \"+44 7700 900000\"", "  # aliases: [buyer77]", "  # business: true"]))

        # What you claim. kind: goods-delivered, platform-refund or chargeback.
        \(claim(answers.order))

        # Single files: a title, a section (contract, shipping, delivery, payment, communications, photographs, other), or
        # how to keep one out. A privileged or excluded file is not in the dossier; that it was left out is logged.
        # exhibits:
        #   - {file: photos/box.jpg, title: The packed box, section: delivery}
        #   - {file: mail/to-my-lawyer.eml, privileged: true}

        """
    }

    private static func line(_ key: String, _ value: String?, example: String) -> String {
        value.map { "\(key): \($0)" } ?? "# \(key): \(example)"
    }

    private static func side(_ key: String, _ name: String?, example: [String]) -> String {
        guard let name else {
            return (["# \(key):", "#   name: …"] + example.map { "#   " + $0.dropFirst(4) }).joined(separator: "\n")
        }
        return (["\(key):", "  name: \(quoted(name))"] + example).joined(separator: "\n")
    }

    private static func claim(_ order: String?) -> String {
        let rest = [
            "kind: goods-delivered", "principal: {amount: \"1240.00\", currency: USD}", "due: 2026-03-01",
        ]
        guard let order else {
            return (["# claim:", "#   order: \"8123-4471\""] + rest.map { "#   " + $0 }).joined(separator: "\n")
        }
        return (["claim:", "  order: \(quoted(order))"] + rest.map { "  # " + $0 }).joined(separator: "\n")
    }

    /// A YAML text in double quotes: a name may hold colons, a number must stay a text.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
