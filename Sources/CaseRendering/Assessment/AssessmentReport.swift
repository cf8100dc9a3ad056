package import CaseModel

/// An assessment in words: for a terminal, and as one line of JSON. Every ground names its exhibits.
package struct AssessmentReport {
    private let theCase: Case
    private let assessment: Assessment
    private let wording: Wording
    private let places: CitationText
    /// Grounds shown for one element in the text; the JSON has all.
    private static let mostGrounds = 4
    /// Citations shown for one ground in the text.
    private static let mostCitations = 3

    package init(_ theCase: Case, _ assessment: Assessment, wording: Wording) {
        self.theCase = theCase
        self.assessment = assessment
        self.wording = wording
        places = CitationText(theCase, map: PageMap(), wording: wording)
    }

    private func label(_ key: String, _ arguments: [String: String] = [:]) -> String {
        wording.label("assessment", key, arguments)
    }

    /// The name of the strength in the language of `wording`.
    package static func name(_ strength: Assessment.Strength, _ wording: Wording) -> String {
        wording.label("assessment", "strength.\(strength.rawValue)")
    }

    /// The next step as an instruction, in the language of `wording`.
    package static func name(_ step: Assessment.NextStep, _ wording: Wording) -> String {
        wording.label("assessment", "nextStep.\(step.rawValue)")
    }

    /// The whole assessment as text, with a line end.
    package func text() -> String {
        var lines = [theCase.settings.title ?? theCase.settings.id, ""]
        lines.append(label("strength") + ": " + Self.name(assessment.strength, wording))
        let amounts = assessment.due.map { wording.amount($0) }.joined(separator: " + ")
        if !amounts.isEmpty { lines.append(label("due") + ": " + amounts) }
        if let since = assessment.dueSince, let age = assessment.age, !assessment.due.isEmpty {
            lines.append(label("dueSince", ["day": wording.day(since), "days": String(age)]))
        }
        for row in assessment.rows {
            lines += ["", label("element.\(row.element.rawValue)") + ": " + label("standing.\(row.standing.rawValue)")]
            lines += shown(row.supporting, mark: "+") + shown(row.opposing, mark: "-")
            if row.standing == .missing { lines.append("  - " + label("gap.\(row.element.rawValue)")) }
        }
        lines += ["", label("nextStep") + ": " + Self.name(assessment.nextStep, wording), "", label("limits")]
        return lines.joined(separator: "\n") + "\n"
    }

    private func shown(_ grounds: [Assessment.Ground], mark: String) -> [String] {
        var lines = grounds.prefix(Self.mostGrounds).map { ground in
            let all = ground.citations?.all ?? []
            let cited = (all.prefix(Self.mostCitations).map(places.text) + [places.more(all.count - Self.mostCitations)].compactMap(\.self))
                .joined(separator: "; ")
            return "  \(mark) " + words(ground) + (cited.isEmpty ? "" : " [\(cited)]")
        }
        if grounds.count > Self.mostGrounds {
            lines.append("  \(mark) " + label("more", ["count": String(grounds.count - Self.mostGrounds)]))
        }
        return lines
    }

    private func words(_ ground: Assessment.Ground) -> String {
        switch ground {
        case .event(let entry): wording.compactDate(entry.time.time) + " " + wording.sentence(entry.text, exhibit: places.exhibit)
        case .finding(let finding): wording.finding(finding, exhibit: places.exhibit).title
        case .party(let party):
            ([party.name].compactMap(\.self) + party.address + party.identities.map(\.value)).joined(separator: ", ")
        }
    }

    /// One line: `{"type":"assessment",…}`. `source` as the caller names it; `unread` and `refused`: what the assessment had
    /// to do without.
    package func line(source: String, unread: [String], refused: [Refusal]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "assessment")
            json.member("source", source)
            json.member("case", theCase.settings.id)
            json.member("strength", assessment.strength.rawValue)
            json.member("nextStep", assessment.nextStep.rawValue)
            json.member(
                "due",
                array: { json in
                    for money in assessment.due {
                        json.object {
                            $0.member("amount", money.plain)
                            $0.member("currency", money.currency)
                        }
                    }
                })
            json.member("dueSince", assessment.dueSince?.iso)
            json.member("ageDays", assessment.age)
            json.member("elements", array: { for row in assessment.rows { write(row, &$0) } })
            json.member("unread", unread)
            json.member("refused", refused)
        }
        json.newline()
        return json.take()
    }

    private func write(_ row: Assessment.Row, _ json: inout JSONWriter) {
        json.object { json in
            json.member("element", row.element.rawValue)
            json.member("standing", row.standing.rawValue)
            json.member("supporting", array: { for ground in row.supporting { write(ground, &$0) } })
            json.member("opposing", array: { for ground in row.opposing { write(ground, &$0) } })
        }
    }

    private func write(_ ground: Assessment.Ground, _ json: inout JSONWriter) {
        json.object { json in
            switch ground {
            case .event(let entry): json.member("event", entry.id)
            case .finding(let finding): json.member("finding", finding.code)
            case .party(let party): json.member("party", party.id)
            }
            json.member("text", words(ground))
            json.member("citations", (ground.citations?.all ?? []).map(places.text))
        }
    }
}
