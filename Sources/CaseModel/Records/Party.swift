/// Something that identifies a person or account beyond a display name. Names alone never join two people.
package struct Identity: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case email, phone, account, taxID, companyID, gln
    }

    package let kind: Kind
    /// As written.
    package let value: String
    /// The system that issued an account id (`telegram`, `aliexpress`, …) or the scheme of a company id.
    package let scheme: String?

    package init(_ kind: Kind, _ value: String, scheme: String? = nil) {
        self.kind = kind
        self.value = value
        self.scheme = scheme
    }
}

/// Who takes part in a conversation, as the source shows it.
package struct Participant: Hashable, Sendable {
    package let name: String?
    package let identity: Identity?
    /// True when the source itself says that this is the device or account the export was made from.
    package let isOwner: Bool

    package init(name: String?, identity: Identity? = nil, isOwner: Bool = false) {
        self.name = name
        self.identity = identity
        self.isOwner = isOwner
    }

    /// What distinguishes senders inside one item: the identity where there is one, else the name as written.
    package var key: String {
        if let identity { return identity.kind.rawValue + ":" + identity.value }
        return isOwner && name == nil ? "owner" : "name:" + (name ?? "")
    }
}

/// A business or person named in a document or order.
package struct Party: Hashable, Sendable {
    package var name: String?
    /// Lines of the postal address, country last.
    package var address: [String]
    /// ISO 3166-1 alpha-2 where the source gives one.
    package var country: String?
    package var identities: [Identity]
    package var contactName: String?

    package init(
        name: String? = nil, address: [String] = [], country: String? = nil, identities: [Identity] = [],
        contactName: String? = nil
    ) {
        self.name = name
        self.address = address
        self.country = country
        self.identities = identities
        self.contactName = contactName
    }

    package var isEmpty: Bool { name == nil && address.isEmpty && identities.isEmpty && contactName == nil }
}

/// A party with the role its document gives it, by the source's own element or field name.
package struct PartyInRole: Hashable, Sendable {
    package enum Role: String, Hashable, Sendable, CaseIterable {
        case seller, buyer, payee, payer, consignor, consignee, carrier, originator, issuer, recipient, other
    }

    package let role: Role
    /// The name of the field in the source (`AccountingCustomerParty`).
    package let field: String
    package let party: Party
    package let locator: Locator?

    package init(role: Role, field: String, party: Party, locator: Locator? = nil) {
        self.role = role
        self.field = field
        self.party = party
        self.locator = locator
    }
}

/// An address-book entry.
package struct Contact: Hashable, Sendable {
    package let name: String?
    package let identities: [Identity]

    package init(name: String?, identities: [Identity]) {
        self.name = name
        self.identities = identities
    }
}
