/// How well a claim stands on its evidence, and what to do next: the proof matrix of a case.
///
/// It weighs evidence, not law: whether a claim is barred or which law governs it is not said here.
package struct Assessment: Hashable, Sendable {
    /// What a claim for an unpaid price has to prove.
    package enum Element: String, Hashable, Sendable, CaseIterable {
        case identity, contract, delivery, conformity, price, nonPayment, demand
    }

    package enum Standing: String, Hashable, Sendable, CaseIterable {
        /// A primary source says it, and nothing found speaks against it.
        case proven
        /// Something says it, but a court could ask for more.
        case weak
        /// Nothing in the evidence says it.
        case missing
        /// Something in the evidence says the opposite.
        case contradicted
    }

    /// Something in the case that speaks for or against an element.
    package enum Ground: Hashable, Sendable {
        case event(TimelineEntry)
        case finding(Finding)
        case party(CaseParty)

        /// Nil for a party without a place in the evidence.
        package var citations: Citations? {
            switch self {
            case .event(let entry): entry.citations
            case .finding(let finding): finding.citations
            case .party(let party): party.citations
            }
        }
    }

    package struct Row: Hashable, Sendable {
        package let element: Element
        package let standing: Standing
        package let supporting: [Ground]
        package let opposing: [Ground]

        package init(element: Element, standing: Standing, supporting: [Ground], opposing: [Ground]) {
            self.element = element
            self.standing = standing
            self.supporting = supporting
            self.opposing = opposing
        }
    }

    package enum Strength: String, Hashable, Sendable, CaseIterable {
        case strong, fair, weak
        /// The evidence shows nothing that is still owed.
        case nothingDue = "nothing-due"
    }

    package enum NextStep: String, Hashable, Sendable, CaseIterable {
        case findAmount = "find-amount"
        case close
        case explainContradiction = "explain-contradiction"
        case proveDelivery = "prove-delivery"
        case proveContract = "prove-contract"
        case identifyBuyer = "identify-buyer"
        case answerComplaint = "answer-complaint"
        case sendDemand = "send-demand"
        case awaitAnswer = "await-answer"
        case agreePayment = "agree-payment"
        case handOver = "hand-over"
    }

    /// One row for each element, in their order.
    package let rows: [Row]
    package let strength: Strength
    /// What the statement of account leaves open, by currency.
    package let due: [Money]
    /// The day the oldest open amount fell due; the day of the invoice or order where no due date is stated.
    package let dueSince: CalendarDay?
    /// Days from `dueSince` to the day of the assessment; nil without it, 0 when it is not reached yet.
    package let age: Int?
    package let nextStep: NextStep

    package init(
        rows: [Row], strength: Strength, due: [Money], dueSince: CalendarDay?, age: Int?, nextStep: NextStep
    ) {
        self.rows = rows
        self.strength = strength
        self.due = due
        self.dueSince = dueSince
        self.age = age
        self.nextStep = nextStep
    }
}
