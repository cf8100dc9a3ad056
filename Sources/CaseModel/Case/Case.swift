package import struct Foundation.Decimal

/// Everything the evidence says about one order, each statement with its citations. A value: assembling and judging
/// are functions from items and settings to this, rendering is a function from this to files.
package struct Case: Hashable, Sendable {
    package var settings: CaseSettings
    /// All items in intake order, withheld ones not among them.
    package var items: [Item]
    package var refusals: [Refusal]
    /// In the order of their numbers, children behind their parent.
    package var exhibits: [Exhibit]
    package var parties: [CaseParty]
    package var conversations: [Conversation]
    package var shipments: [CaseShipment]
    package var documents: [Cited<BusinessDocument>]
    package var orders: [Cited<Order>]
    package var payments: [Cited<Payment>]
    /// One per currency.
    package var accounts: [Account]
    package var timeline: [TimelineEntry]
    package var findings: [Finding]

    package init(settings: CaseSettings, items: [Item], refusals: [Refusal]) {
        self.settings = settings
        self.items = items
        self.refusals = refusals
        exhibits = []
        parties = []
        conversations = []
        shipments = []
        documents = []
        orders = []
        payments = []
        accounts = []
        timeline = []
        findings = []
    }
}

/// A statement and where it stands.
package struct Cited<Value: Hashable & Sendable>: Hashable, Sendable {
    package var value: Value
    package var citations: Citations

    package init(_ value: Value, _ citations: Citations) {
        self.value = value
        self.citations = citations
    }
}

/// A numbered piece of evidence. Every item is exactly one exhibit.
package struct Exhibit: Hashable, Sendable {
    /// `C3`, or `C3.1` for a child.
    package let number: String
    /// Index in `Case.items`.
    package let item: Int
    /// Number of the exhibit it is a part of.
    package let parent: String?
    package let section: ExhibitSection
    /// What it is, in the case's language; evidence supplies the arguments.
    package let title: Phrase
    /// By which it is ordered inside its section; nil when undated.
    package let date: CaseTime?
    /// Where the original lies, relative to the dossier's `data/`; nil for children (their bytes are in the parent) and
    /// for duplicates (theirs are the twin's).
    package let file: String?
    /// Number of the exhibit with the same bytes that came first.
    package let duplicateOf: String?

    package init(
        number: String, item: Int, parent: String?, section: ExhibitSection, title: Phrase, date: CaseTime?,
        file: String?, duplicateOf: String?
    ) {
        self.number = number
        self.item = item
        self.parent = parent
        self.section = section
        self.title = title
        self.date = date
        self.file = file
        self.duplicateOf = duplicateOf
    }
}

/// A time as its source has it, and where it falls once the case's zone is assumed.
package struct CaseTime: Hashable, Sendable {
    package let time: EventTime
    /// The point on the UTC line used for ordering; nil when none can be said.
    package let instant: Instant?
    /// True when the case's zone was needed for `instant`.
    package let isZoneAssumed: Bool

    package init(time: EventTime, instant: Instant?, isZoneAssumed: Bool) {
        self.time = time
        self.instant = instant
        self.isZoneAssumed = isZoneAssumed
    }
}

/// A sentence by its key in `Templates/lang/*.json` (section `phrases`), and what fills its `{name}` places.
/// The arguments are in a fixed order.
package struct Phrase: Hashable, Sendable {
    package enum Argument: Hashable, Sendable {
        /// Words of the evidence: data, shown as they are.
        case text(String)
        case money(Money)
        case time(CaseTime)
        case number(Int)
        /// Another key of the same table (`documentKind.invoice`).
        case key(String)
        case exhibit(Int)
    }

    package struct NamedArgument: Hashable, Sendable {
        package let name: String
        package let value: Argument
    }

    package let key: String
    package let arguments: [NamedArgument]

    package init(_ key: String, _ arguments: KeyValuePairs<String, Argument> = [:]) {
        self.key = key
        self.arguments = arguments.map { NamedArgument(name: $0.key, value: $0.value) }
    }
}

/// Someone who takes part in the case, under one or several names.
package struct CaseParty: Hashable, Sendable {
    package enum Side: String, Hashable, Sendable, CaseIterable { case claimant, respondent, carrier, other }

    /// `P1`, …
    package let id: String
    package var side: Side
    /// The first name met; nil for a bare account or number.
    package var name: String?
    package var names: [String]
    package var address: [String]
    package var identities: [Identity]
    /// Nil for what only `case.yaml` says.
    package var citations: Citations?

    package init(
        id: String, side: Side, name: String?, names: [String], address: [String], identities: [Identity],
        citations: Citations?
    ) {
        self.id = id
        self.side = side
        self.name = name
        self.names = names
        self.address = address
        self.identities = identities
        self.citations = citations
    }
}

