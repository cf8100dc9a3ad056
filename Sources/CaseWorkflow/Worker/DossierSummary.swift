import CaseAnalysis
package import CaseModel
import JSONReading

/// What a list of many orders shows of one: what was read, and how the claim stands.
package struct DossierSummary: Hashable, Sendable {
    /// The case's title, else its id.
    package let title: String
    /// Of the zip; nil when none was made, and so with `pages`, which also need PDFs.
    package let bytes: Int64?
    package let pages: Int?
    package let exhibits: Int
    package let children: Int
    package let findings: Int
    /// Items that are not completely read, and what was not taken in at all.
    package let unread: Int
    package let strength: Assessment.Strength
    package let due: [Money]
    package let dueSince: CalendarDay?
    package let nextStep: Assessment.NextStep

    init(_ result: BuildResult, on day: CalendarDay) {
        self.init(
            result.theCase, Assessor.assess(result.theCase, on: day), bytes: result.bytes, pages: result.pages,
            unread: result.unread.count + result.refused.count)
    }

    init(_ result: AssessOperation.Result) {
        self.init(result.theCase, result.assessment, bytes: nil, pages: nil, unread: result.unread.count + result.refused.count)
    }

    private init(_ theCase: Case, _ assessment: Assessment, bytes: Int64?, pages: Int?, unread: Int) {
        title = theCase.settings.title ?? theCase.settings.id
        self.bytes = bytes
        self.pages = pages
        exhibits = theCase.items.filter { $0.parent == nil }.count
        children = theCase.items.count - exhibits
        findings = theCase.findings.count
        self.unread = unread
        strength = assessment.strength
        due = assessment.due
        dueSince = assessment.dueSince
        nextStep = assessment.nextStep
    }

    /// Nil when a member is missing or of another kind.
    init?(_ value: JSONValue) {
        func number(_ key: String) -> Int? { value[key]?.integer.map(Int.init) }
        guard let title = value["title"]?.string, let exhibits = number("exhibits"), let children = number("children"),
            let findings = number("findings"), let unread = number("unread"),
            let strength = value["strength"]?.string.flatMap(Assessment.Strength.init(rawValue:)),
            let nextStep = value["nextStep"]?.string.flatMap(Assessment.NextStep.init(rawValue:))
        else { return nil }
        self.title = title
        bytes = value["bytes"]?.integer
        pages = number("pages")
        self.exhibits = exhibits
        self.children = children
        self.findings = findings
        self.unread = unread
        self.strength = strength
        self.nextStep = nextStep
        due = (value["due"]?.array ?? []).compactMap { entry in
            entry["amount"]?.string.flatMap { Money(plain: $0, currency: entry["currency"]?.string) }
        }
        dueSince = value["dueSince"]?.string.flatMap { ISOTime.parse($0)?.day }
    }

    /// Writes the members into an open object.
    func write(_ json: inout JSONWriter) {
        json.member("title", title)
        json.member("bytes", bytes)
        json.member("pages", pages)
        json.member("exhibits", exhibits)
        json.member("children", children)
        json.member("findings", findings)
        json.member("unread", unread)
        json.member("strength", strength.rawValue)
        json.member(
            "due",
            array: { json in
                for money in due {
                    json.object {
                        $0.member("amount", money.plain)
                        $0.member("currency", money.currency)
                    }
                }
            })
        json.member("dueSince", dueSince?.iso)
        json.member("nextStep", nextStep.rawValue)
    }
}
