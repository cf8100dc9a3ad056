import struct Foundation.Decimal

/// What `case.yaml` says; every field has a value for a case without one.
package struct CaseSettings: Hashable, Sendable {
    package struct Side: Hashable, Sendable {
        package var name: String?
        package var address: String?
        package var email: String?
        package var phone: String?
        /// Names and accounts this side uses in chats and on platforms.
        package var aliases: [String] = []
        /// True for a business, false for a consumer, nil when not known.
        package var isBusiness: Bool?
        package init() {}
    }

    package struct Claim: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case goodsDelivered = "goods-delivered"
            case platformRefund = "platform-refund"
            case chargeback
        }
        package var kind: Kind?
        package var order: String?
        package var principal: Money?
        package var due: CalendarDay?
        /// The interest rule asked for, by name; computed by a later stage.
        package var interest: String?
        package init() {}
    }

    /// What is said of a single file of the source.
    package struct FileRule: Hashable, Sendable {
        /// Path inside the source, `/` between folders; compared whole.
        package var file: String
        /// Line of `case.yaml`, from 1; nil where no file says it.
        package var line: Int?
        package var title: String?
        package var section: ExhibitSection?
        package var isPrivileged = false
        package var isExcluded = false
        package init(file: String) { self.file = file }
    }

    /// Case id; the name of the dossier's folder.
    package var id: String
    package var title: String?
    /// Language of the documents produced.
    package var language: Language = .en
    /// IANA name of the zone applied, as an assumption, to times without one; nil: none is assumed.
    package var timeZone: String?
    package var claimant = Side()
    package var respondent = Side()
    package var claim = Claim()
    /// Court profile (`core` unless set).
    package var forumProfile = "core"
    package var court: String?
    package var files: [FileRule] = []

    package init(id: String) { self.id = id }
}

/// Languages of what casefile produces.
package enum Language: String, Hashable, Sendable, CaseIterable {
    case en
    case zhHans = "zh-Hans"
    case de
}

/// The parts of a bundle, in their order.
package enum ExhibitSection: String, Hashable, Sendable, CaseIterable {
    case contract, shipping, delivery, payment, communications, photographs, other
}