/// Messages, notices and calls between the same people on one platform, in time order.
package struct Conversation: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case message(Message)
        case notice(SystemNotice)
        case call(Call)
    }

    package struct Entry: Hashable, Sendable {
        package let content: Content
        package let time: CaseTime
        /// The party who sent it, when it is one of `Case.parties`.
        package let sender: String?
        /// More than one when several exports hold the same message.
        package var citations: Citations

        package init(content: Content, time: CaseTime, sender: String?, citations: Citations) {
            self.content = content
            self.time = time
            self.sender = sender
            self.citations = citations
        }
    }

    /// `K1`, …
    package let id: String
    /// Reader id (`whatsapp-text`).
    package let platform: String
    package let title: String?
    /// Ids of parties.
    package let participants: [String]
    package var entries: [Entry]

    package init(id: String, platform: String, title: String?, participants: [String], entries: [Entry]) {
        self.id = id
        self.platform = platform
        self.title = title
        self.participants = participants
        self.entries = entries
    }
}

/// A parcel, from all sources that speak of it.
package struct CaseShipment: Hashable, Sendable {
    package struct Event: Hashable, Sendable {
        package let event: TrackingEvent
        package let time: CaseTime
        package var citations: Citations

        package init(event: TrackingEvent, time: CaseTime, citations: Citations) {
            self.event = event
            self.time = time
            self.citations = citations
        }
    }

    /// Why it is taken to belong to the order of the case.
    package enum Link: Hashable, Sendable {
        /// A document of the order names its number.
        case named(Citations)
        /// Nothing contradicts it, nothing proves it: the only parcel of the case.
        case alone
        /// It names another order or no document of the case knows its number, though they name others.
        case foreign(Citations)
    }

    /// `S1`, …
    package let id: String
    package var shipment: Shipment
    package var events: [Event]
    package var status: ShipmentStep
    package var deliveredAt: CaseTime?
    package var link: Link
    package var citations: Citations

    package init(
        id: String, shipment: Shipment, events: [Event], status: ShipmentStep, deliveredAt: CaseTime?, link: Link,
        citations: Citations
    ) {
        self.id = id
        self.shipment = shipment
        self.events = events
        self.status = status
        self.deliveredAt = deliveredAt
        self.link = link
        self.citations = citations
    }
}

/// The statement of account in one currency.
package struct Account: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case charged, credited, paid, refunded }

    package struct Entry: Hashable, Sendable {
        package let kind: Kind
        package let date: CaseTime?
        package let money: Money
        package let text: Phrase
        package let citations: Citations

        package init(kind: Kind, date: CaseTime?, money: Money, text: Phrase, citations: Citations) {
            self.kind = kind
            self.date = date
            self.money = money
            self.text = text
            self.citations = citations
        }
    }

    package let currency: String
    package let entries: [Entry]

    package init(currency: String, entries: [Entry]) {
        self.currency = currency
        self.entries = entries
    }

    package func total(_ kind: Kind) -> Decimal {
        entries.filter { $0.kind == kind }.reduce(0) { $0 + $1.money.amount }
    }

    /// Charged − credited − paid + refunded.
    package var due: Decimal { total(.charged) - total(.credited) - total(.paid) + total(.refunded) }
}

/// One line of the chronology.
package struct TimelineEntry: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case contract, despatch, transport, delivery, invoice, payment, demand, communication, status, photograph, other
    }

    /// `T1`, … in order of time.
    package let id: String
    package let time: CaseTime
    package let kind: Kind
    package let text: Phrase
    package let citations: Citations

    package init(id: String, time: CaseTime, kind: Kind, text: Phrase, citations: Citations) {
        self.id = id
        self.time = time
        self.kind = kind
        self.text = text
        self.citations = citations
    }
}

/// Something the reader of the case has to know: a gap, a contradiction, a weakness, an assumption.
package struct Finding: Hashable, Sendable {
    package enum Grade: String, Hashable, Sendable, CaseIterable {
        /// Endangers the claim.
        case serious
        /// Has to be explained.
        case attention
        /// Good to know.
        case note
    }

    /// Stable code (`CF-F-DELIVERY-UNPROVEN`). The wording stands under `findings` of `Templates/lang`.
    package let code: String
    package let grade: Grade
    /// Keys `finding.CODE.title`, `.explanation`, `.advice` share these arguments.
    package let arguments: [Phrase.NamedArgument]
    package let citations: Citations

    package init(_ code: String, _ grade: Grade, _ arguments: KeyValuePairs<String, Phrase.Argument>, _ citations: Citations) {
        self.code = code
        self.grade = grade
        self.arguments = arguments.map { Phrase.NamedArgument(name: $0.key, value: $0.value) }
        self.citations = citations
    }
}
